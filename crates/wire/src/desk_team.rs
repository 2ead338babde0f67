//! The desk's other side: the team itself, its staff, their absence and cover, listings and feeds.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{ClosureId, GroupId, MessagesLack, Nation, ReportId, ReportKind, StaffId, StaffRef, StaffRole, TeamId};

/// A team as its lead sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskTeam {
    pub id: TeamId,
    pub name: String,
    pub nation: Nation,
    pub phone: String,
    pub email: String,
    /// `Mon-Fri 09:00-17:00; Sat 10:00-12:00`.
    pub hours: String,
    /// Within how many working days the team is in touch.
    pub promise_days: u16,
    pub surgeries: Vec<CoveredSurgery>,
    /// Postcode districts such as `EH1`.
    pub districts: Vec<String>,
    /// The team's own days off, soonest first.
    pub closures: Vec<Closure>,
    /// The nation's bank holidays to come.
    pub holidays: Vec<Holiday>,
    /// Who looks after safeguarding; messages ask for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safeguarding_lead: Option<StaffId>,
    /// Whom it could be: everybody of the team who is there.
    #[serde(default)]
    pub colleagues: Vec<StaffRef>,
    /// What is still missing before people can write to the team. Empty: they can.
    #[serde(default)]
    pub messages_lack: Vec<MessagesLack>,
}

/// A surgery whose people the team sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoveredSurgery {
    pub code: String,
    pub name: String,
}

/// A bank holiday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holiday {
    #[serde(with = "crate::dates::date")]
    pub date: NaiveDate,
    pub title: String,
}

/// A day on which a team is closed although others work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Closure {
    pub id: ClosureId,
    #[serde(with = "crate::dates::date")]
    pub date: NaiveDate,
    pub title: String,
}

/// Changes a team. Fields that are absent stay as they are; lists replace.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ChangeTeam {
    pub phone: Option<String>,
    pub email: Option<String>,
    pub hours: Option<String>,
    pub promise_days: Option<u16>,
    /// Codes of surgeries.
    pub surgeries: Option<Vec<String>>,
    pub districts: Option<Vec<String>>,
    pub closures: Option<Vec<Closure>>,
    pub safeguarding_lead: Option<StaffId>,
}

/// A member of staff as their lead sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffView {
    pub id: StaffId,
    pub name: String,
    pub role: StaffRole,
    pub passkeys: u32,
    /// Invited and not here yet: until when the invitation works.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub invited_until: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absence: Option<Absence>,
    /// How many people they have.
    pub people: u32,
    /// The one who asks.
    pub is_me: bool,
}

/// From when until when somebody is away, both days included, and who looks after their people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Absence {
    #[serde(with = "crate::dates::date")]
    pub from: NaiveDate,
    #[serde(with = "crate::dates::date")]
    pub until: NaiveDate,
    pub cover: StaffId,
    /// The server's to say.
    #[serde(default)]
    pub cover_name: String,
}

/// Says when somebody is away; absent when they are back. Cover has to be named first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetAbsence {
    #[serde(default)]
    pub absence: Option<Absence>,
}

/// Invites a member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InviteStaff {
    pub id: StaffId,
    pub name: String,
    pub role: StaffRole,
}

/// An invitation, to be printed. Neither part is shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffInvitation {
    pub id: StaffId,
    /// The address to open; what comes after `#` never reaches a server's log.
    pub link: String,
    /// The code to type there, handed over apart from the link: `K7MQ-2DXP`.
    pub code: String,
    #[serde(with = "crate::dates::instant")]
    pub expires_at: DateTime<Utc>,
}

/// Opens an invitation: the token of its link and the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenInvitation {
    pub token: String,
    pub code: String,
}

/// Whom an invitation is for, and the challenge for their first passkey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationOpened {
    pub name: String,
    pub role: StaffRole,
    pub team_name: String,
    pub passkey: crate::PasskeyChallenge,
}

/// A listing that somebody says is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportedListing {
    pub id: ReportId,
    pub group: GroupId,
    /// Empty when the group is gone.
    pub name: String,
    pub kind: ReportKind,
    pub words: String,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
}

/// A feed of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedView {
    pub name: String,
    pub source: String,
    pub groups: u32,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub imported_at: Option<DateTime<Utc>>,
}

/// A team, for an administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamListed {
    pub id: TeamId,
    pub name: String,
    pub staff: u32,
}
