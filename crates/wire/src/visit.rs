//! What somebody says about a meeting after its time: whether they went, how it was, and a line for themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{GroupId, Kept, NewWords, PlaceId, PlanActId, VisitId};

/// The person's own record of going to a meeting, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visit {
    pub id: VisitId,
    pub meeting: VisitedMeeting,
    /// The group's name now; empty when it is no longer known.
    pub name: String,
    pub outcome: VisitOutcome,
    /// How it was, 1 (the worst) to 5; only of somebody who went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face: Option<u8>,
    /// A line for themselves. Absent for whoever may not read it, and then also where nothing was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<Kept>,
    /// Face and line are the person's alone. Never said to anybody else.
    #[serde(default)]
    pub is_private: bool,
}

/// Which meeting: a group, at a place, at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitedMeeting {
    pub group: GroupId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The start; the start of the day when no time is given.
    #[serde(with = "crate::dates::instant")]
    pub starts_at: DateTime<Utc>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    Went,
    DidNot,
    /// The meeting did not run.
    DidNotRun,
}

/// Records a visit. The same id is the same visit, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordVisit {
    pub id: VisitId,
    pub meeting: VisitedMeeting,
    pub outcome: VisitOutcome,
    /// 1 to 5; only of somebody who went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face: Option<u8>,
    /// At most 2,000 characters, may be empty.
    #[serde(default)]
    pub line: String,
    /// Private unless it says otherwise.
    #[serde(default = "private")]
    pub is_private: bool,
}

const fn private() -> bool {
    true
}

/// Changes a visit. The same id with the same act is one act, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnVisit {
    pub id: PlanActId,
    pub act: VisitAct,
}

/// What is changed in a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitAct {
    /// It was otherwise.
    SetOutcome {
        outcome: VisitOutcome,
    },
    /// Says how it was, or takes that back.
    Rate {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        face: Option<u8>,
    },
    /// Writes the line.
    Change {
        words: NewWords,
    },
    SetPrivate {
        is_private: bool,
    },
}

/// What can be done about a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitActKind {
    /// A [`RecordVisit`]; the others are [`VisitAct`]s.
    Record,
    SetOutcome,
    Rate,
    Change,
    SetPrivate,
}

impl VisitAct {
    /// Which kind this is.
    pub const fn kind(&self) -> VisitActKind {
        match self {
            Self::SetOutcome { .. } => VisitActKind::SetOutcome,
            Self::Rate { .. } => VisitActKind::Rate,
            Self::Change { .. } => VisitActKind::Change,
            Self::SetPrivate { .. } => VisitActKind::SetPrivate,
        }
    }
}
