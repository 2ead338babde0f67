//! The app of what is new for somebody, and of saying that something was not right: its providers and its table of pages.

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::complaints::complaints_page::ComplaintsPage;
use crate::features::messages::own_header::OwnHeader;
use crate::features::not_found_page::NotFoundPage;
use crate::features::notices::device;
use crate::features::notices::inbox_page::InboxPage;
use crate::features::shell::footer::Footer;
use crate::features::shell::gate::{Gate, Side};
use crate::features::shell::header::Header;
use crate::features::shell::idle_notice::IdleNotice;
use crate::features::shell::update_notice::UpdateNotice;
use crate::routes::App;
use crate::routes::inbox::InboxRoute;
use crate::state::address::{provide_address, use_address};
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::who::provide_who;
use crate::words::{complaints, messages_notices};

/// The whole app.
#[component]
pub fn InboxApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(App::Inbox).route(InboxRoute::of);
    let who = provide_who();
    provide_changes(who);
    provide_idle(who);
    device::keep(who);
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <OwnHeader here=use_address().path() />
                <IdleNotice />
                <UpdateNotice />
                {move || page_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

/// The page, where whoever is here may see it.
fn page_view(route: InboxRoute) -> AnyView {
    match route {
        InboxRoute::Inbox => {
            view! { <Gate side=Side::Own title=messages_notices::title() page=|| view! { <InboxPage /> }.into_any() /> }
                .into_any()
        }
        InboxRoute::Complaints => {
            view! { <Gate side=Side::Own title=complaints::title() page=|| view! { <ComplaintsPage /> }.into_any() /> }
                .into_any()
        }
        InboxRoute::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}
