//! An address that leads nowhere.

use leptos::prelude::*;

use crate::routes;
use crate::ui::page::Page;
use crate::words::{app, not_found as words};

/// Says so, and leads on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Page title=words::title() app_name=app::name()>
            <p class="lead">{words::lead()}</p>
            <p>
                <a class="button" href=routes::START>{words::start()}</a>
            </p>
        </Page>
    }
    .into_any()
}
