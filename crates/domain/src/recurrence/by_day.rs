//! The days of `BYDAY`: `MO` is every Monday, `2TU` the second Tuesday, `-1FR` the last Friday.
//!
//! It must not know which rules allow an ordinal.

use std::fmt;

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use crate::hours::weekday_named;

/// The codes of RFC 5545, Monday first.
const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// A weekday, or the so-manyth of its kind in a month or year. Written and kept as text: `MO`, `2TU`, `-1FR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ByDay {
    /// Counted from 1, or from -1 for the last. Never 0. Absent for every such weekday.
    pub ordinal: Option<i8>,
    pub weekday: Weekday,
}

/// A text that is no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day such as MO, 2TU or -1FR")]
pub struct NotADay;

impl fmt::Display for ByDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(ordinal) = self.ordinal {
            write!(out, "{ordinal}")?;
        }
        out.write_str(CODES[self.weekday.num_days_from_monday() as usize])
    }
}

impl From<ByDay> for String {
    fn from(day: ByDay) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for ByDay {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        match list(&text).as_deref() {
            Some([day]) => Ok(*day),
            _ => Err(NotADay),
        }
    }
}

/// Reads `MO,WE`, `2TU, 4TU`, `["MO","WE"]`, `monday; friday`. Nothing unless all of it can be read.
pub(super) fn list(text: &str) -> Option<Vec<ByDay>> {
    let mut days = Vec::new();
    let mut rest = text.trim_start_matches(is_separator);
    while !rest.is_empty() {
        let (number, from_name) = rest.split_at(rest.find(|letter: char| letter.is_ascii_alphabetic())?);
        let name_ends = from_name.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(from_name.len());
        let (name, after) = from_name.split_at(name_ends);
        let ordinal = match number.trim_end() {
            "" => None,
            number => Some(number.parse::<i8>().ok().filter(|ordinal| *ordinal != 0)?),
        };
        days.push(ByDay { ordinal, weekday: weekday_named(name)? });
        rest = after.trim_start_matches(is_separator);
    }
    (!days.is_empty()).then_some(days)
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '[' | ']' | '"' | '\'')
}
