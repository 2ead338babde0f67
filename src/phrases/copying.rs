//! A button that copies somebody's words, so that they can send them another way.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clipboard;

/// The button, and that it was done. Where a browser would not, the words stand beside it all the same.
pub fn copy_view(text: String, label: &'static str, done: &'static str) -> AnyView {
    let is_done = RwSignal::new(false);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            // The words may have been sent meanwhile; then the button is gone.
            let _ = is_done.try_set(is_copied);
        });
    };
    view! {
        <button type="button" class="button-quiet" on:click=copy>{label}</button>
        <span role="status">{move || is_done.get().then_some(done)}</span>
    }
    .into_any()
}
