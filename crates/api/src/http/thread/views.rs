//! What is kept of a thread, as whoever asks may read it: names instead of ids, cards instead of references.

use std::collections::HashMap;

use domain::directory::GroupRecord;
use wire::{
    Author, ClosedAnswer, ContactHow, DangerKind, GroupId, Instant, LastWhat, Message, MessageBody, NewBody, Reader,
    SharedGroup, Side, SuggestedDates, TakenDate,
};

use crate::http::error::Error;
use crate::http::state::AppState;
use crate::http::thread::Opened;
use crate::store::{Hand, Store, StoredMessage, StoredReader, Unanswered};

/// What a message keeps: what was sent, or the automatic answer.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBody {
    Sent(NewBody),
    Closed(ClosedAnswer),
}

impl KeptBody {
    /// As it is kept.
    pub fn write(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|error| Error::Internal(error.into()))
    }

    pub fn read(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|_| Error::Internal(anyhow::anyhow!("a message cannot be read")))
    }

    /// Every word that was typed.
    pub fn words(&self) -> &str {
        match self {
            Self::Sent(NewBody::Text(words)) => words,
            Self::Sent(NewBody::Group(group)) => &group.words,
            Self::Sent(NewBody::Dates(dates)) => &dates.words,
            Self::Closed(_) => "",
        }
    }

    /// What it is, for a line in a list.
    pub const fn what(&self, is_taken: bool) -> LastWhat {
        match self {
            Self::Sent(NewBody::Text(_)) | Self::Closed(_) => LastWhat::Words,
            Self::Sent(NewBody::Group(_)) => LastWhat::Group,
            Self::Sent(NewBody::Dates(_)) if is_taken => LastWhat::DateTaken,
            Self::Sent(NewBody::Dates(_)) => LastWhat::Dates,
        }
    }
}

/// Names by who they are, each looked up once.
pub struct Views<'a> {
    state: &'a AppState,
    opened: &'a Opened,
    /// What the person likes to be called.
    called: String,
    known: HashMap<Hand, (String, String)>,
}

impl<'a> Views<'a> {
    pub fn new(state: &'a AppState, opened: &'a Opened, called: String) -> Self {
        Self { state, opened, called, known: HashMap::new() }
    }

    /// Name and relation.
    async fn name(&mut self, side: Side, by: Option<Hand>) -> Result<(String, String), Error> {
        let Some(by) = by else { return Ok(Default::default()) };
        if side == Side::Person {
            return Ok((self.called.clone(), String::new()));
        }
        if let Some(known) = self.known.get(&by) {
            return Ok(known.clone());
        }
        let store: &Store = &self.state.store;
        let name = match by {
            Hand::Staff(id) => (store.find_staff(id).await?.map(|staff| staff.name).unwrap_or_default(), String::new()),
            Hand::Account(id) => store.helper_of(id, self.opened.key.person).await?.unwrap_or_default(),
        };
        self.known.insert(by, name.clone());
        Ok(name)
    }

    /// A message as whoever asks reads it.
    pub async fn message(&mut self, stored: &StoredMessage) -> Result<Message, Error> {
        let (name, relation) = self.name(stored.side, stored.by).await?;
        let covers_for = match stored.covers_for {
            Some(id) => self.name(Side::Staff, Some(Hand::Staff(id))).await?.0,
            None => String::new(),
        };
        let danger = (self.opened.side == Side::Staff).then(|| danger(&stored.danger)).flatten();
        Ok(Message {
            id: stored.id,
            seq: stored.seq,
            at: stored.at,
            author: Author { side: stored.side, name, relation, covers_for },
            is_mine: stored.by == Some(self.opened.hand),
            body: self.body(stored).await?,
            danger,
        })
    }

    async fn body(&mut self, stored: &StoredMessage) -> Result<MessageBody, Error> {
        Ok(match KeptBody::read(&stored.body)? {
            KeptBody::Closed(answer) => MessageBody::Closed(answer),
            KeptBody::Sent(NewBody::Text(words)) => MessageBody::Text(words),
            KeptBody::Sent(NewBody::Group(group)) => {
                let index = self.state.catalogue.index();
                let entry = index.get(group.group);
                MessageBody::Group(SharedGroup {
                    group: group.group,
                    name: entry.as_ref().map(|entry| entry.record.name.clone()).unwrap_or_default(),
                    lead: entry.as_ref().map(|entry| lead(&entry.record)).unwrap_or_default(),
                    words: group.words,
                })
            }
            KeptBody::Sent(NewBody::Dates(dates)) => {
                let taken = match &stored.agreed {
                    None => None,
                    Some(date) => {
                        // Whoever takes a date is on the other side of whoever suggested it.
                        let side = match date.by {
                            Some(Hand::Staff(_)) => Side::Staff,
                            Some(Hand::Account(id)) if self.is_person(id).await? => Side::Person,
                            _ => Side::Helper,
                        };
                        let by = self.name(side, date.by).await?.0;
                        Some(TakenDate { option: date.option, at: date.taken_at, by })
                    }
                };
                MessageBody::Dates(SuggestedDates {
                    starts_at: dates.starts_at,
                    minutes: dates.minutes,
                    how: dates.how,
                    words: dates.words,
                    taken,
                })
            }
        })
    }

    async fn is_person(&self, account: wire::AccountId) -> Result<bool, Error> {
        let own = self.state.store.person_of_account(account).await?;
        Ok(own.is_some_and(|own| own.id == self.opened.key.person))
    }

    /// How far somebody has read, where it is theirs to know: a helper knows of the team and of themselves.
    pub async fn reader(&mut self, stored: &StoredReader) -> Result<Option<Reader>, Error> {
        let is_me = stored.reader == self.opened.hand.id();
        if self.opened.side == Side::Helper && !is_me && stored.side != Side::Staff {
            return Ok(None);
        }
        let hand = match stored.side {
            Side::Staff => Hand::Staff(wire::StaffId(stored.reader)),
            _ => Hand::Account(wire::AccountId(stored.reader)),
        };
        let name = self.name(stored.side, Some(hand)).await?.0;
        Ok(Some(Reader { side: stored.side, name, is_me, seq: stored.seq, at: stored.at }))
    }
}

/// What the words of a message sound like, by the code that is kept.
pub fn danger(code: &str) -> Option<DangerKind> {
    serde_json::from_value(serde_json::Value::from(code)).ok()
}

/// The most urgent of what nobody has answered.
pub fn worst(unanswered: &[Unanswered]) -> Option<DangerKind> {
    unanswered.iter().filter_map(|message| danger(&message.danger)).min()
}

/// One line of what a group is.
fn lead(record: &GroupRecord) -> String {
    domain::thread::opening_words(record.description.as_str(), 140)
}

/// The group that a message shares.
pub fn asked_group(body: &NewBody) -> Option<GroupId> {
    if let NewBody::Group(group) = body { Some(group.group) } else { None }
}

/// The dates that a message suggests: when each begins, how long, and how.
pub fn suggested(stored: &StoredMessage) -> Result<Option<(Vec<Instant>, u16, ContactHow)>, Error> {
    Ok(match KeptBody::read(&stored.body)? {
        KeptBody::Sent(NewBody::Dates(dates)) => Some((dates.starts_at, dates.minutes, dates.how)),
        _ => None,
    })
}
