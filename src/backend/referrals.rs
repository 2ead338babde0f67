//! Referrals.

use wire::{CreateReferral, Receipt, ReferralView};

use crate::backend::client::{get, post};
use crate::backend::failure::Failure;

/// Sends a referral. Safe to repeat: the id decides.
pub async fn create(referral: &CreateReferral) -> Result<Receipt, Failure> {
    post("/api/referrals", referral).await
}

/// The stages of the referrals this browser has sent.
pub async fn mine() -> Result<Vec<ReferralView>, Failure> {
    get("/api/referrals/mine").await
}
