//! Where what waits for plans is kept: on a phone of somebody's own by the pocket, which also sends it while no page is
//! open; else by the visit.

use leptos::prelude::*;
use uuid::Uuid;

use crate::browser::pocket::{Kept, Sent};
use crate::state::plan_queue::entry::{self, KIND, WaitState, Waiting};
use crate::state::plan_queue::{HELD, Held, hurry, is_theirs, run, settle};
use crate::state::pocket_queue;

/// Asks the pocket what it has: a page before this one may have left something there, and the worker sends by itself.
pub(super) fn take_up() {
    if let Some(writer) = HELD.with(own_writer) {
        pocket_queue::take_up(KIND, writer, taken, settled);
    }
}

/// A page that the browser had put aside knows nothing of what another has kept or sent meanwhile. What the pocket has it
/// says itself.
pub(super) fn come_back() {
    HELD.with(|held| {
        if let (Some(writer), Some(read)) = (held.writer.get(), held.read.get()) {
            let mut entries = held.entries.get_untracked();
            entries.retain(|entry| !pocket_queue::is_for_the_visit(entry.key));
            for entry in entry::kept(writer, read) {
                entry::put_in(&mut entries, entry);
            }
            held.entries.set(entries);
        }
    });
}

/// What the pocket has is here too; what it has no more has been sent or taken back. What only the visit has kept moves in.
fn taken(writer: Uuid, kept: Vec<Kept>) {
    HELD.with(|held| {
        let Some(read) = held.read.get().filter(|_| own_writer(held) == Some(writer)) else { return };
        let mut entries = held.entries.get_untracked();
        entries.retain(|entry| {
            let is_gone = pocket_queue::is_kept(entry.key) && kept.iter().all(|kept| kept.key != entry.key);
            entry.state == WaitState::Sending || !is_gone
        });
        for entry in &entries {
            if pocket_queue::is_for_the_visit(entry.key) {
                pocket_queue::move_in(entry.item(writer), settled);
            }
        }
        for entry in kept.iter().filter_map(|kept| Waiting::read(&kept.entry, read)) {
            entry::put_in(&mut entries, entry);
        }
        if held.entries.with_untracked(|known| *known != entries) {
            held.entries.set(entries);
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

/// The worker has sent something by itself, or another tab has taken something back. What was written in another tab is
/// known there; the server tells of it here.
pub(super) fn hear(sent: Sent) {
    if sent.kind != KIND {
        return;
    }
    HELD.with(|held| {
        let is_meant = |entry: &&Waiting| entry.key == sent.key;
        let entry = held.entries.with_untracked(|entries| entries.iter().find(is_meant).cloned());
        match (held.writer.get(), entry, sent.body) {
            (Some(writer), Some(entry), Some(body)) => {
                settle(held, writer, sent.key, (entry.person, entry.write), Ok(body));
            }
            (_, _, None) => take_up(),
            _ => {}
        }
    });
    hurry();
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

/// The page is put out of sight or left: the visit keeps what the worker has not said yet that it keeps. Once it has, that
/// goes from there.
pub(super) fn leave() {
    HELD.with(|held| {
        // Of whoever is not here any more nothing is kept; of whoever may be still, it is.
        is_theirs(held);
        keep_those(held, |key| !pocket_queue::is_kept(key));
    });
}

fn keep_those(held: &Held, is_meant: fn(Uuid) -> bool) -> bool {
    let is_meant = |entry: &Waiting| is_meant(entry.key);
    let kept = |writer| held.entries.with_untracked(|entries| entry::keep(writer, entries, is_meant));
    held.writer.get().is_some_and(kept)
}
