//! One message that the server has not answered for, and how the visit keeps all of them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::{MessageId, NewBody, PersonId};

use crate::backend::messages::Refusal;
use crate::browser::{clock, session};

/// By this name the visit keeps them.
const OUTBOX: &str = "message-outbox";
/// For how long a message can be undone, where it can.
pub const UNDO: TimeDelta = TimeDelta::seconds(10);

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// The person sees that it is here, and not sent yet.
    Kept,
    /// It is on its way.
    Sending,
    /// The person sees why it will not be taken, and can have the words back.
    Refused(Refusal),
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose thread it is for.
    pub person: PersonId,
    pub id: MessageId,
    pub body: NewBody,
    /// Until then it can be undone, and is not sent.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "wire::dates::maybe_instant")]
    pub not_before: Option<DateTime<Utc>>,
    /// The last message that was on the screen when it was written.
    #[serde(default)]
    pub read_to: i64,
    /// How often it was tried.
    #[serde(default)]
    pub tries: u32,
    pub state: Waiting,
}

impl Entry {
    /// When it may be sent. A clock that was put back holds no message for hours.
    pub fn due_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.not_before.filter(|at| *at - now <= UNDO).unwrap_or(now)
    }

    /// For how many more seconds it can be undone.
    pub fn seconds_left(&self) -> u32 {
        let now = clock::now();
        let left = (self.due_at(now) - now).num_milliseconds().max(0);
        u32::try_from(left).unwrap_or_default().div_ceil(1000)
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    writer: Uuid,
    entries: Vec<Entry>,
}

/// What this visit has kept of one writer. What was on its way may have arrived, and is sent again.
pub fn kept(writer: Uuid) -> Vec<Entry> {
    let stored: Option<Stored> = session::read(OUTBOX).and_then(|text| serde_json::from_str(&text).ok());
    let mut entries = stored.filter(|stored| stored.writer == writer).map(|stored| stored.entries).unwrap_or_default();
    for entry in &mut entries {
        if entry.state == Waiting::Sending {
            entry.state = Waiting::Kept;
        }
    }
    entries
}

/// Keeps them for this visit; false when the browser would not.
pub fn keep(writer: Uuid, entries: &[Entry]) -> bool {
    if entries.is_empty() {
        session::forget(OUTBOX);
        return true;
    }
    let stored = Stored { writer, entries: entries.to_vec() };
    serde_json::to_string(&stored).is_ok_and(|text| session::write(OUTBOX, &text))
}
