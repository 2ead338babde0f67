//! That a newer version is ready. It waits: words being written are never taken away by an update.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::service_worker;
use crate::words::update as words;

/// A quiet line with a button, once a new version waits.
#[component]
pub fn UpdateNotice() -> impl IntoView {
    let is_ready = RwSignal::new(false);
    spawn_local(service_worker::register(move || is_ready.set(true)));
    move || {
        is_ready.get().then(|| {
            view! {
                <div class="notice update" role="status">
                    <p>{words::ready()}</p>
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
