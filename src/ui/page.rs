//! A page: its heading, its title in the browser, and where the focus goes when it opens.

use std::cell::Cell;

use leptos::prelude::*;

thread_local! {
    static IS_FIRST: Cell<bool> = const { Cell::new(true) };
}

/// A page with its heading. On every navigation but the first the heading takes the focus, so that a screen reader
/// starts there and the keyboard goes on from there.
#[component]
pub fn Page(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What follows in the browser's title; it names the app and nothing else.
    app_name: &'static str,
    /// What the browser's title says instead of the heading. The history and the list of open apps show it, so it must
    /// give nothing away about the person; pages whose heading would, set it.
    #[prop(optional)]
    tab: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<leptos::html::H1>::new();
    Effect::new(move |_| {
        let heading = title.get();
        document().set_title(&format!("{} · {app_name}", tab.unwrap_or(&heading)));
    });
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && !IS_FIRST.replace(false)
        {
            let _ = heading.focus();
        }
    });
    view! {
        <article class="page">
            <h1 node_ref=heading class="page-title" tabindex="-1">
                {title}
            </h1>
            {children()}
        </article>
    }
}
