//! Details while they are being typed. What somebody else changes meanwhile comes in, but never over what was typed; and
//! only what was typed is sent, never over what somebody else wrote.

use leptos::prelude::*;
use wire::{Access, ChangeDetails, Details};

/// The fields.
#[derive(Clone, Copy)]
pub struct DetailsDraft {
    pub call_name: RwSignal<String>,
    pub language: RwSignal<String>,
    pub access: RwSignal<Vec<Access>>,
    pub access_note: RwSignal<String>,
    pub about_me: RwSignal<String>,
    /// As the server last said.
    held: StoredValue<Details>,
}

impl DetailsDraft {
    /// With everything as the server says.
    pub fn new(said: Details) -> Self {
        Self {
            call_name: RwSignal::new(said.call_name.clone()),
            language: RwSignal::new(said.language.clone()),
            access: RwSignal::new(said.access.clone()),
            access_note: RwSignal::new(said.access_note.clone()),
            about_me: RwSignal::new(said.about_me.clone()),
            held: StoredValue::new(said),
        }
    }

    /// Takes in what the server says now.
    pub fn renew(&self, said: Details) {
        let held = self.held.get_value();
        renew(self.call_name, &held.call_name, &said.call_name);
        renew(self.language, &held.language, &said.language);
        renew(self.access, &held.access, &said.access);
        renew(self.access_note, &held.access_note, &said.access_note);
        renew(self.about_me, &held.about_me, &said.about_me);
        self.held.set_value(said);
    }

    /// Puts back what was typed before.
    pub fn type_again(&self, typed: ChangeDetails) {
        put(self.call_name, typed.call_name);
        put(self.language, typed.language);
        put(self.access, typed.access);
        put(self.access_note, typed.access_note);
        put(self.about_me, typed.about_me);
    }

    /// What was typed, followed as it changes; nothing when nothing was.
    pub fn change(&self) -> Option<ChangeDetails> {
        let held = self.held.get_value();
        let change = ChangeDetails {
            call_name: changed(self.call_name, &held.call_name),
            language: changed(self.language, &held.language),
            access: changed(self.access, &held.access),
            access_note: changed(self.access_note, &held.access_note),
            about_me: changed(self.about_me, &held.about_me),
        };
        (change != ChangeDetails::default()).then_some(change)
    }

    /// What was sent has been taken, in the server's own way of writing it. What was typed since then stays.
    pub fn settle(&self, sent: &ChangeDetails, said: Details) {
        settle(self.call_name, sent.call_name.as_ref(), &said.call_name);
        settle(self.language, sent.language.as_ref(), &said.language);
        settle(self.access, sent.access.as_ref(), &said.access);
        settle(self.access_note, sent.access_note.as_ref(), &said.access_note);
        settle(self.about_me, sent.about_me.as_ref(), &said.about_me);
        self.renew(said);
    }
}

fn renew<T: Clone + PartialEq + Send + Sync + 'static>(field: RwSignal<T>, before: &T, said: &T) {
    if field.with_untracked(|typed| typed == before && typed != said) {
        field.set(said.clone());
    }
}

fn changed<T: Clone + PartialEq + Send + Sync + 'static>(field: RwSignal<T>, held: &T) -> Option<T> {
    field.with(|typed| (typed != held).then(|| typed.clone()))
}

fn put<T: Send + Sync + 'static>(field: RwSignal<T>, typed: Option<T>) {
    if let Some(typed) = typed {
        field.set(typed);
    }
}

fn settle<T: Clone + PartialEq + Send + Sync + 'static>(field: RwSignal<T>, sent: Option<&T>, said: &T) {
    if sent.is_some_and(|sent| field.with_untracked(|typed| typed == sent && typed != said)) {
        field.set(said.clone());
    }
}
