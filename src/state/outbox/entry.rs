//! One message that the server has not answered for, and how the visit and the pocket keep it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::{MessageId, NewBody, PersonId, SendMessage};

use crate::backend::messages::{Refusal, address};
use crate::browser::pocket::Item;
use crate::browser::{clock, session};

/// By this name the visit keeps them.
const OUTBOX: &str = "message-outbox";
/// By this name the pocket tells them from other things.
pub const KIND: &str = "message";
/// For how long a message can be undone, where it can.
pub const UNDO: TimeDelta = TimeDelta::seconds(10);
/// After so long it is said again that it has not been sent.
const LONG: TimeDelta = TimeDelta::hours(24);

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
    /// When it was written, by the phone's clock.
    #[serde(default = "clock::now", with = "wire::dates::instant")]
    pub at: DateTime<Utc>,
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

    /// Whether it waits for longer than anybody would think.
    pub fn is_old(&self) -> bool {
        clock::now() - self.at > LONG
    }

    /// How it is sent.
    pub fn letter(&self, writer: Uuid) -> SendMessage {
        SendMessage { id: self.id, body: self.body.clone(), read_to: self.read_to, writer: Some(writer) }
    }

    /// How the pocket keeps it, and sends it.
    pub fn item(&self, writer: Uuid) -> Item {
        Item {
            kind: KIND,
            writer,
            key: self.id.0,
            lane: format!("{KIND} {}", self.person),
            method: "POST",
            path: address(self.person),
            // Neither has a part that cannot be written as JSON.
            body: serde_json::to_string(&self.letter(writer)).unwrap_or_default(),
            entry: serde_json::to_string(self).unwrap_or_default(),
            tried: self.tries > 0,
        }
    }

    /// Reads what the pocket has kept.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str::<Self>(text).ok().map(Self::taken_up)
    }

    /// What was on its way may have arrived, and is sent again.
    fn taken_up(mut self) -> Self {
        if self.state == Waiting::Sending {
            self.state = Waiting::Kept;
        }
        self
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    writer: Uuid,
    entries: Vec<Entry>,
}

/// What this visit has kept of one writer.
pub fn kept(writer: Uuid) -> Vec<Entry> {
    let stored: Option<Stored> = session::read(OUTBOX).and_then(|text| serde_json::from_str(&text).ok());
    let entries = stored.filter(|stored| stored.writer == writer).map(|stored| stored.entries).unwrap_or_default();
    entries.into_iter().map(Entry::taken_up).collect()
}

/// Keeps them for this visit; false when the browser would not.
pub fn keep(writer: Uuid, entries: Vec<Entry>) -> bool {
    if entries.is_empty() {
        session::forget(OUTBOX);
        return true;
    }
    serde_json::to_string(&Stored { writer, entries }).is_ok_and(|text| session::write(OUTBOX, &text))
}

/// Puts one in where it belongs by the time at which it was written.
pub fn put_in(entries: &mut Vec<Entry>, entry: Entry) {
    if entries.iter().all(|known| known.id != entry.id) {
        let place = entries.iter().position(|known| known.at > entry.at).unwrap_or(entries.len());
        entries.insert(place, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u128, seconds: i64) -> Entry {
        Entry {
            person: PersonId(Uuid::from_u128(7)),
            id: MessageId(Uuid::from_u128(number)),
            body: NewBody::Text(String::new()),
            at: DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds),
            not_before: None,
            read_to: 0,
            tries: 0,
            state: Waiting::Kept,
        }
    }

    fn numbers(entries: &[Entry]) -> Vec<u128> {
        entries.iter().map(|entry| entry.id.0.as_u128()).collect()
    }

    #[test]
    fn what_the_pocket_has_kept_stands_where_it_was_written() {
        let mut entries = vec![entry(2, 20), entry(4, 40)];
        for kept in [entry(1, 10), entry(2, 20), entry(3, 20), entry(5, 50)] {
            put_in(&mut entries, kept);
        }
        assert_eq!(numbers(&entries), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_was_on_its_way_is_sent_again_and_what_was_refused_is_not() {
        let on_its_way = Entry { state: Waiting::Sending, tries: 1, ..entry(1, 1) };
        let read = Entry::read(&serde_json::to_string(&on_its_way).unwrap_or_default());
        assert_eq!(read, Some(Entry { state: Waiting::Kept, ..on_its_way }));
        let refused = Entry { state: Waiting::Refused(Refusal::Off), ..entry(1, 1) };
        let read = Entry::read(&serde_json::to_string(&refused).unwrap_or_default());
        assert_eq!(read, Some(refused));
        assert_eq!(Entry::read("{}"), None);
    }

    #[test]
    fn the_pocket_sends_what_the_page_would_send() {
        let (writer, entry) = (Uuid::from_u128(3), entry(1, 1));
        let item = entry.item(writer);
        assert_eq!((item.kind, item.method, item.key), ("message", "POST", entry.id.0));
        assert_eq!(item.path, address(entry.person));
        assert_eq!(serde_json::from_str::<SendMessage>(&item.body).ok(), Some(entry.letter(writer)));
        assert!(!item.tried && Entry { tries: 1, ..entry.clone() }.item(writer).tried);
        assert_eq!(Entry::read(&item.entry), Some(entry));
    }
}
