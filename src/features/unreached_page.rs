//! A page of another app that could not be fetched; the service worker answers with this app instead.

use leptos::prelude::*;

use crate::backend::failure::Failure;
use crate::browser::history;
use crate::phrases::failure::failure;
use crate::routes;
use crate::ui::page::Page;
use crate::words::{app, failure as words};

/// Says so, and tries again.
#[component]
pub fn UnreachedPage() -> impl IntoView {
    let again = |_| {
        let (path, query) = history::here();
        history::load(&format!("{path}?{query}"), true);
    };
    view! {
        <Page title=words::title() app_name=app::name()>
            <p class="lead">{failure(&Failure::Offline)}</p>
            <p class="failed-ways">
                <button type="button" class="button" on:click=again>{words::again()}</button>
                <a href=routes::HELP_NOW rel="external">{words::help()}</a>
            </p>
        </Page>
    }
    .into_any()
}
