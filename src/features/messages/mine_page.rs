//! Somebody's own messages with their team.

use leptos::prelude::*;

use crate::features::messages::thread_view::thread_view;
use crate::routes;
use crate::state::thread::LiveThread;
use crate::state::thread::seat::Seat;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::words::{app, messages as words};

/// The page.
#[component]
pub fn MinePage() -> impl IntoView {
    let who = use_who();
    let person = Memo::new(move |_| who.person());
    let thread = move || match person.get() {
        Some(person) => thread_view(who, LiveThread::open(who, person, Seat::Own)),
        None => view! {
            <p>{words::no_record()}</p>
            <p><a class="button" href=routes::refer::FIRST>{words::no_record_go()}</a></p>
        }
        .into_any(),
    };
    view! {
        <div class="messages">
            <Page title=words::title() app_name=app::name()>{thread}</Page>
        </div>
    }
    .into_any()
}
