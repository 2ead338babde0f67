//! A day as the browser's field for one gives it.

use chrono::NaiveDate;

/// The day in `2026-12-01`; nothing where it is none.
pub fn read_day(typed: &str) -> Option<NaiveDate> {
    let mut parts = typed.trim().splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
