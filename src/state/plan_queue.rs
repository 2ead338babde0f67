//! What is written into plans, on its way. Each thing is kept for this visit first and sent then, one after the other for
//! each person, again and again with the same id until the server has answered: so none is lost and none is done twice. It
//! outlives the pages and belongs to whoever is signed in: with the sign-in everything here goes.
//!
//! It must not know how a plan looks, nor say anything.

mod entry;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wire::PersonId;

use crate::backend::failure::Failure;
pub use crate::backend::plan_writes::Write;
use crate::backend::plan_writes::{self, Letter, Read, Unsent};
use crate::browser::{changes, clock, ids, presence};
use crate::state::message_drafts::writer;
pub use crate::state::plan_queue::entry::{WaitState, Waiting};
use crate::state::who::{Standing, Who};

/// How many seconds are let pass before it is tried again, before the jitter; the last for ever after.
const WAITS: [u32; 6] = [1, 2, 4, 8, 16, 30];
/// The most that the server can ask us to wait.
const LONGEST_REST: u32 = 300;
/// The longest time between two looks at the clock.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Whose plan, what was written, and the JSON of the answer.
type Taken = (PersonId, Write, String);

struct Held {
    who: Cell<Option<Who>>,
    /// Who wrote them.
    writer: Cell<Option<Uuid>>,
    entries: ArcRwSignal<Vec<Waiting>>,
    /// The pages that take in what has arrived, each with its number.
    listeners: RefCell<Vec<(u32, Callback<Taken>)>>,
    next_listener: Cell<u32>,
    /// How often in a row no answer came.
    losses: Cell<usize>,
    rest_until: Cell<Option<DateTime<Utc>>>,
    timer: Cell<Option<TimeoutHandle>>,
    /// Reads what the visit has kept.
    read: Cell<Option<Read>>,
}

thread_local! {
    static HELD: Held = Held {
        who: Cell::new(None),
        writer: Cell::new(None),
        entries: ArcRwSignal::new(Vec::new()),
        listeners: RefCell::new(Vec::new()),
        next_listener: Cell::new(0),
        losses: Cell::new(0),
        rest_until: Cell::new(None),
        timer: Cell::new(None),
        read: Cell::new(None),
    };
}

/// Opens it for whoever is signed in: what this visit has kept of theirs is sent. `read` reads what this app shows.
pub fn open(who: Who, read: Read) {
    let is_first = HELD.with(|held| {
        let is_first = held.who.replace(Some(who)).is_none();
        held.read.set(Some(read));
        let writer = writer(who);
        if writer.is_some() && held.writer.replace(writer) != writer {
            held.entries.set(writer.map(|writer| entry::kept(writer, read)).unwrap_or_default());
        }
        held.rest_until.set(None);
        is_first
    });
    if is_first {
        presence::on_line(hurry);
        presence::on_return(|was_aside| {
            if was_aside {
                take_up();
            }
            hurry();
        });
    }
    run();
}

/// A page that the browser had put aside knows nothing of what another has kept or sent meanwhile.
fn take_up() {
    HELD.with(|held| {
        if let (Some(writer), Some(read)) = (held.writer.get(), held.read.get()) {
            held.entries.set(entry::kept(writer, read));
        }
    });
}

/// Keeps something that was written into somebody's plan, and sends it as soon as it may be. What is given back names it
/// here.
pub fn send(person: PersonId, write: Write) -> Uuid {
    let key = ids::new_id();
    let entry = Waiting { key, person, write, at: clock::now(), tries: 0, state: WaitState::Kept };
    HELD.with(|held| {
        held.entries.update(|entries| entries.push(entry));
        if is_theirs(held) {
            keep(held);
        }
    });
    run();
    key
}

/// Everything that waits, in the order in which it was written.
pub fn waiting() -> RwSignal<Vec<Waiting>> {
    HELD.with(|held| held.entries.clone()).into()
}

/// Takes back what cannot have arrived: it was never tried, or it was refused. Nothing otherwise.
pub fn drop_it(key: Uuid) {
    HELD.with(|held| {
        let may_go =
            |entry: &Waiting| entry.key == key && (entry.tries == 0 || matches!(entry.state, WaitState::Refused(_)));
        held.entries.update(|entries| entries.retain(|entry| !may_go(entry)));
        keep(held);
    });
    run();
}

/// Calls back with what has arrived, before it leaves what waits, for as long as the page that asks stands.
pub fn listen(taken: Callback<(PersonId, Write, String)>) {
    let number = HELD.with(|held| {
        let number = held.next_listener.get();
        held.next_listener.set(number.wrapping_add(1));
        held.listeners.borrow_mut().push((number, taken));
        number
    });
    on_cleanup(move || HELD.with(|held| held.listeners.borrow_mut().retain(|(known, _)| *known != number)));
}

/// Whether anything would be lost with this tab. What is for a plan that is theirs no longer is lost already.
pub fn has_unsent() -> bool {
    let is_worth_asking = |entry: &Waiting| entry.state != WaitState::Refused(Failure::Absent);
    HELD.with(|held| is_theirs(held) && held.entries.with_untracked(|entries| entries.iter().any(is_worth_asking)))
}

/// Tries again at once: there is a line, somebody has come back, or somebody asks for it.
pub fn hurry() {
    HELD.with(|held| held.rest_until.set(None));
    run();
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

fn keep(held: &Held) {
    if let Some(writer) = held.writer.get() {
        // A browser that would not keep it holds it still for as long as the page stands.
        entry::keep(writer, &held.entries.get_untracked());
    }
}

/// Sends what may be sent now: of each person the first that was not refused. Looks again when the next may be.
fn run() {
    HELD.with(|held| {
        if let Some(waiting) = held.timer.take() {
            waiting.clear();
        }
        let Some(writer) = held.writer.get().filter(|_| is_theirs(held)) else { return };
        let firsts = held.entries.with_untracked(|entries| firsts(entries));
        let ready: Vec<_> = firsts.into_iter().filter(|entry| entry.state == WaitState::Kept).collect();
        // Whatever was not tried yet can still be put right; when there is a line it is heard of.
        if ready.is_empty() || !presence::may_have_line() {
            return;
        }
        let now = clock::now();
        match held.rest_until.get().filter(|until| *until > now) {
            None => {
                for entry in ready {
                    start(held, writer, entry);
                }
            }
            Some(until) => {
                let wait = (until - now).to_std().unwrap_or_default().min(LOOK_EVERY);
                held.timer.set(set_timeout_with_handle(run, wait).ok());
            }
        }
    });
}

/// Of each person the first that waits for nothing but its turn.
fn firsts(entries: &[Waiting]) -> Vec<Waiting> {
    let mut firsts: Vec<Waiting> = Vec::new();
    for entry in entries {
        let is_first = firsts.iter().all(|first| first.person != entry.person);
        if is_first && !matches!(entry.state, WaitState::Refused(_)) {
            firsts.push(entry.clone());
        }
    }
    firsts
}

fn start(held: &Held, writer: Uuid, entry: Waiting) {
    let Waiting { key, person, write, .. } = entry;
    change(held, key, |entry| {
        entry.state = WaitState::Sending;
        entry.tries = entry.tries.saturating_add(1);
    });
    // From here on it may have arrived, whatever becomes of this page.
    keep(held);
    spawn_local(async move {
        let answer = plan_writes::send(person, &Letter::from(&write)).await;
        HELD.with(|held| settle(held, writer, key, (person, write), answer));
        run();
    });
}

fn change(held: &Held, key: Uuid, change: impl FnOnce(&mut Waiting)) {
    held.entries.update(|entries| {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
            change(entry);
        }
    });
}

/// What came of sending one.
fn settle(held: &Held, writer: Uuid, key: Uuid, (person, write): (PersonId, Write), answer: Result<String, Unsent>) {
    is_theirs(held);
    // Somebody else is here by now, or nobody.
    if held.writer.get() != Some(writer) {
        return;
    }
    match answer {
        Ok(body) => {
            held.losses.set(0);
            held.rest_until.set(None);
            // It stands on the page before it goes from here, so that it is always somewhere.
            let listeners = held.listeners.borrow().clone();
            for (_, taken) in listeners {
                taken.try_run((person, write.clone(), body.clone()));
            }
            held.entries.update(|entries| entries.retain(|entry| entry.key != key));
        }
        Err(Unsent::Later(seconds)) => {
            rest(held, seconds);
            change(held, key, |entry| entry.state = WaitState::Kept);
        }
        Err(Unsent::Refused(why)) => change(held, key, |entry| entry.state = WaitState::Refused(why)),
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
