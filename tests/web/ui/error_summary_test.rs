//! The summary of what to put right takes the focus when an attempt has failed, and only then.

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::ui::error_summary::{ErrorLine, ErrorSummary};
use crate::{draw, find};

fn line(words: &str) -> ErrorLine {
    ErrorLine { field: "name", words: words.to_owned() }
}

async fn settle() {
    tick().await;
    tick().await;
}

fn has_focus(element: &HtmlElement) -> bool {
    document().active_element().is_some_and(|active| active.is_same_node(Some(element)))
}

#[wasm_bindgen_test]
async fn summary_takes_the_focus_when_an_attempt_fails_and_leads_to_the_field() {
    let lines = RwSignal::new(Vec::<ErrorLine>::new());
    let attempt = RwSignal::new(0_u32);
    let led_to = RwSignal::new("");
    let place = draw(move || {
        view! {
            <ErrorSummary
                title="Put right"
                lines=lines
                attempt=attempt
                on_go=Callback::new(move |field| led_to.set(field))
            />
        }
    });
    assert!(place.query_selector(".error-summary").unwrap().is_none());
    lines.set(vec![line("Type a name")]);
    attempt.set(1);
    settle().await;
    assert!(has_focus(&find(&place, ".error-summary")));
    find(&place, "a").click();
    assert_eq!(led_to.get_untracked(), "name");

    // Put right, and wrong again at a later attempt.
    lines.set(Vec::new());
    settle().await;
    lines.set(vec![line("Type a name")]);
    attempt.set(2);
    settle().await;
    assert!(has_focus(&find(&place, ".error-summary")));
}

#[wasm_bindgen_test]
async fn summary_leaves_the_focus_where_somebody_types() {
    let lines = RwSignal::new(vec![line("Type a name")]);
    let attempt = RwSignal::new(1_u32);
    let place = draw(move || {
        view! {
            <input id="typing" />
            <ErrorSummary title="Put right" lines=lines attempt=attempt on_go=Callback::new(|_| ()) />
        }
    });
    settle().await;
    let field = find(&place, "input");
    field.focus().unwrap();
    lines.set(vec![line("Type your name")]);
    settle().await;
    assert!(has_focus(&field));
    attempt.set(2);
    settle().await;
    assert!(has_focus(&find(&place, ".error-summary")));
}
