//! Choosing one of several and any of several.

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::ui::choices::{Choice, Choices};
use crate::{draw, find};

#[wasm_bindgen_test]
async fn choice_taken_is_told_and_shown() {
    let taken = RwSignal::new(String::new());
    let place = draw(move || {
        view! {
            <Choices
                id="colour"
                legend="Which?"
                choices=vec![Choice::new("a", "A"), Choice::new("b", "B")]
                is_chosen=Callback::new(move |value: String| taken.get() == value)
                on_choose=Callback::new(move |(value, _): (String, bool)| taken.set(value))
            />
        }
    });
    let second: HtmlInputElement = find(&place, "input[value=b]").dyn_into().unwrap();
    assert!(!second.checked());
    second.click();
    tick().await;
    assert_eq!(taken.get_untracked(), "b");
    taken.set("a".to_owned());
    tick().await;
    assert!(!second.checked());
    assert_eq!(find(&place, "legend").text_content().unwrap(), "Which?");
}
