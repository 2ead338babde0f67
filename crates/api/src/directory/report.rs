//! What an import did, and what it would not take. Meant for the operator; nobody looking for help reads it.

use std::fmt;

/// What one import of one feed did to the directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Groups that were not known before.
    pub added: u64,
    /// Groups that differ from what was kept, and groups that had been marked gone and are back.
    pub changed: u64,
    /// Groups that are as they were.
    pub unchanged: u64,
    /// Groups that are no longer in the feed and were marked so.
    pub gone: u64,
    /// What was not taken: whole rows, and single fields of rows that were kept.
    pub refused: Vec<Refusal>,
}

impl ImportReport {
    /// How many rows were not taken at all.
    pub fn rows_refused(&self) -> usize {
        self.refused.iter().filter(|refusal| refusal.is_whole_row()).count()
    }
}

/// Something of a feed that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The feed's name.
    pub source: String,
    /// The row's own id; `#` and its number in the feed, counted from one, where it has none.
    pub id: String,
    /// The field as the feed calls it; `row` for the row as such.
    pub field: String,
    pub reason: Reason,
}

impl Refusal {
    /// Whether the row was lost, not just the field.
    pub fn is_whole_row(&self) -> bool {
        matches!(self.field.as_str(), "row" | "id" | "name")
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: {}: {}", self.source, self.id, self.field, self.reason)
    }
}

/// Why something was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("the row is not an object")]
    NotAnObject,
    #[error("the row cannot be read")]
    Unreadable,
    #[error("missing or empty")]
    Missing,
    #[error("an earlier row of this feed has the same id")]
    Duplicate,
    #[error("not a number")]
    NotANumber,
    #[error("a number that cannot be right")]
    OutOfRange,
    #[error("outside Britain and Ireland")]
    OutsideArea,
    #[error("not a postcode")]
    NotAPostcode,
    #[error("a postcode that is not known here")]
    UnknownPostcode,
    #[error("not a link")]
    NotALink,
    #[error("a link that is not https")]
    InsecureLink,
    #[error("not an e-mail address")]
    NotAnEmail,
    #[error("holds no telephone number")]
    NotAPhone,
    #[error("not a date")]
    NotADate,
    #[error("not a status that is known")]
    UnknownStatus,
    #[error("gives neither days nor words")]
    Vague,
    #[error("more than any group can have")]
    TooMany,
    /// In the words of the rules for recurrence.
    #[error("{0}")]
    Schedule(String),
}

/// Collects what is refused while one row is read.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    source: &'a str,
    id: String,
    refused: Vec<Refusal>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(source: &'a str, id: String) -> Self {
        Self { source, id, refused: Vec::new() }
    }

    pub(super) fn refuse(&mut self, field: &str, reason: Reason) {
        self.refused.push(Refusal {
            source: self.source.to_owned(),
            id: self.id.clone(),
            field: field.to_owned(),
            reason,
        });
    }

    /// The value, or nothing and a refusal.
    pub(super) fn keep<T>(&mut self, field: &str, value: Result<Option<T>, Reason>) -> Option<T> {
        match value {
            Ok(value) => value,
            Err(reason) => {
                self.refuse(field, reason);
                None
            }
        }
    }

    pub(super) fn into_refused(self) -> Vec<Refusal> {
        self.refused
    }
}
