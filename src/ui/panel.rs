//! A box that comes up in the flow of a page and asks for something first.

use leptos::prelude::*;

/// A titled box. Its heading takes the focus when it comes up, so that it is read and the keyboard goes on from there.
#[component]
pub fn Panel(
    /// The id of the heading.
    id: &'static str,
    #[prop(into)] title: String,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    view! {
        <section class="panel" aria-labelledby=id>
            <h2 id=id class="panel-title" tabindex="-1" node_ref=heading>{title}</h2>
            {children()}
        </section>
    }
    .into_any()
}
