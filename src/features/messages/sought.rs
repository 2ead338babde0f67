//! What somebody at the desk looks for among the threads. It is kept for as long as this app stands, so that opening a
//! thread and going back lose nothing of it, and only for whoever looks. It stands in no address: what is looked for are
//! other people's words.

use std::cell::RefCell;

use leptos::prelude::*;
use uuid::Uuid;

use crate::state::message_drafts::writer;
use crate::state::who::Who;

#[derive(Default)]
struct Kept {
    /// Who looks.
    by: Option<Uuid>,
    words: String,
    is_everybody: bool,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Sought {
    pub words: RwSignal<String>,
    /// Among everybody's threads, and not among one's own alone.
    pub is_everybody: RwSignal<bool>,
}

impl Sought {
    /// What they looked for last, and from now on what they look for here.
    pub fn of(who: Who) -> Self {
        let by = writer(who);
        let kept = KEPT.take();
        let kept = if kept.by == by { kept } else { Kept::default() };
        let sought = Self { words: RwSignal::new(kept.words), is_everybody: RwSignal::new(kept.is_everybody) };
        Effect::new(move |_| {
            KEPT.set(Kept { by, words: sought.words.get(), is_everybody: sought.is_everybody.get() });
        });
        sought
    }

    /// Whether there are words to look for; followed as it changes.
    pub fn has_words(self) -> bool {
        self.words.with(|words| !words.trim().is_empty())
    }
}
