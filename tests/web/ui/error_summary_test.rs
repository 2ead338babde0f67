//! The summary of what to put right takes the focus when it comes up.

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::ui::error_summary::{ErrorLine, ErrorSummary};
use crate::{draw, find};

#[wasm_bindgen_test]
async fn summary_that_comes_up_takes_the_focus_and_leads_to_the_field() {
    let lines = RwSignal::new(Vec::<ErrorLine>::new());
    let led_to = RwSignal::new("");
    let place = draw(move || {
        view! {
            <ErrorSummary title="Put right" lines=lines on_go=Callback::new(move |field| led_to.set(field)) />
        }
    });
    assert!(place.query_selector(".error-summary").unwrap().is_none());
    lines.set(vec![ErrorLine { field: "name", words: "Type a name".to_owned() }]);
    tick().await;
    tick().await;
    let summary = find(&place, ".error-summary");
    assert!(document().active_element().unwrap().is_same_node(Some(&summary)));
    find(&place, "a").click();
    assert_eq!(led_to.get_untracked(), "name");
}
