//! That something shown may be old: hints from the server, each about one thing, and none of them with content. Whoever
//! shows that thing asks again.
//!
//! One stream for all tabs of a browser while somebody is signed in: the tab that came into sight last has it, and tells
//! the others what it hears. When it is lost it is opened again after a while, longer each time, and goes on after the last
//! event that was heard. A browser without streams asks every twenty seconds while the tab is in sight.

mod about;

use std::time::Duration;

use leptos::prelude::*;

use crate::backend::me;
use crate::browser::changes::{self, Said, Stream, Tabs};
use crate::browser::{presence, service_worker};
pub use crate::state::changes::about::About;
use crate::state::who::Who;

/// How often a browser without streams asks.
const ASK_EVERY: Duration = Duration::from_secs(20);
/// The longest wait before a lost stream is opened again, before the jitter.
const LONGEST_WAIT: u32 = 64;

/// How often the tab with the stream says that it is still there.
const STILL_EVERY: Duration = Duration::from_secs(30);
/// After so many thousandths of a millisecond without a word from it another tab in sight takes the stream.
const GONE_AFTER: u64 = 65_000_000;

/// With this a tab says that the stream is its own.
const MINE: &str = "mine ";

/// With this a tab says from which number on the stream tells.
const AT: &str = "at ";
/// With this a tab says that the sign-in has ended.
const ENDED: &str = "ended";
/// For so many thousandths of a millisecond after it was loaded a page shows what is true.
const FRESH_FOR: u64 = 3_000_000;

/// The hints.
#[derive(Clone, Copy)]
pub struct Changes {
    who: Who,
    /// How often each thing has changed.
    rounds: [RwSignal<u32>; About::ALL.len()],
    stream: StoredValue<Option<Stream>, LocalStorage>,
    /// The number of the last event that was heard, here or from another tab.
    last: StoredValue<String>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    /// When this tab took the stream.
    turn: StoredValue<u64>,
    /// When this page was loaded.
    born: StoredValue<u64>,
    /// When the tab that has it last said a word.
    heard: StoredValue<u64>,
    /// How often in a row the stream was lost.
    losses: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// Follows the changes for as long as somebody is signed in.
pub fn provide_changes(who: Who) -> Changes {
    let changes = Changes {
        who,
        rounds: About::ALL.map(|_| RwSignal::new(0)),
        stream: StoredValue::new_local(None),
        last: StoredValue::new(String::new()),
        tabs: StoredValue::new_local(None),
        turn: StoredValue::new(0),
        born: StoredValue::new(changes::turn()),
        heard: StoredValue::new(changes::turn()),
        losses: StoredValue::new(0),
        timer: StoredValue::new(None),
    };
    provide_context(changes);
    service_worker::on_newer(move || changes.doubt());
    let is_here = Memo::new(move |_| who.standing().is_here());
    if !changes::can_follow() {
        set_interval(
            move || {
                if is_here.get_untracked() && presence::is_in_sight() {
                    changes.doubt();
                }
            },
            ASK_EVERY,
        );
        return changes;
    }
    changes.tabs.set_value(Some(Tabs::new(move |said| changes.hear_tab(&said))));
    // A new sign-in has another cookie; the stream of the one before is about to end.
    Effect::new(move |before: Option<u32>| {
        let (is_here, entries) = (is_here.get(), who.entries());
        changes.close();
        changes.last.set_value(String::new());
        // A tab that nobody sees leaves the stream to the one in sight.
        if is_here && presence::is_in_sight() {
            changes.open();
            if before.is_some_and(|before| before != entries) {
                changes.hint_at_all();
            }
        }
        entries
    });
    let open_if_missing = move || {
        if is_here.get_untracked() && changes.stream.with_value(Option::is_none) {
            changes.open();
        }
    };
    presence::on_return(move |_| open_if_missing());
    set_interval(
        move || {
            if changes.stream.with_value(Option::is_some) {
                changes.say_mine();
            } else if presence::is_in_sight() && changes::turn().saturating_sub(changes.heard.get_value()) > GONE_AFTER
            {
                open_if_missing();
            }
        },
        STILL_EVERY,
    );
    changes
}

/// Calls back whenever one of these things may have changed, as long as the page that asks stands.
pub fn follow(about: &'static [About], changed: impl Fn() + 'static) {
    let rounds = expect_context::<Changes>().rounds;
    Effect::new(move |before: Option<()>| {
        for (one, round) in About::ALL.iter().zip(rounds) {
            if about.contains(one) {
                round.track();
            }
        }
        if before.is_some() {
            untrack(&changed);
        }
    });
}

impl Changes {
    fn open(&self) {
        let this = *self;
        self.stop_waiting();
        self.turn.set_value(changes::turn());
        self.say_mine();
        let last = self.last.get_value();
        let address = if last.is_empty() { me::CHANGES.to_owned() } else { format!("{}?after={last}", me::CHANGES) };
        // What is heard is taken up in a turn of its own: it may close the stream that said it.
        let heard = move |said| set_timeout(move || this.hear(said), Duration::ZERO);
        self.stream.set_value(changes::follow(&address, heard));
    }

    fn close(&self) {
        self.stop_waiting();
        self.losses.set_value(0);
        self.stream.set_value(None);
    }

    /// What another tab says: that it has the stream from now on, or what it has heard on it.
    fn hear_tab(&self, said: &str) {
        self.heard.set_value(changes::turn());
        if let Some(turn) = said.strip_prefix(MINE).and_then(|turn| turn.parse::<u64>().ok()) {
            if self.stream.with_value(Option::is_none) {
                self.stop_waiting();
            } else if turn > self.turn.get_value() {
                self.close();
            } else {
                // Both took it at once, and this one did so later.
                self.say_mine();
            }
        } else if !self.who.standing_now().is_here() {
            // What others hear is for whoever is signed in.
        } else if said == ENDED {
            self.end();
        } else if let Some(id) = said.strip_prefix(AT) {
            self.begin(id.to_owned());
        } else {
            match said.split_once(' ') {
                Some((id, data)) => self.take(id.to_owned(), data),
                None => self.reset(said.to_owned()),
            }
        }
    }

    fn say_mine(&self) {
        self.say(&format!("{MINE}{}", self.turn.get_value()));
    }

    fn say(&self, words: &str) {
        self.tabs.with_value(|tabs| {
            if let Some(tabs) = tabs {
                tabs.say(words);
            }
        });
    }

    fn hear(&self, said: Said) {
        match said {
            Said::Opened => {
                if self.losses.get_value() > 0 {
                    self.who.ask_again();
                }
                self.losses.set_value(0);
            }
            Said::Started(id) => {
                self.say(&format!("{AT}{id}"));
                self.begin(id);
            }
            Said::Changed(id, data) => {
                self.say(&format!("{id} {data}"));
                self.take(id, &data);
            }
            Said::Reset(id) => {
                self.say(&id);
                self.reset(id);
            }
            Said::Ended => {
                self.say(ENDED);
                self.end();
            }
            Said::Lost => self.open_after_a_while(),
        }
    }

    fn end(&self) {
        self.close();
        self.who.suspect();
    }

    /// A stream tells of everything after a number. Where nothing had been heard before, what changed since the page was
    /// loaded was missed.
    fn begin(&self, id: String) {
        let is_late = changes::turn().saturating_sub(self.born.get_value()) > FRESH_FOR;
        if self.last.with_value(String::is_empty) && is_late {
            self.hint_at_all();
        }
        self.last.set_value(id);
    }

    fn take(&self, id: String, data: &str) {
        self.last.set_value(id);
        let about = About::ALL.into_iter().find(|about| data.contains(about.code()));
        self.hint_at(about.unwrap_or(About::Access));
    }

    /// Everything that is shown may be old.
    fn reset(&self, id: String) {
        self.last.set_value(id);
        self.doubt();
    }

    /// Everything is asked for again, who is here included.
    fn doubt(&self) {
        self.who.ask_again();
        self.hint_at_all();
    }

    fn hint_at(&self, about: About) {
        // These show on every page.
        if matches!(about, About::Access | About::Helpers | About::Details) {
            self.who.ask_again();
        }
        for (one, round) in About::ALL.iter().zip(self.rounds) {
            if *one == about {
                round.update(|round| *round = round.wrapping_add(1));
            }
        }
    }

    /// Everything that is shown may be old.
    pub fn hint_at_all(&self) {
        for round in self.rounds {
            round.update(|round| *round = round.wrapping_add(1));
        }
    }

    fn open_after_a_while(&self) {
        if self.stream.with_value(Option::is_none) {
            return;
        }
        self.stream.set_value(None);
        let losses = self.losses.get_value();
        self.losses.set_value(losses + 1);
        // The first time it may be that the sign-in has ended.
        if losses == 0 {
            self.who.ask_again();
        }
        let seconds = f64::from(LONGEST_WAIT.min(1 << losses.min(6))) * changes::jitter();
        let this = *self;
        let open = move || this.open();
        self.timer.set_value(set_timeout_with_handle(open, Duration::from_secs_f64(seconds)).ok());
    }

    fn stop_waiting(&self) {
        if let Some(waiting) = self.timer.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
    }
}
