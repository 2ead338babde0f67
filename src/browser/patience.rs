//! How long a request may take. On a bad line an honest "no answer" is worth more than waiting.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{AbortController, AbortSignal};

/// A signal that ends a request after so many milliseconds. Absent where the browser cannot.
pub fn for_milliseconds(milliseconds: i32) -> Option<AbortSignal> {
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    let end = Closure::once_into_js(move || controller.abort());
    web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(end.unchecked_ref(), milliseconds).ok()?;
    Some(signal)
}
