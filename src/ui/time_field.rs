//! A time of day, by the phone's own way of picking one.

use leptos::prelude::*;

use crate::ui::field::{described_by, error_view, hint_view};

/// A labelled time of day, `HH:MM` or empty.
#[component]
pub fn TimeField(
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
                class="input time-input"
                id=id
                name=id
                type="time"
                autocomplete="off"
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
