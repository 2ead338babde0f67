//! The conversation of a person with their team: one thread, its messages, how far each side has read, and when the
//! team reads at all.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{ContactHow, GroupId, MessageId, PersonId, StaffRef, TeamSummary};

/// A thread as one page of it, the newest messages unless others were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Thread {
    pub person: PersonId,
    /// What the person likes to be called.
    pub name: String,
    pub team: TeamSummary,
    pub reading: Reading,
    /// Whether whoever asks may write here, once messages are on.
    pub may_write: bool,
    /// In the order of the server, oldest first.
    pub messages: Vec<Message>,
    /// There are older ones than these.
    pub has_earlier: bool,
    /// How far each reader has come, as far as it is theirs to know.
    pub readers: Vec<Reader>,
    /// Helpers who may read what is written here, by name: for the person alone, who decides about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<String>,
    /// Who the thread is about, for the desk alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strip: Option<Strip>,
}

/// What tells the desk whose thread is open, so that nobody answers in the wrong one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Strip {
    /// The full name.
    pub name: String,
    #[serde(with = "crate::dates::date")]
    pub birth: NaiveDate,
    /// The reference of their referral.
    pub reference: String,
    /// Who looks after them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<StaffRef>,
    /// Helpers who may read what is written here, by name.
    pub helpers: Vec<String>,
}

/// When the team reads messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reading {
    /// Messages are on: the team has everything that they ask for.
    pub is_on: bool,
    /// Somebody reads now.
    pub is_open: bool,
    /// Opening hours as the team wrote them, such as `Mon-Fri 09:00-17:00`.
    pub hours: String,
    /// Until when, while they are open.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub closes_at: Option<DateTime<Utc>>,
    /// When they open again, while they are not.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub opens_at: Option<DateTime<Utc>>,
    /// Why they are closed today where the week says they would be open: the day's title, such as `Christmas Day`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub closed_for: String,
}

/// What a team still lacks before its people can write to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessagesLack {
    /// Somebody who reads, with a way to sign in.
    Staff,
    /// Opening hours on at least one day.
    Hours,
    /// A second one, who reads while the first is away.
    Cover,
    /// A safeguarding lead who is there.
    SafeguardingLead,
}

/// One message. It is never changed and never taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    pub id: MessageId,
    /// Its place in the thread, by the server.
    pub seq: i64,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
    pub author: Author,
    /// Written by whoever asks.
    pub is_mine: bool,
    pub body: MessageBody,
    /// What the words sound like; for the desk alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub danger: Option<DangerKind>,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Author {
    pub side: Side,
    /// The name they go by. Empty for the automatic answer, and for a helper who is gone.
    pub name: String,
    /// Who they are to the person, for a helper: daughter, neighbour.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// Whom a colleague stands in for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub covers_for: String,
}

/// From which side something comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Person,
    Helper,
    Staff,
    /// The server, when nobody reads.
    Automatic,
}

/// What words sound like. A word list's guess, for the order in which people look; never a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DangerKind {
    Emergency,
    Suicide,
    Abuse,
}

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageBody {
    /// Plain words.
    Text(String),
    Group(SharedGroup),
    Dates(SuggestedDates),
    /// That nobody reads now.
    Closed(ClosedAnswer),
}

/// A group of the directory, shown as a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedGroup {
    pub group: GroupId,
    /// Its name now; empty when it is no longer in the directory.
    pub name: String,
    /// One line of what it is; may be empty.
    pub lead: String,
    /// What was written with it; may be empty.
    pub words: String,
}

/// Up to three dates, of which the other side takes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestedDates {
    pub starts_at: Vec<Instant>,
    pub minutes: u16,
    pub how: ContactHow,
    /// What was written with them; may be empty.
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<TakenDate>,
}

/// An instant in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Instant(#[serde(with = "crate::dates::instant")] pub DateTime<Utc>);

/// The date that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenDate {
    /// Which of them, from 0.
    pub option: u8,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
    /// The name of whoever took it.
    pub by: String,
}

/// The automatic answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosedAnswer {
    /// The next opening, as it was known then.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub opens_at: Option<DateTime<Utc>>,
}

/// How far somebody has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reader {
    pub side: Side,
    pub name: String,
    pub is_me: bool,
    /// The last message that was on their screen.
    pub seq: i64,
    /// When it was.
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
}

/// Sends a message. The same id with the same body is the same message, for ever; with another it is a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendMessage {
    /// Made by the sender's phone (UUIDv7).
    pub id: MessageId,
    pub body: NewBody,
    /// The last message that was on the screen when it was written: what came since was not read by whoever wrote it.
    #[serde(default)]
    pub read_to: i64,
    /// The id of whoever wrote it, of their account or as staff, where the phone knows it. A message that waited is never
    /// sent as somebody else's who has signed in meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writer: Option<uuid::Uuid>,
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NewBody {
    Text(String),
    Group(NewGroup),
    Dates(NewDates),
}

/// Shares a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewGroup {
    pub group: GroupId,
    #[serde(default)]
    pub words: String,
}

/// Suggests dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDates {
    /// One to three, all to come, each once.
    pub starts_at: Vec<Instant>,
    /// How long, 5 to 240.
    pub minutes: u16,
    pub how: ContactHow,
    #[serde(default)]
    pub words: String,
}

/// Says that everything up to this message has been on somebody's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkSeen {
    pub seq: i64,
}

/// Takes one of the dates that the other side suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeDate {
    pub message: MessageId,
    /// Which of them, from 0.
    pub option: u8,
}

/// What stands last in a thread, for a list that shows one line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LastWhat {
    Words,
    /// A group was shared.
    Group,
    /// Dates were suggested, and none is taken yet.
    Dates,
    /// One of the dates was taken.
    DateTaken,
}

/// A thread in the desk's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThreadSummary {
    pub person: PersonId,
    /// The full name.
    pub name: String,
    pub reference: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<StaffRef>,
    /// Whoever asks looks after them, themselves or for a colleague who is away.
    pub is_mine: bool,
    /// Whom whoever asks stands in for here; empty when for nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub covers_for: String,
    /// The beginning of the last message, or of the one that was searched for. Empty for a card without a note.
    pub words: String,
    /// What the last message is, or what became of it.
    pub last_what: LastWhat,
    pub last_side: Side,
    #[serde(with = "crate::dates::instant")]
    pub last_at: DateTime<Utc>,
    /// How many messages of the person's side nobody of the team has seen.
    pub unseen: u32,
    /// Since when the oldest of them waits.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub waiting_since: Option<DateTime<Utc>>,
    /// It has waited for more than one working day.
    pub is_late: bool,
    /// The person's side wrote, and nobody of the team has written since: since when the oldest of that stands.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_instant")]
    pub unanswered_since: Option<DateTime<Utc>>,
    /// What words that nobody has answered sound like: look here first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub danger: Option<DangerKind>,
}
