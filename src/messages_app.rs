//! The app of the messages between people and their teams: its providers and its table of pages, of both sides.

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::messages::for_page::ForPage;
use crate::features::messages::leaving::sign_out;
use crate::features::messages::mine_page::MinePage;
use crate::features::messages::own_header::OwnHeader;
use crate::features::messages::thread_page::ThreadPage;
use crate::features::messages::threads_page::ThreadsPage;
use crate::features::not_found_page::NotFoundPage;
use crate::features::shell::as_of::AsOf;
use crate::features::shell::desk_bar::DeskBar;
use crate::features::shell::footer::Footer;
use crate::features::shell::gate::{Gate, Side};
use crate::features::shell::header::Header;
use crate::features::shell::idle_notice::IdleNotice;
use crate::features::shell::update_notice::UpdateNotice;
use crate::routes::messages::MessagesRoute;
use crate::routes::{self, App};
use crate::state::address::{provide_address, use_address};
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::who::provide_who;
use crate::state::{outbox, pocket_waiting};
use crate::words::messages;

/// The whole app.
#[component]
pub fn MessagesApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(App::Messages).route(MessagesRoute::of);
    let who = provide_who();
    provide_changes(who);
    provide_idle(who);
    pocket_waiting::watch(who);
    let side = Memo::new(move |_| route.with(side_of));
    // What an earlier page of this visit had not sent yet goes on its way, whichever page this is.
    Effect::new(move |_| {
        if who.standing().is_here() {
            outbox::open(who);
        }
    });
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <AsOf />
                {move || head_view(side.get())}
                <IdleNotice />
                <UpdateNotice is_busy=outbox::has_unsent />
                {move || guarded_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

/// Whose page it is; nobody's where there is none.
fn side_of(route: &MessagesRoute) -> Option<Side> {
    match route {
        MessagesRoute::Mine | MessagesRoute::For(_) => Some(Side::Own),
        MessagesRoute::Threads | MessagesRoute::Thread(_) => Some(Side::Desk),
        MessagesRoute::Unknown => None,
    }
}

/// What stands above the page.
fn head_view(side: Option<Side>) -> AnyView {
    match side {
        Some(Side::Own) => view! { <OwnHeader here=use_address().path() /> }.into_any(),
        Some(Side::Desk) => view! { <DeskBar here=routes::messages::DESK sign_out=sign_out /> }.into_any(),
        None => ().into_any(),
    }
}

/// The page, where whoever is here may see it.
fn guarded_view(route: MessagesRoute) -> AnyView {
    match side_of(&route) {
        Some(side) => {
            view! { <Gate side=side title=messages::title() page=move || page_view(route.clone()) /> }.into_any()
        }
        None => page_view(route),
    }
}

fn page_view(route: MessagesRoute) -> AnyView {
    match route {
        MessagesRoute::Mine => view! { <MinePage /> }.into_any(),
        MessagesRoute::For(id) => view! { <ForPage id=id /> }.into_any(),
        MessagesRoute::Threads => view! { <ThreadsPage /> }.into_any(),
        MessagesRoute::Thread(id) => view! { <ThreadPage id=id /> }.into_any(),
        MessagesRoute::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}
