//! A field says what is wrong to those who see it and to those who hear it.

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::ui::text_field::TextField;
use crate::{draw, find};

#[wasm_bindgen_test]
async fn error_is_shown_and_tied_to_the_field() {
    let error = RwSignal::new(None::<String>);
    let place = draw(move || {
        view! {
            <TextField id="town" label="Town" hint="Or village" value="x".to_owned() on_input=Callback::new(|_| ()) error=error />
        }
    });
    let field = find(&place, "input");
    assert_eq!(field.get_attribute("aria-describedby").unwrap(), "town-hint");
    error.set(Some("Type a town".to_owned()));
    tick().await;
    assert_eq!(field.get_attribute("aria-describedby").unwrap(), "town-hint town-error");
    assert_eq!(field.get_attribute("aria-invalid").unwrap(), "true");
    assert_eq!(find(&place, "#town-error").text_content().unwrap(), "Type a town");
}
