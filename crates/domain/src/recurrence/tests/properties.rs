//! Drawn schedules against the slowest possible reading of the rules: every day from the start, one by one.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::day;
use crate::recurrence::{ByDay, Freq, Schedule};

/// Any day of 2020 to 2027.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..2_922).prop_map(|days| day("2020-01-01") + Days::new(days))
}

fn any_by_day() -> impl Strategy<Value = ByDay> {
    let ordinals = select(vec![None, None, None, Some(1), Some(2), Some(4), Some(5), Some(-1), Some(-2), Some(30)]);
    let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    (ordinals, select(weekdays.to_vec())).prop_map(|(ordinal, weekday)| ByDay { ordinal, weekday })
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let freq = select(vec![None, Some(Freq::Daily), Some(Freq::Weekly), Some(Freq::Monthly), Some(Freq::Yearly)]);
    let month_day = select(vec![1_i8, 2, 13, 28, 29, 30, 31, -1, -2, -30, -31]);
    let bounds = (
        proptest::option::weighted(0.8, any_day()),
        proptest::option::weighted(0.3, any_day()),
        proptest::option::weighted(0.2, any_day()),
        proptest::option::weighted(0.2, any_day()),
        proptest::option::weighted(0.3, 1_u16..50),
    );
    (freq, 1_u16..=6, vec(any_by_day(), 0..3), vec(month_day, 0..3), bounds).prop_map(
        |(freq, interval, byday, bymonthday, (dtstart, valid_from, valid_to, until, count))| Schedule {
            freq,
            interval,
            byday,
            bymonthday,
            dtstart,
            valid_from,
            valid_to,
            until,
            count,
            ..Schedule::default()
        },
    )
}

fn monday_of(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}

/// Whether the day is the so-manyth of its kind among `span`.
fn is_nth(date: NaiveDate, ordinal: i8, span: impl Iterator<Item = NaiveDate>) -> bool {
    let alike: Vec<NaiveDate> = span.filter(|other| other.weekday() == date.weekday()).collect();
    let place = alike.iter().position(|other| *other == date);
    let wanted = usize::from(ordinal.unsigned_abs());
    place.is_some_and(|place| if ordinal > 0 { place + 1 == wanted } else { alike.len() - place == wanted })
}

fn fits_by_day(freq: Freq, by: ByDay, date: NaiveDate) -> bool {
    let year = move || (1..=366).filter_map(move |day| NaiveDate::from_yo_opt(date.year(), day));
    by.weekday == date.weekday()
        && match (freq, by.ordinal) {
            (Freq::Monthly, Some(ordinal)) => is_nth(date, ordinal, year().filter(|day| day.month() == date.month())),
            (Freq::Yearly, Some(ordinal)) => is_nth(date, ordinal, year()),
            _ => true,
        }
}

fn fits_month_day(by: i8, date: NaiveDate) -> bool {
    let from_end = (1..=31).find(|days| (date + Days::new(*days)).month() != date.month()).unwrap_or(0);
    if by > 0 { date.day() == u32::from(by.unsigned_abs()) } else { from_end == u64::from(by.unsigned_abs()) }
}

fn fits_rule(schedule: &Schedule, date: NaiveDate) -> bool {
    let Some(freq) = schedule.freq else { return schedule.dtstart == Some(date) };
    let start = schedule.dtstart.or(schedule.valid_from).unwrap_or(date);
    let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    let periods = match freq {
        Freq::Daily => (date - start).num_days(),
        Freq::Weekly => (monday_of(date) - monday_of(start)).num_days() / 7,
        Freq::Monthly => months(date) - months(start),
        Freq::Yearly => i64::from(date.year() - start.year()),
    };
    if periods % i64::from(schedule.interval) != 0 {
        return false;
    }
    if schedule.byday.is_empty() && schedule.bymonthday.is_empty() {
        return match freq {
            Freq::Daily => true,
            Freq::Weekly => date.weekday() == start.weekday(),
            Freq::Monthly => date.day() == start.day(),
            Freq::Yearly => (date.month(), date.day()) == (start.month(), start.day()),
        };
    }
    (schedule.byday.is_empty() || schedule.byday.iter().any(|by| fits_by_day(freq, *by, date)))
        && (schedule.bymonthday.is_empty() || schedule.bymonthday.iter().any(|by| fits_month_day(*by, date)))
}

/// The dates of the window, found by walking every day from the start.
fn walked(schedule: &Schedule, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    if schedule.is_vague() {
        return Vec::new();
    }
    let start = schedule.dtstart.or(schedule.valid_from).unwrap_or(from);
    let count = schedule.count.map_or(usize::MAX, usize::from);
    start
        .iter_days()
        .take_while(|date| *date <= to && schedule.until.is_none_or(|until| *date <= until))
        .filter(|date| fits_rule(schedule, *date))
        .take(count)
        .filter(|date| *date >= from)
        .filter(|date| schedule.valid_from.is_none_or(|first| *date >= first))
        .filter(|date| schedule.valid_to.is_none_or(|last| *date <= last))
        .collect()
}

proptest! {
    #[test]
    fn dates_are_those_of_the_slow_reading(schedule in any_schedule(), from in any_day(), length in 0_u64..1_200) {
        let to = from + Days::new(length);
        prop_assert_eq!(schedule.dates(from, to), walked(&schedule, from, to));
    }

    #[test]
    fn happens_on_agrees_with_dates(schedule in any_schedule(), from in any_day(), length in 0_u64..400) {
        let to = from + Days::new(length);
        let dates = schedule.dates(from, to);
        for date in from.iter_days().take_while(|date| *date <= to) {
            prop_assert_eq!(schedule.happens_on(date), dates.contains(&date), "{}", date);
        }
    }

    #[test]
    fn dates_of_a_part_are_part_of_the_dates(schedule in any_schedule(), from in any_day(), cut in 0_u64..300) {
        let (middle, to) = (from + Days::new(cut), from + Days::new(600));
        let mut parts = schedule.dates(from, middle);
        parts.extend(schedule.dates(middle + Days::new(1), to));
        prop_assert_eq!(parts, schedule.dates(from, to));
    }

    #[test]
    fn kept_schedule_reads_back(schedule in any_schedule()) {
        let text = serde_json::to_string(&schedule).unwrap();
        prop_assert_eq!(serde_json::from_str::<Schedule>(&text).unwrap(), schedule);
    }
}
