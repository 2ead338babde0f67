//! Reading a schedule as feeds write it: lenient about form, strict about sense.
//!
//! It must not know where the text comes from, nor what to do with a schedule that cannot be read.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::{ByDay, Freq, Schedule, by_day};

mod moment;

use moment::{date, is_digits, time};

/// Years outside these stand for "always" and "for ever", or are slips.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2200;

/// A schedule's fields as text, named as in Open Referral UK 3.0 and HSDS. Empty counts as absent.
#[derive(Default, Clone, Debug)]
pub struct RawSchedule<'a> {
    pub freq: Option<&'a str>,
    pub interval: Option<&'a str>,
    pub byday: Option<&'a str>,
    pub bymonthday: Option<&'a str>,
    pub dtstart: Option<&'a str>,
    pub valid_from: Option<&'a str>,
    pub valid_to: Option<&'a str>,
    pub until: Option<&'a str>,
    pub count: Option<&'a str>,
    pub opens_at: Option<&'a str>,
    pub closes_at: Option<&'a str>,
    pub description: Option<&'a str>,
}

/// The first field that keeps a schedule from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {reason}")]
pub struct ScheduleProblem {
    pub field: &'static str,
    pub reason: Reason,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("cannot be read")]
    Unreadable,
    #[error("is out of range")]
    OutOfRange,
    #[error("does not go with freq")]
    Contradictory,
}

/// Reads a schedule.
///
/// - `freq`: daily, weekly, monthly or yearly. Where it and `dtstart` are absent but days are named, they are taken as
///   weekly, or monthly where they say so: this is how older directories write "Mondays".
/// - `interval` and `count`: 0 counts as absent, as some systems write it.
/// - dates: `2026-03-01`, `20260301` or `01/03/2026`, with or without a time of day. A first day before 1900 and a last
///   day after 2200 count as absent.
/// - times: `09:20`, `9.20`, `0920`, `9am`, with or without seconds, a date before or a zone of the United Kingdom
///   after. They are always what clocks show: no one offset is right for a rule that holds in summer and winter.
pub fn parse(raw: &RawSchedule<'_>) -> Result<Schedule, ScheduleProblem> {
    let byday = field("byday", raw.byday, |text| by_day::list(text).ok_or(Reason::Unreadable))?.unwrap_or_default();
    let bymonthday = field("bymonthday", raw.bymonthday, month_days)?.unwrap_or_default();
    let dtstart = field("dtstart", raw.dtstart, first_day)?.flatten();
    let freq = match field("freq", raw.freq, frequency)? {
        None if dtstart.is_none() => implied_frequency(&byday, &bymonthday),
        freq => freq,
    };
    check_ordinals(freq, &byday).map_err(|reason| ScheduleProblem { field: "byday", reason })?;
    let opens = field("opens_at", raw.opens_at, |text| time(text).ok_or(Reason::Unreadable))?;
    let closes = field("closes_at", raw.closes_at, |text| time(text).ok_or(Reason::Unreadable))?;
    // From midnight to midnight is all day; any other two equal times say only when it begins.
    let is_all_day = opens == closes && opens == Some(NaiveTime::MIN);
    Ok(Schedule {
        freq,
        interval: field("interval", raw.interval, whole)?.filter(|interval| *interval > 0).unwrap_or(1),
        byday,
        bymonthday,
        dtstart,
        valid_from: field("valid_from", raw.valid_from, first_day)?.flatten(),
        valid_to: field("valid_to", raw.valid_to, last_day)?.flatten(),
        until: field("until", raw.until, last_day)?.flatten(),
        count: field("count", raw.count, whole)?.filter(|count| *count > 0),
        opens: opens.filter(|_| !is_all_day),
        closes: closes.filter(|_| opens != closes),
        description: given(raw.description).map(str::to_owned),
    })
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn field<T>(
    field: &'static str,
    text: Option<&str>,
    read: impl FnOnce(&str) -> Result<T, Reason>,
) -> Result<Option<T>, ScheduleProblem> {
    given(text).map(read).transpose().map_err(|reason| ScheduleProblem { field, reason })
}

fn frequency(text: &str) -> Result<Freq, Reason> {
    match text.to_ascii_lowercase().as_str() {
        "daily" => Ok(Freq::Daily),
        "weekly" => Ok(Freq::Weekly),
        "monthly" => Ok(Freq::Monthly),
        "yearly" => Ok(Freq::Yearly),
        _ => Err(Reason::Unreadable),
    }
}

fn implied_frequency(byday: &[ByDay], bymonthday: &[i8]) -> Option<Freq> {
    match (byday, bymonthday) {
        ([], []) => None,
        (days, []) if days.iter().all(|day| day.ordinal.is_none()) => Some(Freq::Weekly),
        _ => Some(Freq::Monthly),
    }
}

/// RFC 5545 allows ordinals in monthly and yearly rules only. A weekly rule for "2TU" is refused: whoever wrote it may
/// mean the second Tuesday of the month, and nobody should be sent there on the others.
fn check_ordinals(freq: Option<Freq>, byday: &[ByDay]) -> Result<(), Reason> {
    let Some(highest) = byday.iter().filter_map(|day| day.ordinal).map(i8::unsigned_abs).max() else { return Ok(()) };
    match freq {
        Some(Freq::Daily | Freq::Weekly) => Err(Reason::Contradictory),
        Some(Freq::Monthly) if highest > 5 => Err(Reason::OutOfRange),
        Some(Freq::Yearly) if highest > 53 => Err(Reason::OutOfRange),
        _ => Ok(()),
    }
}

fn month_days(text: &str) -> Result<Vec<i8>, Reason> {
    let parts = text.split([',', ';', ' ', '[', ']', '"']).filter(|part| !part.is_empty());
    let days = parts.map(|part| match part.parse::<i8>() {
        Ok(day) if day != 0 && day.unsigned_abs() <= 31 => Ok(day),
        Ok(_) => Err(Reason::OutOfRange),
        Err(_) => Err(Reason::Unreadable),
    });
    days.collect()
}

/// A whole number, also as systems write it that know no other kind: `2.0`.
fn whole(text: &str) -> Result<u16, Reason> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    if text.is_empty() || !is_digits(text) {
        return Err(Reason::Unreadable);
    }
    text.parse().map_err(|_| Reason::OutOfRange)
}

fn first_day(text: &str) -> Result<Option<NaiveDate>, Reason> {
    let date = date(text).ok_or(Reason::Unreadable)?;
    if date.year() > LAST_YEAR {
        return Err(Reason::OutOfRange);
    }
    Ok(Some(date).filter(|date| date.year() >= FIRST_YEAR))
}

fn last_day(text: &str) -> Result<Option<NaiveDate>, Reason> {
    let date = date(text).ok_or(Reason::Unreadable)?;
    Ok(Some(date).filter(|date| date.year() <= LAST_YEAR))
}

#[cfg(test)]
mod tests;
