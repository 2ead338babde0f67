//! A quarter of a calendar year, by which a report is asked for: `2026-q4`.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

/// The years that can be written.
const YEARS: RangeInclusive<i32> = 2000..=2999;

/// A quarter of a calendar year. A later one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i32,
    /// 1 to 4.
    number: u32,
}

/// What was written is no quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quarter is written as 2026-q4")]
pub struct NoQuarter;

impl Quarter {
    /// The quarter in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// The one before it.
    #[must_use]
    pub fn before(self) -> Self {
        match self.number {
            1 => Self { year: self.year - 1, number: 4 },
            number => Self { year: self.year, number: number - 1 },
        }
    }

    /// The one after it.
    #[must_use]
    pub fn after(self) -> Self {
        match self.number {
            4 => Self { year: self.year + 1, number: 1 },
            number => Self { year: self.year, number: number + 1 },
        }
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, 3 * self.number - 2, 1).unwrap_or(NaiveDate::MAX)
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.after().first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = NoQuarter;

    fn from_str(text: &str) -> Result<Self, NoQuarter> {
        let (year, number) = text.split_once("-q").ok_or(NoQuarter)?;
        let is_plain =
            |digits: &str, length: usize| digits.len() == length && digits.bytes().all(|digit| digit.is_ascii_digit());
        if !is_plain(year, 4) || !is_plain(number, 1) {
            return Err(NoQuarter);
        }
        let year: i32 = year.parse().map_err(|_| NoQuarter)?;
        let number: u32 = number.parse().map_err(|_| NoQuarter)?;
        if YEARS.contains(&year) && (1..=4).contains(&number) { Ok(Self { year, number }) } else { Err(NoQuarter) }
    }
}
