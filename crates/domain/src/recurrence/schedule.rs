//! A schedule as Stile keeps it, and what can be asked of it.
//!
//! It must not know how feeds write schedules, nor how dates are worked out.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::ByDay;

/// When a group meets. Dates and times are London's.
///
/// With a `freq` it is a rule, without one a single date (`dtstart`), and with neither only a `description`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<Freq>,
    /// Every so many days, weeks, months or years; at least 1.
    #[serde(skip_serializing_if = "is_one")]
    pub interval: u16,
    /// Ordinals count within the month for monthly rules and within the year for yearly ones; daily and weekly rules
    /// have none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub byday: Vec<ByDay>,
    /// 1 to 31, or -1 to -31 counted from the end of the month.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bymonthday: Vec<i8>,
    /// No date comes before it; intervals and `count` begin here. It is itself a date only if the rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtstart: Option<NaiveDate>,
    /// The first day on which the schedule holds. Stands in for an absent `dtstart` where intervals are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last day on which the schedule holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The last day a date may fall on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// How many dates there are altogether, those before `valid_from` included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<NaiveTime>,
    /// Before `opens`: on the next day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<NaiveTime>,
    /// The group's own words on when it meets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What a rule repeats by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            freq: None,
            interval: 1,
            byday: Vec::new(),
            bymonthday: Vec::new(),
            dtstart: None,
            valid_from: None,
            valid_to: None,
            until: None,
            count: None,
            opens: None,
            closes: None,
            description: None,
        }
    }
}

impl Schedule {
    /// Whether no dates can be worked out.
    ///
    /// That is so without a rule or date, when intervals or a `count` have nothing to be counted from, and when a rule
    /// names no day and there is no `dtstart` to take it from: `valid_from` is the day somebody wrote the entry, and
    /// sending a person there on that weekday would be a guess.
    pub fn is_vague(&self) -> bool {
        let Some(freq) = self.freq else { return self.dtstart.is_none() };
        let names_no_day = freq != Freq::Daily && self.byday.is_empty() && self.bymonthday.is_empty();
        let counts_from_somewhere = self.interval > 1 || self.count.is_some();
        self.dtstart.is_none() && (names_no_day || (counts_from_somewhere && self.valid_from.is_none()))
    }

    /// Whether there is a meeting on that day.
    pub fn happens_on(&self, date: NaiveDate) -> bool {
        self.occurrences(date, date).next().is_some()
    }

    /// Every day of meeting from `from` to `to`, both included, in order.
    pub fn dates(&self, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
        self.occurrences(from, to).collect()
    }

    /// Where intervals and `count` are counted from.
    pub(super) fn anchor(&self) -> Option<NaiveDate> {
        self.dtstart.or(self.valid_from)
    }
}

// Serde hands over a reference, whatever the type.
fn is_one(interval: &u16) -> bool {
    *interval == 1
}
