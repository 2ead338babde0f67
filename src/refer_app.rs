//! The app of asking for a link worker, and of how far that is: its providers and its table of pages.

use std::time::Duration;

use domain::journey::Step;
use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::browser::history;
use crate::features::not_found_page::NotFoundPage;
use crate::features::refer::refer_page::ReferPage;
use crate::features::refer::sending_notice::SendingNotice;
use crate::features::refer::sent_page::SentPage;
use crate::features::referral::referral_page::ReferralPage;
use crate::features::shell::as_of::AsOf;
use crate::features::shell::footer::Footer;
use crate::features::shell::header::Header;
use crate::features::shell::install_hint::{InstallHint, Moment};
use crate::features::shell::update_notice::UpdateNotice;
use crate::routes::App;
use crate::routes::refer::ReferRoute;
use crate::state::address::provide_address;
use crate::state::draft::{provide_draft, use_draft};

/// How often it is looked whether a question stands, before the static page goes all the same.
const MOST_LOOKS: u32 = 20;

/// The whole app.
#[component]
pub fn ReferApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(App::Refer).route(ReferRoute::of);
    provide_draft();
    hand_over(begun, route);
    let draft = use_draft();
    let install = Memo::new(move |_| {
        route.with(|route| match route {
            ReferRoute::Sent if untrack(|| draft.receipt()).is_some() => Moment::Now,
            ReferRoute::Question(step) if step == Step::Check.code() => Moment::Soon,
            _ => Moment::No,
        })
    });
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <AsOf />
                <UpdateNotice is_busy=is_asking />
                <SendingNotice route=route />
                {move || page_view(route.get())}
                <InstallHint moment=install />
            </main>
            <Footer />
        </div>
    }
}

/// Whether somebody is at the questions: until what they say is sent, nothing comes between.
fn is_asking() -> bool {
    matches!(ReferRoute::of(&history::here().0), ReferRoute::Question(_))
}

fn page_view(route: ReferRoute) -> AnyView {
    match route {
        ReferRoute::Question(step) => view! { <ReferPage step=step /> }.into_any(),
        ReferRoute::Sent => view! { <SentPage /> }.into_any(),
        ReferRoute::Referral => view! { <ReferralPage /> }.into_any(),
        ReferRoute::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}

/// Takes the static page away as soon as the app's own has something to show in its place: for a question, not before it
/// stands. An address that says for whom leads on to the next one, which stands a moment later.
fn hand_over(begun: Begun, route: Memo<ReferRoute>) {
    let is_done = StoredValue::new(false);
    let looks = RwSignal::new(0_u32);
    Effect::new(move |_| {
        let is_question = route.with(|route| matches!(route, ReferRoute::Question(_)));
        if is_done.get_value() {
            return;
        }
        if is_question && looks.get() < MOST_LOOKS && !document::has_heading() {
            set_timeout(move || looks.update(|looks| *looks += 1), Duration::ZERO);
            return;
        }
        is_done.set_value(true);
        document::take_over(&begun);
    });
}
