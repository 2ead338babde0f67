//! Meetings in words.

use chrono::{Datelike, Days, NaiveDate};
use domain::london;
use wire::Meeting;

use crate::browser::{clock, date_words};
use crate::words::groups as words;

/// Today by the phone's clock, in Europe/London.
pub fn today() -> NaiveDate {
    london::today(clock::now())
}

/// "Today", "Tomorrow", "Wednesday", else "Wednesday 25 November".
pub fn day(date: NaiveDate) -> String {
    let today = today();
    if date == today {
        return words::today().to_owned();
    }
    if Some(date) == today.checked_add_days(Days::new(1)) {
        return words::tomorrow().to_owned();
    }
    let is_this_week = date > today && today.checked_add_days(Days::new(6)).is_some_and(|last| date <= last);
    if is_this_week { date_words::weekday(date) } else { date_words::long_date(date, today.year()) }
}

/// "Today, 2pm", the line that leads a card.
pub fn lead(meeting: &Meeting) -> String {
    match &meeting.starts {
        Some(starts) => words::day_and_time(&day(meeting.date), &date_words::time(starts)),
        None => day(meeting.date),
    }
}

/// Whether a meeting is today: the card says so in amber.
pub fn is_today(meeting: &Meeting) -> bool {
    meeting.date == today()
}

/// "Wednesday 25 November".
pub fn full_day(date: NaiveDate) -> String {
    date_words::long_date(date, today().year())
}

/// "2pm to 4pm"; none where no time is known.
pub fn hours(meeting: &Meeting) -> Option<String> {
    let starts = date_words::time(meeting.starts.as_deref()?);
    Some(match &meeting.ends {
        Some(ends) => words::from_to(&starts, &date_words::time(ends)),
        None => starts,
    })
}
