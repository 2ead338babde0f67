//! One thing written into a plan that the server has not answered for, and how the visit and the pocket keep it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::PersonId;

use crate::backend::failure::Failure;
use crate::backend::plan_writes::{Letter, Read, Write, target};
use crate::browser::pocket::Item;
use crate::browser::{clock, session};

/// By this name the visit keeps them.
const QUEUE: &str = "plan-queue";
/// By this name the pocket tells them from other things.
pub const KIND: &str = "plan";
/// After so long it is said again that it has not been sent.
const LONG: TimeDelta = TimeDelta::hours(24);

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

impl Waiting {
    /// Whether it waits for longer than anybody would think, and may still be taken.
    pub fn is_old(&self) -> bool {
        clock::now() - self.at > LONG && !matches!(self.state, WaitState::Refused(_))
    }

    /// How the pocket keeps it, and sends it.
    pub fn item(&self, writer: Uuid) -> Item {
        let stored = StoredEntry::from(self);
        let (method, path) = target(self.person, &stored.letter);
        Item {
            kind: KIND,
            writer,
            key: self.key,
            lane: format!("{KIND} {}", self.person),
            method,
            path,
            body: stored.letter.json().to_owned(),
            // None of it cannot be written as JSON.
            entry: serde_json::to_string(&stored).unwrap_or_default(),
            tried: self.tries > 0,
        }
    }

    /// Reads what the pocket has kept; what this app does not read is sent all the same.
    pub fn read(text: &str, read: Read) -> Option<Self> {
        serde_json::from_str::<StoredEntry>(text).ok().map(|stored| stored.taken_up(read))
    }
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

impl From<&Waiting> for StoredEntry {
    fn from(entry: &Waiting) -> Self {
        Self {
            key: entry.key,
            person: entry.person,
            letter: Letter::from(&entry.write),
            at: entry.at,
            tries: entry.tries,
        }
    }
}

impl StoredEntry {
    fn taken_up(self, read: Read) -> Waiting {
        let Self { key, person, letter, at, tries } = self;
        let write = read(&letter).unwrap_or(Write::Unread(letter));
        Waiting { key, person, write, at, tries, state: WaitState::Kept }
    }
}

/// What this visit has kept of one writer; what this app does not read is sent all the same.
pub fn kept(writer: Uuid, read: Read) -> Vec<Waiting> {
    let stored: Option<Stored> = session::read(QUEUE).and_then(|text| serde_json::from_str(&text).ok());
    let entries = stored.filter(|stored| stored.writer == writer).map(|stored| stored.entries).unwrap_or_default();
    entries.into_iter().map(|entry| entry.taken_up(read)).collect()
}

/// Keeps those that are meant for this visit; false when the browser would not.
pub fn keep(writer: Uuid, entries: &[Waiting], is_meant: impl Fn(&Waiting) -> bool) -> bool {
    let entries: Vec<_> = entries.iter().filter(|entry| is_meant(entry)).map(StoredEntry::from).collect();
    if entries.is_empty() {
        session::forget(QUEUE);
        return true;
    }
    serde_json::to_string(&Stored { writer, entries }).is_ok_and(|text| session::write(QUEUE, &text))
}

/// Puts one in where it belongs by the time at which it was written.
pub fn put_in(entries: &mut Vec<Waiting>, entry: Waiting) {
    if entries.iter().all(|known| known.key != entry.key) {
        let place = entries.iter().position(|known| known.at > entry.at).unwrap_or(entries.len());
        entries.insert(place, entry);
    }
}
