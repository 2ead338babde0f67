//! That something shown may be old: hints from the server, each about one thing, and none of them with content. Whoever
//! shows that thing asks again.
//!
//! One stream for the whole app while somebody is signed in. When it is lost it is opened again after a while, longer each
//! time. A browser without streams asks every twenty seconds while the tab is in sight.

use std::time::Duration;

use leptos::prelude::*;

use crate::backend::me;
use crate::browser::changes::{self, Said, Stream};
use crate::browser::presence;
use crate::state::who::Who;

/// How often a browser without streams asks.
const ASK_EVERY: Duration = Duration::from_secs(20);
/// The longest wait before a lost stream is opened again, before the jitter.
const LONGEST_WAIT: u32 = 64;

/// What a hint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Referral,
    Helpers,
    /// What somebody may see, and where they are signed in.
    Access,
    Details,
    Desk,
}

impl About {
    const ALL: [Self; 5] = [Self::Referral, Self::Helpers, Self::Access, Self::Details, Self::Desk];

    const fn code(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Helpers => "helpers",
            Self::Access => "access",
            Self::Details => "details",
            Self::Desk => "desk",
        }
    }
}

/// The hints.
#[derive(Clone, Copy)]
pub struct Changes {
    who: Who,
    /// How often each thing has changed.
    rounds: [RwSignal<u32>; 5],
    stream: StoredValue<Option<Stream>, LocalStorage>,
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
        losses: StoredValue::new(0),
        timer: StoredValue::new(None),
    };
    provide_context(changes);
    let is_here = Memo::new(move |_| who.standing().is_here());
    if !changes::can_follow() {
        set_interval(
            move || {
                if is_here.get_untracked() && presence::is_in_sight() {
                    who.ask_again();
                    changes.hint_at_all();
                }
            },
            ASK_EVERY,
        );
        return changes;
    }
    // A new sign-in has another cookie; the stream of the one before is about to end.
    Effect::new(move |before: Option<u32>| {
        let (is_here, entries) = (is_here.get(), who.entries());
        changes.close();
        if is_here {
            changes.open();
            if before.is_some_and(|before| before != entries) {
                changes.hint_at_all();
            }
        }
        entries
    });
    presence::on_return(move |_| {
        if is_here.get_untracked() && changes.stream.with_value(Option::is_none) {
            changes.open();
        }
    });
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
        // What is heard is taken up in a turn of its own: it may close the stream that said it.
        let heard = move |said| set_timeout(move || this.hear(said), Duration::ZERO);
        self.stream.set_value(changes::follow(me::CHANGES, heard));
    }

    fn close(&self) {
        self.stop_waiting();
        self.losses.set_value(0);
        self.stream.set_value(None);
    }

    fn hear(&self, said: Said) {
        match said {
            Said::Opened => {
                if self.losses.get_value() > 0 {
                    self.who.ask_again();
                    self.hint_at_all();
                }
                self.losses.set_value(0);
            }
            Said::Changed(data) => {
                let about = About::ALL.into_iter().find(|about| data.contains(about.code()));
                self.hint_at(about.unwrap_or(About::Access));
            }
            Said::Ended => {
                self.close();
                self.who.suspect();
            }
            Said::Lost => self.open_after_a_while(),
        }
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

    fn hint_at_all(&self) {
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
