//! Doctors' surgeries.

use wire::{FindSurgeries, Surgery};

use crate::backend::client::post;
use crate::backend::failure::Failure;

/// Surgeries whose name or address fits, nearest to the postcode first.
pub async fn list(sought: &FindSurgeries) -> Result<Vec<Surgery>, Failure> {
    post("/api/surgeries", sought).await
}
