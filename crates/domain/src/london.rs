//! Time in Europe/London, worked out by the rule that has held since 1996: summer time begins on the last Sunday of
//! March and ends on the last Sunday of October, both at 01:00 UTC.
//!
//! A time zone database would weigh more on the phone than everything else here together. It must not know of groups,
//! promises or anything else that has a time.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

const HOUR: TimeDelta = TimeDelta::hours(1);

/// How far London's clocks are ahead of UTC at that instant, in minutes: 0 or 60.
pub fn offset_minutes(at: DateTime<Utc>) -> i32 {
    if is_summer(at.naive_utc()) { 60 } else { 0 }
}

/// What London's clocks and calendars show at that instant.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    let utc = at.naive_utc();
    if is_summer(utc) { utc.checked_add_signed(HOUR).unwrap_or(utc) } else { utc }
}

/// The instant at which London's clocks show `local`.
///
/// A time that the clocks skip in March is moved forward by the hour that is missing. A time that they show twice in
/// October is taken as the first of the two.
pub fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    let as_summer = local.checked_sub_signed(HOUR).unwrap_or(local);
    if is_summer(as_summer) { as_summer.and_utc() } else { local.and_utc() }
}

/// The date in London at that instant.
pub fn today(at: DateTime<Utc>) -> NaiveDate {
    local(at).date()
}

/// Whether summer time is in force, for a time in UTC.
fn is_summer(utc: NaiveDateTime) -> bool {
    match utc.month() {
        4..=9 => true,
        month @ (3 | 10) => {
            let has_changed = (utc.day(), utc.hour()) >= (last_sunday(utc.date()), 1);
            has_changed == (month == 3)
        }
        _ => false,
    }
}

/// The day of the last Sunday in the month of `date`, which has 31 days.
fn last_sunday(date: NaiveDate) -> u32 {
    let weekday_of_last = (date.weekday().num_days_from_sunday() + 31 - date.day()) % 7;
    31 - weekday_of_last
}

/// When the day after that instant's day begins in London.
pub fn next_midnight(at: DateTime<Utc>) -> DateTime<Utc> {
    let tomorrow = today(at).succ_opt().unwrap_or(NaiveDate::MAX);
    instant(tomorrow.and_time(chrono::NaiveTime::MIN))
}

#[cfg(test)]
mod tests;
