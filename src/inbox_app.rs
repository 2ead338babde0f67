//! The app of what is new for somebody, of saying that something was not right, and of what is kept of them: its providers
//! and its table of pages.

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::complaints::complaints_page::ComplaintsPage;
use crate::features::export::erase_page::ErasePage;
use crate::features::export::export_page::ExportPage;
use crate::features::messages::own_header::OwnHeader;
use crate::features::not_found_page::NotFoundPage;
use crate::features::notices::device;
use crate::features::notices::inbox_page::InboxPage;
use crate::features::phone::phone_page::PhonePage;
use crate::features::shell::as_of::AsOf;
use crate::features::shell::footer::Footer;
use crate::features::shell::gate::{Gate, Side};
use crate::features::shell::header::Header;
use crate::features::shell::idle_notice::IdleNotice;
use crate::features::shell::update_notice::UpdateNotice;
use crate::features::who_looked::who_looked_page::WhoLookedPage;
use crate::routes::App;
use crate::routes::inbox::InboxRoute;
use crate::state::address::{provide_address, use_address};
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::pocket_waiting;
use crate::state::who::provide_who;
use crate::words::{complaints, export, messages_notices, who_looked};

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
    pocket_waiting::watch(who);
    device::keep(who);
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <AsOf />
                <OwnHeader here=use_address().path() />
                <IdleNotice />
                <UpdateNotice />
                {move || page_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

/// The page, where whoever is here may see it. What the phone keeps is everybody's to see: the page says nothing of anybody.
/// Erasing everything ends the sign-in, and says afterwards what is gone.
fn page_view(route: InboxRoute) -> AnyView {
    let (title, page): (&'static str, fn() -> AnyView) = match route {
        InboxRoute::Inbox => (messages_notices::title(), || view! { <InboxPage /> }.into_any()),
        InboxRoute::Complaints => (complaints::title(), || view! { <ComplaintsPage /> }.into_any()),
        InboxRoute::WhoLooked => (who_looked::title(), || view! { <WhoLookedPage /> }.into_any()),
        InboxRoute::Export => (export::title(), || view! { <ExportPage /> }.into_any()),
        InboxRoute::Erase => (export::erase_title(), || view! { <ErasePage /> }.into_any()),
        InboxRoute::Phone => return view! { <PhonePage /> }.into_any(),
        InboxRoute::Unknown => return view! { <NotFoundPage /> }.into_any(),
    };
    let may_outlive = route == InboxRoute::Erase;
    view! { <Gate side=Side::Own title=title page=page may_outlive=may_outlive /> }.into_any()
}
