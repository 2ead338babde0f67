//! Messages that are being written: one for each thread, in memory alone while the page is in sight, and only for whoever
//! writes them. The visit keeps them while the page is out of sight or left, for browsers write down what a visit keeps, and
//! what was taken away may lie in their files still. Signing out takes them along.

use std::cell::RefCell;

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

thread_local! {
    static HELD: RefCell<Kept> = const { RefCell::new(Kept { writer: Uuid::nil(), drafts: Vec::new() }) };
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
    let writer = writer(who);
    HELD.with_borrow(|held| {
        let found = held.drafts.iter().find(|(known, _)| writer == Some(held.writer) && *known == person);
        found.map(|(_, words)| words.clone()).unwrap_or_default()
    })
}

/// Takes in what is written for a thread; nothing written forgets it. What somebody else wrote goes. False when this browser
/// keeps nothing for a visit.
pub fn keep(who: Who, person: PersonId, words: &str) -> bool {
    let Some(writer) = writer(who) else { return false };
    HELD.with_borrow_mut(|held| {
        if held.writer != writer {
            *held = Kept { writer, drafts: Vec::new() };
        }
        held.drafts.retain(|(known, _)| *known != person);
        if !words.is_empty() {
            held.drafts.push((person, words.to_owned()));
        }
    });
    session::write(DRAFTS, "")
}

/// The page is put out of sight or left, by whoever is here: the visit keeps what they have written.
pub fn put_down(writer: Option<Uuid>) {
    HELD.with_borrow(|held| {
        if writer == Some(held.writer)
            && !held.drafts.is_empty()
            && let Ok(text) = serde_json::to_string(held)
        {
            session::write(DRAFTS, &text);
        }
    });
}

/// The page is there, or in sight again: nothing is left to the visit. It is written over first, for then it comes to no
/// disk where the browser had yet to write it down.
pub fn take_up() {
    if let Some(kept) = session::read(DRAFTS).and_then(|text| serde_json::from_str(&text).ok()) {
        HELD.set(kept);
    }
    session::write(DRAFTS, "");
    session::forget(DRAFTS);
}
