//! Where a search starts from.

use serde::{Deserialize, Serialize};

/// What became of the words somebody typed for "near".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Near {
    /// Nothing was asked for: everything is shown, by name.
    Anywhere,
    /// One place, taken as the origin.
    Found { origin: Origin },
    /// Several places have this name; the person picks.
    Choose { origins: Vec<Origin> },
    /// Nothing is known by these words. Where the district of a postcode is known, it is offered.
    Unknown {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer: Option<Origin>,
    },
}

/// A point to measure from. Never more exact than what was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Origin {
    pub kind: OriginKind,
    /// What to show: `EH1 1AB`, `EH1`, `Aylesbury, Buckinghamshire`. Empty for the phone's own position.
    pub label: String,
    /// What to put into `near` to get exactly this origin again.
    pub near: String,
    pub lat: f64,
    pub lon: f64,
}

/// How exact an origin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OriginKind {
    /// A whole postcode.
    Postcode,
    /// The outward code and the first digit of the inward one, such as `EH1 1`.
    Sector,
    /// The outward code, such as `EH1`.
    District,
    /// A named village, town or suburb.
    Place,
    /// The phone's own position, rounded on the phone to two decimal places (about a kilometre).
    Position,
}
