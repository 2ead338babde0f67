//! The first page: find what is on, or ask for a link worker. The same markup stands in `index.html`, so that nothing
//! moves when the app takes over.

use leptos::prelude::*;

use crate::routes;
use crate::state::address::use_address;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::words::{app, start as words};

/// The start page.
#[component]
pub fn StartPage() -> impl IntoView {
    let near = RwSignal::new(String::new());
    let address = use_address();
    let search = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let near = near.get_untracked().trim().to_owned();
        let pairs = if near.is_empty() { Vec::new() } else { vec![("near", near)] };
        address.go(&routes::groups(&pairs));
    };
    view! {
        <div class="start">
            <Ornament />
            <Page title=words::title() app_name=app::name()>
                <form class="start-search" method="get" action=routes::GROUPS on:submit=search role="search">
                    <label class="field-label" for="near">{words::near()}</label>
                    <p class="field-hint" id="near-hint">{words::near_hint()}</p>
                    <input
                        class="input"
                        id="near"
                        name="near"
                        type="text"
                        autocomplete="postal-code"
                        maxlength="100"
                        spellcheck="false"
                        aria-describedby="near-hint"
                        prop:value=move || near.get()
                        on:input=move |event| near.set(event_target_value(&event))
                    />
                    <button class="button" type="submit">{words::search()}</button>
                </form>
                <section class="start-ask">
                    <h2>{words::ask_title()}</h2>
                    <p>{words::ask_lead()}</p>
                    <p class="start-ways">
                        <a class="button button-second" href=routes::refer::for_whom("me")>{words::ask_me()}</a>
                        <a class="button button-second" href=routes::refer::for_whom("someone")>{words::ask_someone()}</a>
                    </p>
                    <ul class="start-facts">
                        <li>{words::fact_who()}</li>
                        <li>{words::fact_next()}</li>
                        <li>{words::fact_free()}</li>
                    </ul>
                </section>
            </Page>
        </div>
    }
    .into_any()
}
