//! What stands in the place of a page while it is not known yet what may be shown there.

use leptos::prelude::*;

/// A heading and what is below it. Unlike a page it takes no focus and leaves the browser's title alone, for the page
/// itself is about to come.
#[component]
pub fn BarePage(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <article class="page">
            <h1 class="page-title" tabindex="-1">{title}</h1>
            {children()}
        </article>
    }
    .into_any()
}
