//! Several lines of text, in somebody's own words.

use leptos::prelude::*;

use crate::ui::field::{described_by, error_view, hint_view};

/// A labelled field for several lines.
#[component]
pub fn TextArea(
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = 2000)] max_length: u32,
    #[prop(default = 6)] rows: u32,
    #[prop(optional)] is_label_hidden: bool,
    /// What is typed is a secret: no spelling is looked up, nothing is put right or filled in.
    #[prop(optional)]
    is_secret: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" class:visually-hidden=is_label_hidden for=id>{label}</label>
            {hint_view(id, hint)}
            {error_view(id, error)}
            <textarea
                class="input textarea"
                id=id
                name=id
                // Whoever writes decides which way it runs.
                dir="auto"
                rows=rows
                maxlength=max_length
                spellcheck=is_secret.then_some("false")
                autocapitalize=is_secret.then_some("none")
                // Else browsers write what was typed into the file from which they open the tabs of last time.
                autocomplete="off"
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            ></textarea>
        </div>
    }
    .into_any()
}
