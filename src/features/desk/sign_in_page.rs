//! Signing in, for staff: by a passkey and by nothing else, so that there is nothing that can be told to a stranger.

use leptos::prelude::*;

use crate::features::desk::confirm::PasskeyPress;
use crate::routes;
use crate::state::address::use_address;
use crate::state::who::{Farewell, Standing, use_who};
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::{frame, sign_in as words};

/// One button, and what to do when the passkey is lost.
#[component]
pub fn DeskSignInPage() -> impl IntoView {
    let (who, address) = (use_who(), use_address());
    // Whoever signs in, here or in another tab, goes on to where they wanted.
    Effect::new(move |_| {
        if let Standing::Staff(_) = who.standing() {
            let wanted = who.take_wanted().unwrap_or_else(|| routes::desk::WAITING.to_owned());
            address.go_instead(&wanted);
        }
    });
    sign_in_view()
}

/// The same in the place of a page that nobody may see who is not signed in.
pub fn sign_in_view() -> AnyView {
    let who = use_who();
    let press = PasskeyPress::new(Callback::new(|()| ()));
    let ended = move || {
        let said = match who.farewell()? {
            Farewell::SignedOut => words::signed_out(),
            Farewell::Over => words::over(),
            Farewell::Idle => words::idle(),
        };
        Some(view! { <p class="notice">{said}</p> })
    };
    let is_somebody = move || matches!(who.standing(), Standing::Somebody(_));
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            <div role="status">{ended}</div>
            <p class="lead">{words::lead()}</p>
            {move || is_somebody().then(|| view! { <p class="notice notice-warm">{words::somebody()}</p> })}
            {press.trouble_view()}
            <p>
                <button type="button" class="button" disabled=move || press.is_busy() on:click=move |_| press.run()>
                    {words::button()}
                </button>
            </p>
            <section>
                <h2>{words::lost_title()}</h2>
                <p>{words::lost()}</p>
                <p>{words::lost_lead()}</p>
            </section>
            <p><a class="tap" href=routes::START>{words::not_staff()}</a></p>
        </Page>
    }
    .into_any()
}
