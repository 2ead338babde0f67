//! Rules and the days they give.

#![expect(clippy::unwrap_used, reason = "tests")]

mod properties;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A schedule from the fields that matter to dates, as a feed would write them.
fn schedule(freq: &str, interval: &str, byday: &str, bymonthday: &str, dtstart: &str) -> Schedule {
    parse(&RawSchedule {
        freq: Some(freq),
        interval: Some(interval),
        byday: Some(byday),
        bymonthday: Some(bymonthday),
        dtstart: Some(dtstart),
        ..RawSchedule::default()
    })
    .unwrap()
}

fn dates(schedule: &Schedule, from: &str, to: &str) -> Vec<String> {
    schedule.dates(day(from), day(to)).iter().map(NaiveDate::to_string).collect()
}

#[test]
fn fortnight_is_counted_from_the_week_of_the_start() {
    // The start is a Wednesday; the Monday of its week counts as the same week and comes before it.
    let schedule = schedule("WEEKLY", "2", "MO,WE", "", "2026-01-07");
    assert_eq!(dates(&schedule, "2026-01-01", "2026-01-31"), ["2026-01-07", "2026-01-19", "2026-01-21"]);
    assert_eq!(dates(&schedule, "2026-12-20", "2027-01-10"), ["2026-12-21", "2026-12-23", "2027-01-04", "2027-01-06"]);
}

#[test]
fn fourth_week_of_a_van_is_right_years_later() {
    let schedule = schedule("WEEKLY", "4", "TU", "", "2019-08-13");
    assert_eq!(dates(&schedule, "2026-11-01", "2026-12-31"), ["2026-11-24", "2026-12-22"]);
}

#[test]
fn days_of_the_month_by_ordinal() {
    let second_and_fourth = schedule("MONTHLY", "1", "2TU,4TU", "", "2026-01-01");
    assert_eq!(dates(&second_and_fourth, "2026-11-01", "2026-11-30"), ["2026-11-10", "2026-11-24"]);
    let last = schedule("MONTHLY", "1", "-1FR", "", "2026-01-01");
    assert_eq!(dates(&last, "2026-10-01", "2026-12-31"), ["2026-10-30", "2026-11-27", "2026-12-25"]);
    let fifth = schedule("MONTHLY", "1", "5SU", "", "2026-01-01");
    assert_eq!(dates(&fifth, "2026-01-01", "2026-08-31"), ["2026-03-29", "2026-05-31", "2026-08-30"]);
}

#[test]
fn weekday_with_and_without_ordinal_are_both_meant() {
    let schedule = schedule("MONTHLY", "1", "MO,1TU", "", "2026-01-01");
    let expected = ["2026-06-01", "2026-06-02", "2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29"];
    assert_eq!(dates(&schedule, "2026-06-01", "2026-06-30"), expected);
}

#[test]
fn days_of_the_month_by_number() {
    let schedule = schedule("MONTHLY", "1", "", "1,31,-1", "2026-01-01");
    let expected = ["2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01", "2026-03-31"];
    assert_eq!(dates(&schedule, "2026-01-01", "2026-03-31"), expected);
}

#[test]
fn weekday_and_number_must_agree() {
    let schedule = schedule("MONTHLY", "1", "FR", "13", "2026-01-01");
    assert_eq!(dates(&schedule, "2026-01-01", "2026-12-31"), ["2026-02-13", "2026-03-13", "2026-11-13"]);
}

#[test]
fn month_without_the_day_is_skipped() {
    let every_month = schedule("MONTHLY", "1", "", "", "2026-01-31");
    assert_eq!(dates(&every_month, "2026-01-01", "2026-05-31"), ["2026-01-31", "2026-03-31", "2026-05-31"]);
    let leap_day = schedule("YEARLY", "1", "", "", "2024-02-29");
    assert_eq!(dates(&leap_day, "2024-01-01", "2033-12-31"), ["2024-02-29", "2028-02-29", "2032-02-29"]);
}

#[test]
fn ordinals_of_a_yearly_rule_count_in_the_year() {
    let schedule = schedule("YEARLY", "1", "20MO,-1SU", "", "2026-01-01");
    assert_eq!(dates(&schedule, "2026-01-01", "2026-12-31"), ["2026-05-18", "2026-12-27"]);
}

#[test]
fn daily_interval_crosses_months_and_years() {
    let schedule = schedule("DAILY", "10", "", "", "2026-12-15");
    assert_eq!(dates(&schedule, "2026-12-20", "2027-01-20"), ["2026-12-25", "2027-01-04", "2027-01-14"]);
}

#[test]
fn single_date_is_one_meeting() {
    let mut schedule = Schedule { dtstart: Some(day("2026-12-05")), ..Schedule::default() };
    assert_eq!(dates(&schedule, "2026-01-01", "2027-01-01"), ["2026-12-05"]);
    schedule.valid_to = Some(day("2026-12-04"));
    assert_eq!(dates(&schedule, "2026-01-01", "2027-01-01"), [""; 0]);
}

#[test]
fn first_and_last_days_are_included() {
    let mut schedule = schedule("WEEKLY", "1", "MO", "", "2026-06-01");
    schedule.valid_from = Some(day("2026-06-08"));
    schedule.valid_to = Some(day("2026-06-22"));
    assert_eq!(dates(&schedule, "2026-01-01", "2026-12-31"), ["2026-06-08", "2026-06-15", "2026-06-22"]);
    schedule.until = Some(day("2026-06-15"));
    assert_eq!(dates(&schedule, "2026-06-08", "2026-06-15"), ["2026-06-08", "2026-06-15"]);
    assert!(schedule.happens_on(day("2026-06-15")));
    assert!(!schedule.happens_on(day("2026-06-22")), "after until");
    assert!(!schedule.happens_on(day("2026-06-01")), "before valid_from");
}

#[test]
fn count_begins_at_the_start_even_before_valid_from() {
    let mut schedule = schedule("WEEKLY", "1", "MO,TH", "", "2026-06-01");
    schedule.count = Some(5);
    assert_eq!(
        dates(&schedule, "2026-01-01", "2026-12-31"),
        ["2026-06-01", "2026-06-04", "2026-06-08", "2026-06-11", "2026-06-15"]
    );
    schedule.valid_from = Some(day("2026-06-09"));
    assert_eq!(dates(&schedule, "2026-01-01", "2026-12-31"), ["2026-06-11", "2026-06-15"]);
    assert!(!schedule.happens_on(day("2026-06-18")));
    schedule.count = Some(0);
    assert_eq!(dates(&schedule, "2026-01-01", "2026-12-31"), [""; 0]);
}

#[test]
fn interval_without_start_is_counted_from_valid_from() {
    let schedule = Schedule {
        freq: Some(Freq::Weekly),
        interval: 2,
        byday: vec![ByDay { ordinal: None, weekday: Weekday::Mon }],
        valid_from: Some(day("2026-06-03")),
        ..Schedule::default()
    };
    assert!(!schedule.is_vague());
    assert_eq!(dates(&schedule, "2026-06-01", "2026-06-30"), ["2026-06-15", "2026-06-29"]);
}

#[test]
fn nothing_is_guessed_from_a_vague_schedule() {
    let monday = ByDay { ordinal: None, weekday: Weekday::Mon };
    let weekly = Schedule { freq: Some(Freq::Weekly), byday: vec![monday], ..Schedule::default() };
    assert!(!weekly.is_vague());
    let vague = [
        Schedule::default(),
        Schedule { description: Some("Most Mondays".to_owned()), ..Schedule::default() },
        Schedule { interval: 2, ..weekly.clone() },
        Schedule { count: Some(3), ..weekly.clone() },
        Schedule { byday: Vec::new(), ..weekly.clone() },
        // The day an entry began to be valid says nothing about the weekday it meets on.
        Schedule { byday: Vec::new(), valid_from: Some(day("2026-06-03")), ..weekly },
    ];
    for schedule in vague {
        assert!(schedule.is_vague(), "{schedule:?}");
        assert!(schedule.dates(day("2026-01-01"), day("2027-12-31")).is_empty(), "{schedule:?}");
        assert!(!schedule.happens_on(day("2026-06-08")), "{schedule:?}");
    }
}

#[test]
fn window_turned_round_is_empty() {
    let schedule = schedule("DAILY", "1", "", "", "2026-01-01");
    assert_eq!(dates(&schedule, "2026-02-01", "2026-01-31"), [""; 0]);
}

#[test]
fn kept_schedule_reads_back_and_says_only_what_it_must() {
    let mut schedule = schedule("MONTHLY", "1", "2TU,-1FR", "", "2026-01-01");
    schedule.opens = NaiveTime::from_hms_opt(9, 20, 0);
    let text = serde_json::to_string(&schedule).unwrap();
    assert_eq!(text, r#"{"freq":"monthly","byday":["2TU","-1FR"],"dtstart":"2026-01-01","opens":"09:20:00"}"#);
    assert_eq!(serde_json::from_str::<Schedule>(&text).unwrap(), schedule);
    assert_eq!(serde_json::from_str::<Schedule>("{}").unwrap(), Schedule::default());
    assert_eq!(Schedule::default().interval, 1);
    for wrong in [r#"{"byday":["XX"]}"#, r#"{"byday":["MO,TU"]}"#, r#"{"byday":[""]}"#, r#"{"byday":["0MO"]}"#] {
        assert!(serde_json::from_str::<Schedule>(wrong).is_err(), "{wrong}");
    }
}
