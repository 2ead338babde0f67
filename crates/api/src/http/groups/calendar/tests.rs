//! Calendar files as a phone reads them.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{NaiveDate, TimeZone};
use domain::recurrence::{RawSchedule, parse};
use uuid::Uuid;
use wire::Standing;

use super::*;

fn weekly(dtstart: &str, opens: Option<&str>, closes: Option<&str>) -> Schedule {
    parse(&RawSchedule {
        freq: Some("WEEKLY"),
        byday: Some("WE"),
        dtstart: Some(dtstart),
        opens_at: opens,
        closes_at: closes,
        ..RawSchedule::default()
    })
    .unwrap()
}

fn hall(number: u128, schedule: Schedule) -> PlaceRecord {
    PlaceRecord {
        id: PlaceId(Uuid::from_u128(number)),
        name: "Village hall; back door".to_owned(),
        address: vec!["1 High Street".to_owned()],
        town: Some("Stileham".to_owned()),
        postcode: Some("QQ1 1AA".to_owned()),
        lat: None,
        lon: None,
        access: Vec::new(),
        access_notes: Vec::new(),
        schedules: vec![schedule],
    }
}

fn record(places: Vec<PlaceRecord>) -> GroupRecord {
    GroupRecord { name: "Knit\r\nand natter".to_owned(), places, ..GroupRecord::default() }
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 10, 20, 9, 0, 0).unwrap()
}

fn file(record: &GroupRecord) -> String {
    let found = meetings(record, None, now());
    calendar(GroupId(Uuid::from_u128(7)), record, &found, now(), "A meeting")
}

#[test]
fn dates_are_instants_across_the_clock_change() {
    let file = file(&record(vec![hall(1, weekly("2026-10-21", Some("14:00"), Some("16:00")))]));
    // Summer time ends on 25 October 2026.
    assert!(file.contains("DTSTART:20261021T130000Z\r\n"), "{file}");
    assert!(file.contains("DTSTART:20261028T140000Z\r\n"), "{file}");
    assert!(file.contains("DTEND:20261028T160000Z\r\n"), "{file}");
    assert_eq!(file.matches("BEGIN:VEVENT").count(), DATES);
}

#[test]
fn nothing_that_shows_unasked_names_the_group() {
    let file = file(&record(vec![hall(1, weekly("2026-10-21", Some("14:00"), None))]));
    assert!(file.contains("SUMMARY:A meeting\r\n"));
    assert!(file.contains("PRODID:-//Stile//Dates//EN\r\n"));
    assert!(!file.contains("VALARM"));
    assert!(file.contains("DESCRIPTION:Knit and natter\r\n"), "{file}");
    assert!(file.contains("LOCATION:Village hall\\; back door\\, 1 High Street\\, Stileham\\, QQ1 1AA\r\n"), "{file}");
}

#[test]
fn same_meeting_has_the_same_uid_whenever_it_is_fetched() {
    let record = record(vec![hall(1, weekly("2026-10-21", Some("14:00"), None))]);
    let uids = |file: &str| -> Vec<String> {
        file.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let today = uids(&file(&record));
    let later = meetings(&record, None, now() + chrono::TimeDelta::days(7));
    let later = uids(&calendar(GroupId(Uuid::from_u128(7)), &record, &later, now(), "A meeting"));
    assert_eq!(today[1..], later[..later.len() - 1]);
    assert_eq!(today.iter().collect::<std::collections::HashSet<_>>().len(), DATES);
}

#[test]
fn two_places_at_the_same_hour_are_two_events() {
    let twice = weekly("2026-10-21", Some("14:00"), None);
    let record = record(vec![hall(1, twice.clone()), hall(2, twice)]);
    let found = meetings(&record, None, now());
    assert_ne!(uid(GroupId(Uuid::nil()), &record, &found[0]), uid(GroupId(Uuid::nil()), &record, &found[1]));
    let one = meetings(&record, Some(PlaceId(Uuid::from_u128(2))), now());
    assert!(one.len() == DATES && one.iter().all(|meeting| meeting.place == Some(PlaceId(Uuid::from_u128(2)))));
    assert!(meetings(&record, Some(PlaceId(Uuid::from_u128(3))), now()).is_empty());
}

#[test]
fn day_without_a_time_ends_the_day_after() {
    let file = file(&record(vec![hall(1, weekly("2026-10-21", None, None))]));
    assert!(file.contains("DTSTART;VALUE=DATE:20261021\r\n"), "{file}");
    assert!(file.contains("DTEND;VALUE=DATE:20261022\r\n"), "{file}");
}

#[test]
fn meeting_past_midnight_ends_the_next_day() {
    let date = NaiveDate::from_ymd_opt(2026, 11, 4).unwrap();
    let meeting = Meeting {
        date,
        starts: Some("22:00".to_owned()),
        ends: Some("01:00".to_owned()),
        starts_at: Utc.with_ymd_and_hms(2026, 11, 4, 22, 0, 0).unwrap(),
        place: None,
    };
    assert_eq!(ends_at(&meeting), Some(Utc.with_ymd_and_hms(2026, 11, 5, 1, 0, 0).unwrap()));
}

#[test]
fn group_that_does_not_meet_has_no_dates() {
    let mut paused = record(vec![hall(1, weekly("2026-10-21", Some("14:00"), None))]);
    paused.standing = Standing::Paused;
    assert!(meetings(&paused, None, now()).is_empty());
}

#[test]
fn words_of_the_times_stand_inside_the_dates_they_are_about() {
    let words = |words: &str, schedule| Schedule { description: Some(words.to_owned()), ..schedule };
    let afternoons = words("Not in\r\nDecember; ask", weekly("2026-10-21", Some("14:00"), None));
    let mornings = words("Term time", weekly("2026-10-21", Some("10:00"), None));
    let mut place = hall(1, afternoons);
    place.schedules.push(mornings);
    let record = record(vec![place]);
    let found = meetings(&record, None, now());
    assert_eq!(inside(&record, &found[0]), "Knit and natter\nTerm time");
    assert_eq!(inside(&record, &found[1]), "Knit and natter\nNot in December; ask");
    let file = file(&record);
    assert!(file.contains("DESCRIPTION:Knit and natter\\nNot in December\\; ask\r\n"), "{file}");
}

#[test]
fn place_without_an_address_is_no_location() {
    let mut bare = hall(1, weekly("2026-10-21", Some("14:00"), None));
    (bare.name, bare.town, bare.postcode) = (String::new(), None, None);
    bare.address.clear();
    assert!(!file(&record(vec![bare])).contains("LOCATION"));
}
