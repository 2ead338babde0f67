//! One calm week: the meetings somebody goes to, their steps, and their talks with the team; and what is theirs alone beside
//! it: a private calendar address and a list for getting ready.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Arranged, Company, ContactHow, GoalId, GroupStage, MessageId, PlanActId, PlanGroupId, StepId, VisitId,
    VisitOutcome, VisitedMeeting,
};

/// Seven days of somebody's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Week {
    /// The first of the seven days.
    #[serde(with = "crate::dates::date")]
    pub from: NaiveDate,
    /// What day it is in London.
    #[serde(with = "crate::dates::date")]
    pub today: NaiveDate,
    /// All seven, the first one first, also those on which nothing is.
    pub days: Vec<WeekDay>,
}

/// One day of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeekDay {
    #[serde(with = "crate::dates::date")]
    pub day: NaiveDate,
    /// By their time; what has none comes first.
    pub meetings: Vec<WeekMeeting>,
    pub talks: Vec<WeekTalk>,
    /// Steps that are meant for the day.
    pub steps: Vec<WeekStep>,
}

/// A meeting of a group to which somebody goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeekMeeting {
    /// The group on the plan.
    pub plan_group: PlanGroupId,
    pub stage: GroupStage,
    pub meeting: VisitedMeeting,
    /// The group's name.
    pub name: String,
    /// Local time of day, `HH:MM`. Absent when the feed gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// The name of the place and its address in one line; empty when it meets nowhere.
    pub place: String,
    /// Who was asked to come along, and who comes.
    pub company: Company,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arranged: Option<Arranged>,
    /// What they said about it beforehand. Theirs alone: absent for everybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<MeetingWord>,
    /// What they recorded of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<WeekVisit>,
}

/// What was recorded of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeekVisit {
    pub id: VisitId,
    pub outcome: VisitOutcome,
}

/// A talk with the team, whose date was agreed in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeekTalk {
    pub message: MessageId,
    #[serde(with = "crate::dates::instant")]
    pub starts_at: DateTime<Utc>,
    pub minutes: u16,
    pub how: ContactHow,
}

/// A step that is meant for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeekStep {
    pub goal: GoalId,
    pub step: StepId,
    pub words: String,
    pub is_done: bool,
}

/// What somebody says beforehand about a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeetingWord {
    Going,
    Nervous,
    CannotGo,
}

/// Says something beforehand about a meeting, or takes it back. Said again it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SayMeetingWord {
    pub meeting: VisitedMeeting,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<MeetingWord>,
}

/// A list that somebody makes for themselves, for getting ready. Nothing in it is ever counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Routine {
    /// At most 20, of 1 to 200 characters each.
    pub lines: Vec<String>,
    /// How long before a meeting they are reminded, in minutes; absent for never. One of 30, 60, 120, 180.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_minutes: Option<u16>,
    /// Whether they want to hear of a meeting on the evening before.
    pub is_told_evening_before: bool,
    /// Grows with every change; 0 when nothing was ever kept.
    pub revision: u32,
}

/// Changes the list. When another device has changed it since `base`, lines that only the other has stay too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeRoutine {
    pub lines: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_minutes: Option<u16>,
    pub is_told_evening_before: bool,
    /// The revision that was on the screen.
    pub base: u32,
}

/// What the entries of a private calendar address say. A calendar may be seen by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedShows {
    /// Only that there is something, and when.
    Times,
    /// The name of the group and where it meets.
    Names,
}

/// Whether there is a private calendar address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeeds {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<CalendarFeed>,
}

/// The private calendar address that there is. The address itself is kept by nobody but whoever made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    pub shows: FeedShows,
    #[serde(with = "crate::dates::instant")]
    pub made_at: DateTime<Utc>,
    /// When a calendar last asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub asked_at: Option<DateTime<Utc>>,
}

/// Makes a private calendar address; an earlier one stops working.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MakeFeed {
    pub shows: FeedShows,
}

/// The address that was made. It is told once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedMade {
    /// The whole address, `https://…/calendar/….ics`.
    pub address: String,
    pub feed: CalendarFeed,
}

/// What to expect at a group, written by a team that knows it. Everybody may read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Welcome {
    /// Finding the door, and when to come. At most 500 characters each; empty where nobody has said.
    pub arriving: String,
    /// Who greets somebody new.
    pub greeting: String,
    /// Whether one can just watch.
    pub watching: String,
    pub toilets: String,
    /// A quiet place to step out to.
    pub quiet: String,
    /// Which team wrote it; empty when nobody has.
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub written_on: Option<NaiveDate>,
}

/// Writes what to expect at a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteWelcome {
    #[serde(default)]
    pub arriving: String,
    #[serde(default)]
    pub greeting: String,
    #[serde(default)]
    pub watching: String,
    #[serde(default)]
    pub toilets: String,
    #[serde(default)]
    pub quiet: String,
}

/// Tells whoever runs a group that somebody is coming: these words and nothing else. The same id is the same letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TellHost {
    pub id: PlanActId,
    /// Everything that the host reads of them, 1 to 1,000 characters.
    pub words: String,
}

/// That a host is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HostTold {
    /// The group's own address to which it goes.
    pub to: String,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
}
