//! What to expect at a group, while it is being written: kept for this visit with every letter, for whoever writes it
//! and for one group, until it is saved. Signing out takes it along.

use std::cell::RefCell;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::{GroupId, Welcome, WriteWelcome};

use crate::browser::{clock, session};
use crate::state::message_drafts::writer;
use crate::state::who::{Who, use_who};

thread_local! {
    /// What was saved last, and when.
    static SAVED: RefCell<Option<(GroupId, Welcome, DateTime<Utc>)>> = const { RefCell::new(None) };
}

#[derive(Serialize, Deserialize)]
struct Kept {
    writer: Uuid,
    typed: WriteWelcome,
}

/// What is typed, beside what is saved.
#[derive(Clone, Copy)]
pub struct Draft {
    who: Who,
    group: GroupId,
    typed: RwSignal<WriteWelcome>,
    saved: RwSignal<WriteWelcome>,
    /// What is typed was begun before this page was opened.
    is_found: RwSignal<bool>,
}

impl Draft {
    /// Begins with what this visit has kept, else with what is saved.
    pub fn open(group: GroupId, welcome: &Welcome) -> Self {
        let (who, saved) = (use_who(), texts(welcome));
        let kept: Option<Kept> = session::read(&name(group)).and_then(|text| serde_json::from_str(&text).ok());
        let kept = kept.filter(|kept| Some(kept.writer) == writer(who) && kept.typed != saved);
        let draft = Self {
            who,
            group,
            is_found: RwSignal::new(kept.is_some()),
            typed: RwSignal::new(kept.map_or_else(|| saved.clone(), |kept| kept.typed)),
            saved: RwSignal::new(saved),
        };
        Effect::new(move |_| draft.keep());
        draft
    }

    /// What stands in one of its fields.
    pub fn value(self, read: fn(&WriteWelcome) -> &String) -> Signal<String> {
        Signal::derive(move || self.typed.with(|typed| read(typed).clone()))
    }

    /// Takes in what is typed into a field.
    pub fn input(self, change: fn(&mut WriteWelcome, String)) -> Callback<String> {
        Callback::new(move |words| self.typed.update(|typed| change(typed, words)))
    }

    /// What is to be sent.
    pub fn typed(self) -> WriteWelcome {
        self.typed.get_untracked()
    }

    /// Whether it holds what was begun before and is not saved yet; followed as it changes.
    pub fn is_found(self) -> bool {
        self.is_found.get()
    }

    /// Goes back to what is saved.
    pub fn put_back(self) {
        self.is_found.set(false);
        self.typed.set(self.saved.get_untracked());
    }

    /// Takes in what was saved. What was typed meanwhile stays.
    pub fn take(self, sent: &WriteWelcome, welcome: &Welcome) {
        let saved = texts(welcome);
        SAVED.set(Some((self.group, welcome.clone(), clock::now())));
        self.is_found.set(false);
        self.saved.set(saved.clone());
        if self.typed.with_untracked(|typed| typed == sent) {
            self.typed.set(saved);
        }
    }

    fn keep(self) {
        let typed = self.typed.get();
        if self.saved.with(|saved| *saved == typed) {
            return session::forget(&name(self.group));
        }
        if let Some(writer) = writer(self.who)
            && let Ok(text) = serde_json::to_string(&Kept { writer, typed })
        {
            // A browser that would not keep it has it on the page still.
            session::write(&name(self.group), &text);
        }
    }
}

/// What was saved here for a group just now. For a minute a browser may go by an older answer of the server's, and
/// whoever began with that would undo their own words.
pub fn saved_just_now(group: GroupId) -> Option<Welcome> {
    SAVED.with_borrow(|saved| {
        let (of, welcome, at) = saved.as_ref()?;
        (*of == group && clock::now() - *at < TimeDelta::minutes(2)).then(|| welcome.clone())
    })
}

/// By this name the visit keeps it.
fn name(group: GroupId) -> String {
    format!("welcome-{group}")
}

fn texts(welcome: &Welcome) -> WriteWelcome {
    let Welcome { arriving, greeting, watching, toilets, quiet, .. } = welcome.clone();
    WriteWelcome { arriving, greeting, watching, toilets, quiet }
}
