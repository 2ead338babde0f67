//! A group in as few bytes as will do, for the directory that is held in memory: a hundred thousand records as they
//! are would take 200 MB and more, packed they take some 60.
//!
//! The bytes travel to the phone in packs, so whoever changes their form raises the format in `crate::pack`, where a test
//! fails until then. What a list shows comes first: it is read without copying, and without reading the rest.

mod reader;
mod writer;

use chrono::Weekday;
use wire::{Access, Ages, Contact, Cost, CostKind, CostOption, Link, Need, PlaceId, Standing};

use super::{GroupRecord, PlaceRecord};
use crate::recurrence::{ByDay, Freq, Schedule};
use reader::Reader;
use writer::Writer;

const STANDINGS: [Standing; 3] = [Standing::Running, Standing::Paused, Standing::Gone];
const COSTS: [CostKind; 3] = [CostKind::Unknown, CostKind::Free, CostKind::Paid];
const FREQUENCIES: [Freq; 4] = [Freq::Daily, Freq::Weekly, Freq::Monthly, Freq::Yearly];
const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Packs a record. Times are kept to the second.
pub(crate) fn pack(record: &GroupRecord) -> Box<[u8]> {
    let mut out = Writer::default();
    out.code(&STANDINGS, &record.standing);
    out.code(&COSTS, &record.cost.kind);
    out.small(record.ages.from.map(u64::from));
    out.small(record.ages.to.map(u64::from));
    out.flag(record.online);
    out.text(&record.name);
    out.maybe(record.organisation.as_deref());
    out.text(&record.description);
    out.list(&record.needs, |out, need| out.code(&Need::ALL, need));
    out.list(&record.access, |out, access| out.code(&Access::ALL, access));
    out.list(&record.places, |out, place| out.nested(|out| pack_place(out, place)));
    out.text(&record.source_id);
    out.maybe(record.who_for.as_deref());
    out.maybe(record.alert.as_deref());
    out.maybe(record.how_to_join.as_deref());
    out.maybe(record.cost.note.as_deref());
    out.list(&record.cost.options, |out, option| {
        out.maybe(option.label.as_deref());
        out.small(option.pence.map(u64::from));
        out.maybe(option.note.as_deref());
    });
    out.list(&record.categories, |out, text| out.text(text));
    out.list(&record.languages, |out, text| out.text(text));
    out.list(&record.contacts, |out, contact| {
        out.maybe(contact.name.as_deref());
        out.maybe(contact.role.as_deref());
        out.maybe(contact.phone.as_deref());
        out.maybe(contact.email.as_deref());
    });
    out.list(&record.links, |out, link| {
        out.maybe(link.label.as_deref());
        out.text(&link.url);
    });
    out.list(&record.schedules, pack_schedule);
    out.date(record.checked);
    out.finish()
}

fn pack_place(out: &mut Writer, place: &PlaceRecord) {
    out.bytes(place.id.0.as_bytes());
    out.text(&place.name);
    out.maybe(place.town.as_deref());
    out.float(place.lat);
    out.float(place.lon);
    out.list(&place.access, |out, access| out.code(&Access::ALL, access));
    out.list(&place.address, |out, text| out.text(text));
    out.maybe(place.postcode.as_deref());
    out.list(&place.access_notes, |out, text| out.text(text));
    out.list(&place.schedules, pack_schedule);
}

fn pack_schedule(out: &mut Writer, schedule: &Schedule) {
    out.small(schedule.freq.and_then(|freq| FREQUENCIES.iter().position(|known| *known == freq)).map(|at| at as u64));
    out.number(u64::from(schedule.interval));
    out.list(&schedule.byday, |out, day| {
        out.signed(day.ordinal.map(i64::from));
        out.code(&WEEKDAYS, &day.weekday);
    });
    out.list(&schedule.bymonthday, |out, day| out.signed(Some(i64::from(*day))));
    out.date(schedule.dtstart);
    out.date(schedule.valid_from);
    out.date(schedule.valid_to);
    out.date(schedule.until);
    out.small(schedule.count.map(u64::from));
    out.time(schedule.opens);
    out.time(schedule.closes);
    out.maybe(schedule.description.as_deref());
}

/// A packed group, opened as far as a list needs it.
#[derive(Debug, Clone)]
pub(crate) struct PackedGroup<'a> {
    pub(crate) standing: Standing,
    pub(crate) cost: CostKind,
    pub(crate) ages: Ages,
    pub(crate) online: bool,
    pub(crate) name: &'a str,
    pub(crate) organisation: Option<&'a str>,
    pub(crate) description: &'a str,
    /// The bytes after the description.
    rest: Reader<'a>,
}

/// A packed place, opened as far as a list needs it.
#[derive(Debug, Clone)]
pub(crate) struct PackedPlace<'a> {
    pub(crate) id: PlaceId,
    pub(crate) name: &'a str,
    pub(crate) town: Option<&'a str>,
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
    pub(crate) access: Vec<Access>,
    /// The bytes after the access features.
    rest: Reader<'a>,
}

impl<'a> PackedGroup<'a> {
    /// Opens what `pack` made.
    pub(crate) fn open(bytes: &'a [u8]) -> Self {
        let mut from = Reader::new(bytes);
        Self {
            standing: from.code(&STANDINGS).unwrap_or_default(),
            cost: from.code(&COSTS).unwrap_or_default(),
            ages: Ages { from: from.small_as(), to: from.small_as() },
            online: from.flag(),
            name: from.text(),
            organisation: from.maybe(),
            description: from.text(),
            rest: from,
        }
    }

    /// The group's needs and the access features it offers everywhere.
    pub(crate) fn needs_and_access(&self) -> (Vec<Need>, Vec<Access>) {
        let mut from = self.rest.clone();
        (needs(&mut from), features(&mut from))
    }

    /// The place at this position in the record.
    pub(crate) fn place(&self, position: usize) -> Option<PackedPlace<'a>> {
        let mut from = self.rest.clone();
        needs(&mut from);
        features(&mut from);
        let count = from.count();
        (0..count).map(|_| from.nested()).nth(position).map(PackedPlace::open)
    }

    /// The whole record.
    pub(crate) fn record(&self) -> GroupRecord {
        let mut from = self.rest.clone();
        let needs = needs(&mut from);
        let access = features(&mut from);
        let places = from.list(|from| PackedPlace::open(from.nested()).record());
        GroupRecord {
            standing: self.standing,
            ages: self.ages,
            online: self.online,
            name: self.name.to_owned(),
            organisation: self.organisation.map(str::to_owned),
            description: self.description.to_owned(),
            needs,
            access,
            places,
            source_id: from.text().to_owned(),
            who_for: from.owned(),
            alert: from.owned(),
            how_to_join: from.owned(),
            cost: Cost { kind: self.cost, note: from.owned(), options: from.list(cost_option) },
            categories: from.list(|from| from.text().to_owned()),
            languages: from.list(|from| from.text().to_owned()),
            contacts: from.list(contact),
            links: from.list(|from| Link { label: from.owned(), url: from.text().to_owned() }),
            schedules: from.list(schedule),
            checked: from.date(),
        }
    }
}

impl<'a> PackedPlace<'a> {
    fn open(mut from: Reader<'a>) -> Self {
        Self {
            id: PlaceId(uuid::Uuid::from_bytes(from.array())),
            name: from.text(),
            town: from.maybe(),
            lat: from.float(),
            lon: from.float(),
            access: features(&mut from),
            rest: from,
        }
    }

    fn record(self) -> PlaceRecord {
        let mut from = self.rest;
        PlaceRecord {
            id: self.id,
            name: self.name.to_owned(),
            town: self.town.map(str::to_owned),
            lat: self.lat,
            lon: self.lon,
            access: self.access,
            address: from.list(|from| from.text().to_owned()),
            postcode: from.owned(),
            access_notes: from.list(|from| from.text().to_owned()),
            schedules: from.list(schedule),
        }
    }
}

fn needs(from: &mut Reader<'_>) -> Vec<Need> {
    from.list(|from| from.code(&Need::ALL)).into_iter().flatten().collect()
}

fn features(from: &mut Reader<'_>) -> Vec<Access> {
    from.list(|from| from.code(&Access::ALL)).into_iter().flatten().collect()
}

fn cost_option(from: &mut Reader<'_>) -> CostOption {
    CostOption { label: from.owned(), pence: from.small_as(), note: from.owned() }
}

fn contact(from: &mut Reader<'_>) -> Contact {
    Contact { name: from.owned(), role: from.owned(), phone: from.owned(), email: from.owned() }
}

fn schedule(from: &mut Reader<'_>) -> Schedule {
    let freq = from.small_as::<usize>().and_then(|at| FREQUENCIES.get(at).copied());
    Schedule {
        freq,
        interval: from.number_as(),
        byday: from
            .list(|from| ByDay { ordinal: from.signed_as(), weekday: from.code(&WEEKDAYS).unwrap_or(Weekday::Mon) }),
        bymonthday: from.list(|from| from.signed_as().unwrap_or_default()),
        dtstart: from.date(),
        valid_from: from.date(),
        valid_to: from.date(),
        until: from.date(),
        count: from.small_as(),
        opens: from.time(),
        closes: from.time(),
        description: from.owned(),
    }
}
