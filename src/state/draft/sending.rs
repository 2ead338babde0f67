//! Sending the referral. Once somebody has pressed the button it is tried again and again, with the same id, until the
//! server has answered: so it arrives, and once. It goes on while other pages of this app are open, and after a reload.
//!
//! It must not know the pages, nor say anything.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Receipt, ReferralId};

use crate::backend::failure::Failure;
use crate::backend::referrals;
use crate::browser::pocket::{self, Dropping};
use crate::browser::{clock, presence};
use crate::state::draft::{Draft, Kept, in_pocket};
use crate::state::resting::Resting;

/// How sending it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Sending {
    /// Nobody has asked for it, or it was taken back.
    Not,
    /// Somebody has pressed the button just now.
    Now,
    /// No answer came. It goes again by itself.
    Waiting(Waiting),
    /// It was answered, and not taken.
    Refused(Failure),
    /// It has been received.
    Arrived,
}

/// What is known of one that no answer came for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// It was on its way at least once.
    pub may_have_arrived: bool,
    /// The pocket has it: it goes also when the page is closed.
    pub is_in_pocket: bool,
}

struct Held {
    is_trying: Cell<bool>,
    is_listening: Cell<bool>,
    resting: Resting,
    timer: Cell<Option<TimeoutHandle>>,
}

thread_local! {
    static HELD: Held = const {
        Held {
            is_trying: Cell::new(false),
            is_listening: Cell::new(false),
            resting: Resting::new(),
            timer: Cell::new(None),
        }
    };
}

impl Draft {
    /// How sending it stands; followed as it changes.
    pub fn sending(&self) -> Sending {
        self.sending.get()
    }

    /// Sends it: now, and again for as long as no answer comes.
    pub fn send(&self) {
        self.kept.update_untracked(|kept| kept.is_waiting = true);
        self.keep();
        self.sending.set(Sending::Now);
        HELD.with(|held| held.resting.interrupt());
        self.attempt();
    }

    /// It is not to be sent after all. The answers stay, and so does its id: sent one day, it is the same one.
    pub fn take_back(&self) {
        self.kept.update_untracked(|kept| kept.is_waiting = false);
        self.keep();
        self.stop(Sending::Not);
    }

    /// What came of it has been said.
    pub fn heard(&self) {
        self.sending.set(Sending::Not);
    }

    /// Goes on with what was not answered before the page was loaded.
    pub(super) fn resume(&self) {
        let waits = self.kept.with_untracked(|kept| kept.id.filter(|_| kept.is_waiting));
        if let Some(id) = waits {
            in_pocket::may_have(id);
            self.show_waiting();
            self.listen();
            self.attempt();
        }
    }

    /// Other answers than those that wait are not sent by themselves.
    pub(super) fn stop_if_changed(&self) {
        let waits = self.kept.with_untracked(|kept| kept.is_waiting);
        let is_going = self.sending.with_untracked(|sending| matches!(sending, Sending::Now | Sending::Waiting(_)));
        if is_going && !waits {
            self.stop(Sending::Not);
        }
    }

    /// Says of one that waits what is known of it.
    pub(super) fn show_waiting(&self) {
        let may_have_arrived = self.kept.with_untracked(|kept| kept.was_tried);
        let waiting = Sending::Waiting(Waiting { may_have_arrived, is_in_pocket: in_pocket::is_kept() });
        if self.sending.with_untracked(|sending| *sending != waiting) {
            self.sending.set(waiting);
        }
    }

    fn attempt(&self) {
        let is_trying = HELD.with(|held| {
            if let Some(waiting) = held.timer.take() {
                waiting.clear();
            }
            held.is_trying.get()
        });
        if is_trying {
            return;
        }
        if !presence::may_have_line() {
            return self.wait(None);
        }
        HELD.with(|held| held.is_trying.set(true));
        // From here on it may have arrived, whatever becomes of this page.
        self.kept.update_untracked(|kept| kept.was_tried = true);
        let (this, request) = (*self, self.request());
        spawn_local(async move {
            let answer = referrals::create(&request).await;
            HELD.with(|held| held.is_trying.set(false));
            this.settle(request.id, answer);
        });
    }

    /// What came of a try.
    fn settle(&self, id: ReferralId, answer: Result<Receipt, Failure>) {
        let (waits, is_this) = self.kept.with_untracked(|kept| (kept.is_waiting, kept.id == Some(id)));
        match answer {
            // The answers were changed meanwhile, and sent once more: whatever became of the others, these go too.
            _ if waits && !is_this => self.attempt(),
            // Also when it was taken back or is being changed: it is there, and nobody may think otherwise.
            Ok(receipt) => {
                HELD.with(|held| held.resting.end());
                self.sent(receipt);
                self.stop(Sending::Arrived);
            }
            Err(_) if !waits => {}
            // An answer that cannot be read may have been a yes, or come from whoever runs the line; a server that failed
            // may have taken it.
            Err(Failure::Offline | Failure::Unreadable | Failure::Broken) => self.wait(None),
            Err(Failure::Busy(seconds)) => self.wait(Some(seconds)),
            Err(why) => {
                self.kept.update_untracked(|kept| kept.is_waiting = false);
                self.keep();
                self.stop(Sending::Refused(why));
            }
        }
    }

    /// Lets a while pass, longer each time and as long as the server asked for.
    fn wait(&self, asked: Option<u32>) {
        let this = *self;
        HELD.with(|held| {
            held.resting.begin(asked);
            let now = clock::now();
            let rest = held.resting.until().and_then(|until| (until - now).to_std().ok()).unwrap_or(Duration::ZERO);
            held.timer.set(set_timeout_with_handle(move || this.attempt(), rest).ok());
        });
        self.keep_in_pocket(self.request());
        self.show_waiting();
        self.listen();
    }

    /// Tries at once when there is a line again, when somebody looks, and when the worker has had it taken: then the
    /// answer is the receipt. What was taken back in another tab is not sent by this one either.
    fn listen(&self) {
        if HELD.with(|held| held.is_listening.replace(true)) {
            return;
        }
        let this = *self;
        presence::on_line(move || this.hurry());
        presence::on_return(move |_| this.hurry());
        pocket::on_sent(move |sent| {
            let waits = |kept: &Kept| kept.is_waiting && kept.id == Some(ReferralId(sent.key));
            if sent.kind == in_pocket::KIND {
                if sent.body.is_some() {
                    this.hurry();
                } else if this.kept.with_untracked(waits) {
                    this.take_back();
                }
            }
        });
    }

    fn hurry(&self) {
        if self.kept.with_untracked(|kept| kept.is_waiting) {
            self.attempt();
        }
    }

    fn stop(&self, now: Sending) {
        if let Some(waiting) = HELD.with(|held| held.timer.take()) {
            waiting.clear();
        }
        // Taken back, or other answers: then the other tabs are not to send it either.
        in_pocket::drop(if now == Sending::Not { Dropping::Back } else { Dropping::Done });
        self.sending.set(now);
    }
}
