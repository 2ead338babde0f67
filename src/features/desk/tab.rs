//! The parts of the desk, and who has them. The server decides; this keeps anybody from being sent where there is nothing
//! for them.

use wire::StaffRole;

use crate::routes::{desk, messages, progress, team};
use crate::words::signed_in::desk as words;

/// A part of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Waiting,
    People,
    Messages,
    /// Who has gone quiet.
    Quiet,
    /// What the team may say of a quarter.
    Report,
    Recoveries,
    Cover,
    Team,
    Staff,
    Listings,
    Feeds,
    Me,
}

impl Tab {
    /// Every part, in the order of the day.
    pub const ALL: [Self; 12] = [
        Self::Waiting,
        Self::People,
        Self::Messages,
        Self::Quiet,
        Self::Report,
        Self::Recoveries,
        Self::Cover,
        Self::Team,
        Self::Staff,
        Self::Listings,
        Self::Feeds,
        Self::Me,
    ];

    /// Whether somebody in that role has it. Administrators keep the system and read nobody's record.
    pub const fn is_for(self, role: StaffRole) -> bool {
        match self {
            Self::Waiting | Self::People | Self::Messages | Self::Quiet | Self::Report | Self::Recoveries => {
                !matches!(role, StaffRole::Administrator)
            }
            Self::Staff | Self::Listings | Self::Feeds => !matches!(role, StaffRole::LinkWorker),
            Self::Cover | Self::Team | Self::Me => true,
        }
    }

    /// The first part that somebody in that role has use for.
    pub const fn home(role: StaffRole) -> Self {
        match role {
            StaffRole::Administrator => Self::Team,
            StaffRole::LinkWorker | StaffRole::TeamLead => Self::Waiting,
        }
    }

    /// Where it is.
    pub const fn address(self) -> &'static str {
        match self {
            Self::Waiting => desk::WAITING,
            Self::People => desk::PEOPLE,
            Self::Messages => messages::DESK,
            Self::Quiet => progress::QUIET,
            Self::Report => progress::REPORT,
            Self::Recoveries => team::RECOVERIES,
            Self::Cover => team::COVER,
            Self::Team => team::TEAM,
            Self::Staff => team::STAFF,
            Self::Listings => team::LISTINGS,
            Self::Feeds => team::FEEDS,
            Self::Me => team::ME,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => words::waiting(),
            Self::People => words::people(),
            Self::Messages => words::messages(),
            Self::Quiet => words::quiet(),
            Self::Report => words::report(),
            Self::Recoveries => words::recoveries(),
            Self::Cover => words::cover(),
            Self::Team => words::team(),
            Self::Staff => words::staff(),
            Self::Listings => words::listings(),
            Self::Feeds => words::feeds(),
            Self::Me => words::me(),
        }
    }
}
