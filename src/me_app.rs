//! The app of signing in and of the person's own pages: its providers and its table of pages.

use leptos::prelude::*;

use crate::browser::document::{self, Begun};
use crate::features::details::details_page::DetailsPage;
use crate::features::details::safe_contact_page::SafeContactPage;
use crate::features::devices::devices_page::DevicesPage;
use crate::features::devices::passkeys_page::PasskeysPage;
use crate::features::devices::recovery_words_page::RecoveryWordsPage;
use crate::features::helpers::become_helper_page::BecomeHelperPage;
use crate::features::helpers::helper_page::HelperPage;
use crate::features::helpers::helpers_page::HelpersPage;
use crate::features::helpers::helping_page::HelpingPage;
use crate::features::helpers::invite_helper_page::InviteHelperPage;
use crate::features::me::gate::Gate;
use crate::features::me::home_page::MeHomePage;
use crate::features::me::me_header::MeHeader;
use crate::features::not_found_page::NotFoundPage;
use crate::features::shell::as_of::AsOf;
use crate::features::shell::footer::Footer;
use crate::features::shell::header::Header;
use crate::features::shell::idle_notice::IdleNotice;
use crate::features::shell::update_notice::UpdateNotice;
use crate::features::sign_in::sign_in_link_page::SignInLinkPage;
use crate::features::sign_in::sign_in_page::SignInPage;
use crate::features::sign_in::sign_in_recover_page::SignInRecoverPage;
use crate::routes::App;
use crate::routes::me::MeRoute;
use crate::state::address::provide_address;
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::pocket_waiting;
use crate::state::signing_in::provide_signing_in;
use crate::state::unsaved;
use crate::state::who::provide_who;

/// The whole app.
#[component]
pub fn MeApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    let route = provide_address(App::Me).route(MeRoute::of);
    let who = provide_who();
    provide_changes(who);
    provide_idle(who);
    pocket_waiting::watch(who);
    provide_signing_in(who);
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <AsOf />
                <MeHeader />
                <IdleNotice />
                <UpdateNotice is_busy=unsaved::is_any />
                {move || guarded_view(route.get())}
            </main>
            <Footer />
        </div>
    }
}

/// The page, where whoever is here may see it. Signing in is everybody's; so is the page where somebody takes up a code to
/// help, which tells them to sign in first.
fn guarded_view(route: MeRoute) -> AnyView {
    match route {
        MeRoute::SignIn | MeRoute::SignInLink | MeRoute::SignInRecover | MeRoute::BecomeHelper | MeRoute::Unknown => {
            me_view(route)
        }
        route => view! { <Gate page=move || me_view(route.clone()) /> }.into_any(),
    }
}

fn me_view(route: MeRoute) -> AnyView {
    match route {
        MeRoute::SignIn => view! { <SignInPage /> }.into_any(),
        MeRoute::SignInLink => view! { <SignInLinkPage /> }.into_any(),
        MeRoute::SignInRecover => view! { <SignInRecoverPage /> }.into_any(),
        MeRoute::Home => view! { <MeHomePage /> }.into_any(),
        MeRoute::Details => view! { <DetailsPage /> }.into_any(),
        MeRoute::SafeContact => view! { <SafeContactPage /> }.into_any(),
        MeRoute::Devices => view! { <DevicesPage /> }.into_any(),
        MeRoute::Passkeys => view! { <PasskeysPage /> }.into_any(),
        MeRoute::RecoveryWords => view! { <RecoveryWordsPage /> }.into_any(),
        MeRoute::Helpers => view! { <HelpersPage /> }.into_any(),
        MeRoute::InviteHelper => view! { <InviteHelperPage /> }.into_any(),
        MeRoute::Helper(id) => view! { <HelperPage id=id /> }.into_any(),
        MeRoute::BecomeHelper => view! { <BecomeHelperPage /> }.into_any(),
        MeRoute::Helping(id) => view! { <HelpingPage id=id /> }.into_any(),
        MeRoute::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}
