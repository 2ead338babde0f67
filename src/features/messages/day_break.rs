//! Days and times of a thread in words, and the line between two days.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::london;
use leptos::prelude::*;

use crate::phrases::meeting::{full_day, today};
use crate::phrases::moment::{clock, day};
use crate::words::{groups, messages as words};

/// The line above the first message of a day.
pub fn day_view(date: NaiveDate) -> AnyView {
    view! { <li class="day-break"><h2 class="day-name">{day_name(date)}</h2></li> }.into_any()
}

/// "Today", "Yesterday", else "Tuesday 24 November".
fn day_name(date: NaiveDate) -> String {
    let today = today();
    if date == today {
        groups::today().to_owned()
    } else if date.checked_add_days(Days::new(1)) == Some(today) {
        words::yesterday().to_owned()
    } else {
        full_day(date)
    }
}

/// "11.02am" today, else "Tuesday 24 November, 11.02am".
pub fn short_time(at: DateTime<Utc>) -> String {
    if london::today(at) == today() { clock(at) } else { full_time(at) }
}

/// "Tuesday 24 November, 11.02am".
pub fn full_time(at: DateTime<Utc>) -> String {
    groups::day_and_time(&day(at), &clock(at))
}
