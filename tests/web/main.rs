//! Components in a real browser: only what plain HTML does not give by itself.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(dead_code, reason = "the components are taken in whole, and not all of them are tested here")]

mod ui {
    #[path = "../../../src/ui/choices.rs"]
    pub mod choices;
    #[path = "../../../src/ui/error_summary.rs"]
    pub mod error_summary;
    #[path = "../../../src/ui/field.rs"]
    pub mod field;
    #[path = "../../../src/ui/text_field.rs"]
    pub mod text_field;

    mod choices_test;
    mod error_summary_test;
    mod text_field_test;
}
#[path = "../../src/browser/pocket.rs"]
mod pocket;
#[path = "../../src/browser/service_worker.rs"]
mod service_worker;
#[path = "../../src/words.rs"]
mod words;

mod without_a_worker;
mod words_of_a_language;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test_configure;
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// Draws something into an element of its own and answers that element.
fn draw<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
    let place = document().create_element("div").unwrap().dyn_into::<HtmlElement>().unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    mount_to(place.clone(), view).forget();
    place
}

/// The first element that fits.
fn find(place: &HtmlElement, selector: &str) -> HtmlElement {
    place.query_selector(selector).unwrap().unwrap().dyn_into().unwrap()
}
