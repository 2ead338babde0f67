//! Who reads when, over Christmas, Easter and both changes of the clocks, in four nations.
//!
//! Instants are UTC: from the last Sunday of March to the last of October nine o'clock in London is 08:00.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use wire::Nation::{self, England, NorthernIreland, Scotland, Wales};

use super::*;

/// Bank holidays as published on gov.uk. One that falls on a weekend stands on the day that makes up for it.
const ENGLAND_AND_WALES: &[&str] = &[
    "2026-01-01",
    "2026-04-03",
    "2026-04-06",
    "2026-05-04",
    "2026-05-25",
    "2026-08-31",
    "2026-12-25",
    "2026-12-28",
    "2027-01-01",
    "2027-03-26",
    "2027-03-29",
    "2027-05-03",
    "2027-05-31",
    "2027-08-30",
    "2027-12-27",
    "2027-12-28",
    "2028-01-03",
];
const SCOTLAND: &[&str] = &[
    "2026-01-01",
    "2026-01-02",
    "2026-04-03",
    "2026-05-04",
    "2026-05-25",
    "2026-06-15",
    "2026-08-03",
    "2026-11-30",
    "2026-12-25",
    "2026-12-28",
    "2027-01-01",
    "2027-01-04",
    "2027-03-26",
    "2027-05-03",
    "2027-05-31",
    "2027-08-02",
    "2027-11-30",
    "2027-12-27",
    "2027-12-28",
    "2028-01-03",
    "2028-01-04",
];
const NORTHERN_IRELAND: &[&str] = &[
    "2026-01-01",
    "2026-03-17",
    "2026-04-03",
    "2026-04-06",
    "2026-05-04",
    "2026-05-25",
    "2026-07-13",
    "2026-08-31",
    "2026-12-25",
    "2026-12-28",
    "2027-01-01",
    "2027-03-17",
    "2027-03-26",
    "2027-03-29",
    "2027-05-03",
    "2027-05-31",
    "2027-07-12",
    "2027-08-30",
    "2027-12-27",
    "2027-12-28",
    "2028-01-03",
];

const OPEN: bool = true;
const SHUT: bool = false;

const OFFICE: &str = "Mon-Fri 09:00-17:00";
const LUNCH: &str = "Mon-Fri 09:00-12:30, 13:30-17:00";
const SATURDAYS: &str = "Mon-Fri 09:00-17:00; Sat 10:00-12:00";

/// An instant, whether somebody reads at it, the next opening after it, and when what came at it has waited too long.
type Row = (Nation, &'static str, bool, &'static str, &'static str);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant in UTC, to the minute.
fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().unwrap()
}

fn holidays(nation: Nation) -> Holidays {
    let dates = match nation {
        England | Wales => ENGLAND_AND_WALES,
        Scotland => SCOTLAND,
        NorthernIreland => NORTHERN_IRELAND,
    };
    Holidays::new(dates.iter().map(|date| day(date)))
}

fn hold(hours: &str, closures: &[&str], rows: &[Row]) {
    let hours = Hours::parse(hours).unwrap();
    for (nation, time, reads, next, escalates) in rows {
        let holidays = holidays(*nation).and(closures.iter().map(|date| day(date)));
        let seen = (
            is_open(at(time), &hours, &holidays),
            next_opening(at(time), &hours, &holidays),
            escalates_at(at(time), &hours, &holidays),
        );
        assert_eq!(seen, (*reads, Some(at(next)), at(escalates)), "{nation:?} at {time}");
    }
}

fn closing(hours: &str, time: &str) -> Option<DateTime<Utc>> {
    closes_at(at(time), &Hours::parse(hours).unwrap(), &holidays(England))
}

#[test]
fn ordinary_week_counts_one_working_day() {
    // 23 November 2026 is a Monday.
    hold(
        OFFICE,
        &[],
        &[
            (England, "2026-11-23T08:59", SHUT, "2026-11-23T09:00", "2026-11-24T09:00"),
            (England, "2026-11-23T09:00", OPEN, "2026-11-24T09:00", "2026-11-24T09:00"),
            (England, "2026-11-23T11:20", OPEN, "2026-11-24T09:00", "2026-11-24T11:20"),
            (England, "2026-11-23T16:59", OPEN, "2026-11-24T09:00", "2026-11-24T16:59"),
            (England, "2026-11-23T17:00", SHUT, "2026-11-24T09:00", "2026-11-25T09:00"),
            (England, "2026-11-27T10:00", OPEN, "2026-11-30T09:00", "2026-11-30T10:00"),
            (England, "2026-11-27T18:00", SHUT, "2026-11-30T09:00", "2026-12-01T09:00"),
            (England, "2026-11-28T10:00", SHUT, "2026-11-30T09:00", "2026-12-01T09:00"),
            (England, "2026-11-29T23:59", SHUT, "2026-11-30T09:00", "2026-12-01T09:00"),
        ],
    );
}

#[test]
fn christmas_2026_has_its_second_day_on_the_monday() {
    // The 24th is a Thursday and Boxing Day a Saturday, so that Monday the 28th makes up for it.
    hold(
        OFFICE,
        &[],
        &[
            (England, "2026-12-24T08:59", SHUT, "2026-12-24T09:00", "2026-12-29T09:00"),
            (England, "2026-12-24T09:00", OPEN, "2026-12-29T09:00", "2026-12-29T09:00"),
            (England, "2026-12-24T16:59", OPEN, "2026-12-29T09:00", "2026-12-29T16:59"),
            (England, "2026-12-24T17:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00"),
            (England, "2026-12-25T12:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00"),
            (England, "2026-12-26T12:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00"),
            (England, "2026-12-28T12:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00"),
            (Wales, "2026-12-28T12:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00"),
            (Scotland, "2026-12-28T12:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00"),
            (NorthernIreland, "2026-12-28T12:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00"),
            (England, "2026-12-29T09:00", OPEN, "2026-12-30T09:00", "2026-12-30T09:00"),
            (England, "2026-12-30T10:30", OPEN, "2026-12-31T09:00", "2026-12-31T10:30"),
        ],
    );
}

#[test]
fn new_year_takes_longer_in_scotland() {
    // In 2026 the 2nd of January is a Friday; in 2027 it is a Saturday, and Monday the 4th makes up for it.
    hold(
        OFFICE,
        &[],
        &[
            (England, "2026-01-01T11:00", SHUT, "2026-01-02T09:00", "2026-01-05T09:00"),
            (Scotland, "2026-01-01T11:00", SHUT, "2026-01-05T09:00", "2026-01-06T09:00"),
            (England, "2026-01-02T11:00", OPEN, "2026-01-05T09:00", "2026-01-05T11:00"),
            (Scotland, "2026-01-02T11:00", SHUT, "2026-01-05T09:00", "2026-01-06T09:00"),
            (England, "2026-12-31T10:30", OPEN, "2027-01-04T09:00", "2027-01-04T10:30"),
            (Wales, "2026-12-31T10:30", OPEN, "2027-01-04T09:00", "2027-01-04T10:30"),
            (NorthernIreland, "2026-12-31T10:30", OPEN, "2027-01-04T09:00", "2027-01-04T10:30"),
            (Scotland, "2026-12-31T10:30", OPEN, "2027-01-05T09:00", "2027-01-05T10:30"),
            (England, "2027-01-04T10:30", OPEN, "2027-01-05T09:00", "2027-01-05T10:30"),
            (Scotland, "2027-01-04T10:30", SHUT, "2027-01-05T09:00", "2027-01-06T09:00"),
        ],
    );
}

#[test]
fn christmas_2027_falls_on_a_weekend() {
    // The 24th is a Friday; Monday and Tuesday make up for both days, and the 3rd for New Year's Day.
    hold(
        OFFICE,
        &[],
        &[
            (England, "2027-12-24T15:00", OPEN, "2027-12-29T09:00", "2027-12-29T15:00"),
            (England, "2027-12-24T17:00", SHUT, "2027-12-29T09:00", "2027-12-30T09:00"),
            (England, "2027-12-25T12:00", SHUT, "2027-12-29T09:00", "2027-12-30T09:00"),
            (England, "2027-12-27T12:00", SHUT, "2027-12-29T09:00", "2027-12-30T09:00"),
            (England, "2027-12-28T12:00", SHUT, "2027-12-29T09:00", "2027-12-30T09:00"),
            (England, "2027-12-31T15:00", OPEN, "2028-01-04T09:00", "2028-01-04T15:00"),
            (NorthernIreland, "2027-12-31T15:00", OPEN, "2028-01-04T09:00", "2028-01-04T15:00"),
            (Scotland, "2027-12-31T15:00", OPEN, "2028-01-05T09:00", "2028-01-05T15:00"),
        ],
    );
}

#[test]
fn easter_2026_has_no_monday_in_scotland() {
    // Good Friday is the 3rd of April; the clocks changed on the Sunday before.
    hold(
        OFFICE,
        &[],
        &[
            (England, "2026-04-02T14:00", OPEN, "2026-04-07T08:00", "2026-04-07T14:00"),
            (England, "2026-04-02T16:00", SHUT, "2026-04-07T08:00", "2026-04-08T08:00"),
            (England, "2026-04-03T10:00", SHUT, "2026-04-07T08:00", "2026-04-08T08:00"),
            (England, "2026-04-06T10:00", SHUT, "2026-04-07T08:00", "2026-04-08T08:00"),
            (Wales, "2026-04-06T10:00", SHUT, "2026-04-07T08:00", "2026-04-08T08:00"),
            (NorthernIreland, "2026-04-06T10:00", SHUT, "2026-04-07T08:00", "2026-04-08T08:00"),
            (Scotland, "2026-04-02T14:00", OPEN, "2026-04-06T08:00", "2026-04-06T14:00"),
            (Scotland, "2026-04-03T10:00", SHUT, "2026-04-06T08:00", "2026-04-07T08:00"),
            (Scotland, "2026-04-06T10:00", OPEN, "2026-04-07T08:00", "2026-04-07T10:00"),
        ],
    );
}

#[test]
fn easter_2027_has_the_change_of_the_clocks_inside() {
    // Good Friday is the 26th of March, the clocks change on the 28th, Easter Monday is the 29th.
    hold(
        OFFICE,
        &[],
        &[
            (England, "2027-03-25T15:00", OPEN, "2027-03-30T08:00", "2027-03-30T14:00"),
            (England, "2027-03-25T17:00", SHUT, "2027-03-30T08:00", "2027-03-31T08:00"),
            (England, "2027-03-26T12:00", SHUT, "2027-03-30T08:00", "2027-03-31T08:00"),
            (England, "2027-03-29T08:00", SHUT, "2027-03-30T08:00", "2027-03-31T08:00"),
            (Scotland, "2027-03-25T15:00", OPEN, "2027-03-29T08:00", "2027-03-29T14:00"),
            (Scotland, "2027-03-29T07:59", SHUT, "2027-03-29T08:00", "2027-03-30T08:00"),
            (Scotland, "2027-03-29T08:00", OPEN, "2027-03-30T08:00", "2027-03-30T08:00"),
        ],
    );
}

#[test]
fn nine_is_nine_after_both_changes_of_the_clocks() {
    // Last Sundays: 29 March and 25 October 2026, 31 October 2027.
    hold(
        OFFICE,
        &[],
        &[
            (England, "2026-03-27T16:30", OPEN, "2026-03-30T08:00", "2026-03-30T15:30"),
            (England, "2026-03-27T17:00", SHUT, "2026-03-30T08:00", "2026-03-31T08:00"),
            (England, "2026-03-30T07:59", SHUT, "2026-03-30T08:00", "2026-03-31T08:00"),
            (England, "2026-03-30T16:00", SHUT, "2026-03-31T08:00", "2026-04-01T08:00"),
            (England, "2026-10-23T15:30", OPEN, "2026-10-26T09:00", "2026-10-26T16:30"),
            (England, "2026-10-23T16:00", SHUT, "2026-10-26T09:00", "2026-10-27T09:00"),
            (England, "2026-10-26T08:30", SHUT, "2026-10-26T09:00", "2026-10-27T09:00"),
            (England, "2026-10-26T16:30", OPEN, "2026-10-27T09:00", "2026-10-27T16:30"),
            (England, "2027-10-29T15:30", OPEN, "2027-11-01T09:00", "2027-11-01T16:30"),
        ],
    );
}

#[test]
fn each_nation_keeps_its_own_days() {
    hold(
        OFFICE,
        &[],
        &[
            // St Patrick's Day.
            (NorthernIreland, "2026-03-17T10:00", SHUT, "2026-03-18T09:00", "2026-03-19T09:00"),
            (England, "2026-03-17T10:00", OPEN, "2026-03-18T09:00", "2026-03-18T10:00"),
            (NorthernIreland, "2027-03-17T10:00", SHUT, "2027-03-18T09:00", "2027-03-19T09:00"),
            // 12 July is a Sunday in 2026 and a Monday in 2027.
            (NorthernIreland, "2026-07-10T10:00", OPEN, "2026-07-14T08:00", "2026-07-14T10:00"),
            (NorthernIreland, "2026-07-13T10:00", SHUT, "2026-07-14T08:00", "2026-07-15T08:00"),
            (NorthernIreland, "2027-07-12T10:00", SHUT, "2027-07-13T08:00", "2027-07-14T08:00"),
            (England, "2027-07-12T10:00", OPEN, "2027-07-13T08:00", "2027-07-13T10:00"),
            (Wales, "2027-07-12T10:00", OPEN, "2027-07-13T08:00", "2027-07-13T10:00"),
            (Scotland, "2027-07-12T10:00", OPEN, "2027-07-13T08:00", "2027-07-13T10:00"),
            // St Andrew's Day, a Monday in 2026 and a Tuesday in 2027.
            (Scotland, "2026-11-27T10:00", OPEN, "2026-12-01T09:00", "2026-12-01T10:00"),
            (England, "2026-11-27T10:00", OPEN, "2026-11-30T09:00", "2026-11-30T10:00"),
            (Scotland, "2026-11-30T10:00", SHUT, "2026-12-01T09:00", "2026-12-02T09:00"),
            (Scotland, "2027-11-29T10:00", OPEN, "2027-12-01T09:00", "2027-12-01T10:00"),
            // The summer bank holiday is at the other end of August in Scotland.
            (Scotland, "2026-07-31T10:00", OPEN, "2026-08-04T08:00", "2026-08-04T10:00"),
            (England, "2026-07-31T10:00", OPEN, "2026-08-03T08:00", "2026-08-03T10:00"),
            (England, "2026-08-31T10:00", SHUT, "2026-09-01T08:00", "2026-09-02T08:00"),
            (Scotland, "2026-08-31T10:00", OPEN, "2026-09-01T08:00", "2026-09-01T10:00"),
            (Scotland, "2026-06-15T10:00", SHUT, "2026-06-16T08:00", "2026-06-17T08:00"),
        ],
    );
}

#[test]
fn saturday_is_read_but_is_no_working_day() {
    // 21 November 2026 is a Saturday.
    hold(
        SATURDAYS,
        &[],
        &[
            (England, "2026-11-20T16:30", OPEN, "2026-11-21T10:00", "2026-11-23T16:30"),
            (England, "2026-11-20T17:30", SHUT, "2026-11-21T10:00", "2026-11-23T10:00"),
            (England, "2026-11-21T11:59", OPEN, "2026-11-23T09:00", "2026-11-23T11:59"),
            (England, "2026-11-21T12:00", SHUT, "2026-11-23T09:00", "2026-11-24T09:00"),
            // Boxing Day itself is an ordinary Saturday by the published dates; a team that is away closes the day.
            (England, "2026-12-26T11:00", OPEN, "2026-12-29T09:00", "2026-12-29T11:00"),
        ],
    );
    hold(SATURDAYS, &["2026-12-26"], &[(England, "2026-12-26T11:00", SHUT, "2026-12-29T09:00", "2026-12-30T09:00")]);
}

#[test]
fn team_that_opens_on_saturdays_alone_counts_saturdays() {
    hold(
        "Sat 10:00-12:00",
        &[],
        &[
            (England, "2026-11-21T11:00", OPEN, "2026-11-28T10:00", "2026-11-28T11:00"),
            (England, "2026-11-23T11:00", SHUT, "2026-11-28T10:00", "2026-12-05T10:00"),
            (England, "2026-12-24T12:00", SHUT, "2026-12-26T10:00", "2027-01-02T10:00"),
        ],
    );
}

#[test]
fn nobody_reads_over_lunch() {
    // 24 November 2026 is a Tuesday.
    hold(
        LUNCH,
        &[],
        &[
            (England, "2026-11-24T12:29", OPEN, "2026-11-24T13:30", "2026-11-25T12:29"),
            (England, "2026-11-24T12:30", SHUT, "2026-11-24T13:30", "2026-11-25T13:30"),
            (England, "2026-11-24T13:29", SHUT, "2026-11-24T13:30", "2026-11-25T13:30"),
            (England, "2026-11-24T13:30", OPEN, "2026-11-25T09:00", "2026-11-25T13:30"),
            (England, "2026-11-24T17:00", SHUT, "2026-11-25T09:00", "2026-11-26T09:00"),
        ],
    );
}

#[test]
fn time_of_day_moves_into_the_openings_of_a_shorter_day() {
    // Monday the 23rd to Wednesday the 25th.
    hold(
        "Mon 09:00-17:00; Tue 10:00-12:00, 14:00-16:00; Wed 09:00-17:00",
        &[],
        &[
            (England, "2026-11-23T09:30", OPEN, "2026-11-24T10:00", "2026-11-24T10:00"),
            (England, "2026-11-23T11:00", OPEN, "2026-11-24T10:00", "2026-11-24T11:00"),
            (England, "2026-11-23T12:00", OPEN, "2026-11-24T10:00", "2026-11-24T14:00"),
            (England, "2026-11-23T13:00", OPEN, "2026-11-24T10:00", "2026-11-24T14:00"),
            (England, "2026-11-23T15:59", OPEN, "2026-11-24T10:00", "2026-11-24T15:59"),
            (England, "2026-11-23T16:30", OPEN, "2026-11-24T10:00", "2026-11-24T16:00"),
            (England, "2026-11-24T15:00", OPEN, "2026-11-25T09:00", "2026-11-25T15:00"),
            (England, "2026-11-25T10:00", OPEN, "2026-11-30T09:00", "2026-11-30T10:00"),
            (England, "2026-11-25T18:00", SHUT, "2026-11-30T09:00", "2026-12-01T10:00"),
        ],
    );
}

#[test]
fn part_week_counts_the_days_of_the_team() {
    hold(
        "Tue, Thu 10:00-14:00",
        &[],
        &[
            (England, "2026-04-02T12:00", OPEN, "2026-04-07T09:00", "2026-04-07T12:00"),
            (England, "2026-12-22T12:00", OPEN, "2026-12-24T10:00", "2026-12-24T12:00"),
            (England, "2026-12-23T12:00", SHUT, "2026-12-24T10:00", "2026-12-29T10:00"),
            (England, "2026-12-24T12:00", OPEN, "2026-12-29T10:00", "2026-12-29T12:00"),
            (England, "2026-12-24T15:00", SHUT, "2026-12-29T10:00", "2026-12-31T10:00"),
        ],
    );
    hold(
        "Mon 09:00-13:00",
        &[],
        &[
            (England, "2026-12-21T10:00", OPEN, "2027-01-04T09:00", "2027-01-04T10:00"),
            (Scotland, "2026-12-21T10:00", OPEN, "2027-01-11T09:00", "2027-01-11T10:00"),
        ],
    );
}

#[test]
fn closure_of_one_day_is_a_day_off() {
    // The 25th is a Wednesday.
    hold(
        OFFICE,
        &["2026-11-25"],
        &[
            (England, "2026-11-24T10:00", OPEN, "2026-11-26T09:00", "2026-11-26T10:00"),
            (England, "2026-11-24T18:00", SHUT, "2026-11-26T09:00", "2026-11-27T09:00"),
            (England, "2026-11-25T10:00", SHUT, "2026-11-26T09:00", "2026-11-27T09:00"),
        ],
    );
}

#[test]
fn closing_is_that_of_the_opening_one_is_in() {
    assert_eq!(closing(OFFICE, "2026-11-24T10:00"), Some(at("2026-11-24T17:00")));
    assert_eq!(closing(OFFICE, "2026-07-06T10:00"), Some(at("2026-07-06T16:00")));
    assert_eq!(closing(OFFICE, "2026-11-24T17:00"), None);
    assert_eq!(closing(OFFICE, "2026-12-25T10:00"), None);
    assert_eq!(closing(LUNCH, "2026-11-24T09:00"), Some(at("2026-11-24T12:30")));
    assert_eq!(closing(LUNCH, "2026-11-24T12:30"), None);
    assert_eq!(closing(LUNCH, "2026-11-24T13:30"), Some(at("2026-11-24T17:00")));
}

#[test]
fn openings_that_touch_are_one() {
    let touching = "Mon-Fri 09:00-12:00, 12:00-13:00, 13:00-17:00";
    assert_eq!(closing(touching, "2026-11-24T10:00"), Some(at("2026-11-24T17:00")));
    assert_eq!(closing(touching, "2026-11-24T12:00"), Some(at("2026-11-24T17:00")));
    hold(touching, &[], &[(England, "2026-11-24T10:00", OPEN, "2026-11-25T09:00", "2026-11-25T10:00")]);
}

#[test]
fn hour_that_the_clocks_skip_is_not_read() {
    let night = "Sun 00:30-01:30, 02:15-03:00";
    // Half past one does not come on 29 March 2026: it is half past two, which the second opening holds already.
    assert_eq!(closing(night, "2026-03-29T00:45"), Some(at("2026-03-29T02:00")));
    assert_eq!(closing(night, "2026-03-29T02:00"), None);
    hold("Sun 01:30-02:00", &[], &[(England, "2026-03-29T00:00", SHUT, "2026-04-05T00:30", "2026-04-12T00:30")]);
}

#[test]
fn hour_that_comes_twice_is_read_twice() {
    let night = "Sun 00:30-02:30";
    assert_eq!(closing(night, "2026-10-24T23:30"), Some(at("2026-10-25T02:30")));
    assert_eq!(closing(night, "2026-10-25T01:30"), Some(at("2026-10-25T02:30")));
    assert_eq!(closing(night, "2026-10-25T02:30"), None);
}

#[test]
fn team_that_never_opens_again_escalates_after_three_days() {
    let hours = Hours::parse(OFFICE).unwrap();
    let closed = Holidays::new(day("2026-01-01").iter_days().take(800));
    let received = at("2026-03-02T10:00");
    assert!(!is_open(received, &hours, &closed));
    assert_eq!(next_opening(received, &hours, &closed), None);
    assert_eq!(escalates_at(received, &hours, &closed), at("2026-03-05T10:00"));
}

#[test]
fn search_for_an_opening_ends() {
    let hours = Hours::parse(OFFICE).unwrap();
    let closed_for = |days| Holidays::new(day("2026-03-02").iter_days().take(days));
    // 399 days after Monday 2 March 2026 is Monday 5 April 2027.
    assert_eq!(next_opening(at("2026-03-02T10:00"), &hours, &closed_for(399)), Some(at("2027-04-05T08:00")));
    assert_eq!(next_opening(at("2026-03-02T10:00"), &hours, &closed_for(400)), None);
}

#[test]
fn end_of_the_calendar_does_not_overflow() {
    let hours = Hours::parse(OFFICE).unwrap();
    let last = DateTime::<Utc>::MAX_UTC;
    assert_eq!(next_opening(last, &hours, &Holidays::default()), None);
    assert_eq!(escalates_at(last, &hours, &Holidays::default()), last);
}

/// Weeks of all kinds, nights and Sundays too.
fn any_hours() -> impl Strategy<Value = Hours> {
    const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    vec((0_usize..7, 0_u32..1_200, 1_u32..230), 1..8).prop_filter_map("openings overlap", |openings| {
        let clauses: Vec<String> = openings
            .into_iter()
            .map(|(weekday, from, length)| {
                let to = from + length;
                format!("{} {:02}:{:02}-{:02}:{:02}", WEEK[weekday], from / 60, from % 60, to / 60, to % 60)
            })
            .collect();
        Hours::parse(&clauses.join("; ")).ok()
    })
}

/// Any minute of 2026 and 2027.
fn any_minute() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..1_051_200).prop_map(|minutes| at("2026-01-01T00:00") + TimeDelta::minutes(minutes))
}

fn any_nation() -> impl Strategy<Value = Nation> {
    select(vec![England, Wales, Scotland, NorthernIreland])
}

proptest! {
    #[test]
    fn nobody_reads_before_the_next_opening(hours in any_hours(), nation in any_nation(), time in any_minute()) {
        let holidays = holidays(nation);
        let next = next_opening(time, &hours, &holidays).unwrap();
        prop_assert!(next > time);
        prop_assert!(is_open(next, &hours, &holidays));
        let closed = closes_at(time, &hours, &holidays).unwrap_or(time);
        prop_assert_eq!(closed > time, is_open(time, &hours, &holidays));
        prop_assert!(closed < next);
        let minute = TimeDelta::minutes(1);
        prop_assert!(!is_open(next - minute, &hours, &holidays));
        let mut between = closed;
        while between < next {
            prop_assert!(!is_open(between, &hours, &holidays), "open at {}", between);
            between += minute * 7;
        }
    }

    #[test]
    fn too_long_ends_on_a_later_working_day(hours in any_hours(), nation in any_nation(), time in any_minute()) {
        let holidays = holidays(nation);
        let escalates = escalates_at(time, &hours, &holidays);
        prop_assert!(escalates > time);
        let on = london::today(escalates);
        prop_assert!(on > london::today(time));
        let works_in_the_week = WORKING_WEEK.into_iter().any(|weekday| !hours.openings(weekday).is_empty());
        prop_assert_eq!(holidays.is_working_day(on), works_in_the_week);
        // It is an instant at which somebody reads, or the one at which they have just stopped.
        let is_read = is_open(escalates, &hours, &holidays);
        prop_assert!(is_read || is_open(escalates - TimeDelta::minutes(1), &hours, &holidays));
    }
}
