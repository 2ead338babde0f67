//! Who is at the desk, as much as its pages hang on: a page is drawn anew when that changes and not with every little
//! thing about a sign-in.

use leptos::prelude::*;
use wire::{StaffId, StaffMe, StaffRole, TeamId};

use crate::features::desk::kept;

/// The member of staff who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    pub id: StaffId,
    pub name: String,
    pub role: StaffRole,
    team: Option<TeamId>,
    pub team_name: String,
}

impl Me {
    /// From what the server says of them.
    pub fn of(staff: &StaffMe) -> Self {
        Self {
            id: staff.id,
            name: staff.name.clone(),
            role: staff.role,
            team: staff.team,
            team_name: staff.team_name.clone(),
        }
    }

    /// Their own team, or the one that an administrator without a team has picked; followed as it changes.
    pub fn team(&self) -> Option<TeamId> {
        self.team.or_else(|| kept::team().get())
    }

    /// Whether they pick a team to look after.
    pub const fn picks_team(&self) -> bool {
        self.team.is_none() && matches!(self.role, StaffRole::Administrator)
    }

    /// Whether they look after the team itself: its hours, its staff, its cover.
    pub const fn leads(&self) -> bool {
        matches!(self.role, StaffRole::TeamLead | StaffRole::Administrator)
    }
}
