//! That something is on its way.

use leptos::prelude::*;

/// A quiet line while something is fetched.
#[component]
pub fn Loading(#[prop(into)] words: String) -> impl IntoView {
    view! { <p class="loading" role="status">{words}</p> }.into_any()
}
