//! The app of the desk, as far as it is about people: its providers and its table of pages.

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::browser::history;
use crate::features::desk::kept;
use crate::features::desk::people_page::PeoplePage;
use crate::features::desk::person_page::DeskPersonPage;
use crate::features::desk::referral_page::DeskReferralPage;
use crate::features::desk::sign_in_page::DeskSignInPage;
use crate::features::desk::waiting_page::WaitingPage;
use crate::features::not_found_page::NotFoundPage;
use crate::features::shell::footer::Footer;
use crate::features::shell::header::Header;
use crate::features::shell::update_notice::UpdateNotice;
use crate::routes::App;
use crate::routes::desk::DeskRoute;
use crate::state::address::provide_address;
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::who::provide_who;
use crate::words::desk::frame as words;

/// The whole app.
#[component]
pub fn DeskApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(App::Desk).route(DeskRoute::of);
    let who = provide_who();
    provide_changes(who);
    provide_idle(who);
    history::ask_before_leaving(|link| App::of(link) == App::Desk, kept::has_begun, words::lose);
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <UpdateNotice />
                {move || desk_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

fn desk_view(route: DeskRoute) -> AnyView {
    match route {
        DeskRoute::SignIn => view! { <DeskSignInPage /> }.into_any(),
        DeskRoute::Waiting => view! { <WaitingPage /> }.into_any(),
        DeskRoute::Referral(id) => view! { <DeskReferralPage id=id /> }.into_any(),
        DeskRoute::People => view! { <PeoplePage /> }.into_any(),
        DeskRoute::Person(id) => view! { <DeskPersonPage id=id /> }.into_any(),
        DeskRoute::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}
