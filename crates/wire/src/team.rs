//! Teams of link workers, as much as anybody may know.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::TeamId;

/// A team, as shown to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamSummary {
    pub id: TeamId,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Opening hours as the team wrote them, such as `Mon-Fri 09:00-17:00`.
    pub hours: String,
}

/// Whether a team covers a surgery or postcode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// This team would take a referral sent now, and be in touch by that day.
    Covered {
        team: TeamSummary,
        #[serde(with = "crate::dates::date")]
        promised_by: NaiveDate,
    },
    /// No team covers it yet.
    None,
}

/// A nation of the United Kingdom, for its working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    England,
    Wales,
    Scotland,
    NorthernIreland,
}
