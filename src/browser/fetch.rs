//! One request and its whole answer as text.
//!
//! Straight over the browser's `fetch`: everything that is sent and read here is small, and a client library would weigh
//! more than this file.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

use super::download::File;

/// How long an answer may take. On a bad line an honest "no answer" is worth more than waiting.
const PATIENCE_IN_MILLISECONDS: i32 = 20_000;

/// How long a whole file may take, which is made while it is sent.
const PATIENCE_WITH_FILES: i32 = 180_000;

/// The release that this app says it is of, by `wire::RELEASE_HEADER`. It is `wire::RELEASE`: nothing here knows anything of
/// ours, and `backend::client` does not compile where it is another.
pub const RELEASE: u32 = 1;

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: String,
    /// When the phone has this from, as an instant, where it is a copy that the phone had kept.
    pub as_of: Option<String>,
}

/// Fetches an address. The request is on its way at once; what is waited for is its answer.
///
/// # Errors
/// When no whole answer came: no signal, too slow, or cut off.
pub fn get(address: &str) -> impl Future<Output = Result<Answer, JsValue>> + use<> {
    let begun = request("GET", None).and_then(|request| begin(address, &request, PATIENCE_IN_MILLISECONDS));
    async { whole(begun?).await }
}

/// Sends JSON by `POST` or `PUT`.
///
/// # Errors
/// When no whole answer came: no signal, too slow, or cut off. The request may have arrived all the same.
pub async fn send(method: &str, address: &str, json: &str) -> Result<Answer, JsValue> {
    let request = request(method, Some(json))?;
    whole(begin(address, &request, PATIENCE_IN_MILLISECONDS)?).await
}

/// Sends JSON and takes a file for an answer. Where none came, the answer says why.
///
/// # Errors
/// When no whole answer came: no signal, too slow, or cut off.
pub async fn send_for_file(address: &str, json: &str) -> Result<Result<File, Answer>, JsValue> {
    let begun = begin(address, &request("POST", Some(json))?, PATIENCE_WITH_FILES)?;
    let answer: Response = JsFuture::from(begun).await?.dyn_into()?;
    if answer.ok() {
        let file = JsFuture::from(answer.blob()?).await?.dyn_into()?;
        return Ok(Ok(File::of(file)));
    }
    let body = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    Ok(Err(Answer { status: answer.status(), body, as_of: None }))
}

fn request(method: &str, json: Option<&str>) -> Result<RequestInit, JsValue> {
    let request = RequestInit::new();
    request.set_method(method);
    let headers = Object::new();
    // The browser makes it text.
    Reflect::set(&headers, &JsValue::from_str("x-stile-release"), &JsValue::from_f64(f64::from(RELEASE)))?;
    if let Some(json) = json {
        request.set_body(&JsValue::from_str(json));
        Reflect::set(&headers, &JsValue::from_str("content-type"), &JsValue::from_str("application/json"))?;
    }
    request.set_headers(&headers);
    Ok(request)
}

fn begin(address: &str, request: &RequestInit, patience: i32) -> Result<Promise, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // Old browsers cannot give up by themselves; they wait as long as the line does.
    if let Ok(controller) = AbortController::new() {
        request.set_signal(Some(&controller.signal()));
        let end = Closure::once_into_js(move || controller.abort());
        window.set_timeout_with_callback_and_timeout_and_arguments_0(end.unchecked_ref(), patience)?;
    }
    Ok(window.fetch_with_str_and_init(address, request))
}

async fn whole(begun: Promise) -> Result<Answer, JsValue> {
    let answer: Response = JsFuture::from(begun).await?.dyn_into()?;
    let body = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    let as_of = answer.headers().get("x-as-of").unwrap_or_default();
    Ok(Answer { status: answer.status(), body, as_of })
}
