//! What is being written for one thread: kept as a draft, sent to the messages on their way, and put back when one of
//! those is taken back. It must not know how it looks.

use leptos::prelude::*;
use wire::{NewBody, PersonId};

use crate::browser::{document, in_view};
use crate::features::messages::thread_view::following::FOOT;
use crate::features::messages::waiting_row::waiting_id;
use crate::state::message_drafts::{draft, keep};
use crate::state::outbox;
use crate::state::outbox::entry::Entry;
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
    /// What was sent last: help stays beside it for as long as nothing new is written.
    pub sent: RwSignal<String>,
    is_kept: RwSignal<bool>,
    asks_for_times: RwSignal<bool>,
    /// What is on its way, from here and to other threads.
    entries: RwSignal<Vec<Entry>>,
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
            asks_for_times: RwSignal::new(false),
            entries: outbox::entries(),
        }
    }

    /// False when this browser would not keep it; followed as it changes.
    pub fn is_kept(self) -> bool {
        self.is_kept.get()
    }

    /// Whether they are to say which times would suit them; followed as it changes.
    pub fn asks_for_times(self) -> bool {
        self.asks_for_times.get()
    }

    /// None of the dates that were suggested is good: they say in the field which would be.
    pub fn ask_for_times(self) {
        self.asks_for_times.set(true);
        document::focus(FIELD);
    }

    /// Something was typed.
    pub fn write(self, words: String) {
        self.say_kept(keep(self.who, self.person, &words));
        self.text.set(words);
    }

    /// Sends words; only then the field is empty.
    pub fn send_words(self, words: String) {
        self.sent.set(words.clone());
        self.asks_for_times.set(false);
        let is_kept = outbox::send(self.person, NewBody::Text(words), self.thread.seen_to(), self.can_be_undone);
        self.write(String::new());
        self.say_kept(is_kept);
    }

    /// Sends something else. The focus goes on in the field, and what goes can be seen above it.
    pub fn send(self, body: NewBody) {
        self.say_kept(outbox::send(self.person, body, self.thread.seen_to(), self.can_be_undone));
        let last = self.entries.with_untracked(|entries| entries.last().map(|entry| waiting_id(entry.id)));
        request_animation_frame(move || {
            document::focus(FIELD);
            in_view::align(FOOT);
            if let Some(last) = last {
                in_view::show_whole(&last);
            }
        });
    }

    /// Puts the words of a message back into the field, above what stands there by now, and the focus with them.
    pub fn put_back(self, body: NewBody) {
        let mut words = match body {
            NewBody::Text(words) => words,
            NewBody::Group(group) => group.words,
            NewBody::Dates(dates) => dates.words,
        };
        // It was not sent after all.
        self.sent.set(String::new());
        // The worker had to be asked, and the thread may have been left meanwhile.
        let written = self.text.try_get_untracked();
        let is_left = written.is_none();
        let written = written.unwrap_or_else(|| draft(self.who, self.person));
        if !words.is_empty() {
            if !written.is_empty() {
                words.push_str("\n\n");
                words.push_str(&written);
            }
            if is_left {
                keep(self.who, self.person, &words);
                return;
            }
            self.write(words);
        }
        document::focus(FIELD);
    }

    fn say_kept(self, is_kept: bool) {
        if self.is_kept.get_untracked() != is_kept {
            self.is_kept.set(is_kept);
        }
    }
}
