//! The messages of somebody whom one helps, as far as they have said that one may read and write. When that ends, nothing
//! stays on the screen.

use leptos::prelude::*;
use wire::{HelpingWhom, PersonId, Scope};

use crate::backend::failure::Failure;
use crate::features::messages::thread_view::thread_view;
use crate::routes::me;
use crate::state::fetched::Shown;
use crate::state::thread::LiveThread;
use crate::state::thread::seat::Seat;
use crate::state::who::{Who, use_who};
use crate::ui::page::Page;
use crate::words::{app, messages as words};

/// What a helper may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct May {
    person: PersonId,
    can_read: bool,
    can_write: bool,
}

/// The page about one person.
#[component]
pub fn ForPage(#[prop(into)] id: String) -> impl IntoView {
    let who = use_who();
    let whom = Memo::new(move |_| {
        let helping = who.helping();
        helping.into_iter().find(|helping| helping.person.to_string() == id)
    });
    let may = Memo::new(move |_| whom.with(|whom| whom.as_ref().and_then(may)));
    let name = Memo::new(move |_| whom.with(|whom| whom.as_ref().map(|whom| whom.name.clone()).unwrap_or_default()));
    (move || match may.get() {
        Some(may) => helped_view(who, may, name),
        None => ended_view(),
    })
    .into_any()
}

/// Nothing where they may neither read nor write.
fn may(whom: &HelpingWhom) -> Option<May> {
    let has = |scope| whom.scopes.contains(&scope);
    let may = May { person: whom.person, can_read: has(Scope::SeeMessages), can_write: has(Scope::WriteAsHelper) };
    (may.can_read || may.can_write).then_some(may)
}

fn helped_view(who: Who, may: May, name: Memo<String>) -> AnyView {
    let thread = LiveThread::open(who, may.person, Seat::Helping);
    // What is there no longer may be so because they help no longer: then the whole page goes.
    Effect::new(move |_| {
        if thread.shown() == Shown::Failed(Failure::Absent) {
            who.ask_again();
        }
    });
    let banner = move || if may.can_write { words::writing_for(&name.get()) } else { words::reading_for(&name.get()) };
    view! {
        <div class="messages">
            <p class="messages-banner"><strong>{banner}</strong></p>
            <Page title=words::title() app_name=app::name()>
                {(!may.can_read).then(|| view! { <p>{move || words::own_alone(&name.get())}</p> })}
                {thread_view(who, thread)}
            </Page>
        </div>
    }
    .into_any()
}

fn ended_view() -> AnyView {
    view! {
        <div class="messages">
            <Page title=words::title() app_name=app::name()>
                <p class="lead">{words::ended()}</p>
                <p><a class="button" href=me::HOME>{words::home()}</a></p>
            </Page>
        </div>
    }
    .into_any()
}
