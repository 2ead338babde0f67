//! What stands where there is no plan to see: somebody helps no longer, or has no record of their own.

use leptos::prelude::*;

use crate::routes;
use crate::routes::me;
use crate::ui::page::Page;
use crate::words::{app, plan as words};

/// They cannot see this plan, or not any more.
#[component]
pub fn EndedPage() -> impl IntoView {
    view! {
        <Page title=words::ended() app_name=app::name() tab=words::title()>
            <p><a class="button" href=me::HOME>{words::home_go()}</a></p>
        </Page>
    }
    .into_any()
}

/// Nobody has asked for a link worker for them yet.
#[component]
pub fn NoRecordPage() -> impl IntoView {
    view! {
        <Page title=words::title() app_name=app::name()>
            <p class="lead">{words::no_record()}</p>
            <p><a class="button" href=routes::refer("who")>{words::no_record_go()}</a></p>
        </Page>
    }
    .into_any()
}
