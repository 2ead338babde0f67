//! Choosing: one of several, or any of several. Native controls in large rows.

use leptos::prelude::*;

use crate::ui::field::{described_by, error_view, hint_view};

/// One thing to choose.
pub struct Choice {
    /// What the choice is called in the form.
    pub value: &'static str,
    pub label: String,
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: &'static str, label: impl Into<String>) -> Self {
        Self { value, label: label.into(), hint: None }
    }
}

/// A group of radio buttons or checkboxes.
#[component]
pub fn Choices(
    id: &'static str,
    #[prop(into)] legend: String,
    choices: Vec<Choice>,
    /// Whether the choice of this value is taken.
    is_chosen: Callback<String, bool>,
    /// The value, and whether it was taken or put back.
    on_choose: Callback<(String, bool)>,
    /// Any number may be taken.
    #[prop(optional)]
    is_many: bool,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    /// Set where the legend is the page's heading or is seen elsewhere.
    #[prop(optional)]
    is_legend_hidden: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let kind = if is_many { "checkbox" } else { "radio" };
    let rows: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let value = choice.value;
            // The error summary leads to the first choice.
            let row = if index == 0 { id.to_owned() } else { format!("{id}-{value}") };
            view! {
                <label class="choice" for=row.clone()>
                    <input
                        id=row.clone()
                        type=kind
                        name=id
                        value=value
                        // Else browsers keep what was ticked, to open the tabs of last time with.
                        autocomplete="off"
                        prop:checked=move || is_chosen.run(value.to_owned())
                        on:change=move |event| on_choose.run((value.to_owned(), event_target_checked(&event)))
                    />
                    <span class="choice-words">
                        <span class="choice-label">{choice.label}</span>
                        {choice.hint.map(|hint| view! { <span class="choice-hint">{hint}</span> })}
                    </span>
                </label>
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
            {rows}
        </fieldset>
    }
    .into_any()
}
