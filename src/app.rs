//! The public app, for everybody: its providers and its table of pages.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::about::about_page::AboutPage;
use crate::features::groups::group_page::GroupPage;
use crate::features::groups::results_page::ResultsPage;
use crate::features::not_found_page::NotFoundPage;
use crate::features::shell::as_of::AsOf;
use crate::features::shell::footer::Footer;
use crate::features::shell::header::Header;
use crate::features::shell::install_hint::{InstallHint, Moment};
use crate::features::shell::unsent_notice::UnsentNotice;
use crate::features::shell::update_notice::UpdateNotice;
use crate::features::start::shared::open_shared;
use crate::features::start::start_page::StartPage;
use crate::features::unreached_page::UnreachedPage;
use crate::routes::{self, Route};
use crate::state::address::provide_address;
use crate::state::found::{provide_search, use_search};
use crate::state::load::Load;

/// The whole app.
#[component]
pub fn App(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let address = provide_address(routes::App::Public);
    open_shared(address);
    let route = address.route(Route::of);
    provide_search();
    hand_over(begun, route);
    let install = install_moment(route);
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <AsOf />
                <UpdateNotice />
                <UnsentNotice />
                {move || page_view(route.get())}
                <InstallHint moment=install />
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
        Route::About => view! { <AboutPage /> }.into_any(),
        Route::Elsewhere => view! { <UnreachedPage /> }.into_any(),
        Route::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}

/// Whoever is back at a list may be told of the home screen: with the list at hand nothing comes in above it any more.
fn install_moment(route: Memo<Route>) -> Memo<Moment> {
    let search = use_search();
    let lists = StoredValue::new(0_u32);
    Memo::new(move |_| {
        if route.with(|route| *route != Route::Groups) {
            return Moment::No;
        }
        lists.update_value(|lists| *lists += 1);
        let is_back = lists.get_value() > 1 && search.found.with_untracked(|found| found.there().is_some());
        if is_back { Moment::Now } else { Moment::Soon }
    })
}

/// Takes the static page away as soon as the app's own has something to show in its place: for results, not before they
/// are there. A list that the server has drawn is not given up for a failure: it stays, and the app asks again, less and
/// less often, until an answer comes or the person goes on.
fn hand_over(begun: Begun, route: Memo<Route>) {
    let search = use_search();
    let is_done = StoredValue::new(false);
    let failures = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let is_listing = route.with(|route| *route == Route::Groups);
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
