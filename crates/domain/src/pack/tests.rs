//! That what was written down is what is read, and that nothing else is read at all.

#![expect(clippy::unwrap_used, reason = "tests")]

mod drawn;
mod layout;

use chrono::{NaiveDate, NaiveTime, Weekday};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;
use wire::{Access, Ages, Contact, Cost, CostKind, CostOption, GroupId, Link, Need, PlaceId, Standing};

use super::bytes::put_bytes;
use super::{
    BadPack, DISTRICTS, FORMAT, GROUPS, HEAD, Kind, decode, decode_districts, encode, encode_districts, kind, sealed,
    sum,
};
use crate::directory::{GroupRecord, PlaceRecord};
use crate::distance::Point;
use crate::recurrence::{ByDay, Freq, Schedule};
use crate::search::Entry;
use drawn::any_entry;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn point(lat: f64, lon: f64) -> Point {
    Point::new(lat, lon).unwrap()
}

/// A group with something in every field.
fn full() -> Entry {
    let schedule = Schedule {
        freq: Some(Freq::Monthly),
        interval: 300,
        byday: vec![ByDay { ordinal: Some(-1), weekday: Weekday::Fri }, ByDay { ordinal: None, weekday: Weekday::Tue }],
        bymonthday: vec![1, -1],
        dtstart: Some(day("2024-02-29")),
        valid_from: Some(day("1970-01-01")),
        valid_to: None,
        until: Some(day("2030-06-01")),
        count: Some(60_000),
        opens: NaiveTime::from_hms_opt(0, 0, 0),
        closes: NaiveTime::from_hms_opt(23, 59, 59),
        description: text("not in August"),
    };
    let hall = PlaceRecord {
        id: PlaceId(Uuid::from_u128(258)),
        name: "Hall".to_owned(),
        address: vec!["1 Road".to_owned()],
        town: text("Town"),
        postcode: text("QQ1 1AA"),
        lat: Some(51.5),
        lon: Some(-1.25),
        access: vec![Access::StepFree, Access::QuietSpace],
        access_notes: vec!["Side door".to_owned()],
        schedules: vec![schedule.clone()],
    };
    let record = GroupRecord {
        source_id: "a/1".to_owned(),
        name: "Tŷ Gwyn".to_owned(),
        organisation: text("Us"),
        description: "Long. ".repeat(30),
        who_for: text(""),
        ages: Ages { from: Some(0), to: Some(255) },
        standing: Standing::Paused,
        alert: text("Closed"),
        cost: Cost {
            kind: CostKind::Paid,
            options: vec![CostOption { label: text("A seat"), pence: Some(u32::MAX), note: None }],
            note: text("Free for friends"),
        },
        how_to_join: text("Ring"),
        needs: vec![Need::Food, Need::Loneliness],
        categories: vec!["Lunch".to_owned(), String::new()],
        languages: vec!["Welsh".to_owned()],
        contacts: vec![Contact { name: text("Office"), role: None, phone: text("01632 960001"), email: None }],
        links: vec![Link { label: None, url: "https://example.org/".to_owned() }],
        online: true,
        access: vec![Access::HearingLoop],
        places: vec![hall],
        schedules: vec![schedule],
        checked: Some(day("2026-05-01")),
    };
    Entry { id: GroupId(Uuid::from_u128(7)), record, feed: "demo".to_owned(), seen: day("2026-11-23") }
}

#[test]
fn groups_read_back_as_they_were() {
    let second = Entry { id: GroupId(Uuid::from_u128(8)), feed: "other".to_owned(), ..full() };
    let third = Entry { id: GroupId(Uuid::from_u128(9)), record: GroupRecord::default(), ..full() };
    for entries in [vec![], vec![full()], vec![full(), second, third]] {
        let bytes = encode(&entries);
        assert_eq!(kind(&bytes), Some(Kind::Groups));
        assert_eq!(decode(&bytes), Ok(entries));
        assert_eq!(decode_districts(&bytes), Err(BadPack));
    }
}

#[test]
fn middles_of_districts_read_back_to_the_last_figure() {
    let districts =
        vec![("EH1".to_owned(), point(55.953_251, -3.188_267)), ("QQ1".to_owned(), point(-0.000_001, 180.0))];
    let bytes = encode_districts(&districts);
    assert_eq!(kind(&bytes), Some(Kind::Districts));
    assert_eq!(decode_districts(&bytes), Ok(districts));
    assert_eq!(decode(&bytes), Err(BadPack));
    assert_eq!(decode_districts(&encode_districts(&[])), Ok(Vec::new()));
}

/// Worked out by another program from the description of the format. Whoever changes what is written raises `FORMAT`,
/// and then this figure.
#[test]
fn format_is_the_one_that_its_number_says() {
    assert_eq!((FORMAT, sum(&encode(&[full()])[HEAD..])), (1, 0x2b44_fd8e_268e_2e6a));
    let codes: Vec<&str> = Need::ALL.map(Need::code).into_iter().chain(Access::ALL.map(Access::code)).collect();
    let in_their_order = "loneliness getting_out mood money housing food being_active long_term_condition caring \
        bereavement support_group work_and_learning step_free accessible_toilet accessible_parking hearing_loop \
        sign_language public_transport interpreter quiet_space";
    assert_eq!(codes.join(" "), in_their_order);
}

#[test]
fn another_format_is_no_pack() {
    let mut bytes = encode(&[full()]);
    bytes[4] += 1;
    assert_eq!((kind(&bytes), decode(&bytes)), (None, Err(BadPack)));
    for bytes in [&b""[..], b"STP", b"STPG", b"STPX\x01", b"<!doctype html>"] {
        assert_eq!(kind(bytes), None, "{bytes:?}");
        assert_eq!(decode(bytes), Err(BadPack), "{bytes:?}");
        assert_eq!(decode_districts(bytes), Err(BadPack), "{bytes:?}");
    }
}

#[test]
fn nothing_may_follow() {
    // With a sum that is right for it.
    for (letters, numbers) in [(GROUPS, 2), (DISTRICTS, 1)] {
        let nothing = vec![0_u8; numbers * 4];
        let longer = vec![0_u8; numbers * 4 + 1];
        let is_read = |content: &[u8]| {
            let bytes = sealed(letters, content);
            decode(&bytes).is_ok() || decode_districts(&bytes).is_ok()
        };
        assert!(is_read(&nothing) && !is_read(&longer));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_is_read(entries in vec(any_entry(), 0..5)) {
        let bytes = encode(&entries);
        prop_assert_eq!(decode(&bytes), Ok(entries));
    }

    #[test]
    fn bytes_that_are_cut_short_or_broken_are_refused(
        entries in vec(any_entry(), 1..4), at in any::<prop::sample::Index>(), bit in 0_u8..8,
    ) {
        let mut bytes = encode(&entries);
        let at = at.index(bytes.len());
        prop_assert_eq!(decode(&bytes[..at]), Err(BadPack));
        bytes[at] ^= 1 << bit;
        prop_assert_eq!(decode(&bytes), Err(BadPack));
        prop_assert_eq!(decode_districts(&bytes), Err(BadPack));
    }

    #[test]
    fn middles_to_a_millionth_are_kept(millionths in vec((-90_000_000..=90_000_000, -180_000_000..=180_000_000), 0..9)) {
        let at = |(lat, lon): (i32, i32)| point(f64::from(lat) / 1e6, f64::from(lon) / 1e6);
        let districts: Vec<(String, Point)> =
            millionths.into_iter().enumerate().map(|(number, pair)| (format!("QQ{number}"), at(pair))).collect();
        prop_assert_eq!(decode_districts(&encode_districts(&districts)), Ok(districts));
    }
}

proptest! {
    #[test]
    fn foreign_bytes_do_no_harm(bytes in vec(any::<u8>(), 0..400), is_of_groups in any::<bool>()) {
        prop_assert_eq!((decode(&bytes), decode_districts(&bytes)), (Err(BadPack), Err(BadPack)));
        // Also where the sum is right: somebody may have taken pains.
        let forged = sealed(if is_of_groups { GROUPS } else { DISTRICTS }, &bytes);
        let (_, _) = (decode(&forged), decode_districts(&forged));
        // One feed without a name, one group of it, and these bytes as its record.
        let mut content = vec![1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0];
        content.extend([0; 24]);
        put_bytes(&mut content, &bytes);
        prop_assert_eq!(decode(&sealed(GROUPS, &content)).map(|entries| entries.len()), Ok(1));
    }
}
