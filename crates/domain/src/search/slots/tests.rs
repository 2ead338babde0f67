//! Places and their schedules, kept small.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc, Weekday};

use super::{Found, NO_RULE, Slot, Window, day_number, weekday_bit};
use crate::recurrence::{ByDay, Freq, Schedule};
use crate::search::query::{Part, Query, When};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> Option<NaiveTime> {
    Some(NaiveTime::parse_from_str(text, "%H:%M").unwrap())
}

/// Wednesday 2026-11-25, at this time of the day.
fn now(text: &str) -> DateTime<Utc> {
    date("2026-11-25").and_time(time(text).unwrap()).and_utc()
}

fn every(weekday: Weekday) -> ByDay {
    ByDay { ordinal: None, weekday }
}

fn weekly(days: &[Weekday], opens: &str, closes: &str) -> Schedule {
    Schedule {
        freq: Some(Freq::Weekly),
        byday: days.iter().copied().map(every).collect(),
        opens: time(opens),
        closes: time(closes),
        ..Schedule::default()
    }
}

fn first(schedule: &Schedule, query: &Query, at: &str) -> Option<(NaiveDate, Option<String>)> {
    let mut rules = Vec::new();
    let slot = Slot::new(schedule, &mut rules).unwrap();
    let found = slot.first(&rules, &Window::new(query, now(at)))?;
    let meeting = found.meeting(None).unwrap();
    Some((meeting.date, meeting.starts))
}

fn schedules() -> Vec<Schedule> {
    let base = Schedule { opens: time("10:00"), closes: time("12:00"), ..Schedule::default() };
    let rule = |freq| Schedule { freq: Some(freq), ..base.clone() };
    let start = Some(date("2026-10-06"));
    vec![
        weekly(&[Weekday::Mon, Weekday::Sat], "10:00", "12:00"),
        Schedule { dtstart: start, ..rule(Freq::Weekly) },
        Schedule { dtstart: start, interval: 2, byday: vec![every(Weekday::Thu)], ..rule(Freq::Weekly) },
        Schedule { dtstart: start, interval: 3, ..rule(Freq::Weekly) },
        Schedule { dtstart: start, count: Some(9), ..rule(Freq::Weekly) },
        rule(Freq::Daily),
        Schedule { byday: vec![every(Weekday::Sun)], ..rule(Freq::Daily) },
        Schedule { dtstart: start, interval: 10, ..rule(Freq::Daily) },
        Schedule { byday: vec![ByDay { ordinal: Some(2), weekday: Weekday::Tue }], ..rule(Freq::Monthly) },
        Schedule { byday: vec![ByDay { ordinal: Some(-1), weekday: Weekday::Fri }], ..rule(Freq::Monthly) },
        Schedule { bymonthday: vec![13, -1], ..rule(Freq::Monthly) },
        Schedule { bymonthday: vec![13], byday: vec![every(Weekday::Sun)], ..rule(Freq::Monthly) },
        Schedule { dtstart: Some(date("2020-12-24")), ..rule(Freq::Yearly) },
        Schedule { dtstart: Some(date("2026-12-01")), ..base.clone() },
        Schedule { dtstart: Some(date("2026-12-01")), byday: vec![every(Weekday::Mon)], ..base.clone() },
        Schedule { valid_from: Some(date("2026-12-10")), valid_to: Some(date("2026-12-20")), ..rule(Freq::Daily) },
        Schedule { until: Some(date("2026-11-24")), ..rule(Freq::Daily) },
    ]
}

#[test]
fn slot_is_on_on_the_days_of_its_schedule() {
    for schedule in schedules() {
        for skipped in 0..40 {
            let at = now("09:00").checked_add_days(Days::new(skipped)).unwrap();
            let mut rules = Vec::new();
            let slot = Slot::new(&schedule, &mut rules).unwrap();
            let found = slot.first(&rules, &Window::new(&Query::default(), at));
            let expected = schedule.next_meetings(None, at, 60, 1);
            assert_eq!(found.and_then(|found| found.meeting(None)), expected.first().cloned(), "{schedule:?} at {at}");
        }
    }
}

#[test]
fn slot_on_asked_days_is_the_first_such_day_of_its_schedule() {
    for schedule in schedules() {
        for (days, part) in [(vec![Weekday::Thu, Weekday::Sun], None), (vec![Weekday::Tue], Some(Part::Morning))] {
            let query = Query { days: days.clone(), part, ..Query::default() };
            let found = first(&schedule, &query, "09:00").map(|(date, _)| date);
            let today = date("2026-11-25");
            let dates = schedule.dates(today, today + Days::new(60));
            let is_asked_for = |date: &NaiveDate| days.contains(&chrono::Datelike::weekday(date));
            assert_eq!(found, dates.into_iter().find(is_asked_for), "{schedule:?}");
        }
    }
}

#[test]
fn only_rules_that_have_to_be_asked_are_kept() {
    let kept = |schedule: &Schedule| {
        let mut rules = Vec::new();
        let slot = Slot::new(schedule, &mut rules).unwrap();
        assert_eq!(slot.rule == NO_RULE, rules.is_empty());
        !rules.is_empty()
    };
    let all = schedules();
    assert!(!kept(&all[0]) && !kept(&all[1]) && !kept(&all[5]) && !kept(&all[13]));
    assert!(kept(&all[2]) && kept(&all[4]) && kept(&all[8]) && kept(&all[12]));
}

#[test]
fn vague_schedule_has_no_slot() {
    let vague = Schedule { description: Some("Most Tuesdays".to_owned()), ..Schedule::default() };
    assert_eq!(Slot::new(&vague, &mut Vec::new()), None);
}

#[test]
fn meeting_of_today_counts_until_it_is_over() {
    let wednesdays = weekly(&[Weekday::Wed], "10:00", "12:00");
    let today = Query { when: Some(When::Today), ..Query::default() };
    assert_eq!(first(&wednesdays, &today, "11:59"), Some((date("2026-11-25"), Some("10:00".to_owned()))));
    assert_eq!(first(&wednesdays, &today, "12:00"), None);
    assert_eq!(first(&wednesdays, &Query::default(), "12:00").unwrap().0, date("2026-12-02"));
    let open_ended = Schedule { closes: None, ..wednesdays.clone() };
    assert!(first(&open_ended, &today, "11:59").is_some());
    assert!(first(&open_ended, &today, "12:00").is_none());
    let timeless = Schedule { opens: None, closes: None, ..wednesdays };
    assert_eq!(first(&timeless, &today, "23:59"), Some((date("2026-11-25"), None)));
}

#[test]
fn stretch_of_days_is_kept_to() {
    let thursdays = weekly(&[Weekday::Thu], "10:00", "12:00");
    let tuesdays = weekly(&[Weekday::Tue], "10:00", "12:00");
    let wednesdays = weekly(&[Weekday::Wed], "10:00", "12:00");
    let query = |when| Query { when: Some(when), ..Query::default() };
    assert!(first(&thursdays, &query(When::Today), "09:00").is_none());
    assert!(first(&thursdays, &query(When::Tomorrow), "09:00").is_some());
    assert!(first(&wednesdays, &query(When::Tomorrow), "09:00").is_none());
    assert!(first(&tuesdays, &query(When::Week), "09:00").is_some());
    assert!(first(&wednesdays, &query(When::Week), "13:00").is_none(), "a week is seven days, today one of them");
}

#[test]
fn part_of_day_is_where_it_begins_or_lasts() {
    let parts = |opens: &str, closes: &str| -> Vec<Part> {
        let schedule = weekly(&[Weekday::Thu], opens, closes);
        let is_in = |part: &Part| first(&schedule, &Query { part: Some(*part), ..Query::default() }, "09:00").is_some();
        Part::ALL.into_iter().filter(is_in).collect()
    };
    assert_eq!(parts("11:30", "12:30"), [Part::Morning]);
    assert_eq!(parts("12:00", "13:00"), [Part::Afternoon]);
    assert_eq!(parts("17:00", "18:00"), [Part::Evening]);
    assert_eq!(parts("09:00", "17:00"), [Part::Morning, Part::Afternoon]);
    assert_eq!(parts("10:00", "13:59"), [Part::Morning]);
    assert_eq!(parts("10:00", "14:00"), [Part::Morning, Part::Afternoon]);
    assert_eq!(parts("22:00", "01:00"), [Part::Evening]);
}

#[test]
fn without_a_time_it_is_in_no_part_of_the_day() {
    let timeless = Schedule { opens: None, closes: None, ..weekly(&[Weekday::Thu], "10:00", "11:00") };
    assert!(first(&timeless, &Query::default(), "09:00").is_some());
    for part in Part::ALL {
        assert!(first(&timeless, &Query { part: Some(part), ..Query::default() }, "09:00").is_none());
    }
}

#[test]
fn weekdays_are_counted_right() {
    for (day, bit) in [("2026-11-23", 1), ("2026-11-25", 4), ("2026-11-29", 64)] {
        assert_eq!(weekday_bit(day_number(date(day))), bit, "{day}");
    }
}

#[test]
fn sooner_meetings_sort_first() {
    let at = |day, starts| Found { day, starts, ends: 0 }.order();
    assert!(at(1, 1439) < at(2, 0));
    assert!(at(2, 600) < at(2, 601));
    assert!(at(2, super::NO_TIME) < at(2, 1));
}
