//! The promise: the day by which a team gets in touch after a referral.
//!
//! It must not know the time now, nor which team or nation it speaks of.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::hours::Hours;
use crate::london;
use crate::working_days::Holidays;

/// The last day of the promise, so many working days after sending.
///
/// The day of sending is day 0. What is sent after the team has closed for the day, on a weekday it does not open, or
/// on a day that is not a working day counts as sent on the next working day.
pub fn due(sent: DateTime<Utc>, hours: &Hours, holidays: &Holidays, working_days: u16) -> NaiveDate {
    let sent = london::local(sent);
    let day = sent.date();
    let in_time = holidays.is_working_day(day) && hours.closing(day.weekday()).is_some_and(|time| sent.time() < time);
    let day_zero = if in_time { day } else { holidays.add(day, 1) };
    holidays.add(day_zero, working_days)
}

/// The day that is promised in the place of one that was missed: the first working day after the one on which that is
/// found.
pub fn anew(found: DateTime<Utc>, holidays: &Holidays) -> NaiveDate {
    holidays.add(london::today(found), 1)
}

#[cfg(test)]
mod tests;
