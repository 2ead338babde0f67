//! That a newer version is ready, or that this one is too old to go on with. It waits for a calm moment, and for a tap: words
//! being written are never taken away by an update.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::client;
use crate::browser::{document, service_worker};
use crate::state::address::use_address;
use crate::words::update as words;

/// A quiet line with a button, once a new version waits. It does not come while somebody is writing, and stays once it is
/// there: what comes and goes moves everything below it.
#[component]
pub fn UpdateNotice(
    /// Whether something of this app is under way that comes before any update; looked at on each page.
    #[prop(optional)]
    is_busy: Option<fn() -> bool>,
) -> impl IntoView {
    let is_offered = RwSignal::new(false);
    let is_outdated = RwSignal::new(false);
    let is_free = move || is_busy.is_none_or(|is_busy| !is_busy());
    client::on_outdated(move || is_outdated.set(true));
    spawn_local(service_worker::register(move || {
        if !is_offered.get_untracked() && !document::is_writing() && is_free() {
            is_offered.set(true);
        }
    }));
    let address = use_address();
    move || {
        address.follow();
        let is_outdated = is_outdated.get();
        (is_outdated || is_offered.get() && is_free()).then(|| {
            view! {
                <div class="notice update" role="status">
                    <p>{if is_outdated { words::outdated() } else { words::ready() }}</p>
                    <button
                        type="button"
                        class="button button-second"
                        on:click=move |_| spawn_local(service_worker::update())
                    >
                        {words::take()}
                    </button>
                </div>
            }
        })
    }
}
