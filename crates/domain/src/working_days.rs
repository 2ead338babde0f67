//! Working days: Monday to Friday without the bank holidays of a nation.
//!
//! It must not know which nation, nor where its holidays come from.

use chrono::{Datelike, NaiveDate, Weekday};

/// Month and day of the holidays that every nation keeps, whatever its calendar says.
const FIXED: [(u32, u32); 3] = [(1, 1), (12, 25), (12, 26)];

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

    /// The same with further days off.
    #[must_use]
    pub fn and(self, dates: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self::new(self.0.into_iter().chain(dates))
    }

    /// Whether that day is a bank holiday.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.0.binary_search(&date).is_ok()
    }

    /// Whether anything is known of that year. A year without a single holiday is one that nobody has told of.
    pub fn reaches(&self, year: i32) -> bool {
        self.0.iter().any(|date| date.year() == year)
    }

    /// The same with New Year's Day, Christmas Day and Boxing Day of that year. One on a weekend is made up for on the
    /// next free weekday. It is the least that can be said of a year that the calendar does not reach.
    #[must_use]
    pub fn with_fixed_days(self, year: i32) -> Self {
        let fixed = FIXED.into_iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
        let mut dates = self.0;
        dates.extend(fixed.clone());
        for day in fixed.filter(|day| is_weekend(*day)) {
            dates.extend(day.iter_days().find(|later| !is_weekend(*later) && !dates.contains(later)));
        }
        Self::new(dates)
    }

    /// The same with the plain dates of New Year's Day, Christmas Day and Boxing Day of that year. Calendars of bank holidays
    /// name only the day that makes up for one on a weekend; a team that opens on Saturdays keeps the day itself too.
    #[must_use]
    pub fn with_plain_fixed_days(self, year: i32) -> Self {
        self.and(FIXED.into_iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day)))
    }

    /// Whether that day is a working day.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !is_weekend(date) && !self.is_holiday(date)
    }

    /// The day that comes so many working days after `from`. None at all gives `from` itself, whatever day that is.
    pub fn add(&self, from: NaiveDate, working_days: u16) -> NaiveDate {
        let later = from.iter_days().skip(1).filter(|day| self.is_working_day(*day));
        later.take(usize::from(working_days)).last().unwrap_or(from)
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests;
