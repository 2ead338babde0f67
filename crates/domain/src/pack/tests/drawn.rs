//! Groups drawn at random, with all that a group can have.

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;
use wire::{Access, Ages, Contact, Cost, CostKind, CostOption, GroupId, Link, Need, PlaceId, Standing};

use crate::directory::{GroupRecord, PlaceRecord};
use crate::recurrence::{ByDay, Freq, Schedule};
use crate::search::Entry;

fn any_text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..9).prop_map(|letters| letters.into_iter().collect())
}

fn any_texts() -> impl Strategy<Value = Vec<String>> {
    vec(any_text(), 0..3)
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..80_000).prop_map(|days| NaiveDate::MIN + Days::new(days * 2_000))
}

fn any_time() -> impl Strategy<Value = Option<NaiveTime>> {
    of(0_u32..86_400).prop_map(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds?, 0))
}

fn any_by_day() -> impl Strategy<Value = ByDay> {
    let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    (of(any::<i8>()), select(weekdays.to_vec())).prop_map(|(ordinal, weekday)| ByDay { ordinal, weekday })
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let rule = (
        of(select(vec![Freq::Daily, Freq::Weekly, Freq::Monthly, Freq::Yearly])),
        any::<u16>(),
        vec(any_by_day(), 0..3),
        vec(any::<i8>(), 0..3),
        of(any::<u16>()),
    );
    let days = (of(any_day()), of(any_day()), of(any_day()), of(any_day()));
    (rule, days, (any_time(), any_time(), of(any_text()))).prop_map(
        |(
            (freq, interval, byday, bymonthday, count),
            (dtstart, valid_from, valid_to, until),
            (opens, closes, description),
        )| Schedule {
            freq,
            interval,
            byday,
            bymonthday,
            dtstart,
            valid_from,
            valid_to,
            until,
            count,
            opens,
            closes,
            description,
        },
    )
}

fn any_place() -> impl Strategy<Value = PlaceRecord> {
    let named = (any::<u128>(), any_text(), any_texts(), of(any_text()), of(any_text()));
    let there = (of(-90.0..=90.0), of(-180.0..=180.0), vec(select(Access::ALL.to_vec()), 0..3), any_texts());
    (named, there, vec(any_schedule(), 0..3)).prop_map(
        |((id, name, address, town, postcode), (lat, lon, access, access_notes), schedules)| PlaceRecord {
            id: PlaceId(Uuid::from_u128(id)),
            name,
            address,
            town,
            postcode,
            lat,
            lon,
            access,
            access_notes,
            schedules,
        },
    )
}

fn any_cost() -> impl Strategy<Value = Cost> {
    let option = (of(any_text()), of(any::<u32>()), of(any_text()));
    let options = vec(option.prop_map(|(label, pence, note)| CostOption { label, pence, note }), 0..3);
    (select(vec![CostKind::Unknown, CostKind::Free, CostKind::Paid]), options, of(any_text()))
        .prop_map(|(kind, options, note)| Cost { kind, options, note })
}

fn any_contact() -> impl Strategy<Value = Contact> {
    (of(any_text()), of(any_text()), of(any_text()), of(any_text())).prop_map(|(name, role, phone, email)| Contact {
        name,
        role,
        phone,
        email,
    })
}

fn any_record() -> impl Strategy<Value = GroupRecord> {
    let named = (any_text(), any_text(), of(any_text()), any_text(), of(any_text()), of(any_text()), of(any_text()));
    let kind = (
        (of(any::<u8>()), of(any::<u8>())),
        select(vec![Standing::Running, Standing::Paused, Standing::Gone]),
        any_cost(),
        vec(select(Need::ALL.to_vec()), 0..3),
        any_texts(),
        any_texts(),
        any::<bool>(),
    );
    let link = (of(any_text()), any_text()).prop_map(|(label, url)| Link { label, url });
    let there = (
        vec(any_contact(), 0..3),
        vec(link, 0..3),
        vec(select(Access::ALL.to_vec()), 0..3),
        vec(any_place(), 0..3),
        vec(any_schedule(), 0..3),
        of(any_day()),
    );
    (named, kind, there).prop_map(
        |(
            (source_id, name, organisation, description, who_for, alert, how_to_join),
            ((from, to), standing, cost, needs, categories, languages, online),
            (contacts, links, access, places, schedules, checked),
        )| GroupRecord {
            source_id,
            name,
            organisation,
            description,
            who_for,
            ages: Ages { from, to },
            standing,
            alert,
            cost,
            how_to_join,
            needs,
            categories,
            languages,
            contacts,
            links,
            online,
            access,
            places,
            schedules,
            checked,
        },
    )
}

/// A group.
pub(super) fn any_entry() -> impl Strategy<Value = Entry> {
    (any::<u128>(), any_record(), any_text(), any_day()).prop_map(|(id, record, feed, seen)| Entry {
        id: GroupId(Uuid::from_u128(id)),
        record,
        feed,
        seen,
    })
}
