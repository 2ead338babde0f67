//! The team itself.

use wire::{ChangeTeam, DeskTeam, TeamId, TeamListed};

use crate::backend::client::{get, put};
use crate::backend::failure::Failure;

/// Every team, for an administrator.
pub async fn list() -> Result<Vec<TeamListed>, Failure> {
    get("/api/desk/teams").await
}

/// One team.
pub async fn find(team: TeamId) -> Result<DeskTeam, Failure> {
    get(&format!("/api/desk/teams/{team}")).await
}

/// Changes a team; what is absent stays as it is.
pub async fn change(team: TeamId, change: &ChangeTeam) -> Result<DeskTeam, Failure> {
    put(&format!("/api/desk/teams/{team}"), change).await
}
