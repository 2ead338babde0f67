//! The app of the desk's pages about how people get on: its providers and its table of pages.

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::not_found_page::NotFoundPage;
use crate::features::progress::quiet_page::QuietPage;
use crate::features::progress::report_page::ReportPage;
use crate::features::progress::welcome_page::WelcomePage;
use crate::features::shell::desk_bar::DeskBar;
use crate::features::shell::footer::Footer;
use crate::features::shell::gate::{self, Gate};
use crate::features::shell::header::Header;
use crate::features::shell::idle_notice::IdleNotice;
use crate::features::shell::update_notice::UpdateNotice;
use crate::routes::App;
use crate::routes::progress::{self, ProgressRoute};
use crate::state::address::provide_address;
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::who::{Farewell, Who, provide_who};
use crate::words::progress as words;

/// The whole app.
#[component]
pub fn ProgressApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(App::Progress).route(ProgressRoute::of);
    let who = provide_who();
    provide_changes(who);
    provide_idle(who);
    let here = Memo::new(move |_| {
        route.with(|route| match route {
            ProgressRoute::Quiet => progress::QUIET,
            ProgressRoute::Report => progress::REPORT,
            ProgressRoute::Welcome(_) | ProgressRoute::Unknown => "",
        })
    });
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                {move || view! { <DeskBar here=here.get() sign_out=sign_out /> }}
                <IdleNotice />
                <UpdateNotice />
                {move || guarded_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

fn sign_out(who: Who) {
    who.sign_out(Farewell::SignedOut);
}

/// The page, for whoever works at the desk.
fn guarded_view(route: ProgressRoute) -> AnyView {
    if route == ProgressRoute::Unknown {
        return view! { <NotFoundPage /> }.into_any();
    }
    view! { <Gate side=gate::Side::Desk title=words::title() page=move || page_view(route.clone()) /> }.into_any()
}

fn page_view(route: ProgressRoute) -> AnyView {
    match route {
        ProgressRoute::Quiet => view! { <QuietPage /> }.into_any(),
        ProgressRoute::Report => view! { <ReportPage /> }.into_any(),
        ProgressRoute::Welcome(group) => view! { <WelcomePage group=group /> }.into_any(),
        ProgressRoute::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}
