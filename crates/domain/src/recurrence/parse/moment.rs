//! Dates and times of day as feeds write them.
//!
//! It must not know which field they stand in.

use chrono::{NaiveDate, NaiveTime};

use crate::london;

/// The date, whatever its year. A time after it only matters where it gives away that the date is the day before.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return calendar_date(text) };
    let date = calendar_date(date)?;
    if !time.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    if is_eleven_at_night_in_utc(time) {
        // Midnight of a summer's day, turned into UTC on its way here, comes out on the evening before.
        let at = date.and_hms_opt(23, 0, 0)?.and_utc();
        return Some(london::today(at));
    }
    Some(date)
}

fn calendar_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.len() == 8 && is_digits(text) {
        return NaiveDate::from_ymd_opt(number(&text[..4])?.cast_signed(), number(&text[4..6])?, number(&text[6..])?);
    }
    let mut parts = text.split(['-', '/']);
    let (first, month, last) = (parts.next()?, number(parts.next()?)?, parts.next()?);
    let (year, day) = if text.contains('/') && last.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(number(year)?.cast_signed(), month, number(day)?)
}

fn is_eleven_at_night_in_utc(time: &str) -> bool {
    let clock = time.strip_suffix(['Z', 'z']).or_else(|| time.strip_suffix("+00:00"));
    let after_hour = clock.and_then(|clock| clock.strip_prefix("23"));
    after_hour.is_some_and(|rest| rest.bytes().all(|letter| matches!(letter, b'0' | b':' | b'.')))
}

/// Ways to write that a time is the United Kingdom's, longest first.
const ZONES: [&str; 11] = ["+00:00", "-00:00", "+01:00", "+0000", "+0100", "+00", "+01", "gmt", "bst", "utc", "z"];

/// The time of day, to the minute; 24:00 is the midnight after.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let text = text.to_ascii_lowercase();
    let text = ZONES.iter().find_map(|zone| text.strip_suffix(*zone)).unwrap_or(&text).trim_end();
    let (text, afternoon) = if let Some(before) = text.strip_suffix("am") {
        (before.trim_end(), Some(false))
    } else if let Some(before) = text.strip_suffix("pm") {
        (before.trim_end(), Some(true))
    } else {
        (text, None)
    };
    // A time may come as the time of some date: databases without a type for times do so.
    let clock = match text.rsplit_once(['t', ' ']) {
        None | Some(("", _)) => text.trim_start_matches('t'),
        Some((date, clock)) => calendar_date(date).map(|_| clock)?,
    };
    let (hour, minute) = hour_and_minute(clock, afternoon.is_some())?;
    let hour = match afternoon {
        Some(false) if hour == 12 => 0,
        Some(true) if hour < 12 => hour + 12,
        None if hour == 24 && minute == 0 => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// `9:20`, `09:20:00.000`, `9.20`, `0920`, and `9` where it is said which half of the day.
fn hour_and_minute(clock: &str, is_half_known: bool) -> Option<(u32, u32)> {
    let mut parts = clock.split([':', '.']);
    let hour = parts.next()?;
    let Some(minute) = parts.next() else {
        return match hour.len() {
            1 | 2 if is_half_known => Some((number(hour)?, 0)),
            4 if is_digits(hour) => Some((number(&hour[..2])?, number(&hour[2..])?)),
            _ => None,
        };
    };
    // Seconds are not shown to anyone; they only have to be seconds.
    if minute.len() != 2 || !parts.all(is_digits) {
        return None;
    }
    Some((number(hour)?, number(minute)?))
}

/// A number of one to four digits.
fn number(text: &str) -> Option<u32> {
    if (1..=4).contains(&text.len()) && is_digits(text) { text.parse().ok() } else { None }
}

pub(super) fn is_digits(text: &str) -> bool {
    text.bytes().all(|letter| letter.is_ascii_digit())
}
