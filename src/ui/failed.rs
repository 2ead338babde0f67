//! That something did not work: never to be mistaken for "there is nothing".

use leptos::prelude::*;

/// What happened, a button to try again, and the way to help that always works.
#[component]
pub fn Failed(
    #[prop(into)] title: String,
    #[prop(into)] words: String,
    #[prop(into)] again: String,
    on_again: Callback<()>,
    #[prop(into)] help: String,
    help_href: &'static str,
) -> impl IntoView {
    view! {
        <section class="failed" role="alert">
            <h2>{title}</h2>
            <p>{words}</p>
            <p class="failed-ways">
                <button type="button" class="button" on:click=move |_| on_again.run(())>{again}</button>
                <a href=help_href rel="external">{help}</a>
            </p>
        </section>
    }
    .into_any()
}
