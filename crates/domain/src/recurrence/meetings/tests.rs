//! Dated meetings, over midnight and over clock changes.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::recurrence::{RawSchedule, parse};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn schedule(byday: &str, opens: &str, closes: &str) -> Schedule {
    parse(&RawSchedule {
        freq: Some("WEEKLY"),
        byday: Some(byday),
        opens_at: Some(opens),
        closes_at: Some(closes),
        ..RawSchedule::default()
    })
    .unwrap()
}

/// The next meetings as date, start and instant.
fn next(schedule: &Schedule, now: &str, limit: usize) -> Vec<(String, Option<String>, DateTime<Utc>)> {
    let meetings = schedule.next_meetings(None, at(now), 366, limit);
    meetings.into_iter().map(|meeting| (meeting.date.to_string(), meeting.starts, meeting.starts_at)).collect()
}

/// The date of the next meeting.
fn next_date(schedule: &Schedule, now: &str) -> String {
    next(schedule, now, 1).remove(0).0
}

fn meeting(date: &str, time: &str, instant: &str) -> (String, Option<String>, DateTime<Utc>) {
    (date.to_owned(), Some(time.to_owned()), at(instant))
}

#[test]
fn local_time_stays_and_the_instant_moves_with_the_clocks() {
    let mondays = schedule("MO", "14:00", "16:00");
    assert_eq!(
        next(&mondays, "2026-03-23T09:00:00Z", 2),
        [
            meeting("2026-03-23", "14:00", "2026-03-23T14:00:00Z"),
            meeting("2026-03-30", "14:00", "2026-03-30T13:00:00Z")
        ]
    );
    assert_eq!(
        next(&mondays, "2027-10-25T09:00:00Z", 2),
        [
            meeting("2027-10-25", "14:00", "2027-10-25T13:00:00Z"),
            meeting("2027-11-01", "14:00", "2027-11-01T14:00:00Z")
        ]
    );
}

#[test]
fn start_in_the_skipped_or_repeated_hour_is_one_instant() {
    let sundays = schedule("SU", "01:30", "");
    assert_eq!(next(&sundays, "2026-03-27T09:00:00Z", 1), [meeting("2026-03-29", "01:30", "2026-03-29T01:30:00Z")]);
    assert_eq!(next(&sundays, "2026-10-23T09:00:00Z", 1), [meeting("2026-10-25", "01:30", "2026-10-25T00:30:00Z")]);
}

#[test]
fn meeting_counts_until_it_is_over() {
    let mondays = schedule("MO", "14:00", "16:00");
    assert_eq!(next_date(&mondays, "2026-11-23T15:59:59Z"), "2026-11-23");
    assert_eq!(next_date(&mondays, "2026-11-23T16:00:00Z"), "2026-11-30");
    // In summer four in the afternoon comes an hour earlier.
    assert_eq!(next_date(&mondays, "2026-07-06T14:59:59Z"), "2026-07-06");
    assert_eq!(next_date(&mondays, "2026-07-06T15:00:00Z"), "2026-07-13");
}

#[test]
fn meeting_without_an_end_is_over_after_two_hours() {
    let mondays = schedule("MO", "14:00", "");
    assert_eq!(next_date(&mondays, "2026-11-23T15:59:59Z"), "2026-11-23");
    assert_eq!(next_date(&mondays, "2026-11-23T16:00:00Z"), "2026-11-30");
}

#[test]
fn meeting_without_times_counts_all_day() {
    let mondays = schedule("MO", "", "");
    assert_eq!(next_date(&mondays, "2026-07-06T22:59:59Z"), "2026-07-06");
    assert_eq!(next_date(&mondays, "2026-07-06T23:00:00Z"), "2026-07-13");
    let first = mondays.next_meetings(None, at("2026-07-06T12:00:00Z"), 7, 1).remove(0);
    assert_eq!((first.starts, first.ends, first.starts_at), (None, None, at("2026-07-05T23:00:00Z")));
}

#[test]
fn meeting_past_midnight_belongs_to_the_evening_before() {
    let saturdays = schedule("SA", "20:00", "01:00");
    assert_eq!(next_date(&saturdays, "2026-11-29T00:59:59Z"), "2026-11-28");
    assert_eq!(next_date(&saturdays, "2026-11-29T01:00:00Z"), "2026-12-05");
}

#[test]
fn horizon_and_limit_are_kept() {
    let mondays = schedule("MO", "14:00", "16:00");
    assert_eq!(mondays.next_meetings(None, at("2026-11-23T09:00:00Z"), 0, 5).len(), 1);
    assert_eq!(mondays.next_meetings(None, at("2026-11-23T09:00:00Z"), 6, 5).len(), 1);
    assert_eq!(mondays.next_meetings(None, at("2026-11-23T09:00:00Z"), 7, 5).len(), 2);
    assert_eq!(mondays.next_meetings(None, at("2026-11-23T09:00:00Z"), 366, 5).len(), 5);
    assert!(mondays.next_meetings(None, at("2026-11-23T09:00:00Z"), 366, 0).is_empty());
}

#[test]
fn meeting_carries_its_place_and_times() {
    let place = PlaceId(uuid::Uuid::from_u128(7));
    let meetings = schedule("MO", "9:05", "16:00").next_meetings(Some(place), at("2026-11-23T08:00:00Z"), 1, 5);
    let expected = Meeting {
        date: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        starts: Some("09:05".to_owned()),
        ends: Some("16:00".to_owned()),
        starts_at: at("2026-11-23T09:05:00Z"),
        place: Some(place),
    };
    assert_eq!(meetings, [expected]);
}

#[test]
fn merged_meetings_are_sorted_and_none_is_doubled() {
    let now = at("2026-11-23T09:00:00Z");
    let list = |byday: &str| schedule(byday, "14:00", "16:00").next_meetings(None, now, 14, 5);
    let merged = merge(vec![list("WE"), list("MO,WE"), list("TU")], 4);
    let dates: Vec<String> = merged.iter().map(|meeting| meeting.date.to_string()).collect();
    assert_eq!(dates, ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-30"]);
    assert!(merge(Vec::new(), 4).is_empty());
}
