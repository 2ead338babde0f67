//! What Stile is, what happens to what people write, and where its data comes from.

use leptos::prelude::*;

use crate::ui::page::Page;
use crate::words::{about as words, app};

/// Plain facts, in plain words.
#[component]
pub fn AboutPage() -> impl IntoView {
    view! {
        <Page title=words::title() app_name=app::name()>
            <p class="lead">{words::lead()}</p>
            <h2>{words::write_title()}</h2>
            <p>{words::write_referral()}</p>
            <p>{words::write_place()}</p>
            <p>{words::write_phone()}</p>
            <h2>{words::shared_title()}</h2>
            <p>{words::shared_leave()}</p>
            <p>{words::shared_history()}</p>
            <h2>{words::data_title()}</h2>
            <p>{words::data_lead()}</p>
            <p class="small">{words::data_os()}</p>
        </Page>
    }
    .into_any()
}
