//! What needs putting right on a page, at its top, each line leading to its field.

use leptos::prelude::*;

/// One thing to put right.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorLine {
    /// The id of the field.
    pub field: &'static str,
    pub words: String,
}

/// The list of what to put right. It takes the focus when another attempt has failed, and at no other time: somebody
/// may be typing.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: String,
    #[prop(into)] lines: Signal<Vec<ErrorLine>>,
    /// How many attempts have failed.
    #[prop(into)]
    attempt: Signal<u32>,
    /// Puts the focus into the field with this id.
    on_go: Callback<&'static str>,
) -> impl IntoView {
    let summary = NodeRef::<leptos::html::Div>::new();
    // Answers the attempt that has taken the focus. A list that is not on the page yet is waited for.
    Effect::new(move |taken: Option<u32>| {
        let (taken, attempt) = (taken.unwrap_or_default(), attempt.get());
        match summary.get() {
            Some(summary) if attempt != taken && summary.is_connected() => {
                let _ = summary.focus();
                attempt
            }
            _ => taken,
        }
    });
    move || {
        let title = title.clone();
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let rows: Vec<_> = lines
                .into_iter()
                .map(|line| {
                    let field = line.field;
                    view! {
                        <li>
                            <a
                                href=format!("#{field}")
                                rel="external"
                                on:click=move |event| {
                                    event.prevent_default();
                                    on_go.run(field);
                                }
                            >
                                {line.words}
                            </a>
                        </li>
                    }
                })
                .collect();
            view! {
                <div class="error-summary" role="alert" tabindex="-1" node_ref=summary>
                    <h2 class="error-summary-title">{title}</h2>
                    <ul>{rows}</ul>
                </div>
            }
        })
    }
}
