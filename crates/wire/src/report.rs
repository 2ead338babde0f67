//! "Something is wrong with this": kept for staff.

use serde::{Deserialize, Serialize};

use crate::{GroupId, ReportId};

/// Reports something wrong with a group's entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateReport {
    pub id: ReportId,
    pub group: GroupId,
    pub kind: ReportKind,
    /// What is wrong, in own words; may be empty. At most 1,000 characters.
    #[serde(default)]
    pub words: String,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportKept {
    /// Whoever sent it is signed in, and is told when it has been looked at.
    pub is_answered: bool,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// It has stopped.
    Ended,
    WrongTime,
    WrongPlace,
    /// Nobody answers, or the number or address is wrong.
    WrongContact,
    /// It worries somebody.
    Unsafe,
    /// Several people who went say that it did not run. Made by the server alone.
    DidNotRun,
    Other,
}
