//! What is shown of a group, and that it survives being packed.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, NaiveDate, NaiveTime, Utc, Weekday};
use uuid::Uuid;
use wire::{Access, Ages, Contact, Cost, CostKind, CostOption, GroupId, Link, Need, PlaceId, Source, Standing};

use super::{GroupRecord, PackedGroup, PlaceRecord, name_and_town, pack, summary_line, to_group};
use crate::distance::Point;
use crate::recurrence::{ByDay, Freq, Schedule};

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn now() -> DateTime<Utc> {
    "2026-11-25T09:00:00Z".parse().unwrap()
}

fn weekly(weekday: Weekday, opens: &str) -> Schedule {
    Schedule {
        freq: Some(Freq::Weekly),
        byday: vec![ByDay { ordinal: None, weekday }],
        opens: Some(NaiveTime::parse_from_str(opens, "%H:%M").unwrap()),
        ..Schedule::default()
    }
}

fn place(number: u128, name: &str, lat: f64, schedules: Vec<Schedule>) -> PlaceRecord {
    PlaceRecord {
        id: PlaceId(Uuid::from_u128(number)),
        name: name.to_owned(),
        address: Vec::new(),
        town: None,
        postcode: None,
        lat: Some(lat),
        lon: Some(-1.5),
        access: Vec::new(),
        access_notes: Vec::new(),
        schedules,
    }
}

/// A record with something in every field.
fn full() -> GroupRecord {
    let monthly = Schedule {
        freq: Some(Freq::Monthly),
        interval: 300,
        byday: vec![
            ByDay { ordinal: Some(-1), weekday: Weekday::Fri },
            ByDay { ordinal: Some(2), weekday: Weekday::Tue },
        ],
        bymonthday: vec![1, -1],
        dtstart: NaiveDate::from_ymd_opt(2024, 2, 29),
        valid_from: NaiveDate::from_ymd_opt(1970, 1, 1),
        valid_to: NaiveDate::from_ymd_opt(9999, 12, 31),
        until: NaiveDate::from_ymd_opt(2030, 6, 1),
        count: Some(60_000),
        opens: NaiveTime::from_hms_opt(0, 0, 0),
        closes: NaiveTime::from_hms_opt(23, 59, 59),
        description: text("not in August"),
    };
    GroupRecord {
        source_id: "a/1".to_owned(),
        name: "Tŷ Gwyn café".to_owned(),
        organisation: text("An organisation"),
        description: "Long. ".repeat(60),
        who_for: text(""),
        ages: Ages { from: Some(0), to: Some(255) },
        standing: Standing::Paused,
        alert: text("Closed until spring"),
        cost: Cost {
            kind: CostKind::Paid,
            options: vec![CostOption { label: text("A seat"), pence: Some(u32::MAX), note: None }],
            note: text("Bring a friend for nothing"),
        },
        how_to_join: text("Ring"),
        needs: vec![Need::Food, Need::Loneliness],
        categories: vec!["Lunch clubs".to_owned(), String::new()],
        languages: vec!["Welsh".to_owned()],
        contacts: vec![Contact { name: text("Office"), role: None, phone: text("01632 960 001"), email: None }],
        links: vec![Link { label: None, url: "https://example.org/".to_owned() }],
        online: true,
        access: vec![Access::QuietSpace],
        places: vec![
            PlaceRecord {
                address: vec!["Hall".to_owned(), "Road".to_owned()],
                town: text("Town"),
                postcode: text("QQ1 1AA"),
                access: vec![Access::StepFree, Access::HearingLoop],
                access_notes: vec!["Side door".to_owned()],
                ..place(1, "Hall", 51.123_046_875, vec![monthly.clone(), weekly(Weekday::Mon, "10:30")])
            },
            PlaceRecord { lat: None, lon: None, ..place(u128::MAX, "", 0.0, Vec::new()) },
        ],
        schedules: vec![monthly],
        checked: NaiveDate::from_ymd_opt(2026, 5, 1),
    }
}

#[test]
fn record_reads_back_from_its_json() {
    let json = serde_json::to_string(&full()).unwrap();
    assert_eq!(serde_json::from_str::<GroupRecord>(&json).unwrap(), full());
}

#[test]
fn what_is_empty_is_not_written() {
    let record = GroupRecord { source_id: "1".to_owned(), name: "Choir".to_owned(), ..GroupRecord::default() };
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(json, r#"{"source_id":"1","name":"Choir"}"#);
    assert_eq!(serde_json::from_str::<GroupRecord>(&json).unwrap(), record);
}

#[test]
fn record_reads_back_from_its_packed_form() {
    for record in [full(), GroupRecord::default()] {
        assert_eq!(PackedGroup::open(&pack(&record)).record(), record);
    }
}

#[test]
fn packed_places_are_found_by_their_position() {
    let bytes = pack(&full());
    let group = PackedGroup::open(&bytes);
    assert_eq!(group.name, "Tŷ Gwyn café");
    assert_eq!(group.needs_and_access(), (full().needs, full().access));
    let hall = group.place(0).unwrap();
    assert_eq!((hall.name, hall.town, hall.lat), ("Hall", Some("Town"), Some(51.123_046_875)));
    assert_eq!(group.place(1).unwrap().id, PlaceId(Uuid::from_u128(u128::MAX)));
    assert!(group.place(2).is_none());
}

#[test]
fn broken_bytes_are_read_without_harm() {
    let bytes = pack(&full());
    for length in 0..bytes.len() {
        let group = PackedGroup::open(&bytes[..length]);
        let _ = (group.place(1), group.record());
    }
}

#[test]
fn packed_record_is_small() {
    let record = full();
    let json = serde_json::to_string(&record).unwrap();
    assert!(pack(&record).len() * 10 < json.len() * 7, "{} of {}", pack(&record).len(), json.len());
}

#[test]
fn summary_is_the_first_sentence() {
    let line = |description: &str| {
        summary_line(&GroupRecord {
            name: "Choir".to_owned(),
            organisation: text("Village hall"),
            description: description.to_owned(),
            ..GroupRecord::default()
        })
    };
    assert_eq!(line("  A choir for all.  No need to read music."), "A choir for all.");
    assert_eq!(line("Meets at St. Mary's hall, e.g. on Mondays! Come."), "Meets at St. Mary's hall, e.g. on Mondays!");
    assert_eq!(line("Costs £2.50 a go\n\nCome"), "Costs £2.50 a go");
    assert_eq!(line(""), "Village hall");
    let long = line(&"word, ".repeat(50));
    assert!(long.chars().count() <= 140 && long.ends_with("word\u{2026}"), "{long}");
    assert_eq!(line(&"é".repeat(200)).chars().count(), 140);
    assert_eq!(summary_line(&GroupRecord { name: "Choir".to_owned(), ..GroupRecord::default() }), "Choir");
}

fn source() -> Source {
    Source { feed: "demo".to_owned(), checked: None, seen: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap() }
}

fn shown(record: &GroupRecord, origin: Option<Point>) -> wire::Group {
    to_group(GroupId(Uuid::from_u128(9)), record, source(), now(), origin)
}

#[test]
fn places_of_a_group_are_nearest_first_each_with_its_own_meetings() {
    let record = GroupRecord {
        places: vec![
            place(1, "Far", 52.0, vec![weekly(Weekday::Thu, "10:00")]),
            PlaceRecord { lat: None, ..place(2, "Anywhere", 0.0, Vec::new()) },
            place(3, "Near", 51.1, vec![weekly(Weekday::Fri, "10:00")]),
        ],
        access: vec![Access::HearingLoop],
        ..GroupRecord::default()
    };
    let group = shown(&record, Point::new(51.0, -1.5));
    let names: Vec<&str> = group.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["Near", "Far", "Anywhere"]);
    assert_eq!(group.places[0].distance_metres, Some(11_120));
    assert_eq!(group.places[2].distance_metres, None);
    assert_eq!((group.places[0].meetings.len(), group.places[2].meetings.len()), (5, 0));
    assert!(group.places[0].meetings.iter().all(|meeting| meeting.place == Some(group.places[0].id)));
    assert_eq!(group.places[1].access, [Access::HearingLoop]);
    assert_eq!(group.meetings.len(), 10);
    assert!(group.meetings.is_sorted_by_key(|meeting| meeting.starts_at));
    let names: Vec<String> = shown(&record, None).places.into_iter().map(|place| place.name).collect();
    assert_eq!(names, ["Anywhere", "Far", "Near"]);
}

#[test]
fn times_of_the_group_are_its_only_places_times() {
    let schedules = vec![weekly(Weekday::Thu, "10:00")];
    let mut record =
        GroupRecord { places: vec![place(1, "Hall", 51.0, Vec::new())], schedules, ..GroupRecord::default() };
    let group = shown(&record, None);
    assert_eq!(group.places[0].meetings.len(), 5);
    assert!(group.meetings.iter().all(|meeting| meeting.place == Some(group.places[0].id)));
    record.places.push(place(2, "Church", 51.0, Vec::new()));
    let group = shown(&record, None);
    assert!(group.places.iter().all(|place| place.meetings.is_empty()), "it is not said at which of the two");
    assert_eq!(group.meetings.len(), 10);
    assert!(group.meetings.iter().all(|meeting| meeting.place.is_none()));
}

#[test]
fn paused_group_shows_no_meetings() {
    let places = vec![place(1, "Hall", 51.0, vec![weekly(Weekday::Thu, "10:00")])];
    for standing in [Standing::Paused, Standing::Gone] {
        let group = shown(&GroupRecord { standing, places: places.clone(), ..GroupRecord::default() }, None);
        assert!(group.meetings.is_empty() && group.places[0].meetings.is_empty());
    }
}

#[test]
fn times_that_are_no_dates_are_told_in_the_groups_words() {
    let vague = Schedule { description: text("Most Tuesdays"), ..Schedule::default() };
    let schedules = vec![vague.clone(), vague.clone(), weekly(Weekday::Thu, "10:00")];
    let record = GroupRecord { places: vec![place(1, "Hall", 51.0, schedules)], ..GroupRecord::default() };
    let group = shown(&record, None);
    assert_eq!(group.places[0].when_notes, ["Most Tuesdays"]);
    assert!(group.when_notes.is_empty());
}

/// A schedule with words of its own.
fn with_words(schedule: Schedule, words: &str) -> Schedule {
    Schedule { description: text(words), ..schedule }
}

#[test]
fn words_of_dated_times_are_told_beside_the_dates() {
    let thursdays = || with_words(weekly(Weekday::Thu, "10:00"), " In school terms only ");
    let over = Schedule { until: NaiveDate::from_ymd_opt(2026, 6, 1), ..weekly(Weekday::Mon, "10:00") };
    let at_hall = vec![thursdays(), thursdays(), with_words(over, "Spring course")];
    let mut record = GroupRecord {
        places: vec![place(1, "Hall", 51.0, at_hall)],
        schedules: vec![with_words(weekly(Weekday::Tue, "10:00"), "Not in December")],
        ..GroupRecord::default()
    };
    let group = shown(&record, None);
    assert!(!group.places[0].meetings.is_empty());
    assert_eq!(group.places[0].when_notes, ["In school terms only"], "once, and not what is over");
    assert_eq!(group.when_notes, ["Not in December"]);
    record.standing = Standing::Paused;
    let group = shown(&record, None);
    assert!(group.when_notes.is_empty() && group.places[0].when_notes.is_empty(), "no words about dates that are off");
}

#[test]
fn place_without_a_name_is_called_by_its_town() {
    let called = |name: &str, town: &str| {
        let id = PlaceId(Uuid::nil());
        name_and_town(&wire::PlaceSummary { id, name: name.to_owned(), town: text(town), lat: None, lon: None })
    };
    assert_eq!(called("Hall", "Stileham"), "Hall, Stileham");
    assert_eq!(called("Stileham hall", "Stileham"), "Stileham hall");
    assert_eq!(called(" ", "Stileham"), "Stileham");
}
