//! What is being written for one thread: kept with every letter, sent to the messages on their way, and put back when one of
//! those is taken back. It must not know how it looks.

use leptos::prelude::*;
use wire::{NewBody, PersonId};

use crate::browser::document;
use crate::state::message_drafts::{draft, keep};
use crate::state::outbox;
use crate::state::thread::LiveThread;
use crate::state::thread::seat::Seat;
use crate::state::who::Who;

/// The id of the field.
pub const FIELD: &str = "message";

/// The words.
#[derive(Clone, Copy)]
pub struct Writing {
    who: Who,
    thread: LiveThread,
    person: PersonId,
    /// What is sent from here can be undone for a moment.
    can_be_undone: bool,
    pub text: RwSignal<String>,
    /// What was sent last, for as long as nothing new is written: help stays beside it.
    sent: RwSignal<String>,
    is_kept: RwSignal<bool>,
}

impl Writing {
    /// What this visit has kept for the thread.
    pub fn new(who: Who, thread: LiveThread) -> Self {
        let person = thread.person;
        Self {
            who,
            thread,
            person,
            sent: RwSignal::new(String::new()),
            can_be_undone: thread.seat == Seat::Desk,
            text: RwSignal::new(draft(who, person)),
            is_kept: RwSignal::new(true),
        }
    }

    /// False when this browser would not keep it; followed as it changes.
    pub fn is_kept(self) -> bool {
        self.is_kept.get()
    }

    /// The words that help may have to stand beside: what is written now, else what was sent last.
    pub fn said(self) -> Signal<String> {
        Signal::derive(move || {
            let text = self.text.get();
            if text.trim().is_empty() { self.sent.get() } else { text }
        })
    }

    /// Something was typed.
    pub fn write(self, words: String) {
        self.say_kept(keep(self.who, self.person, &words));
        self.text.set(words);
    }

    /// Sends words; only then the field is empty.
    pub fn send_words(self, words: String) {
        self.sent.set(words.clone());
        let is_kept = outbox::send(self.person, NewBody::Text(words), self.thread.seen_to(), self.can_be_undone);
        self.write(String::new());
        self.say_kept(is_kept);
    }

    /// Sends something else.
    pub fn send(self, body: NewBody) {
        self.say_kept(outbox::send(self.person, body, self.thread.seen_to(), self.can_be_undone));
    }

    /// Puts the words of a message back into the field, above what stands there by now.
    pub fn put_back(self, body: NewBody) {
        let mut words = match body {
            NewBody::Text(words) => words,
            NewBody::Group(group) => group.words,
            NewBody::Dates(dates) => dates.words,
        };
        if words.is_empty() {
            return;
        }
        let written = self.text.get_untracked();
        if !written.is_empty() {
            words.push_str("\n\n");
            words.push_str(&written);
        }
        self.write(words);
        document::focus(FIELD);
    }

    fn say_kept(self, is_kept: bool) {
        if self.is_kept.get_untracked() != is_kept {
            self.is_kept.set(is_kept);
        }
    }
}
