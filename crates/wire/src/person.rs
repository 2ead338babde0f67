//! A person's own record: details, safe contact, what happens next, and who looked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{Access, ActId, ComplaintId, Need, ReferralId, StaffRole, Stage, TeamSummary};

/// What a person tells about themselves once, to be used everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Details {
    /// The full name; only the team changes it.
    pub name: String,
    /// What they like to be called.
    pub call_name: String,
    /// The language they would rather speak; empty for English.
    pub language: String,
    pub access: Vec<Access>,
    pub access_note: String,
    /// In own words.
    pub about_me: String,
    /// Who wrote `about_me` last, when it was a helper or the team.
    pub about_me_by: String,
}

/// Changes one's details. Fields that are absent stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ChangeDetails {
    pub call_name: Option<String>,
    pub language: Option<String>,
    pub access: Option<Vec<Access>>,
    pub access_note: Option<String>,
    pub about_me: Option<String>,
}

/// A way of reaching somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Call,
    Voicemail,
    Text,
    Email,
    Post,
    /// A notice on a device.
    Push,
}

impl Channel {
    /// Every channel, in the order in which they are asked about.
    pub const ALL: [Self; 6] = [Self::Call, Self::Voicemail, Self::Text, Self::Email, Self::Post, Self::Push];
}

/// What a person said about one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SafeContact {
    pub channel: Channel,
    /// Absent means unset, which means no.
    #[serde(default)]
    pub is_safe: Option<bool>,
    /// From what time of day it is safe, `HH:MM` in London; empty for any time.
    #[serde(default)]
    pub from: String,
    /// Until what time of day.
    #[serde(default)]
    pub until: String,
    /// When it was last asked. The server's to say; what is sent is not read.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub asked_at: Option<DateTime<Utc>>,
    /// Asked more than 90 days ago, and so no longer used. The server's to say.
    #[serde(default)]
    pub is_stale: bool,
}

/// Every channel's answer, in the order of [`Channel::ALL`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SafeContacts {
    pub channels: Vec<SafeContact>,
    /// The end of the number that calls and texts go to; empty where there is none. The server's to say.
    #[serde(default)]
    pub phone: String,
    /// The address that e-mail goes to, most of it hidden; empty where there is none. The server's to say.
    #[serde(default)]
    pub email: String,
}

/// What happened with a referral, as the person and the helpers who may see the plan read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timeline {
    pub referral: ReferralId,
    pub reference: String,
    pub team: TeamSummary,
    pub stage: Stage,
    /// When it came to that stage.
    #[serde(with = "crate::dates::instant")]
    pub since: DateTime<Utc>,
    #[serde(with = "crate::dates::instant")]
    pub sent_at: DateTime<Utc>,
    #[serde(with = "crate::dates::date")]
    pub promised_by: NaiveDate,
    /// Nobody was in touch by the promised day. By this one it is promised anew.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub promised_anew: Option<NaiveDate>,
    /// The link worker who has it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<String>,
    /// It rests until that day.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub paused_until: Option<NaiveDate>,
    /// What they wanted to be different, in their own words.
    pub words: String,
    pub needs: Vec<Need>,
    /// Who asked, when it was a helper; else empty.
    pub asked_by: String,
    /// Oldest first.
    pub events: Vec<TimelineEvent>,
    /// What was done together, once the work has ended. Absent where the plan may not be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// Whoever reads this can come back to the same team, and the same link worker where they are still there.
    #[serde(default)]
    pub can_come_back: bool,
}

/// What was done together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Closing {
    pub goals_done: u32,
    pub goals_open: u32,
    /// Groups they went to at least once.
    pub groups: u32,
    pub visits: u32,
}

/// Comes back through the open door, to the same link worker where they are still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComeBack {
    /// The same id is the same coming back, for ever.
    pub id: ActId,
    /// What they want to say with it; may be empty. At most 1,000 characters.
    #[serde(default)]
    pub words: String,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEvent {
    pub kind: EventKind,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
    /// Who did it, by the name they go by; empty for the person themselves.
    pub by: String,
    /// What they wrote to the person. Empty where there is nothing, or where it may not be seen.
    pub words: String,
    /// Where else to go, when it was declined.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub elsewhere: String,
}

/// The kinds of things that happen with a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Sent,
    Seen,
    Accepted,
    Declined,
    /// First contact was tried and nobody could be reached.
    ContactTried,
    FirstContact,
    WorkingTogether,
    PassedOn,
    Paused,
    Resumed,
    /// It was the same as another referral and goes on as that one.
    Merged,
    Ended,
    /// They came back through the open door.
    Reopened,
}

/// One look at a person's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Look {
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
    /// The name they go by.
    pub who: String,
    pub as_what: LookerKind,
    pub what: Looked,
}

/// In which capacity somebody looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LookerKind {
    Helper,
    Staff(StaffRole),
}

/// What was looked at or done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Looked {
    /// Saw the referral in the list of those waiting.
    Listed,
    OpenedReferral,
    OpenedRecord,
    SawTimeline,
    SawMessages,
    SawPlan,
    SawCheckIns,
    SawDetails,
    ChangedDetails,
    ChangedStage,
    RecordedHelper,
    EndedHelper,
    OpenedRecovery,
    ApprovedRecovery,
    GaveRecoveryWords,
}

/// Says that something about Stile or the team was not right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateComplaint {
    pub id: ComplaintId,
    pub words: String,
}

/// A complaint and the day by which it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Complaint {
    pub id: ComplaintId,
    pub words: String,
    #[serde(with = "crate::dates::instant")]
    pub sent_at: DateTime<Utc>,
    #[serde(with = "crate::dates::date")]
    pub answer_by: NaiveDate,
    /// Empty until it is answered.
    pub answer: String,
}

/// What was erased and what had to stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Erased {
    pub erased: Vec<ErasedPart>,
    pub kept: Vec<KeptPart>,
}

/// A part of a record that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErasedPart {
    Details,
    Referrals,
    SafeContact,
    Helpers,
    SignIns,
    Complaints,
    Messages,
    /// Goals and steps, and how they said they were doing.
    Plan,
}

/// A part of a record that has to stay, and for how long is told in words by the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeptPart {
    /// Who looked when, under a number instead of a name.
    Audit,
    /// What they wrote as somebody's helper, without their name.
    WrittenAsHelper,
}
