//! Passkeys: asking the browser for one, in JSON both ways.
//!
//! The bytes are turned by hand: the browser's own functions for that (`parseCreationOptionsFromJSON`, `toJSON`) are not
//! on phones of some years ago, which have passkeys all the same.

mod base64url;
pub mod prf;

use js_sys::{Array, ArrayBuffer, Function, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPasskey {
    /// The person said no, took too long, or the device has none that fits.
    Refused,
    /// This device has one already.
    Already,
    /// This browser cannot.
    Impossible,
}

/// Whether this browser has passkeys. Absent on plain `http:` and in old browsers.
pub fn is_possible() -> bool {
    let has = |name| web_sys::window().is_some_and(|window| Reflect::has(&window, &key(name)).unwrap_or(false));
    has("PublicKeyCredential") && credentials().is_some()
}

/// Makes a passkey.
///
/// # Errors
/// When the person or the browser would not.
pub async fn make(options: &str) -> Result<String, NoPasskey> {
    let options = parsed(options)?;
    to_bytes(&options, "challenge");
    to_bytes(&get(&options, "user"), "id");
    list_to_bytes(&options, "excludeCredentials");
    let made = ask("create", &options).await?;
    let response = get(&made, "response");
    let out = Object::new();
    copy_bytes(&response, &out, &["clientDataJSON", "attestationObject"]);
    if let Ok(transports) = get(&response, "getTransports").dyn_into::<Function>() {
        set(&out, "transports", &transports.call0(&response).unwrap_or_else(|_| Array::new().into()));
    }
    written(&made, &out)
}

/// Uses a passkey, whichever the person picks.
///
/// # Errors
/// When the person or the browser would not, or there is none.
pub async fn give(options: &str) -> Result<String, NoPasskey> {
    let options = parsed(options)?;
    to_bytes(&options, "challenge");
    list_to_bytes(&options, "allowCredentials");
    let given = ask("get", &options).await?;
    let out = Object::new();
    let parts = ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
    copy_bytes(&get(&given, "response"), &out, &parts);
    written(&given, &out)
}

async fn ask(what: &str, options: &JsValue) -> Result<JsValue, NoPasskey> {
    let credentials = credentials().ok_or(NoPasskey::Impossible)?;
    let function: Function = get(&credentials, what).dyn_into().map_err(|_| NoPasskey::Impossible)?;
    let around = Object::new();
    set(&around, "publicKey", options);
    let promise: Promise = function
        .call1(&credentials, &around)
        .ok()
        .and_then(|promise| promise.dyn_into().ok())
        .ok_or(NoPasskey::Impossible)?;
    let answer = JsFuture::from(promise).await.map_err(|error| why(&error))?;
    if answer.is_null() { Err(NoPasskey::Refused) } else { Ok(answer) }
}

fn why(error: &JsValue) -> NoPasskey {
    match get(error, "name").as_string().as_deref() {
        Some("InvalidStateError") => NoPasskey::Already,
        Some("NotSupportedError" | "SecurityError") => NoPasskey::Impossible,
        _ => NoPasskey::Refused,
    }
}

/// The whole answer as the server reads it.
fn written(credential: &JsValue, response: &Object) -> Result<String, NoPasskey> {
    let out = Object::new();
    set(&out, "id", &get(credential, "id"));
    set(&out, "type", &get(credential, "type"));
    copy_bytes(credential, &out, &["rawId"]);
    set(&out, "response", response);
    let extensions = match get(credential, "getClientExtensionResults").dyn_into::<Function>() {
        Ok(function) => function.call0(credential).unwrap_or_else(|_| Object::new().into()),
        Err(_) => Object::new().into(),
    };
    set(&out, "clientExtensionResults", &extensions);
    JSON::stringify(&out).map(String::from).map_err(|_| NoPasskey::Impossible)
}

fn credentials() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let credentials = get(&navigator, "credentials");
    credentials.is_object().then_some(credentials)
}

fn parsed(options: &str) -> Result<JsValue, NoPasskey> {
    JSON::parse(options).map_err(|_| NoPasskey::Impossible)
}

/// Turns a text of an object into its bytes.
fn to_bytes(object: &JsValue, name: &str) {
    if let Some(text) = get(object, name).as_string() {
        let bytes = Uint8Array::from(base64url::read(&text).as_slice());
        set(object, name, &bytes);
    }
}

/// Turns the `id` of each entry of a list into its bytes.
fn list_to_bytes(object: &JsValue, name: &str) {
    if let Ok(list) = get(object, name).dyn_into::<Array>() {
        list.iter().for_each(|entry| to_bytes(&entry, "id"));
    }
}

/// Copies bytes as text, where there are any.
fn copy_bytes(from: &JsValue, to: &JsValue, names: &[&str]) {
    for name in names {
        if let Ok(bytes) = get(from, name).dyn_into::<ArrayBuffer>() {
            set(to, name, &JsValue::from_str(&base64url::write(&Uint8Array::new(&bytes).to_vec())));
        }
    }
}

fn key(name: &str) -> JsValue {
    JsValue::from_str(name)
}

/// A property; nothing where there is none, or no object to have one.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &key(name)).unwrap_or(JsValue::UNDEFINED)
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Plain objects take every property.
    let _ = Reflect::set(object, &key(name), value);
}
