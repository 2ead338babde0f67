//! The public app, for everybody: its providers and its table of pages.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::about::about_page::AboutPage;
use crate::features::groups::group_page::GroupPage;
use crate::features::groups::results_page::ResultsPage;
use crate::features::not_found_page::NotFoundPage;
use crate::features::refer::refer_page::ReferPage;
use crate::features::refer::sent_page::SentPage;
use crate::features::referral::referral_page::ReferralPage;
use crate::features::shell::footer::Footer;
use crate::features::shell::header::Header;
use crate::features::shell::update_notice::UpdateNotice;
use crate::features::start::start_page::StartPage;
use crate::features::unreached_page::UnreachedPage;
use crate::routes::{self, Route};
use crate::state::address::provide_address;
use crate::state::draft::provide_draft;
use crate::state::found::{provide_search, use_search};
use crate::state::load::Load;

/// The whole app.
#[component]
pub fn App(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(routes::App::Public).route(Route::of);
    provide_draft();
    provide_search();
    hand_over(begun, route);
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <UpdateNotice />
                {move || page_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

fn page_view(route: Route) -> AnyView {
    match route {
        Route::Start => view! { <StartPage /> }.into_any(),
        Route::Groups => view! { <ResultsPage /> }.into_any(),
        Route::Group(id) => view! { <GroupPage id=id /> }.into_any(),
        Route::Refer(step) => view! { <ReferPage step=step /> }.into_any(),
        Route::Sent => view! { <SentPage /> }.into_any(),
        Route::Referral => view! { <ReferralPage /> }.into_any(),
        Route::About => view! { <AboutPage /> }.into_any(),
        Route::Elsewhere => view! { <UnreachedPage /> }.into_any(),
        Route::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}

/// Takes the static page away as soon as the app's own has something to show in its place: for results, not before
/// they are there. A list that the server has drawn is not given up for a failure: it stays, and the app asks again,
/// less and less often, until an answer comes or the person goes on.
fn hand_over(begun: Begun, route: Memo<Route>) {
    let search = use_search();
    let is_done = StoredValue::new(false);
    let failures = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let is_listing = route.get() == Route::Groups;
        let (is_loading, has_failed) =
            search.found.with(|found| (matches!(found, Load::Loading), matches!(found, Load::Failed(_))));
        if is_done.get_value() || (is_listing && is_loading) {
            return;
        }
        if is_listing && has_failed && document::has_drawn_list() {
            let before = failures.get_value();
            failures.set_value(before + 1);
            let again = move || {
                if !is_done.get_value() {
                    search.again();
                }
            };
            set_timeout(again, Duration::from_secs(2 << before.min(4)));
            return;
        }
        is_done.set_value(true);
        document::take_over(&begun);
    });
}
