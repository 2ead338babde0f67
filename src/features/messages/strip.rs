//! Whose thread is open at the desk, always in sight, so that nobody answers in the wrong one: the full name, when they were
//! born, their reference, who looks after them, and who else reads what is written here.

use leptos::prelude::*;
use wire::{PersonId, StaffRef, Strip};

use crate::browser::date_words::plain_date;
use crate::routes::desk;
use crate::state::thread::LiveThread;
use crate::words::messages_desk as words;

/// The strip, followed as it changes.
pub fn strip_view(thread: LiveThread) -> AnyView {
    let strip = Memo::new(move |_| thread.read(|thread| thread.strip.clone()).flatten());
    (move || strip.with(|strip| strip.as_ref().map(|strip| facts_view(thread.person, strip)))).into_any()
}

fn facts_view(person: PersonId, strip: &Strip) -> AnyView {
    let helpers: Vec<_> = strip
        .helpers
        .iter()
        .map(|name| view! { <p class="strip-helper">{words::helper_reads(name)}</p> }.into_any())
        .collect();
    let worker = strip.worker.as_ref().map_or_else(|| words::nobody().to_owned(), |worker| words::with(&staff(worker)));
    view! {
        <section class="strip" aria-label=words::strip()>
            <p class="strip-name" dir="auto">{strip.name.clone()}</p>
            <p class="strip-facts">
                <span>{words::born(&plain_date(strip.birth))}</span>
                " "
                <span>{words::reference(&strip.reference)}</span>
                " "
                <span>{worker}</span>
            </p>
            {helpers}
        </section>
        <p><a class="tap" href=desk::person(&person.to_string())>{words::record()}</a></p>
    }
    .into_any()
}

/// A colleague by name, and whether they are away.
pub fn staff(staff: &StaffRef) -> String {
    if staff.is_away { words::away(&staff.name) } else { staff.name.clone() }
}
