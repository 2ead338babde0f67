//! One thing written into a plan that the server has not answered for, and how the visit keeps all of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::PersonId;

use crate::backend::failure::Failure;
use crate::backend::plan_writes::{Letter, Read, Write};
use crate::browser::session;

/// By this name the visit keeps them.
const QUEUE: &str = "plan-queue";

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub enum WaitState {
    /// The person sees that it is here, and not sent yet.
    Kept,
    /// It is on its way.
    Sending,
    /// The person sees why it will not be taken as it is, and can take it back.
    Refused(Failure),
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// It is named by this here, and nowhere else.
    pub key: Uuid,
    /// Whose plan it is for.
    pub person: PersonId,
    pub write: Write,
    /// When it was written, by the phone's clock.
    pub at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    pub state: WaitState,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    writer: Uuid,
    entries: Vec<StoredEntry>,
}

/// How far it has come is not kept with it: what was on its way may have arrived, and what was refused is refused again.
/// Both are sent again.
#[derive(Serialize, Deserialize)]
struct StoredEntry {
    key: Uuid,
    person: PersonId,
    letter: Letter,
    #[serde(with = "wire::dates::instant")]
    at: DateTime<Utc>,
    tries: u32,
}

/// What this visit has kept of one writer; what this app does not read is sent all the same.
pub fn kept(writer: Uuid, read: Read) -> Vec<Waiting> {
    let stored: Option<Stored> = session::read(QUEUE).and_then(|text| serde_json::from_str(&text).ok());
    let entries = stored.filter(|stored| stored.writer == writer).map(|stored| stored.entries).unwrap_or_default();
    let waiting = |StoredEntry { key, person, letter, at, tries }: StoredEntry| {
        let write = read(&letter).unwrap_or(Write::Unread(letter));
        Waiting { key, person, write, at, tries, state: WaitState::Kept }
    };
    entries.into_iter().map(waiting).collect()
}

/// Keeps them for this visit; false when the browser would not.
pub fn keep(writer: Uuid, entries: &[Waiting]) -> bool {
    if entries.is_empty() {
        session::forget(QUEUE);
        return true;
    }
    let stored = |entry: &Waiting| StoredEntry {
        key: entry.key,
        person: entry.person,
        letter: Letter::from(&entry.write),
        at: entry.at,
        tries: entry.tries,
    };
    let stored = Stored { writer, entries: entries.iter().map(stored).collect() };
    serde_json::to_string(&stored).is_ok_and(|text| session::write(QUEUE, &text))
}
