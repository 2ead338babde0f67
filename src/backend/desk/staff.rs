//! The staff of a team, their absence and their invitations.

use serde_json::Map;
use wire::{InviteStaff, SetAbsence, StaffId, StaffInvitation, StaffRef, StaffView, TeamId};

use crate::backend::client::{get, post, post_only, put};
use crate::backend::failure::Failure;

/// Everybody of a team who supports people, by name.
pub async fn colleagues(team: TeamId) -> Result<Vec<StaffRef>, Failure> {
    get(&format!("/api/desk/teams/{team}/colleagues")).await
}

/// Everybody of a team as their lead sees them.
pub async fn list(team: TeamId) -> Result<Vec<StaffView>, Failure> {
    get(&format!("/api/desk/teams/{team}/staff")).await
}

/// Invites somebody; the same id again is a new invitation for the same member.
pub async fn invite(team: TeamId, invitation: &InviteStaff) -> Result<StaffInvitation, Failure> {
    post(&format!("/api/desk/teams/{team}/staff"), invitation).await
}

/// Ends somebody's work here.
pub async fn end(staff: StaffId) -> Result<(), Failure> {
    post_only(&format!("/api/desk/staff/{staff}/end"), &Map::new()).await
}

/// Says when somebody is away and who covers, or that they are back.
pub async fn set_absence(staff: StaffId, absence: &SetAbsence) -> Result<StaffView, Failure> {
    put(&format!("/api/desk/staff/{staff}/absence"), absence).await
}
