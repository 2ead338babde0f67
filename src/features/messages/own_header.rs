//! What stands above the messages on a person's side, and above what is new: the way to their first page, to what is new,
//! to their own messages and to those of whom they help, and out.

use leptos::prelude::*;
use wire::{HelpingWhom, Scope};

use crate::features::messages::leaving::sign_out;
use crate::routes::{inbox, me, messages as routes};
use crate::state::who::{Who, use_who};
use crate::words::{messages as words, messages_notices};

/// The ways, while somebody is signed in.
#[component]
pub fn OwnHeader(
    /// The address of the page that is open, without its query.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    let who = use_who();
    let is_here = Memo::new(move |_| who.standing().is_here());
    (move || is_here.get().then(|| ways_view(who, here))).into_any()
}

fn ways_view(who: Who, here: Signal<String>) -> AnyView {
    // Somebody who only helps has no messages of their own.
    let has_record = Memo::new(move |_| who.person().is_some());
    let helping = Memo::new(move |_| who.helping());
    let own = move || {
        let mine = || way_view(here, routes::MINE.to_owned(), words::title().to_owned());
        has_record.get().then(mine)
    };
    let theirs = move || {
        let whom = |whom: &HelpingWhom| {
            way_view(here, routes::for_person(&whom.person.to_string()), words::theirs(&whom.name))
        };
        helping.with(|helping| helping.iter().filter(|whom| has_messages(whom)).map(whom).collect::<Vec<AnyView>>())
    };
    view! {
        <nav class="me-header" aria-label=words::nav()>
            <a class="tap" href=me::HOME>{words::home()}</a>
            {way_view(here, inbox::INBOX.to_owned(), messages_notices::title().to_owned())}
            {own}
            {theirs}
            <button type="button" class="button-quiet" on:click=move |_| sign_out(who)>
                {words::sign_out()}
            </button>
        </nav>
    }
    .into_any()
}

/// Whether they may read or write messages for somebody.
fn has_messages(whom: &HelpingWhom) -> bool {
    whom.scopes.iter().any(|scope| matches!(scope, Scope::SeeMessages | Scope::WriteAsHelper))
}

fn way_view(here: Signal<String>, href: String, label: String) -> AnyView {
    let there = href.clone();
    let current = move || here.with(|here| here.trim_end_matches('/') == there).then_some("page");
    view! { <a class="tap" href=href aria-current=current>{label}</a> }.into_any()
}
