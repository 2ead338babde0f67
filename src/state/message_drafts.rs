//! Messages that are being written: one for each thread, kept for this visit with every letter, and only for whoever
//! writes them. Signing out takes them along, like everything that the visit has kept.

use leptos::prelude::untrack;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::PersonId;

use crate::browser::session;
use crate::state::who::{Standing, Who};

/// By this name the visit keeps them.
const DRAFTS: &str = "message-drafts";

#[derive(Serialize, Deserialize)]
struct Kept {
    writer: Uuid,
    drafts: Vec<(PersonId, String)>,
}

/// Whoever is signed in and writes here; nobody while that is not known.
pub fn writer(who: Who) -> Option<Uuid> {
    match untrack(|| who.standing()) {
        Standing::Somebody(account) => Some(account.0),
        Standing::Staff(staff) => Some(staff.0),
        Standing::Asking | Standing::Failed(_) | Standing::Nobody => None,
    }
}

/// What has been written for a thread so far.
pub fn draft(who: Who, person: PersonId) -> String {
    let drafts = writer(who).map(drafts_of).unwrap_or_default();
    drafts.into_iter().find(|(known, _)| *known == person).map(|(_, words)| words).unwrap_or_default()
}

/// Keeps what is written for a thread; nothing written forgets it. False when this browser would not keep it.
pub fn keep(who: Who, person: PersonId, words: &str) -> bool {
    let Some(writer) = writer(who) else { return false };
    let mut drafts = drafts_of(writer);
    drafts.retain(|(known, _)| *known != person);
    if !words.is_empty() {
        drafts.push((person, words.to_owned()));
    }
    if drafts.is_empty() {
        session::forget(DRAFTS);
        return true;
    }
    serde_json::to_string(&Kept { writer, drafts }).is_ok_and(|text| session::write(DRAFTS, &text))
}

/// The drafts of one writer. Those of another are nobody's business, and go with the next letter.
fn drafts_of(writer: Uuid) -> Vec<(PersonId, String)> {
    let kept: Option<Kept> = session::read(DRAFTS).and_then(|text| serde_json::from_str(&text).ok());
    kept.filter(|kept| kept.writer == writer).map(|kept| kept.drafts).unwrap_or_default()
}
