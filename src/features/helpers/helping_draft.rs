//! What a helper is about to put right about somebody.

use leptos::prelude::*;
use wire::{Access, ChangeDetails, Details};

/// What is being written. It stays whatever becomes of the request.
#[derive(Clone, Copy)]
pub struct Draft {
    pub about_me: RwSignal<String>,
    pub language: RwSignal<String>,
    pub access: RwSignal<Vec<Access>>,
    pub access_note: RwSignal<String>,
    /// As the server last said it.
    held: StoredValue<Details>,
}

impl Draft {
    /// Empty, until the server has said what there is.
    pub fn new() -> Self {
        Self {
            about_me: RwSignal::new(String::new()),
            language: RwSignal::new(String::new()),
            access: RwSignal::new(Vec::new()),
            access_note: RwSignal::new(String::new()),
            held: StoredValue::new(Details::default()),
        }
    }

    /// Takes up what the server says, but for what has been typed over meanwhile.
    pub fn renew(&self, said: &Details) {
        let held = self.held.get_value();
        renew(self.about_me, &held.about_me, &said.about_me);
        renew(self.language, &held.language, &said.language);
        renew(self.access, &held.access, &said.access);
        renew(self.access_note, &held.access_note, &said.access_note);
        self.held.set_value(said.clone());
    }

    /// Takes up what the server made of what was sent, such as text without blanks at its ends.
    pub fn settle(&self, sent: &ChangeDetails, said: &Details) {
        self.held.update_value(|held| {
            take(&mut held.about_me, sent.about_me.as_ref());
            take(&mut held.language, sent.language.as_ref());
            take(&mut held.access, sent.access.as_ref());
            take(&mut held.access_note, sent.access_note.as_ref());
        });
        self.renew(said);
    }

    /// What differs from what the server said; nothing when nothing does.
    pub fn change(&self) -> Option<ChangeDetails> {
        let held = self.held.get_value();
        let change = ChangeDetails {
            call_name: None,
            language: changed(self.language, &held.language),
            access: changed(self.access, &held.access),
            access_note: changed(self.access_note, &held.access_note),
            about_me: changed(self.about_me, &held.about_me),
        };
        (change != ChangeDetails::default()).then_some(change)
    }
}

fn renew<T: Clone + PartialEq + Send + Sync + 'static>(field: RwSignal<T>, before: &T, said: &T) {
    if field.with_untracked(|typed| typed == before && typed != said) {
        field.set(said.clone());
    }
}

fn changed<T: Clone + PartialEq + Send + Sync + 'static>(field: RwSignal<T>, held: &T) -> Option<T> {
    field.with_untracked(|typed| (typed != held).then(|| typed.clone()))
}

fn take<T: Clone>(field: &mut T, sent: Option<&T>) {
    if let Some(sent) = sent {
        field.clone_from(sent);
    }
}
