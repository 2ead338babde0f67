//! One request and its whole answer as text.
//!
//! Straight over the browser's `fetch`: everything that is sent and read here is small, and a client library would weigh
//! more than this file.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// How long an answer may take. On a bad line an honest "no answer" is worth more than waiting.
const PATIENCE_IN_MILLISECONDS: i32 = 20_000;

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: String,
}

/// Fetches an address.
///
/// # Errors
/// When no whole answer came: no signal, too slow, or cut off.
pub async fn get(address: &str) -> Result<Answer, JsValue> {
    send(address, &RequestInit::new()).await
}

/// Sends JSON.
///
/// # Errors
/// When no whole answer came: no signal, too slow, or cut off. The request may have arrived all the same.
pub async fn post(address: &str, json: &str) -> Result<Answer, JsValue> {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&JsValue::from_str(json));
    let headers = Object::new();
    Reflect::set(&headers, &JsValue::from_str("content-type"), &JsValue::from_str("application/json"))?;
    request.set_headers(&headers);
    send(address, &request).await
}

async fn send(address: &str, request: &RequestInit) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // Old browsers cannot give up by themselves; they wait as long as the line does.
    if let Ok(controller) = AbortController::new() {
        request.set_signal(Some(&controller.signal()));
        let end = Closure::once_into_js(move || controller.abort());
        window.set_timeout_with_callback_and_timeout_and_arguments_0(end.unchecked_ref(), PATIENCE_IN_MILLISECONDS)?;
    }
    let answer: Response = JsFuture::from(window.fetch_with_str_and_init(address, request)).await?.dyn_into()?;
    let body = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    Ok(Answer { status: answer.status(), body })
}
