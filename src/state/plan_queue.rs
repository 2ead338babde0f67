//! What is written into plans, on its way. Each thing is kept first, by the pocket on a phone of somebody's own, else for
//! this visit, and sent then, one after the other for each person, again and again with the same id until the server has
//! answered: so none is lost and none is done twice. It outlives the pages and belongs to whoever is signed in: with the
//! sign-in everything here goes.
//!
//! It must not know how a plan looks, nor say anything.

mod entry;
mod keeping;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wire::PersonId;

use crate::backend::failure::Failure;
pub use crate::backend::plan_writes::Write;
use crate::backend::plan_writes::{self, Letter, Read, Unsent};
use crate::browser::{clock, ids, pocket, presence};
use crate::state::message_drafts::writer;
pub use crate::state::plan_queue::entry::{WaitState, Waiting};
use crate::state::plan_queue::keeping::{come_back, hear, keep, leave, own_writer, settled, take_up};
use crate::state::pocket_queue;
use crate::state::resting::Resting;
use crate::state::who::{Standing, Who};

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
    resting: Resting,
    timer: Cell<Option<TimeoutHandle>>,
    /// Reads what was kept.
    read: Cell<Option<Read>>,
}

thread_local! {
    static HELD: Held = Held {
        who: Cell::new(None),
        writer: Cell::new(None),
        entries: ArcRwSignal::new(Vec::new()),
        listeners: RefCell::new(Vec::new()),
        next_listener: Cell::new(0),
        resting: Resting::new(),
        timer: Cell::new(None),
        read: Cell::new(None),
    };
}

/// Opens it for whoever is signed in: what was kept of theirs is sent. `read` reads what this app shows.
pub fn open(who: Who, read: Read) {
    let is_first = HELD.with(|held| {
        let is_first = held.who.replace(Some(who)).is_none();
        held.read.set(Some(read));
        let writer = writer(who);
        if writer.is_some() && held.writer.replace(writer) != writer {
            pocket_queue::forget();
            held.entries.set(writer.map(|writer| entry::kept(writer, read)).unwrap_or_default());
        }
        held.resting.interrupt();
        is_first
    });
    if is_first {
        presence::on_line(|| {
            take_up();
            hurry();
        });
        presence::on_return(|was_aside| {
            if was_aside {
                come_back();
            }
            take_up();
            hurry();
        });
        presence::on_hide(leave);
        pocket::on_sent(hear);
    }
    take_up();
    run();
}

/// Keeps something that was written into somebody's plan, and sends it as soon as it may be. What is given back names it
/// here.
pub fn send(person: PersonId, write: Write) -> Uuid {
    let key = ids::new_id();
    let entry = Waiting { key, person, write, at: clock::now(), tries: 0, state: WaitState::Kept };
    HELD.with(|held| {
        if let Some(writer) = own_writer(held) {
            pocket_queue::keep(entry.item(writer), settled);
        }
        held.entries.update(|entries| entries.push(entry));
        if is_theirs(held) {
            // A browser that would not keep it holds it still for as long as the page stands.
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

/// Takes back what cannot have arrived: it was never tried, by the worker neither, or it was refused. Nothing otherwise.
pub fn drop_it(key: Uuid) {
    let entry = |held: &Held| held.entries.with_untracked(|entries| entries.iter().find(|one| one.key == key).cloned());
    let Some(Waiting { tries, state, .. }) = HELD.with(entry) else { return };
    let is_refused = matches!(state, WaitState::Refused(_));
    if tries > 0 && !is_refused {
        return;
    }
    let answered = move |gone: Option<bool>| {
        HELD.with(|held| {
            if gone == Some(true) {
                held.entries.update(|entries| entries.retain(|entry| entry.key != key));
                keep(held);
                return;
            }
            if gone.is_some() {
                change(held, key, |entry| entry.tries = entry.tries.max(1));
            }
            // Another tab may have taken it back, and then it is not to be sent here.
            take_up();
        });
        run();
    };
    pocket_queue::take_back(key, is_refused, Box::new(answered));
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

/// Whether all that waits outlives the page; followed as it changes.
pub fn is_safe() -> bool {
    HELD.with(|held| held.entries.with(|entries| entries.iter().all(|entry| pocket_queue::is_kept(entry.key))))
}

/// Whether anything would be lost with the sign-in. What is for a plan that is theirs no longer is lost already.
pub fn has_unsent() -> bool {
    let is_worth_asking = |entry: &Waiting| entry.state != WaitState::Refused(Failure::Absent);
    HELD.with(|held| is_theirs(held) && held.entries.with_untracked(|entries| entries.iter().any(is_worth_asking)))
}

/// Tries again at once: there is a line, somebody has come back, or somebody asks for it.
pub fn hurry() {
    HELD.with(|held| held.resting.interrupt());
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

/// Sends what may be sent now: of each person the first that was not refused. Looks again when the next may be.
fn run() {
    HELD.with(|held| {
        if let Some(waiting) = held.timer.take() {
            waiting.clear();
        }
        let Some(writer) = held.writer.get().filter(|_| is_theirs(held)) else { return };
        let firsts = held.entries.with_untracked(|entries| firsts(entries));
        let is_ready = |entry: &Waiting| entry.state == WaitState::Kept && !pocket_queue::is_asked(entry.key);
        let ready: Vec<_> = firsts.into_iter().filter(is_ready).collect();
        // Whatever was not tried yet can still be put right; when there is a line it is heard of.
        if ready.is_empty() || !presence::may_have_line() {
            return;
        }
        let now = clock::now();
        match held.resting.until().filter(|until| *until > now) {
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
    let (key, is_first) = (entry.key, entry.tries == 0);
    let tried = Waiting { tries: entry.tries.saturating_add(1), state: WaitState::Sending, ..entry };
    change(held, key, |entry| entry.clone_from(&tried));
    // From here on it may have arrived, whatever becomes of this page. Afterwards only the number of tries grows.
    if is_first && pocket_queue::is_kept(key) {
        pocket_queue::keep(tried.item(writer), settled);
    }
    keep(held);
    let Waiting { person, write, .. } = tried;
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
            held.resting.end();
            // It stands on the page before it goes from here, so that it is always somewhere.
            let listeners = held.listeners.borrow().clone();
            for (_, taken) in listeners {
                taken.try_run((person, write.clone(), body.clone()));
            }
            held.entries.update(|entries| entries.retain(|entry| entry.key != key));
            pocket_queue::drop(key);
        }
        Err(Unsent::Later(seconds)) => {
            held.resting.begin(seconds);
            change(held, key, |entry| entry.state = WaitState::Kept);
        }
        Err(Unsent::Refused(why)) => change(held, key, |entry| entry.state = WaitState::Refused(why)),
    }
    keep(held);
}
