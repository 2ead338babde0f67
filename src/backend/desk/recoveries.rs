//! Recoveries: new words for somebody who has lost every way to sign in.

use serde_json::Map;
use wire::{OpenRecovery, Recovery, RecoveryId, RecoveryWords, TeamId};

use crate::backend::client::{get, post};
use crate::backend::failure::Failure;

/// The recoveries of a team's people, the newest first.
pub async fn list(team: TeamId) -> Result<Vec<Recovery>, Failure> {
    get(&format!("/api/desk/teams/{team}/recoveries")).await
}

/// Opens one. Safe to repeat: the id decides.
pub async fn open(recovery: &OpenRecovery) -> Result<Recovery, Failure> {
    post(&format!("/api/desk/people/{}/recoveries", recovery.person), recovery).await
}

/// Says yes to one that a colleague opened.
pub async fn approve(recovery: RecoveryId) -> Result<Recovery, Failure> {
    post(&format!("/api/desk/recoveries/{recovery}/approve"), &Map::new()).await
}

/// The words, once.
pub async fn give_words(recovery: RecoveryId) -> Result<RecoveryWords, Failure> {
    post(&format!("/api/desk/recoveries/{recovery}/words"), &Map::new()).await
}
