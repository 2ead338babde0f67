//! One line of text.

use leptos::prelude::*;

use crate::ui::field::{described_by, error_view, hint_view};

/// A labelled line of text.
#[component]
pub fn TextField(
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    /// The input's type: `text`, `tel`, `email`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = 200)] max_length: u32,
    /// Set for short answers such as a postcode.
    #[prop(optional)]
    is_short: bool,
    /// Set where the label is the page's heading or is seen elsewhere.
    #[prop(optional)]
    is_label_hidden: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" class:visually-hidden=is_label_hidden for=id>{label}</label>
            {hint_view(id, hint)}
            {error_view(id, error)}
            <input
                class="input"
                class:input-short=is_short
                id=id
                name=id
                type=kind
                autocomplete=autocomplete
                maxlength=max_length
                spellcheck="false"
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
