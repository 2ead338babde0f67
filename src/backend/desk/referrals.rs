//! Referrals at the desk.

use wire::{ActOnReferral, DeskReferral, ReferralId, TeamId, WaitingReferral};

use crate::backend::client::{get, post};
use crate::backend::failure::Failure;
use crate::routes::encode;

/// What waits, the oldest promise first.
pub async fn waiting(team: TeamId) -> Result<Vec<WaitingReferral>, Failure> {
    get(&format!("/api/desk/teams/{team}/waiting")).await
}

/// One referral. Opening it for the first time is "seen", and the person can read that.
pub async fn find(referral: &str) -> Result<DeskReferral, Failure> {
    let mut address = "/api/desk/referrals/".to_owned();
    encode(referral, &mut address);
    get(&address).await
}

/// Does something with a referral. Safe to repeat: the id decides.
pub async fn act(referral: ReferralId, act: &ActOnReferral) -> Result<DeskReferral, Failure> {
    post(&format!("/api/desk/referrals/{referral}/acts"), act).await
}
