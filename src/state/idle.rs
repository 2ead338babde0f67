//! A sign-in on a device that others use ends when nobody has touched it for a while: the server counts, and so does the
//! app, which has to clear the screen also without a signal.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::sign_in_life;
use leptos::prelude::*;

use crate::browser::clock;
use crate::browser::presence::{self, Tabs};
use crate::state::who::{Farewell, Who};

/// How long before the end somebody is told.
const TOLD_BEFORE: TimeDelta = TimeDelta::minutes(1);
/// How often the time is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// The server counts requests. While somebody types and nothing is sent, it hears so often that they are there.
const TELL_EVERY: TimeDelta = TimeDelta::minutes(2);
/// The other tabs hear of a touch no more often than this.
const TELL_TABS_EVERY: TimeDelta = TimeDelta::seconds(5);

/// How long ago somebody was last here.
#[derive(Clone, Copy)]
pub struct Idle {
    who: Who,
    touched_at: StoredValue<DateTime<Utc>>,
    told_at: StoredValue<DateTime<Utc>>,
    is_ending: RwSignal<bool>,
}

/// Counts the time without a touch or a key.
pub fn provide_idle(who: Who) -> Idle {
    let now = clock::now();
    let idle = Idle {
        who,
        touched_at: StoredValue::new(now),
        told_at: StoredValue::new(now),
        is_ending: RwSignal::new(false),
    };
    provide_context(idle);
    let tabs = Tabs::new(move || idle.touched_at.set_value(clock::now()));
    let tabs_told_at = StoredValue::new(now);
    presence::on_touch(move || {
        // Whoever comes too late does not bring it back.
        if idle.look() {
            return;
        }
        let now = clock::now();
        idle.touched_at.set_value(now);
        if now - tabs_told_at.get_value() >= TELL_TABS_EVERY {
            tabs_told_at.set_value(now);
            tabs.tell();
        }
        if who.life_now().is_some() && now - idle.told_at.get_value() >= TELL_EVERY {
            idle.told_at.set_value(now);
            who.ask_again();
        }
    });
    // Nobody's timer runs while a phone sleeps: the first thing on waking is to look.
    presence::on_return(move |_| {
        idle.look();
    });
    set_interval(
        move || {
            idle.look();
        },
        LOOK_EVERY,
    );
    // A new sign-in begins to count anew.
    Effect::new(move |_| {
        who.entries();
        idle.touched_at.set_value(clock::now());
        idle.is_ending.set(false);
    });
    idle
}

/// The time without a touch or a key.
pub fn use_idle() -> Idle {
    expect_context::<Idle>()
}

impl Idle {
    /// Whether the sign-in ends within a minute; followed as it changes.
    pub fn is_ending(&self) -> bool {
        self.is_ending.get()
    }

    /// Somebody said that they are still here.
    pub fn stay(&self) {
        let now = clock::now();
        self.touched_at.set_value(now);
        self.told_at.set_value(now);
        self.is_ending.set(false);
        self.who.ask_again();
    }

    /// Ends what has been idle for too long, and says so before. Answers whether it has ended.
    fn look(&self) -> bool {
        let Some(limit) = self.who.life_now().and_then(sign_in_life::idle) else {
            if self.is_ending.get_untracked() {
                self.is_ending.set(false);
            }
            return false;
        };
        let idle = clock::now() - self.touched_at.get_value();
        if idle >= limit {
            self.is_ending.set(false);
            self.who.sign_out(Farewell::Idle);
            return true;
        }
        let is_ending = idle >= limit - TOLD_BEFORE;
        if is_ending != self.is_ending.get_untracked() {
            self.is_ending.set(is_ending);
        }
        false
    }
}
