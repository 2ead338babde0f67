//! Days at the desk in words, and days as a date field gives them. Today is the phone's: good for a list, and the server
//! decides anything that matters.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::age::typed_date;
use domain::london;
use wire::Birth;

use crate::phrases::meeting::{full_day, today};
use crate::words::desk::day as words;

/// By when something is due: "By Friday 27 November", "Due today", "Was due on Monday 23 November".
pub fn by_when(day: NaiveDate, is_late: bool) -> String {
    let today = today();
    if is_late {
        words::late(&full_day(day))
    } else if day == today {
        words::due_today().to_owned()
    } else if Some(day) == today.checked_add_days(Days::new(1)) {
        words::due_tomorrow().to_owned()
    } else {
        words::by(&full_day(day))
    }
}

/// By when it is promised anew, once the promised day was missed.
pub fn anew(day: NaiveDate) -> String {
    words::anew(&full_day(day))
}

/// For how long something has waited: "Since today", "Waiting 3 days".
pub fn waiting(since: DateTime<Utc>) -> String {
    let days = today().signed_duration_since(london::today(since)).num_days();
    match u32::try_from(days) {
        Ok(days) if days > 0 => words::waiting(days),
        _ => words::since_today().to_owned(),
    }
}

/// When anything last happened: "Today", "Yesterday", "3 days ago".
pub fn ago(at: DateTime<Utc>) -> String {
    let days = today().signed_duration_since(london::today(at)).num_days();
    match u32::try_from(days) {
        Ok(1) => words::yesterday().to_owned(),
        Ok(days) if days > 1 => words::ago(days),
        _ => words::today().to_owned(),
    }
}

/// The day of a date field, which is `2026-11-25` in every language; nothing when it is empty or no day.
pub fn read(text: &str) -> Option<NaiveDate> {
    let mut parts = text.trim().splitn(3, '-').map(str::to_owned);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    typed_date(&Birth { day, month, year }).ok()
}

/// A day as a date field holds it.
pub fn written(day: NaiveDate) -> String {
    day.to_string()
}
