//! Instants in words, by London's clocks.

use chrono::{DateTime, Timelike as _, Utc};
use domain::london;

use crate::browser::date_words;
use crate::phrases::meeting::{full_day, today};
use crate::words::groups;

/// "3pm".
pub fn clock(at: DateTime<Utc>) -> String {
    date_words::time(&digits(at))
}

/// `15:00`, for machines.
pub fn digits(at: DateTime<Utc>) -> String {
    let local = london::local(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// "Wednesday 25 November".
pub fn day(at: DateTime<Utc>) -> String {
    full_day(london::today(at))
}

/// "3pm" today, "Wednesday 25 November, 3pm" on any other day.
pub fn since(at: DateTime<Utc>) -> String {
    let time = clock(at);
    if london::today(at) == today() { time } else { groups::day_and_time(&day(at), &time) }
}
