//! One person's thread at the desk, beside the list. Who it is stands in sight all the time.

use leptos::prelude::*;
use wire::PersonId;

use crate::backend::failure::Failure;
use crate::features::messages::composer::name_of;
use crate::features::messages::strip::strip_view;
use crate::features::messages::thread_view::thread_view;
use crate::features::messages::threads_page::threads_view;
use crate::phrases::failure::failure;
use crate::routes::messages as routes;
use crate::state::thread::LiveThread;
use crate::state::thread::seat::Seat;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::ui::split_view::SplitView;
use crate::words::{app, messages as words, messages_desk as desk_words};

/// The thread of the person in the address.
#[component]
pub fn ThreadPage(#[prop(into)] id: String) -> impl IntoView {
    let thread = match id.parse::<PersonId>() {
        Ok(person) => person_view(person),
        Err(_) => view! {
            <Page title=words::title() app_name=app::name()>
                <p>{failure(&Failure::Absent)}</p>
            </Page>
        }
        .into_any(),
    };
    let list = view! {
        <h2 class="split-title">{words::title()}</h2>
        {threads_view(Some(id))}
    };
    let detail = view! {
        <p class="back-row split-back"><a class="back" href=routes::DESK>{desk_words::back()}</a></p>
        {thread}
    };
    view! {
        <div class="messages messages-desk">
            <SplitView
                list=list.into_any()
                list_label=words::title()
                detail=detail.into_any()
                is_chosen=true
                on_key=Callback::new(|_| false)
            />
        </div>
    }
    .into_any()
}

fn person_view(person: PersonId) -> AnyView {
    let who = use_who();
    let thread = LiveThread::open(who, person, Seat::Desk);
    let title = Signal::derive(move || match name_of(thread) {
        name if name.is_empty() => words::title().to_owned(),
        name => desk_words::thread_title(&name),
    });
    // The history and the list of open apps show the tab's title: it names nobody.
    view! {
        <Page title=title app_name=app::name() tab=words::title()>
            {strip_view(thread)}
            {thread_view(who, thread)}
        </Page>
    }
    .into_any()
}
