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

/// Asks whether a team covers a surgery or postcode. Sent as a body, so that no postcode stands in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct AskCover {
    pub postcode: String,
    /// The surgery's code, where it is known.
    pub surgery: Option<String>,
}

/// Who would take a referral sent now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cover {
    /// Today in Europe/London by the server's clock; a phone's may be wrong.
    #[serde(with = "crate::dates::date")]
    pub today: NaiveDate,
    /// Absent where no team covers it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covering: Option<Covering>,
}

/// The team that would take a referral, and its promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Covering {
    pub team: TeamSummary,
    /// The day by which it would be in touch.
    #[serde(with = "crate::dates::date")]
    pub promised_by: NaiveDate,
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
