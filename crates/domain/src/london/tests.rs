//! London’s clock against the time-zone database.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{Days, MappedLocalTime, Offset, TimeZone};
use chrono_tz::Europe::London;

use super::*;

fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn judged_offset(utc: NaiveDateTime) -> i32 {
    London.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

fn judged_instant(local: NaiveDateTime) -> DateTime<Utc> {
    match London.from_local_datetime(&local) {
        MappedLocalTime::Single(one) | MappedLocalTime::Ambiguous(one, _) => one.with_timezone(&Utc),
        MappedLocalTime::None => London.from_local_datetime(&(local + HOUR)).unwrap().with_timezone(&Utc),
    }
}

#[test]
fn every_half_hour_of_2026_and_2027_agrees_with_the_database() {
    let mut time = at(2025, 12, 31, 0, 0);
    while time < at(2028, 1, 2, 0, 0) {
        assert_eq!(offset_minutes(time.and_utc()), judged_offset(time), "offset at {time} UTC");
        assert_eq!(local(time.and_utc()), London.from_utc_datetime(&time).naive_local(), "local time at {time} UTC");
        assert_eq!(instant(time), judged_instant(time), "instant of {time} in London");
        time += TimeDelta::minutes(30);
    }
}

#[test]
fn every_minute_around_the_changes_of_2026_and_2027_agrees_with_the_database() {
    for (year, month, day) in [(2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31)] {
        let start = at(year, month, day, 0, 0) - TimeDelta::hours(2);
        for minute in 0..6 * 60 {
            let time = start + TimeDelta::minutes(minute);
            assert_eq!(offset_minutes(time.and_utc()), judged_offset(time), "offset at {time} UTC");
            assert_eq!(instant(time), judged_instant(time), "instant of {time} in London");
        }
    }
}

#[test]
fn every_day_from_1996_to_2037_agrees_with_the_database() {
    let last = NaiveDate::from_ymd_opt(2037, 12, 31).unwrap();
    let mut day = NaiveDate::from_ymd_opt(1996, 1, 1).unwrap();
    while day <= last {
        for hour in [0, 1, 2, 12, 23] {
            let time = day.and_hms_opt(hour, 0, 0).unwrap();
            assert_eq!(offset_minutes(time.and_utc()), judged_offset(time), "offset at {time} UTC");
            assert_eq!(instant(time), judged_instant(time), "instant of {time} in London");
        }
        day = day + Days::new(1);
    }
}

#[test]
fn skipped_hour_moves_forward() {
    let moved = instant(at(2026, 3, 29, 1, 30));
    assert_eq!(moved.naive_utc(), at(2026, 3, 29, 1, 30));
    assert_eq!(local(moved), at(2026, 3, 29, 2, 30));
}

#[test]
fn repeated_hour_is_the_first() {
    assert_eq!(instant(at(2026, 10, 25, 1, 30)).naive_utc(), at(2026, 10, 25, 0, 30));
}

#[test]
fn today_turns_at_london_midnight() {
    let last_day = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
    assert_eq!(today(at(2026, 6, 30, 22, 59).and_utc()), last_day);
    assert_eq!(today(at(2026, 6, 30, 23, 0).and_utc()), last_day + Days::new(1));
    assert_eq!(today(at(2026, 12, 31, 23, 59).and_utc()), NaiveDate::from_ymd_opt(2026, 12, 31).unwrap());
}

#[test]
fn ends_of_the_calendar_do_not_overflow() {
    assert_eq!(local(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC.naive_utc());
    assert_eq!(instant(DateTime::<Utc>::MIN_UTC.naive_utc()), DateTime::<Utc>::MIN_UTC);
}
