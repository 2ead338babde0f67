//! The stile, drawn in one line weight: two posts, two steps, a path going on.

use leptos::prelude::*;

/// The drawing. It says nothing that the words beside it do not say.
#[component]
pub fn Ornament() -> impl IntoView {
    view! {
        <svg class="ornament" viewBox="0 0 96 64" aria-hidden="true" focusable="false">
            <path d="M3 56H17V45H30V34H60C76 34 65 55 80 55C86 55 88 50 93 49 M40 8V56 M55 12V56" />
        </svg>
    }
    .into_any()
}
