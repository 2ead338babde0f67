//! Where the messages on their way are kept: on a phone of somebody's own by the pocket, which also sends them while no page
//! is open; else by the visit.

use leptos::prelude::*;
use uuid::Uuid;
use wire::{Message, MessageId, NewBody};

use crate::browser::pocket::{Kept, Sent};
use crate::state::message_drafts;
use crate::state::outbox::entry::{self, Entry, KIND, Waiting};
use crate::state::outbox::{HELD, Held, change, hurry, is_theirs, run, settle};
use crate::state::pocket_queue;

/// Asks the pocket what it has: a page before this one may have left something there, and the worker sends by itself.
pub(super) fn take_up() {
    if let Some(writer) = HELD.with(own_writer) {
        pocket_queue::take_up(KIND, writer, taken, settled);
    }
}

/// What the pocket has is here too; what it has no more has been sent or taken back. What only the visit has kept moves in.
fn taken(writer: Uuid, kept: Vec<Kept>) {
    HELD.with(|held| {
        if own_writer(held) != Some(writer) {
            return;
        }
        let mut entries = held.entries.get_untracked();
        entries.retain(|entry| {
            let key = entry.id.0;
            let is_gone = pocket_queue::is_kept(key) && kept.iter().all(|kept| kept.key != key);
            entry.state == Waiting::Sending || !is_gone
        });
        for entry in &entries {
            if pocket_queue::is_for_the_visit(entry.id.0) {
                pocket_queue::move_in(entry.item(writer), settled);
            }
        }
        for entry in kept.iter().filter_map(|kept| Entry::read(&kept.entry)) {
            entry::put_in(&mut entries, entry);
        }
        if held.entries.with_untracked(|known| *known != entries) {
            held.entries.set(entries);
            // The thread may have more than was here.
            held.returns.update(|returns| *returns = returns.wrapping_add(1));
        }
    });
    run();
}

/// It is known where something is kept.
pub(super) fn settled() {
    HELD.with(|held| {
        if !keep(held) {
            pocket_queue::say_no_room();
        }
        // Whether it outlives the page is said beside it.
        held.entries.notify();
    });
    run();
}

/// The worker has sent something by itself, or another tab has taken something back.
pub(super) fn hear(sent: Sent) {
    if sent.kind != KIND {
        return;
    }
    let id = MessageId(sent.key);
    let is_read = HELD.with(|held| {
        let person = held
            .entries
            .with_untracked(|entries| entries.iter().find(|entry| entry.id == id).map(|entry| entry.person));
        let message = sent.body.and_then(|body| serde_json::from_str::<Message>(&body).ok());
        match (held.writer.get(), person, message) {
            (Some(writer), Some(person), Some(message)) => {
                settle(held, writer, (person, id), Ok(message));
                true
            }
            _ => false,
        }
    });
    if is_read {
        run();
    } else {
        // Taken back or written in another tab, or not to be read here: what is still to be sent the pocket has.
        take_up();
        hurry();
    }
}

/// Takes one out that is gone from the pocket. One that the worker may have sent can be taken back no more.
pub(super) fn take_out(held: &Held, id: MessageId, gone: Option<bool>) -> Option<NewBody> {
    if gone == Some(false) {
        change(held, id, |entry| entry.tries = entry.tries.max(1));
    }
    if gone != Some(true) {
        return None;
    }
    let at = held.entries.with_untracked(|entries| entries.iter().position(|entry| entry.id == id))?;
    let entry = held.entries.try_update(|entries| entries.remove(at))?;
    keep(held);
    Some(entry.body)
}

/// Who wrote them, while they are here and the phone is their own.
pub(super) fn own_writer(held: &Held) -> Option<Uuid> {
    let is_own = held.who.get().is_some_and(pocket_queue::is_own);
    held.writer.get().filter(|_| is_own && is_theirs(held))
}

/// The visit keeps what the pocket does not.
pub(super) fn keep(held: &Held) -> bool {
    keep_those(held, pocket_queue::is_for_the_visit)
}

/// The page is put out of sight or left: the visit keeps what is being written, and what the worker has not said yet that
/// it keeps. Once it has, that goes from there.
pub(super) fn leave() {
    HELD.with(|held| {
        // Of whoever is not here any more nothing is kept; of whoever may be still, it is.
        is_theirs(held);
        keep_those(held, |key| !pocket_queue::is_kept(key));
        message_drafts::put_down(held.writer.get());
    });
}

fn keep_those(held: &Held, is_meant: fn(Uuid) -> bool) -> bool {
    let mut entries = held.entries.get_untracked();
    entries.retain(|entry| is_meant(entry.id.0));
    held.writer.get().is_some_and(|writer| entry::keep(writer, entries))
}
