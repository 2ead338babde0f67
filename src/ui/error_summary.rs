//! What needs putting right on a page, at its top, each line leading to its field.

use leptos::prelude::*;

/// One thing to put right.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorLine {
    /// The id of the field.
    pub field: &'static str,
    pub words: String,
}

/// The list of what to put right; it takes the focus whenever it comes up anew.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: String,
    #[prop(into)] lines: Signal<Vec<ErrorLine>>,
    /// Puts the focus into the field with this id.
    on_go: Callback<&'static str>,
) -> impl IntoView {
    let summary = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if lines.with(|lines| !lines.is_empty())
            && let Some(summary) = summary.get()
        {
            let _ = summary.focus();
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
