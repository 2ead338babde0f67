//! The desk: referrals that wait, one referral, everybody's caseload.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ActId, Answers, Details, HelperView, PersonId, ReferralId, SafeContacts, StaffId, Stage, TeamSummary,
    TimelineEvent, WaitingHelper,
};

/// A member of staff, as much as colleagues need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRef {
    pub id: StaffId,
    pub name: String,
    /// Away today; then `cover` looks after their people.
    pub is_away: bool,
}

/// A referral in the list of those that wait, oldest promise first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingReferral {
    pub id: ReferralId,
    pub reference: String,
    /// The person's name.
    pub name: String,
    pub stage: Stage,
    #[serde(with = "crate::dates::instant")]
    pub sent_at: DateTime<Utc>,
    #[serde(with = "crate::dates::date")]
    pub promised_by: NaiveDate,
    /// The promise has been missed.
    pub is_late: bool,
    /// Nobody was in touch by the promised day. By this one it is promised anew.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub promised_anew: Option<NaiveDate>,
    /// The helper's name and relation, when a helper asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_helper: Option<String>,
    /// The reference of an earlier referral that is probably of the same person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// The words sound dangerous: read these first.
    pub is_urgent_words: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<StaffRef>,
}

/// One referral on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskReferral {
    pub id: ReferralId,
    pub reference: String,
    pub person: PersonId,
    pub stage: Stage,
    #[serde(with = "crate::dates::instant")]
    pub since: DateTime<Utc>,
    #[serde(with = "crate::dates::instant")]
    pub sent_at: DateTime<Utc>,
    #[serde(with = "crate::dates::date")]
    pub promised_by: NaiveDate,
    pub is_late: bool,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub paused_until: Option<NaiveDate>,
    pub is_urgent_words: bool,
    pub answers: Answers,
    pub team: TeamSummary,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<StaffRef>,
    /// Earlier or later referrals that are probably of the same person, oldest first.
    pub alike: Vec<AlikeReferral>,
    pub events: Vec<DeskEvent>,
    /// What may be done now.
    pub acts: Vec<ActKind>,
    /// Everybody of the team who can take it.
    pub colleagues: Vec<StaffRef>,
    /// How the person can be reached, as their record says now and not as it was when they asked.
    pub reach: DeskReach,
}

/// How a person can be reached, and which ways are safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskReach {
    pub phone: String,
    pub email: String,
    pub postcode: String,
    pub safe_contact: SafeContacts,
}

/// Something that happened, as the person reads it, and what staff wrote for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskEvent {
    pub event: TimelineEvent,
    /// For the team's eyes.
    pub note: String,
}

/// A referral that is probably of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlikeReferral {
    pub id: ReferralId,
    pub reference: String,
    pub name: String,
    pub stage: Stage,
    #[serde(with = "crate::dates::instant")]
    pub sent_at: DateTime<Utc>,
}

/// What can be done with a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    Accept,
    Decline,
    RecordContact,
    StartWork,
    PassOn,
    Pause,
    Resume,
    Merge,
    End,
    Reopen,
}

/// Does something with a referral. The same id with the same act is one act, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnReferral {
    pub id: ActId,
    /// The stage the page showed: when it has moved on meanwhile, the answer is a conflict and nothing changes.
    pub seen_stage: Stage,
    pub act: Act,
}

/// What is done. `words` are for the person, `note` is for the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Somebody takes it and says hello.
    Accept {
        worker: StaffId,
        words: String,
    },
    /// Kindly, with why and where else to go.
    Decline {
        reason: DeclineReason,
        words: String,
        elsewhere: String,
    },
    /// First contact, or a try at it.
    RecordContact {
        how: ContactHow,
        outcome: ContactOutcome,
        #[serde(with = "crate::dates::date")]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        on: NaiveDate,
        words: String,
        note: String,
    },
    /// From first contact on to working together.
    StartWork {
        words: String,
    },
    /// A colleague takes over.
    PassOn {
        to: StaffId,
        words: String,
        note: String,
    },
    /// It rests, for a reason the person knows.
    Pause {
        #[serde(with = "crate::dates::date")]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        until: NaiveDate,
        words: String,
    },
    Resume {
        words: String,
    },
    /// It is the same as that referral and goes on as that one.
    Merge {
        into: ReferralId,
    },
    /// Ends well: the door stays open.
    End {
        reason: EndReason,
        words: String,
    },
    /// They come back.
    Reopen {
        words: String,
    },
}

impl Act {
    /// Which kind this is.
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Accept { .. } => ActKind::Accept,
            Self::Decline { .. } => ActKind::Decline,
            Self::RecordContact { .. } => ActKind::RecordContact,
            Self::StartWork { .. } => ActKind::StartWork,
            Self::PassOn { .. } => ActKind::PassOn,
            Self::Pause { .. } => ActKind::Pause,
            Self::Resume { .. } => ActKind::Resume,
            Self::Merge { .. } => ActKind::Merge,
            Self::End { .. } => ActKind::End,
            Self::Reopen { .. } => ActKind::Reopen,
        }
    }
}

/// Why a referral is declined. The words to the person are written, these are for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    OutOfArea,
    /// Another service helps better with this.
    OtherService,
    /// They need more than a link worker can give.
    NeedsMore,
    /// They did not want it after all.
    NotWanted,
    Other,
}

/// How contact was made or tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContactHow {
    Call,
    Text,
    Email,
    Post,
    InPerson,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContactOutcome {
    /// They talked.
    Talked,
    NoAnswer,
    /// A better time was agreed.
    AskedToCallBack,
}

/// Why the work ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// They have what they came for.
    Done,
    /// They would rather stop.
    TheirWish,
    LostTouch,
    MovedAway,
    Died,
    Other,
}

/// Somebody of a team's people, in the order of what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseSummary {
    pub person: PersonId,
    pub referral: ReferralId,
    pub reference: String,
    pub name: String,
    pub stage: Stage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<StaffRef>,
    pub due: Due,
    /// The day it is due; absent when nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub due_on: Option<NaiveDate>,
    pub is_late: bool,
    /// Nobody was in touch by the promised day. By this one it is promised anew.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub promised_anew: Option<NaiveDate>,
    /// When anything last happened.
    #[serde(with = "crate::dates::instant")]
    pub last_event: DateTime<Utc>,
    /// When the person was last heard of: they wrote, talked with the team, changed their plan or recorded a visit.
    #[serde(with = "crate::dates::instant")]
    pub last_heard: DateTime<Utc>,
    /// They would like company to a group, and nobody is found yet.
    #[serde(default)]
    pub wants_company: bool,
}

/// What is due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// To be looked at and accepted or declined.
    Answer,
    /// To be in touch for the first time.
    FirstContact,
    /// Nothing happened for a while: to ask how they are.
    KeepInTouch,
    /// The rest ends.
    Resume,
    Nothing,
}

/// A person's record at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskPerson {
    pub id: PersonId,
    pub details: Details,
    #[serde(with = "crate::dates::date")]
    pub birth: NaiveDate,
    pub reach: DeskReach,
    pub surgery: String,
    /// Signs in by themselves.
    pub has_account: bool,
    pub cases: Vec<CaseSummary>,
    pub helpers: Vec<HelperView>,
    pub waiting_helpers: Vec<WaitingHelper>,
}

/// Where somebody without any way to sign in gets new words: opened by one of the team, approved by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recovery {
    pub id: crate::RecoveryId,
    pub person: PersonId,
    pub name: String,
    pub opened_by: String,
    /// The one who asks opened it, and so cannot approve it.
    pub is_mine: bool,
    pub is_face_to_face: bool,
    pub how: String,
    #[serde(with = "crate::dates::instant")]
    pub opened_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// From when the words may be given: at once face to face, else a day after opening.
    #[serde(with = "crate::dates::instant")]
    pub ready_at: DateTime<Utc>,
    /// The words have been given.
    pub is_given: bool,
}

/// Opens a recovery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenRecovery {
    pub id: crate::RecoveryId,
    pub person: PersonId,
    pub is_face_to_face: bool,
    /// How they were recognised.
    pub how: String,
}
