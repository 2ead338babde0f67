//! The thread on the screen: its newest messages first, then what comes, what is older when it is asked for, and how far
//! it was read. It must not know how any of it looks.

pub mod seat;

use std::time::Duration;

use domain::thread::merge;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Message, MessageId, PersonId, Thread};

use crate::backend::failure::Failure;
use crate::backend::messages;
use crate::browser::clock;
use crate::state::changes::{About, follow};
use crate::state::fetched::Shown;
use crate::state::load::Load;
use crate::state::outbox;
use crate::state::thread::seat::Seat;
use crate::state::who::Who;

/// The least and the most that is waited for the team to open or close: a phone's clock may be wrong.
const HOURS_WAIT: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(12 * 60 * 60));

/// The thread.
#[derive(Clone, Copy)]
pub struct LiveThread {
    pub person: PersonId,
    pub seat: Seat,
    held: RwSignal<Load<Thread>>,
    shown: Memo<Shown>,
    asking: StoredValue<Asking>,
}

/// How far asking the server has come. One request is on its way at a time: no answer overtakes another.
#[derive(Debug, Default)]
struct Asking {
    /// Answers of earlier rounds are dropped.
    round: u32,
    is_busy: bool,
    /// Something may have changed since the request on its way was sent.
    is_wanted: bool,
    /// Without an answer nothing may stay on the screen.
    is_strict: bool,
    /// Up to here everything has come. A message that was sent from here may stand further on.
    read_to: i64,
    /// Up to here the server was told that it was seen.
    seen_to: i64,
}

impl LiveThread {
    /// Fetches it, and follows it for as long as the page stands.
    pub fn open(who: Who, person: PersonId, seat: Seat) -> Self {
        outbox::open(who);
        let held = RwSignal::new(Load::Loading);
        let shown = Memo::new(move |_| {
            held.with(|held| match held {
                Load::Loading => Shown::Loading,
                Load::Ready(_) | Load::Stale(..) => Shown::There,
                Load::Failed(why) => Shown::Failed(why.clone()),
            })
        });
        let thread = Self { person, seat, held, shown, asking: StoredValue::new(Asking::default()) };
        thread.ask(None);
        follow(&[About::Messages], move || thread.ask(None));
        match seat {
            // Who may read along is said above it.
            Seat::Own => follow(&[About::Helpers], move || thread.ask(None)),
            // Whoever may not see it any more has nothing of it left on the screen.
            Seat::Helping => follow(&[About::Access], move || thread.check()),
            Seat::Desk => {}
        }
        let returns = outbox::returns();
        Effect::new(move |before: Option<()>| {
            returns.track();
            if before.is_some() {
                thread.ask(None);
            }
        });
        let arrived = move |message| {
            thread.take(message);
            // The answer that nobody reads now comes right behind it.
            thread.ask(None);
        };
        outbox::listen(person, Callback::new(arrived));
        on_cleanup(outbox::look);
        thread.watch_hours();
        thread
    }

    /// What stands on the page; followed as it changes.
    pub fn shown(self) -> Shown {
        self.shown.get()
    }

    /// Something of it, once it is there; followed as it changes.
    pub fn read<R>(self, read: impl FnOnce(&Thread) -> R) -> Option<R> {
        self.held.with(|held| held.there().map(read))
    }

    /// The same without following it; nothing also when the page was left.
    pub fn peek<R>(self, read: impl FnOnce(&Thread) -> R) -> Option<R> {
        self.held.try_with_untracked(|held| held.there().map(read)).flatten()
    }

    /// Whether newer could not be fetched; followed as it changes.
    pub fn is_stale(self) -> bool {
        self.held.with(|held| matches!(held, Load::Stale(..)))
    }

    /// Fetches it again, and says so.
    pub fn again(self) {
        self.asking.update_value(|asking| {
            let (round, seen_to) = (asking.round.wrapping_add(1), asking.seen_to);
            *asking = Asking { round, seen_to, ..Asking::default() };
        });
        self.held.set(Load::Loading);
        self.ask(None);
    }

    /// Puts in what the server answered to something that was done here.
    pub fn take(self, message: Message) {
        self.change(|thread| merge(&mut thread.messages, vec![message]));
    }

    /// Puts in a page of older messages.
    pub fn put_earlier(self, page: Thread) {
        self.change(|thread| {
            thread.has_earlier = page.has_earlier;
            merge(&mut thread.messages, page.messages);
        });
    }

    /// The messages of the other side that were not on a screen here yet, oldest first: places and ids.
    pub fn unseen(self) -> Vec<(i64, MessageId)> {
        let seen = self.seen_to();
        let unseen = self.peek(|thread| {
            let theirs = thread.messages.iter().filter(|one| one.seq > seen && self.seat.is_theirs(one.author.side));
            theirs.map(|message| (message.seq, message.id)).collect()
        });
        unseen.unwrap_or_default()
    }

    /// Up to where everything has been on a screen of whoever is here.
    pub fn seen_to(self) -> i64 {
        let told = self.asking.try_with_value(|asking| asking.seen_to).unwrap_or_default();
        let known = self.peek(|thread| {
            thread.readers.iter().filter(|reader| reader.is_me).map(|reader| reader.seq).max().unwrap_or_default()
        });
        known.unwrap_or_default().max(told)
    }

    /// Tells the server, once, that everything up to a message has been on the screen.
    pub fn mark_seen(self, seq: i64) {
        let is_news = self.asking.try_update_value(|asking| {
            let is_news = seq > asking.seen_to;
            asking.seen_to = asking.seen_to.max(seq);
            is_news
        });
        if is_news != Some(true) {
            return;
        }
        spawn_local(async move {
            if messages::mark_seen(self.person, seq).await.is_err() {
                // It was not told: the next look tells it again.
                let _ = self.asking.try_update_value(|asking| asking.seen_to = asking.seen_to.min(seq - 1));
            }
        });
    }

    /// Asks whether it is theirs still. Without an answer it counts as gone.
    fn check(self) {
        self.asking.update_value(|asking| asking.is_strict = true);
        self.ask(None);
    }

    /// Asks for what comes after a message; where none is named, for everything that may be new.
    fn ask(self, from: Option<i64>) {
        let begun = self.asking.try_update_value(|asking| {
            asking.is_wanted = asking.is_busy;
            (!std::mem::replace(&mut asking.is_busy, true)).then_some(asking.round)
        });
        let Some(Some(round)) = begun else { return };
        let after = from.or_else(|| self.start());
        spawn_local(async move {
            let answer = match after {
                Some(seq) => messages::after(self.person, seq).await,
                None => messages::newest(self.person).await,
            };
            self.hear(round, after, answer);
        });
    }

    /// Up to where everything has come, once anything has.
    fn start(self) -> Option<i64> {
        let read_to = self.asking.try_with_value(|asking| asking.read_to)?;
        self.peek(|_| read_to)
    }

    fn hear(self, round: u32, after: Option<i64>, answer: Result<Thread, Failure>) {
        let current = self.asking.try_update_value(|asking| {
            (asking.round == round).then(|| {
                asking.is_busy = false;
                let is_wanted = std::mem::take(&mut asking.is_wanted);
                let is_strict = asking.is_strict;
                asking.is_strict &= is_wanted;
                (is_wanted, is_strict)
            })
        });
        // The page was left, or it was begun anew.
        let Some(Some((is_wanted, is_strict))) = current else { return };
        let more = match answer {
            Ok(fresh) => self.put(fresh, after),
            Err(why) => {
                self.fail(why, is_strict);
                None
            }
        };
        if more.is_some() || is_wanted {
            self.ask(more);
        }
    }

    /// Puts in an answer; the last of its messages when there are more behind it.
    fn put(self, mut fresh: Thread, after: Option<i64>) -> Option<i64> {
        let last = fresh.messages.last().map(|message| message.seq);
        let more = last.filter(|_| after.is_some() && fresh.has_earlier);
        self.asking.update_value(|asking| asking.read_to = asking.read_to.max(last.unwrap_or_default()));
        let next = self.held.with_untracked(|held| match (held.there(), after) {
            (Some(known), Some(after)) => {
                let mut messages = known.messages.clone();
                // With what is new come older ones of which a date was taken. Those that are not here stay away: between
                // them and what is here others would be missing.
                let is_here = |message: &Message| known.messages.iter().any(|here| here.id == message.id);
                fresh.messages.retain(|message| message.seq > after || is_here(message));
                merge(&mut messages, fresh.messages);
                Thread { messages, has_earlier: known.has_earlier, ..fresh }
            }
            _ => fresh,
        });
        let is_known = self.held.with_untracked(|held| matches!(held, Load::Ready(known) if *known == next));
        if !is_known {
            self.held.set(Load::Ready(next));
        }
        more
    }

    fn fail(self, why: Failure, is_strict: bool) {
        // It is not there any more, or not for whoever asks.
        let is_gone = is_strict || matches!(why, Failure::Absent | Failure::Rejected(_));
        self.held.update(|held| {
            *held = match std::mem::replace(held, Load::Loading) {
                Load::Ready(thread) | Load::Stale(thread, _) if !is_gone => Load::Stale(thread, why),
                _ => Load::Failed(why),
            };
        });
    }

    fn change(self, change: impl FnOnce(&mut Thread)) {
        let _ = self.held.try_update(|held| {
            if let Load::Ready(thread) | Load::Stale(thread, _) = held {
                change(thread);
            }
        });
    }

    /// Asks again when the team opens or closes.
    fn watch_hours(self) {
        let turns_at =
            Memo::new(move |_| self.read(|thread| thread.reading.closes_at.or(thread.reading.opens_at)).flatten());
        let timer = StoredValue::new(None::<TimeoutHandle>);
        // Asked about once it should have turned: where a clock is wrong it has not, and is asked about again.
        let asked = RwSignal::new(0_u32);
        let stop = move || {
            if let Some(waiting) = timer.try_get_value().flatten() {
                waiting.clear();
            }
        };
        Effect::new(move |_| {
            stop();
            asked.track();
            let wait = turns_at.get().map(|at| (at - clock::now()).to_std().unwrap_or_default());
            let (least, most) = HOURS_WAIT;
            let wait = wait.map(|wait| wait.clamp(least, most));
            let ask = move || {
                self.ask(None);
                let _ = asked.try_update(|asked| *asked = asked.wrapping_add(1));
            };
            timer.set_value(wait.and_then(|wait| set_timeout_with_handle(ask, wait).ok()));
        });
        on_cleanup(stop);
    }
}
