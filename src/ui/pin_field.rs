//! A number that opens something: digits, which nobody beside the phone is to read.

use leptos::prelude::*;

use crate::ui::field::{described_by, error_view, hint_view};

/// A labelled field for a number that is kept to oneself. Neither the phone nor the browser fills it in.
#[component]
pub fn PinField(
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let has_hint = hint.is_some();
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" for=id>{label}</label>
            {hint_view(id, hint)}
            {error_view(id, error)}
            <input
                class="input input-short"
                id=id
                name=id
                type="password"
                inputmode="numeric"
                autocomplete="off"
                // More than fits: what is too long is said, and not cut off unseen.
                maxlength="30"
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
