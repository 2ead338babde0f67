//! Whether there is a team for a surgery or postcode.

use wire::{AskCover, Cover};

use crate::backend::client::post;
use crate::backend::failure::Failure;

/// Asks which team would take a referral.
pub async fn find(about: &AskCover) -> Result<Cover, Failure> {
    post("/api/cover", about).await
}
