//! What an import did, and what it would not take.

use std::fmt;

/// How many refusals are kept word for word; the rest is only counted.
const KEPT: usize = 20;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    pub added: u64,
    pub changed: u64,
    /// Held before and no longer in the table: removed.
    pub gone: u64,
    pub unchanged: u64,
    /// Rows that are not wanted, and rightly so: postcodes that have ended, closed surgeries, exact repeats.
    pub skipped: u64,
    /// Sectors and districts whose middle was worked out anew.
    pub derived: u64,
    pub refused: Refusals,
}

impl Diff {
    /// Whether nothing of the gazetteer is different now.
    pub fn is_empty(&self) -> bool {
        self.added + self.changed + self.gone + self.derived == 0
    }
}

/// The rows that could not be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusals {
    pub count: u64,
    /// The first twenty.
    pub first: Vec<Refusal>,
}

impl Refusals {
    pub(super) fn add(&mut self, line: Option<u64>, what: impl Into<String>, reason: Reason) {
        self.count += 1;
        if self.first.len() < KEPT {
            self.first.push(Refusal { line, what: what.into(), reason });
        }
    }
}

/// A row that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its line in the table, from 1; unknown where rows were compared after sorting.
    pub line: Option<u64>,
    /// What the row is about, as it was written.
    pub what: String,
    pub reason: Reason,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(out, "line {line}: ")?;
        }
        write!(out, "{:?}: {}", self.what, self.reason)
    }
}

/// Why a row could not be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("not a postcode")]
    NotAPostcode,
    #[error("no position")]
    NoPosition,
    #[error("given twice, differently")]
    GivenTwice,
    #[error("no name")]
    NoName,
    #[error("no code")]
    NoCode,
    #[error("not a date")]
    NotADate,
    #[error("not a division of the United Kingdom")]
    NotADivision,
}
