//! A request to be seen by a team, and what its sender may see of it afterwards.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{Answers, ReferralId, TeamSummary};

/// Sends a referral. The same id with the same answers is the same referral, for ever; with others it is a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateReferral {
    pub id: ReferralId,
    pub answers: Answers,
}

/// That a referral has been kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    pub id: ReferralId,
    /// Short enough to say on the telephone: `K7M-2QD`.
    pub reference: String,
    pub team: TeamSummary,
    #[serde(with = "crate::dates::instant")]
    pub sent_at: DateTime<Utc>,
    /// The day by which the team gets in touch.
    #[serde(with = "crate::dates::date")]
    pub promised_by: NaiveDate,
}

/// What the sender's own browser may see again: no name, no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferralView {
    pub reference: String,
    pub stage: Stage,
    /// When the referral came to that stage.
    #[serde(with = "crate::dates::instant")]
    pub since: DateTime<Utc>,
    #[serde(with = "crate::dates::instant")]
    pub sent_at: DateTime<Utc>,
    pub team: TeamSummary,
    #[serde(with = "crate::dates::date")]
    pub promised_by: NaiveDate,
}

/// How far a referral has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Kept by the server; nobody has opened it yet.
    Sent,
    /// A person of the team has opened it.
    Seen,
    Accepted,
    Declined,
    FirstContact,
    WorkingTogether,
    Ended,
}
