//! The head of the desk: the team, who is signed in, the parts of the desk, and the way out. "Get help now" and "Leave this
//! page" stand above it, as on every page.

use leptos::prelude::*;

use crate::features::desk::me::Me;
use crate::features::desk::said;
use crate::features::desk::tab::Tab;
use crate::state::idle::use_idle;
use crate::state::who::{Farewell, use_who};
use crate::words::desk::bar as words;
use crate::words::signed_in as shared;

const TABS: &str = "desk-tabs";

/// The head. On a phone the parts fold away behind a button.
#[component]
pub fn Bar(me: Me, here: Tab) -> impl IntoView {
    let who = use_who();
    let is_open = RwSignal::new(false);
    let sign_out = move |_| who.sign_out(Farewell::SignedOut);
    let tabs: Vec<_> = Tab::ALL
        .into_iter()
        .filter(|tab| tab.is_for(me.role))
        .map(|tab| {
            view! {
                <li>
                    <a class="desk-tab" href=tab.address() aria-current=(tab == here).then_some("page")>{tab.name()}</a>
                </li>
            }
        })
        .collect();
    let signed_in = words::signed_in(&me.name, said::role(me.role));
    view! {
        <div class="desk-bar">
            <p class="desk-team">
                {(!me.team_name.is_empty()).then(|| view! { <strong>{me.team_name.clone()}</strong> })}
                <span class="small">{signed_in}</span>
            </p>
            <nav class="desk-nav" aria-label=shared::desk::parts()>
                <button
                    type="button"
                    class="button button-second desk-nav-open"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=TABS
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {words::menu(here.name())}
                </button>
                <ul class="desk-tabs" class:desk-tabs-open=move || is_open.get() id=TABS>{tabs}</ul>
            </nav>
            <button type="button" class="button-quiet desk-out" on:click=sign_out>{shared::desk::sign_out()}</button>
            {idle_view()}
        </div>
    }
    .into_any()
}

/// That the sign-in ends within a minute. Any touch or key keeps it; the button is for whoever looks for one.
fn idle_view() -> AnyView {
    let idle = use_idle();
    let notice = move || {
        idle.is_ending().then(|| {
            view! {
                <div class="notice notice-warm">
                    <p>{shared::idle()}</p>
                    <p><button type="button" class="button" on:click=move |_| idle.stay()>{shared::stay()}</button></p>
                </div>
            }
        })
    };
    view! { <div class="desk-idle" role="alert">{notice}</div> }.into_any()
}
