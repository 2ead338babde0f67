//! What is worth telling somebody: the notices kept for them, and over which channels they want to hear of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Channel, NoticeId, PersonId};

/// Something worth telling. It says no more than of what kind it is; what goes out over a channel does not say that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    pub id: NoticeId,
    pub kind: NoticeKind,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
    /// Nobody has opened it yet.
    pub is_new: bool,
}

/// What a notice is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    Code,
    Message,
    /// A referral came to another stage.
    Stage,
    PromiseDue,
    PromiseMissed,
    MeetingTomorrow,
    /// A meeting is near, and they wanted to be reminded to get ready.
    MeetingSoon,
    /// Somebody would like company to a group, or somebody was found.
    Company,
    /// A letter to a group could not be delivered.
    LetterLost,
    CheckInDue,
    /// Something about who helps.
    Helper,
    /// Something about a group in the directory.
    Listing,
}

/// Over which channels somebody wants to hear of what is new, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeChoice {
    /// In the order in which they are tried; empty for none at all. Push, e-mail and text alone, each at most once.
    pub channels: Vec<Channel>,
    /// From when it is quiet, `HH:MM` in London. The same as `quiet_until` for no quiet hours but the night.
    pub quiet_from: String,
    /// Until when.
    pub quiet_until: String,
    /// How long one channel is waited for before the next is tried, 5 to 4320.
    pub wait_minutes: u32,
}

/// Changes over which channels one hears of what is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeNotices {
    pub choice: NoticeChoice,
}

/// What is new, and how one hears of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inbox {
    /// Newest first.
    pub notices: Vec<Notice>,
    pub choice: NoticeChoice,
    /// Every channel that can be chosen.
    pub ways: Vec<NoticeWay>,
    /// The key with which a browser asks for notices on its device; empty when this server sends none.
    pub push_key: String,
}

/// Whether notices can go over a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeWay {
    pub channel: Channel,
    pub state: WayState,
}

/// What keeps notices from a channel, if anything does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WayState {
    Ready,
    /// There is no address, or no device.
    NoAddress,
    /// They said that it is not safe.
    NotSafe,
    /// They have not said whether it is safe, which means no.
    NotAsked,
    /// They said so too long ago.
    Stale,
    /// This server has no such channel.
    Off,
}

/// A device that wants notices, as its browser names it (Push API, `PushSubscription`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushDevice {
    /// Where notices for it are handed in. Whoever knows it and the keys can send to it.
    pub endpoint: String,
    /// Its public key, base64url.
    pub p256dh: String,
    /// What it shares with whoever sends to it, base64url.
    pub auth: String,
}

/// Something that somebody of a team's people could not be told: an address or number that does not work any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Undelivered {
    pub person: PersonId,
    /// The full name.
    pub name: String,
    pub channel: Channel,
    /// It was refused for good; else it was tried for four hours, in vain.
    pub is_refused: bool,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
}

/// Ends notices on a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndDevice {
    pub endpoint: String,
}

/// Over which channels a test went; none where nothing may be used now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestNotice {
    pub over: Vec<Channel>,
}
