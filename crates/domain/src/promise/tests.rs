//! The promised day over Christmas, weekends and closing times.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn office() -> Hours {
    Hours::parse("Mon-Fri 09:00-17:00").unwrap()
}

fn england() -> Holidays {
    Holidays::new(["2026-12-25", "2026-12-28", "2027-01-01"].map(day))
}

fn scotland() -> Holidays {
    Holidays::new(["2026-11-30", "2026-12-25", "2026-12-28", "2027-01-01", "2027-01-04"].map(day))
}

#[test]
fn day_of_sending_is_day_zero() {
    assert_eq!(due(at("2026-11-23T10:00:00Z"), &office(), &england(), 2), day("2026-11-25"));
    assert_eq!(due(at("2026-11-23T07:00:00Z"), &office(), &england(), 2), day("2026-11-25"), "before opening");
    assert_eq!(due(at("2026-11-23T10:00:00Z"), &office(), &england(), 0), day("2026-11-23"));
}

#[test]
fn after_closing_counts_from_the_next_working_day() {
    assert_eq!(due(at("2026-11-23T16:59:59Z"), &office(), &england(), 2), day("2026-11-25"));
    assert_eq!(due(at("2026-11-23T17:00:00Z"), &office(), &england(), 2), day("2026-11-26"));
    assert_eq!(due(at("2026-11-27T18:00:00Z"), &office(), &england(), 1), day("2026-12-01"));
}

#[test]
fn closing_is_by_londons_clocks() {
    // 16:30 UTC is 17:30 in July and 16:30 in November.
    assert_eq!(due(at("2026-07-06T16:30:00Z"), &office(), &england(), 2), day("2026-07-09"));
    assert_eq!(due(at("2026-11-23T16:30:00Z"), &office(), &england(), 2), day("2026-11-25"));
    // 23:30 UTC on a Thursday in July is already Friday.
    assert_eq!(due(at("2026-07-02T23:30:00Z"), &office(), &england(), 1), day("2026-07-06"));
}

#[test]
fn christmas_2026_in_england() {
    let cases = [
        ("2026-12-24T10:00:00Z", 2, "2026-12-30"),
        ("2026-12-24T17:30:00Z", 2, "2026-12-31"),
        ("2026-12-25T10:00:00Z", 2, "2026-12-31"),
        ("2026-12-26T10:00:00Z", 2, "2026-12-31"),
        ("2026-12-28T10:00:00Z", 2, "2026-12-31"),
        ("2026-12-29T10:00:00Z", 2, "2026-12-31"),
        ("2026-12-30T10:00:00Z", 2, "2027-01-04"),
        ("2026-12-31T20:00:00Z", 2, "2027-01-06"),
        ("2026-12-24T10:00:00Z", 5, "2027-01-05"),
    ];
    for (sent, working_days, expected) in cases {
        assert_eq!(due(at(sent), &office(), &england(), working_days), day(expected), "sent {sent}");
    }
}

#[test]
fn hogmanay_takes_longer_in_scotland() {
    assert_eq!(due(at("2026-12-30T10:00:00Z"), &office(), &scotland(), 2), day("2027-01-05"));
    assert_eq!(due(at("2026-12-31T20:00:00Z"), &office(), &scotland(), 2), day("2027-01-07"));
    assert_eq!(due(at("2026-11-27T10:00:00Z"), &office(), &scotland(), 1), day("2026-12-01"));
    assert_eq!(due(at("2026-11-27T10:00:00Z"), &office(), &england(), 1), day("2026-11-30"));
}

#[test]
fn weekday_without_hours_counts_from_the_next() {
    let hours = Hours::parse("Mon-Wed 10:00-14:00").unwrap();
    assert_eq!(due(at("2026-11-26T11:00:00Z"), &hours, &england(), 1), day("2026-11-30"));
}

#[test]
fn what_was_missed_is_promised_anew_for_the_next_working_day() {
    // Found as Thursday begins, on a Saturday, and on Christmas Eve.
    assert_eq!(anew(at("2026-11-26T00:00:00Z"), &england()), day("2026-11-27"));
    assert_eq!(anew(at("2026-11-28T00:00:00Z"), &england()), day("2026-11-30"));
    assert_eq!(anew(at("2026-11-28T00:00:00Z"), &scotland()), day("2026-12-01"));
    assert_eq!(anew(at("2026-12-24T00:00:00Z"), &england()), day("2026-12-29"));
    // In summer the clocks of London are an hour ahead: this is Tuesday already.
    assert_eq!(anew(at("2026-06-15T23:30:00Z"), &england()), day("2026-06-17"));
}
