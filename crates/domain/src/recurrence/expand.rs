//! From a schedule to its dates, a month at a time.
//!
//! The days of a month are the bits of one number, so that a rule's parts are combined by "and" and "or" and counted
//! at once. Months before the window are never looked at, except for `count`. Of times of day it knows nothing.

use std::iter::successors;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{ByDay, Freq, Schedule};

/// Days of a month; the first is the lowest bit.
type Days = u32;

const EVERY_DAY: Days = Days::MAX;
const SEVEN_DAYS: Days = 0b111_1111;
/// The 1st, 8th, 15th, 22nd and 29th.
const EVERY_SEVENTH: Days = 0x1020_4081;

impl Schedule {
    /// The days of meeting from `from` to `to`, both included, in order.
    pub(super) fn occurrences(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let window = self.window(from, to).into_iter();
        window.flat_map(move |(from, to)| {
            months(from, to).flat_map(move |month| month.dates(self.days_in(month) & month.within(from, to)))
        })
    }

    /// What of that span the schedule's own first and last day leave.
    fn window(&self, from: NaiveDate, to: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        if self.is_vague() {
            return None;
        }
        let first = [self.dtstart, self.valid_from].into_iter().flatten().fold(from, NaiveDate::max);
        let last = [self.until, self.valid_to].into_iter().flatten().fold(to, NaiveDate::min);
        if first > last {
            return None;
        }
        let last = match (self.count, self.anchor()) {
            (Some(count), Some(start)) => self.last_of(count, start, last)?,
            _ => last,
        };
        (first <= last).then_some((first, last))
    }

    /// The day of the `count`th date from `start` on, or `to` when that comes first. Nothing when there are to be none.
    fn last_of(&self, count: u16, start: NaiveDate, to: NaiveDate) -> Option<NaiveDate> {
        let mut left = u32::from(count);
        if left == 0 {
            return None;
        }
        for month in months(start, to) {
            let days = self.days_in(month) & month.within(start, to);
            if days.count_ones() >= left {
                let skipped = usize::try_from(left - 1).ok()?;
                return month.dates(days).nth(skipped);
            }
            left -= days.count_ones();
        }
        Some(to)
    }

    /// The days of that month that the rule names, whatever its first and last day.
    fn days_in(&self, month: Month) -> Days {
        let Some(freq) = self.freq else {
            return self.dtstart.map_or(0, |date| month.day(number(date)));
        };
        let active = self.active(freq, month);
        // Most months of a rule like "every sixth month" end here.
        if active == 0 { 0 } else { active & self.named(freq, month) & month.all() }
    }

    /// The days that lie in a day, week, month or year that the interval does not skip.
    fn active(&self, freq: Freq, month: Month) -> Days {
        let every = i32::from(self.interval);
        let Some(anchor) = self.anchor().filter(|_| every > 1) else { return EVERY_DAY };
        let is_due = |periods: i32| periods.rem_euclid(every) == 0;
        match freq {
            Freq::Daily => {
                let first = (number(anchor) - month.start).rem_euclid(every);
                let due = successors(Some(first), |day| Some(day + every)).take_while(|day| *day < month.length);
                union(due.map(|day| 1_u32 << day))
            }
            Freq::Weekly => {
                let weeks = week(month.start)..=week(month.start + month.length - 1);
                union(weeks.filter(|each| is_due(each - week(number(anchor)))).map(|each| month.week(each)))
            }
            Freq::Monthly if is_due(month.index - index(anchor)) => EVERY_DAY,
            Freq::Yearly if is_due(month.first.year() - anchor.year()) => EVERY_DAY,
            Freq::Monthly | Freq::Yearly => 0,
        }
    }

    /// The days that `byday` and `bymonthday` name; where both are given they must agree. Without either, the day is
    /// taken from `dtstart`.
    fn named(&self, freq: Freq, month: Month) -> Days {
        if self.byday.is_empty() && self.bymonthday.is_empty() {
            return match (freq, self.dtstart) {
                (Freq::Daily, _) => EVERY_DAY,
                (Freq::Weekly, Some(start)) => month.weekdays(start.weekday()),
                (Freq::Monthly, Some(start)) => 1 << start.day0(),
                (Freq::Yearly, Some(start)) if start.month() == month.first.month() => 1 << start.day0(),
                _ => 0,
            };
        }
        let mut days = EVERY_DAY;
        if !self.byday.is_empty() {
            days &= union(self.byday.iter().map(|by| month.by_day(freq, *by)));
        }
        if !self.bymonthday.is_empty() {
            days &= union(self.bymonthday.iter().map(|by| month.by_month_day(*by)));
        }
        days
    }
}

fn union(parts: impl Iterator<Item = Days>) -> Days {
    parts.fold(0, |all, days| all | days)
}

/// A calendar month.
#[derive(Clone, Copy)]
struct Month {
    /// Months since the year 0.
    index: i32,
    first: NaiveDate,
    /// The number of its first day.
    start: i32,
    /// 28 to 31.
    length: i32,
}

impl Month {
    fn at(index: i32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(index.div_euclid(12), index.rem_euclid(12).unsigned_abs() + 1, 1)?;
        let length = match first.month() {
            2 if first.leap_year() => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Some(Self { index, first, start: number(first), length })
    }

    fn all(self) -> Days {
        EVERY_DAY >> (32 - self.length)
    }

    /// The days not before `from` and not after `to`, in a month that lies wholly or partly between them.
    fn within(self, from: NaiveDate, to: NaiveDate) -> Days {
        let mut days = self.all();
        if self.index == index(from) {
            days &= EVERY_DAY << from.day0();
        }
        if self.index == index(to) {
            days &= EVERY_DAY >> (31 - to.day0());
        }
        days
    }

    /// The day of that number, if it lies in this month.
    fn day(self, number: i32) -> Days {
        let day = number - self.start;
        if (0..self.length).contains(&day) { 1 << day } else { 0 }
    }

    /// The days of that week, as far as they lie in this month.
    fn week(self, week: i32) -> Days {
        let monday = week * 7 - self.start;
        if monday < 0 { SEVEN_DAYS >> -monday } else { SEVEN_DAYS << monday }
    }

    fn weekdays(self, weekday: Weekday) -> Days {
        EVERY_SEVENTH << weekday.days_since(self.first.weekday())
    }

    fn by_day(self, freq: Freq, by: ByDay) -> Days {
        let span = match freq {
            Freq::Daily | Freq::Weekly => None,
            Freq::Monthly => Some((self.start, self.length)),
            Freq::Yearly => {
                let before = self.first.ordinal0().cast_signed();
                Some((self.start - before, if self.first.leap_year() { 366 } else { 365 }))
            }
        };
        match (by.ordinal, span) {
            (Some(ordinal), Some((start, length))) => {
                nth(i32::from(ordinal), by.weekday, start, length).map_or(0, |number| self.day(number))
            }
            _ => self.weekdays(by.weekday),
        }
    }

    fn by_month_day(self, by: i8) -> Days {
        let by = i32::from(by);
        let from_start = if by < 0 { self.length + by } else { by - 1 };
        self.day(self.start + from_start)
    }

    fn dates(self, days: Days) -> impl Iterator<Item = NaiveDate> {
        // Each step takes the lowest bit away.
        let lowest_first = successors(Some(days), |days| Some(days & days.wrapping_sub(1)));
        lowest_first.take_while(|days| *days != 0).filter_map(move |days| self.first.with_day0(days.trailing_zeros()))
    }
}

/// The number of the `nth` such weekday among the `length` days from `start` on; counted from the end where negative.
fn nth(nth: i32, weekday: Weekday, start: i32, length: i32) -> Option<i32> {
    let weekday = weekday.num_days_from_monday().cast_signed();
    let number = match nth {
        0 => return None,
        1.. => start + (weekday - start).rem_euclid(7) + 7 * (nth - 1),
        _ => {
            let last = start + length - 1;
            last - (last - weekday).rem_euclid(7) + 7 * (nth + 1)
        }
    };
    (start..start + length).contains(&number).then_some(number)
}

/// Days numbered so that 0 is a Monday (1 January of the year 1).
fn number(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - 1
}

/// Weeks from Monday to Sunday.
fn week(number: i32) -> i32 {
    number.div_euclid(7)
}

/// The index of the month that a date lies in.
fn index(date: NaiveDate) -> i32 {
    date.year() * 12 + date.month0().cast_signed()
}

/// The months from that of `from` to that of `to`.
fn months(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = Month> {
    (index(from)..=index(to)).map_while(Month::at)
}
