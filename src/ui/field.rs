//! What every field has around it: a label, a hint and, when something is wrong, how to put it right.

use leptos::prelude::*;

/// The ids of a field's hint and error, for `aria-describedby`.
pub fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let mut ids = String::new();
    if has_hint {
        ids = format!("{id}-hint");
    }
    if has_error {
        if !ids.is_empty() {
            ids.push(' ');
        }
        ids.push_str(id);
        ids.push_str("-error");
    }
    (!ids.is_empty()).then_some(ids)
}

/// A field's hint.
pub fn hint_view(id: &str, hint: Option<String>) -> Option<AnyView> {
    let id = format!("{id}-hint");
    hint.map(|hint| view! { <p class="field-hint" id=id>{hint}</p> }.into_any())
}

/// A field's error, shown only while there is one.
pub fn error_view(id: &str, error: Signal<Option<String>>) -> AnyView {
    let id = format!("{id}-error");
    (move || {
        let id = id.clone();
        error.get().map(|error| view! { <p class="field-error" id=id>{error}</p> })
    })
    .into_any()
}
