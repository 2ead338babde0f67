//! A date of birth as people type it, and how old somebody is. It must not know what day it is: today comes in.

#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};
use wire::{Birth, FieldCode};

/// The youngest age, in whole years, at which a team takes a referral. Younger people are shown where to go instead.
pub const YOUNGEST: u8 = 16;

/// The oldest age, in whole years, that is taken for a birthday and not for a slip of the finger.
pub const OLDEST: u8 = 120;

/// The months as they are written in full; a person may stop after three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date as it was typed, whenever it is: a day in digits ("7", "07", "7th"), a month in digits or by name
/// ("March", "mar"), a year of four digits.
///
/// # Errors
/// `Missing` when one of the three is empty, `Unreadable` when they make no date (a year of two digits among them: it
/// may mean 1926 or 2026).
pub fn typed_date(birth: &Birth) -> Result<NaiveDate, FieldCode> {
    let (day, month, year) = (birth.day.trim(), birth.month.trim(), birth.year.trim());
    if day.is_empty() || month.is_empty() || year.is_empty() {
        return Err(FieldCode::Missing);
    }
    read_date(day, month, year).ok_or(FieldCode::Unreadable)
}

/// Reads a date of birth on `today`.
///
/// # Errors
/// As [`typed_date`], and `InFuture`, or `TooLongAgo` for an age over [`OLDEST`].
pub fn birth_date(birth: &Birth, today: NaiveDate) -> Result<NaiveDate, FieldCode> {
    let date = typed_date(birth)?;
    if date > today {
        Err(FieldCode::InFuture)
    } else if on(date, today) > OLDEST {
        Err(FieldCode::TooLongAgo)
    } else {
        Ok(date)
    }
}

/// How old somebody born on `birth` is on `today`, in whole years; 0 before the birth, 255 at most.
///
/// Who was born on 29 February grows older on 1 March in other years.
pub fn on(birth: NaiveDate, today: NaiveDate) -> u8 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    let years = today.year() - birth.year() - i32::from(!had_birthday);
    u8::try_from(years.max(0)).unwrap_or(u8::MAX)
}

/// The date of three trimmed, non-empty texts.
fn read_date(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    let year = if year.len() == 4 { digits(year)? } else { return None };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, read_month(month)?, read_day(day)?)
}

/// "7", "07" or "7th".
fn read_day(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let bare = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(&text);
    digits(bare)
}

/// "3", "03", "mar", "Mar." or "March". Three letters name a month, so that "Febuary" does too.
fn read_month(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('.').to_lowercase();
    let start = text.get(..3);
    match MONTHS.iter().position(|name| start.is_some() && name.get(..3) == start) {
        Some(position) if text.chars().all(char::is_alphabetic) => u32::try_from(position + 1).ok(),
        _ => digits(&text),
    }
}

/// A whole number of plain digits, without the sign that `parse` would take.
fn digits(text: &str) -> Option<u32> {
    if text.len() <= 4 && text.bytes().all(|digit| digit.is_ascii_digit()) { text.parse().ok() } else { None }
}
