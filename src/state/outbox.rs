//! Messages on their way. Each is kept for this visit first and sent then, one after the other in its thread, again and
//! again with the same id until the server has answered: so none is lost and none arrives twice. It outlives the pages and
//! belongs to whoever is signed in: with the sign-in everything here goes.
//!
//! It must not know how a message looks, nor say anything.

pub mod entry;

use std::cell::Cell;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wire::{Message, MessageId, NewBody, PersonId, SendMessage};

use crate::backend::messages::{self, Refusal, Unsent};
use crate::browser::{changes, clock, ids, presence};
use crate::state::message_drafts::writer;
use crate::state::outbox::entry::{Entry, UNDO, Waiting};
use crate::state::who::{Standing, Who};

/// How many seconds are let pass before it is tried again, before the jitter; the last for ever after.
const WAITS: [u32; 6] = [1, 2, 4, 8, 16, 30];
/// The most that the server can ask us to wait.
const LONGEST_REST: u32 = 300;
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
    /// How often in a row no answer came.
    losses: Cell<usize>,
    rest_until: Cell<Option<DateTime<Utc>>>,
    timer: Cell<Option<TimeoutHandle>>,
}

thread_local! {
    static HELD: Held = Held {
        who: Cell::new(None),
        writer: Cell::new(None),
        entries: ArcRwSignal::new(Vec::new()),
        returns: ArcRwSignal::new(0),
        listener: Cell::new(None),
        losses: Cell::new(0),
        rest_until: Cell::new(None),
        timer: Cell::new(None),
    };
}

/// Opens it for whoever is signed in: what this visit has kept of theirs is sent.
pub fn open(who: Who) {
    let is_first = HELD.with(|held| {
        let is_first = held.who.replace(Some(who)).is_none();
        let writer = writer(who);
        if writer.is_some() && held.writer.replace(writer) != writer {
            held.entries.set(writer.map(entry::kept).unwrap_or_default());
        }
        held.rest_until.set(None);
        is_first
    });
    if is_first {
        presence::on_line(hurry);
        presence::on_return(|_| hurry());
    }
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
/// page.
pub fn send(person: PersonId, body: NewBody, read_to: i64, can_be_undone: bool) -> bool {
    let not_before = can_be_undone.then(|| clock::now() + UNDO);
    let id = MessageId(ids::new_id());
    let entry = Entry { person, id, body, not_before, read_to, tries: 0, state: Waiting::Kept };
    let is_kept = HELD.with(|held| {
        held.entries.update(|entries| entries.push(entry));
        is_theirs(held) && keep(held)
    });
    run();
    is_kept
}

/// Takes a message back that cannot have arrived: it was never tried, or it was refused. Nothing otherwise.
pub fn take_back(id: MessageId) -> Option<NewBody> {
    let body = HELD.with(|held| {
        let may_go = |entry: &Entry| entry.id == id && (entry.tries == 0 || matches!(entry.state, Waiting::Refused(_)));
        let at = held.entries.with_untracked(|entries| entries.iter().position(may_go))?;
        let entry = held.entries.try_update(|entries| entries.remove(at))?;
        keep(held);
        Some(entry.body)
    });
    run();
    body
}

/// Tries again at once: there is a line, somebody has come back, or somebody asks for it.
pub fn hurry() {
    HELD.with(|held| {
        held.rest_until.set(None);
        held.returns.update(|returns| *returns = returns.wrapping_add(1));
    });
    run();
}

/// Whether anything would be lost with this tab. What is for a thread that is theirs no longer is lost already.
pub fn has_unsent() -> bool {
    let is_worth_asking = |entry: &Entry| entry.state != Waiting::Refused(Refusal::Gone);
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

fn keep(held: &Held) -> bool {
    held.writer.get().is_some_and(|writer| entry::keep(writer, &held.entries.get_untracked()))
}

/// Sends what may be sent now: of each thread the first that was not refused. Looks again when the next may be.
fn run() {
    HELD.with(|held| {
        if let Some(waiting) = held.timer.take() {
            waiting.clear();
        }
        let Some(writer) = held.writer.get().filter(|_| is_theirs(held)) else { return };
        let now = clock::now();
        let firsts = held.entries.with_untracked(|entries| firsts(entries));
        let rested = held.rest_until.get().unwrap_or(now);
        let mut next = None::<DateTime<Utc>>;
        for entry in firsts.into_iter().filter(|entry| entry.state == Waiting::Kept) {
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
    let Entry { person, id, body, read_to, .. } = entry;
    change(held, id, |entry| {
        entry.state = Waiting::Sending;
        entry.tries = entry.tries.saturating_add(1);
    });
    // From here on it may have arrived, whatever becomes of this page.
    keep(held);
    spawn_local(async move {
        let answer = messages::send(person, &SendMessage { id, body, read_to, writer: Some(writer) }).await;
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
            held.losses.set(0);
            held.rest_until.set(None);
            // It stands in the thread before it goes from here, so that it is always somewhere.
            if let Some((listening, arrived)) = held.listener.get()
                && listening == person
            {
                arrived.try_run(message);
            }
            held.entries.update(|entries| entries.retain(|entry| entry.id != id));
        }
        Err(Unsent::Later(seconds)) => {
            rest(held, seconds);
            change(held, id, |entry| entry.state = Waiting::Kept);
        }
        Err(Unsent::Refused(why)) => change(held, id, |entry| entry.state = Waiting::Refused(why)),
    }
    keep(held);
}

/// Lets a while pass, longer each time.
fn rest(held: &Held, asked: Option<u32>) {
    let losses = held.losses.get();
    held.losses.set(losses.saturating_add(1));
    let seconds = WAITS.get(losses).or(WAITS.last()).copied().unwrap_or(1);
    let wait = Duration::from_secs_f64(f64::from(seconds) * changes::jitter());
    let wait = wait.max(Duration::from_secs(asked.unwrap_or_default().min(LONGEST_REST).into()));
    held.rest_until.set(TimeDelta::from_std(wait).ok().map(|wait| clock::now() + wait));
}
