//! The app of the team's own pages at the desk: its providers and its table of pages.

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::desk::cover_page::CoverPage;
use crate::features::desk::feeds_page::FeedsPage;
use crate::features::desk::invitation_page::InvitationPage;
use crate::features::desk::listings_page::ListingsPage;
use crate::features::desk::me_page::DeskMePage;
use crate::features::desk::recoveries_page::RecoveriesPage;
use crate::features::desk::staff_page::StaffPage;
use crate::features::desk::team_page::TeamPage;
use crate::features::not_found_page::NotFoundPage;
use crate::features::shell::footer::Footer;
use crate::features::shell::header::Header;
use crate::features::shell::update_notice::UpdateNotice;
use crate::routes::App;
use crate::routes::team::TeamRoute;
use crate::state::address::provide_address;
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::who::provide_who;

/// The whole app.
#[component]
pub fn TeamApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(App::Team).route(TeamRoute::of);
    let who = provide_who();
    provide_changes(who);
    provide_idle(who);
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <UpdateNotice />
                {move || team_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

fn team_view(route: TeamRoute) -> AnyView {
    match route {
        TeamRoute::Invitation => view! { <InvitationPage /> }.into_any(),
        TeamRoute::Team => view! { <TeamPage /> }.into_any(),
        TeamRoute::Staff => view! { <StaffPage /> }.into_any(),
        TeamRoute::Cover => view! { <CoverPage /> }.into_any(),
        TeamRoute::Listings => view! { <ListingsPage /> }.into_any(),
        TeamRoute::Feeds => view! { <FeedsPage /> }.into_any(),
        TeamRoute::Recoveries => view! { <RecoveriesPage /> }.into_any(),
        TeamRoute::Me => view! { <DeskMePage /> }.into_any(),
        TeamRoute::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}
