//! Doctors' surgeries, for the question "Which surgery?".

use serde::{Deserialize, Serialize};

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
