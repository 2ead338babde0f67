//! Doctors' surgeries, for the question "Which surgery?".

use serde::{Deserialize, Serialize};

/// Looks for surgeries. Sent as a body, so that no postcode stands in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct FindSurgeries {
    /// Beginnings of words of the name, address or postcode; may be empty when `near` is given.
    pub words: String,
    /// A postcode; the nearest come first. May be empty.
    pub near: String,
}

/// A doctor's surgery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Surgery {
    /// The national organisation code (ODS in England).
    pub code: String,
    pub name: String,
    /// One line.
    pub address: String,
    pub postcode: String,
}
