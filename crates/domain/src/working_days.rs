//! Working days: Monday to Friday without the bank holidays of a nation.
//!
//! It must not know which nation, nor where its holidays come from.

use chrono::{Datelike, NaiveDate, Weekday};

/// The bank holidays of one nation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(Vec<NaiveDate>);

impl Holidays {
    /// Takes the dates in any order, doubles and all.
    pub fn new(dates: impl IntoIterator<Item = NaiveDate>) -> Self {
        let mut dates: Vec<NaiveDate> = dates.into_iter().collect();
        dates.sort_unstable();
        dates.dedup();
        Self(dates)
    }

    /// Whether that day is a bank holiday.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.0.binary_search(&date).is_ok()
    }

    /// Whether that day is a working day.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !self.is_holiday(date)
    }

    /// The day that comes so many working days after `from`. None at all gives `from` itself, whatever day that is.
    pub fn add(&self, from: NaiveDate, working_days: u16) -> NaiveDate {
        let later = from.iter_days().skip(1).filter(|day| self.is_working_day(*day));
        later.take(usize::from(working_days)).last().unwrap_or(from)
    }
}

#[cfg(test)]
mod tests;
