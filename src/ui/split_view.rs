//! A list and one thing of it. Side by side where there is room; on a phone one of the two.

use leptos::prelude::*;

use crate::ui::shortcut::plain_key;

/// The two parts.
#[component]
pub fn SplitView(
    /// The list, which is a part of the page with a name.
    list: AnyView,
    #[prop(into)] list_label: String,
    /// The thing, or what stands there until one is chosen.
    detail: AnyView,
    /// On a phone the thing is shown and the list is not.
    #[prop(optional)]
    is_chosen: bool,
    /// Gets the keys that are pressed inside and belong to no field; answers whether it had a use for them.
    on_key: Callback<String, bool>,
) -> impl IntoView {
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        if plain_key(&event).is_some_and(|key| on_key.run(key)) {
            event.prevent_default();
        }
    };
    view! {
        <div class="split" class:split-chosen=is_chosen on:keydown=pressed>
            <section class="split-list" aria-label=list_label>{list}</section>
            <div class="split-detail">{detail}</div>
        </div>
    }
    .into_any()
}
