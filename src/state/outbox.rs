//! Messages on their way. Each is kept first, by the pocket on a phone of somebody's own, else for this visit, and sent
//! then, one after the other in its thread, again and again with the same id until the server has answered: so none is lost
//! and none arrives twice. It outlives the pages and belongs to whoever is signed in: with the sign-in everything here goes.
//!
//! It must not know how a message looks, nor say anything.

pub mod entry;
mod keeping;

use std::cell::Cell;
use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wire::{Message, MessageId, NewBody, PersonId};

use crate::backend::messages::{self, Refusal, Unsent};
use crate::browser::{clock, ids, pocket, presence};
use crate::state::message_drafts::{self, writer};
use crate::state::outbox::entry::{Entry, UNDO, Waiting};
use crate::state::outbox::keeping::{hear, keep, leave, own_writer, settled, take_out, take_up};
use crate::state::pocket_queue;
use crate::state::resting::Resting;
use crate::state::who::{Standing, Who};

/// The longest time between two looks at the clock.
const LOOK_EVERY: Duration = Duration::from_secs(60);

struct Held {
    who: Cell<Option<Who>>,
    /// Who wrote them.
    writer: Cell<Option<Uuid>>,
    entries: ArcRwSignal<Vec<Entry>>,
    /// How often the line or the person has come back.
    returns: ArcRwSignal<u32>,
    /// The thread on the screen, which takes what has arrived.
    listener: Cell<Option<(PersonId, Callback<Message>)>>,
    resting: Resting,
    timer: Cell<Option<TimeoutHandle>>,
}

thread_local! {
    static HELD: Held = Held {
        who: Cell::new(None),
        writer: Cell::new(None),
        entries: ArcRwSignal::new(Vec::new()),
        returns: ArcRwSignal::new(0),
        listener: Cell::new(None),
        resting: Resting::new(),
        timer: Cell::new(None),
    };
}

/// Opens it for whoever is signed in: what was kept of theirs is sent.
pub fn open(who: Who) {
    let is_first = HELD.with(|held| {
        let is_first = held.who.replace(Some(who)).is_none();
        let writer = writer(who);
        if writer.is_some() && held.writer.replace(writer) != writer {
            pocket_queue::forget();
            held.entries.set(writer.map(entry::kept).unwrap_or_default());
        }
        held.resting.interrupt();
        is_first
    });
    if is_first {
        message_drafts::take_up();
        presence::on_line(|| {
            take_up();
            hurry();
        });
        presence::on_return(|_| {
            message_drafts::take_up();
            take_up();
            hurry();
        });
        presence::on_hide(leave);
        pocket::on_sent(hear);
    }
    take_up();
    run();
}

/// The messages, in the order in which they were written.
pub fn entries() -> RwSignal<Vec<Entry>> {
    HELD.with(|held| held.entries.clone()).into()
}

/// A number that changes whenever it is worth asking the server again: there is a line, or somebody looks.
pub fn returns() -> RwSignal<u32> {
    HELD.with(|held| held.returns.clone()).into()
}

/// Calls back with what has arrived in a thread, before it leaves the messages here. One thread listens at a time.
pub fn listen(person: PersonId, arrived: Callback<Message>) {
    HELD.with(|held| held.listener.set(Some((person, arrived))));
}

/// Keeps a message and sends it as soon as it may be. False when this browser would not keep it: then it is lost with the
/// page. What the pocket says of it comes later.
pub fn send(person: PersonId, body: NewBody, read_to: i64, can_be_undone: bool) -> bool {
    let at = clock::now();
    let not_before = can_be_undone.then(|| at + UNDO);
    let id = MessageId(ids::new_id());
    let entry = Entry { person, id, body, at, not_before, read_to, tries: 0, state: Waiting::Kept };
    let is_kept = HELD.with(|held| {
        if let Some(writer) = own_writer(held) {
            pocket_queue::keep(entry.item(writer), settled);
        }
        held.entries.update(|entries| entries.push(entry));
        is_theirs(held) && keep(held)
    });
    run();
    is_kept
}

/// Takes a message back that cannot have arrived: it was never tried, by the worker neither, or it was refused. `back` is
/// called with it once that is known.
pub fn take_back(id: MessageId, back: impl FnOnce(NewBody) + 'static) {
    let entry = |held: &Held| held.entries.with_untracked(|entries| entries.iter().find(|one| one.id == id).cloned());
    let Some(Entry { tries, state, .. }) = HELD.with(entry) else { return };
    let is_refused = matches!(state, Waiting::Refused(_));
    if tries > 0 && !is_refused {
        return;
    }
    let answered = move |gone: Option<bool>| {
        match HELD.with(|held| take_out(held, id, gone)) {
            Some(body) => back(body),
            // Another tab may have taken it back, and then it is not to be sent here.
            None => take_up(),
        }
        run();
    };
    pocket_queue::take_back(id.0, is_refused, Box::new(answered));
}

/// Tries again at once: there is a line, somebody has come back, or somebody asks for it.
pub fn hurry() {
    HELD.with(|held| {
        held.resting.interrupt();
        held.returns.update(|returns| *returns = returns.wrapping_add(1));
    });
    // A phone may be wrong about its line.
    send_due();
}

/// Whether a message outlives the page; followed as it changes.
pub fn is_safe(id: MessageId) -> bool {
    HELD.with(|held| held.entries.track());
    pocket_queue::is_kept(id.0)
}

/// Whether anything would be lost with the sign-in. What is for a thread that is theirs no longer is lost already.
pub fn has_unsent() -> bool {
    has(|_| true)
}

/// Whether anything would be lost with this tab: what the pocket has is not.
pub fn is_held_by_page() -> bool {
    has(|entry| !pocket_queue::is_kept(entry.id.0))
}

fn has(is_meant: fn(&Entry) -> bool) -> bool {
    let is_worth_asking = |entry: &Entry| entry.state != Waiting::Refused(Refusal::Gone) && is_meant(entry);
    HELD.with(|held| is_theirs(held) && held.entries.with_untracked(|entries| entries.iter().any(is_worth_asking)))
}

/// Looks whether they are still whoever's who wrote them, and forgets them when that person is gone.
pub fn look() {
    HELD.with(is_theirs);
}

/// Whether whoever wrote them is here. When it is another, or nobody, nothing of them stays.
fn is_theirs(held: &Held) -> bool {
    let Some(who) = held.who.get() else { return false };
    let now = writer(who);
    if now.is_some() && now == held.writer.get() {
        return true;
    }
    if now.is_some() || untrack(|| who.standing()) == Standing::Nobody {
        held.writer.set(None);
        if held.entries.with_untracked(|entries| !entries.is_empty()) {
            held.entries.set(Vec::new());
        }
    }
    false
}

/// Sends what may be sent now, unless the phone knows that it has no line: what was not tried yet can still be taken back.
fn run() {
    if presence::may_have_line() {
        send_due();
    }
}

/// Sends of each thread the first that was not refused. Looks again when the next may be.
fn send_due() {
    HELD.with(|held| {
        if let Some(waiting) = held.timer.take() {
            waiting.clear();
        }
        let Some(writer) = held.writer.get().filter(|_| is_theirs(held)) else { return };
        let now = clock::now();
        let firsts = held.entries.with_untracked(|entries| firsts(entries));
        let rested = held.resting.until().unwrap_or(now);
        let mut next = None::<DateTime<Utc>>;
        let is_ready = |entry: &Entry| entry.state == Waiting::Kept && !pocket_queue::is_asked(entry.id.0);
        for entry in firsts.into_iter().filter(is_ready) {
            let at = entry.due_at(now).max(rested);
            if at <= now {
                start(held, writer, entry);
            } else {
                next = Some(next.map_or(at, |next| next.min(at)));
            }
        }
        if let Some(next) = next {
            let wait = (next - now).to_std().unwrap_or_default().min(LOOK_EVERY);
            held.timer.set(set_timeout_with_handle(run, wait).ok());
        }
    });
}

/// Of each thread the first message that waits for nothing but its turn.
fn firsts(entries: &[Entry]) -> Vec<Entry> {
    let mut firsts: Vec<Entry> = Vec::new();
    for entry in entries {
        let is_first = firsts.iter().all(|first| first.person != entry.person);
        if is_first && !matches!(entry.state, Waiting::Refused(_)) {
            firsts.push(entry.clone());
        }
    }
    firsts
}

fn start(held: &Held, writer: Uuid, entry: Entry) {
    let (person, id) = (entry.person, entry.id);
    let begin = |entry: &mut Entry| {
        entry.state = Waiting::Sending;
        entry.tries = entry.tries.saturating_add(1);
    };
    change(held, id, begin);
    // From here on it may have arrived, whatever becomes of this page. Afterwards only the number of tries grows.
    if entry.tries == 0 && pocket_queue::is_kept(id.0) {
        let mut tried = entry.clone();
        begin(&mut tried);
        pocket_queue::keep(tried.item(writer), settled);
    }
    keep(held);
    spawn_local(async move {
        let answer = messages::send(person, &entry.letter(writer)).await;
        HELD.with(|held| settle(held, writer, (person, id), answer));
        run();
    });
}

fn change(held: &Held, id: MessageId, change: impl FnOnce(&mut Entry)) {
    held.entries.update(|entries| {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id) {
            change(entry);
        }
    });
}

/// What came of sending one.
fn settle(held: &Held, writer: Uuid, (person, id): (PersonId, MessageId), answer: Result<Message, Unsent>) {
    is_theirs(held);
    // Somebody else is here by now, or nobody.
    if held.writer.get() != Some(writer) {
        return;
    }
    match answer {
        Ok(message) => {
            held.resting.end();
            // It stands in the thread before it goes from here, so that it is always somewhere.
            if let Some((listening, arrived)) = held.listener.get()
                && listening == person
            {
                arrived.try_run(message);
            }
            held.entries.update(|entries| entries.retain(|entry| entry.id != id));
            pocket_queue::drop(id.0);
        }
        Err(Unsent::Later(seconds)) => {
            held.resting.begin(seconds);
            change(held, id, |entry| entry.state = Waiting::Kept);
        }
        Err(Unsent::Refused(why)) => change(held, id, |entry| entry.state = Waiting::Refused(why)),
    }
    keep(held);
}
