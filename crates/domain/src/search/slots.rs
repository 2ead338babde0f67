//! When a place is met at, boiled down for searching: twenty bytes a schedule instead of two hundred, and for nearly
//! all of them the days are told without asking the schedule.
//!
//! It knows days and minutes, by London time; not groups and not words.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};

use super::query::{Part, Query, When};
use crate::london;
use crate::recurrence::{Freq, Schedule};

/// How far ahead the next meeting is looked for when no stretch of days is asked for.
const HORIZON_DAYS: i32 = 60;
/// A meeting whose end is not known is taken to be over after two hours, as elsewhere in Stile.
const USUAL_MINUTES: u16 = 120;
/// What is open for at least this long in a part of the day is on in that part, though it began before.
const LONG_ENOUGH: u16 = 120;
const MINUTES_OF_DAY: u16 = 24 * 60;
/// No time of day is known.
const NO_TIME: u16 = u16::MAX;
/// The schedule is on on each of its weekdays between its first and last day; no need to ask it.
const NO_RULE: u32 = u32::MAX;
const EVERY_DAY: u8 = 0b111_1111;

/// A schedule, boiled down. Days are counted from the beginning of the common era, minutes from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    first_day: i32,
    last_day: i32,
    /// Which of the kept schedules knows the days; `NO_RULE` where the weekdays say it all.
    rule: u32,
    starts: u16,
    ends: u16,
    /// A bit for every weekday it can be on, Monday the lowest.
    weekdays: u8,
    /// A bit for every part of the day it is on in.
    parts: u8,
}

/// What is asked of a meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    today: i32,
    /// Now, in minutes of today.
    minute: u16,
    first_day: i32,
    last_day: i32,
    weekdays: u8,
    parts: u8,
    /// Whether a day, a part of the day or a stretch was asked for at all.
    pub(super) is_asked: bool,
}

/// A meeting found: its day and its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    day: i32,
    starts: u16,
    ends: u16,
}

impl Slot {
    /// Boils a schedule down. None for one from which no dates can be worked out. Schedules that have to be asked
    /// themselves are kept in `rules`.
    pub(super) fn new(schedule: &Schedule, rules: &mut Vec<Schedule>) -> Option<Self> {
        if schedule.is_vague() {
            return None;
        }
        let after = [schedule.dtstart, schedule.valid_from].into_iter().flatten().max();
        // Without a rule it is a single date: the first day is the last day too.
        let single = schedule.dtstart.filter(|_| schedule.freq.is_none());
        let before = [schedule.valid_to, schedule.until, single].into_iter().flatten().min();
        let plain_weekdays = plain_weekdays(schedule);
        let starts = schedule.opens.map_or(NO_TIME, minute_of);
        let ends = schedule.closes.map_or(NO_TIME, minute_of);
        let rule = if plain_weekdays.is_some() {
            NO_RULE
        } else {
            rules.push(Schedule { description: None, ..schedule.clone() });
            u32::try_from(rules.len() - 1).unwrap_or(NO_RULE)
        };
        Some(Self {
            first_day: after.map_or(i32::MIN, day_number),
            last_day: before.map_or(i32::MAX, day_number),
            rule,
            starts,
            ends,
            weekdays: plain_weekdays.unwrap_or_else(|| possible_weekdays(schedule)),
            parts: parts_of(starts, over(starts, ends)),
        })
    }

    /// Every weekday and every part of the day that these slots can be on in.
    pub(super) fn reach(slots: &[Self]) -> (u8, u8) {
        slots.iter().fold((0, 0), |(weekdays, parts), slot| (weekdays | slot.weekdays, parts | slot.parts))
    }

    /// The first meeting in the window that is not over yet.
    pub(super) fn first(&self, rules: &[Schedule], window: &Window) -> Option<Found> {
        let weekdays = self.weekdays & window.weekdays;
        if weekdays == 0 || (window.parts != 0 && self.parts & window.parts == 0) {
            return None;
        }
        let is_over = window.today == window.first_day && over(self.starts, self.ends) <= window.minute;
        let first_day = self.first_day.max(window.first_day + i32::from(is_over));
        let last_day = self.last_day.min(window.last_day);
        if first_day > last_day {
            return None;
        }
        let is_asked_for = |day: &i32| weekdays & weekday_bit(*day) != 0;
        let day = match rules.get(self.rule as usize) {
            Some(schedule) => {
                let first = NaiveDate::from_num_days_from_ce_opt(first_day)?;
                let last = NaiveDate::from_num_days_from_ce_opt(last_day)?;
                schedule.dates(first, last).into_iter().map(day_number).find(is_asked_for)?
            }
            None => (first_day..=last_day).find(is_asked_for)?,
        };
        Some(Found { day, starts: self.starts, ends: self.ends })
    }
}

impl Window {
    /// What a query asks of meetings, seen from an instant.
    pub(super) fn new(query: &Query, now: DateTime<Utc>) -> Self {
        let local = london::local(now);
        let today = day_number(local.date());
        let (first_day, last_day) = match query.when {
            Some(When::Today) => (today, today),
            Some(When::Tomorrow) => (today + 1, today + 1),
            Some(When::Week) => (today, today + 6),
            None => (today, today + HORIZON_DAYS),
        };
        let days = query.days.iter().fold(0, |days, day| days | bit_of(*day));
        Self {
            today,
            minute: minute_of(local.time()),
            first_day,
            last_day,
            weekdays: if days == 0 { EVERY_DAY } else { days },
            parts: query.part.map_or(0, part_bit),
            is_asked: query.when.is_some() || query.part.is_some() || days != 0,
        }
    }

    /// Whether slots that reach these weekdays and parts of the day are worth a look.
    pub(super) fn is_in_reach(&self, (weekdays, parts): (u8, u8)) -> bool {
        weekdays & self.weekdays != 0 && (self.parts == 0 || parts & self.parts != 0)
    }
}

impl Found {
    /// A number that sorts meetings: minutes of London time. One without a time comes first on its day.
    pub(super) fn order(self) -> i64 {
        i64::from(self.day) * i64::from(MINUTES_OF_DAY)
            + i64::from(if self.starts == NO_TIME { 0 } else { self.starts })
    }

    /// The meeting as the phone shows it.
    pub(super) fn meeting(self, place: Option<wire::PlaceId>) -> Option<wire::Meeting> {
        let date = NaiveDate::from_num_days_from_ce_opt(self.day)?;
        let minute = if self.starts == NO_TIME { 0 } else { self.starts };
        let time = NaiveTime::from_hms_opt(u32::from(minute / 60), u32::from(minute % 60), 0)?;
        let shown = |minute: u16| (minute != NO_TIME).then(|| crate::directory::clock(minute));
        Some(wire::Meeting {
            date,
            starts: shown(self.starts),
            ends: shown(self.ends),
            starts_at: london::instant(date.and_time(time)),
            place,
        })
    }
}

/// The weekdays of a schedule that is on on each of them, week after week; none where it is not as plain as that.
fn plain_weekdays(schedule: &Schedule) -> Option<u8> {
    let is_plain = schedule.interval <= 1
        && schedule.count.is_none()
        && schedule.bymonthday.is_empty()
        && schedule.byday.iter().all(|day| day.ordinal.is_none());
    if schedule.freq.is_some() && !is_plain {
        return None;
    }
    let named = schedule.byday.iter().fold(0, |days, day| days | bit_of(day.weekday));
    match (schedule.freq, schedule.dtstart) {
        (Some(Freq::Daily | Freq::Weekly), _) if named != 0 => Some(named),
        (Some(Freq::Daily), _) => Some(EVERY_DAY),
        (Some(Freq::Weekly) | None, Some(start)) => Some(bit_of(start.weekday())),
        _ => None,
    }
}

/// The weekdays a rule can be on; more than it is on does no harm.
fn possible_weekdays(schedule: &Schedule) -> u8 {
    let named = schedule.byday.iter().fold(0, |days, day| days | bit_of(day.weekday));
    if named == 0 { EVERY_DAY } else { named }
}

/// The minute of its day at which a meeting is over. One that goes past midnight lasts to the end of its day.
fn over(starts: u16, ends: u16) -> u16 {
    match (starts, ends) {
        (NO_TIME, NO_TIME) => MINUTES_OF_DAY,
        (NO_TIME, ends) => ends,
        (starts, ends) if ends == NO_TIME || ends == starts => (starts + USUAL_MINUTES).min(MINUTES_OF_DAY),
        (starts, ends) if ends < starts => MINUTES_OF_DAY,
        (_, ends) => ends,
    }
}

/// The parts of the day a meeting is on in: the one it begins in, and those it goes on in for long enough. None where
/// no beginning is known: nobody should come for a guess.
fn parts_of(starts: u16, over: u16) -> u8 {
    if starts == NO_TIME {
        return 0;
    }
    Part::ALL
        .into_iter()
        .filter(|part| {
            let (from, to) = part.minutes();
            let begins = (from..to).contains(&starts);
            begins || over.min(to).saturating_sub(starts.max(from)) >= LONG_ENOUGH
        })
        .fold(0, |parts, part| parts | part_bit(part))
}

const fn part_bit(part: Part) -> u8 {
    match part {
        Part::Morning => 1,
        Part::Afternoon => 2,
        Part::Evening => 4,
    }
}

fn bit_of(weekday: Weekday) -> u8 {
    1 << weekday.num_days_from_monday()
}

/// The first day of the common era was a Monday.
fn weekday_bit(day: i32) -> u8 {
    1 << (day - 1).rem_euclid(7)
}

fn day_number(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

fn minute_of(time: NaiveTime) -> u16 {
    u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0)
}

#[cfg(test)]
mod tests;
