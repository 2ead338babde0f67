//! One of many, in a list that opens: for staff at a desk. Where there are few, `Choices` shows them all.

use leptos::prelude::*;

use crate::ui::field::{described_by, error_view, hint_view};

/// One thing to choose.
#[derive(Clone, PartialEq, Eq)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
}

/// A labelled list.
#[component]
pub fn SelectField(
    id: &'static str,
    #[prop(into)] label: String,
    /// What can be chosen; it may change.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    #[prop(into)] value: Signal<String>,
    on_choose: Callback<String>,
    /// What stands there as long as nothing is chosen.
    #[prop(optional, into)]
    nothing: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let nothing = StoredValue::new(nothing);
    let rows = move || {
        let chosen = value.get();
        let first = nothing.get_value().map(|label| SelectOption { value: String::new(), label });
        first
            .into_iter()
            .chain(options.get())
            .map(|option| {
                let is_chosen = option.value == chosen;
                view! { <option value=option.value prop:selected=is_chosen>{option.label}</option> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" for=id>{label}</label>
            {hint_view(id, hint)}
            {error_view(id, error)}
            <select
                class="input select"
                id=id
                name=id
                autocomplete="off"
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| on_choose.run(event_target_value(&event))
            >
                {rows}
            </select>
        </div>
    }
    .into_any()
}
