//! A date somebody knows by heart, in three short fields.

use leptos::prelude::*;

use crate::ui::field::{described_by, error_view, hint_view};

/// One of the three fields.
pub struct DatePart {
    pub id: &'static str,
    pub label: String,
    pub autocomplete: &'static str,
    pub max_length: u32,
    pub value: Signal<String>,
    pub on_input: Callback<String>,
}

/// Day, month and year. The error summary leads to the first field, which has the id of the whole.
#[component]
pub fn DateField(
    id: &'static str,
    #[prop(into)] legend: String,
    parts: [DatePart; 3],
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] is_legend_hidden: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let fields: Vec<_> = parts
        .into_iter()
        .map(|part| {
            view! {
                <div class="field date-part">
                    <label class="field-label" for=part.id>{part.label}</label>
                    <input
                        class="input"
                        id=part.id
                        name=part.id
                        type="text"
                        inputmode="numeric"
                        autocomplete=part.autocomplete
                        maxlength=part.max_length
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        prop:value=move || part.value.get()
                        on:input=move |event| part.on_input.run(event_target_value(&event))
                    />
                </div>
            }
        })
        .collect();
    view! {
        <fieldset
            class="choices"
            class:field-wrong=move || error.with(Option::is_some)
            aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
        >
            <legend class="field-label" class:visually-hidden=is_legend_hidden>{legend}</legend>
            {hint_view(id, hint)}
            {error_view(id, error)}
            <div class="date-parts">{fields}</div>
        </fieldset>
    }
    .into_any()
}
