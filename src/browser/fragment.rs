//! What stands behind the `#` of an address: it never leaves the phone, and is used to hand over what must stand in no log.

use wasm_bindgen::JsValue;

/// Reads it once and takes it out of the address and the history.
pub fn take() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok()?;
    let fragment = fragment.strip_prefix('#').filter(|text| !text.is_empty())?.to_owned();
    let bare = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    window.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(&bare)).ok()?;
    Some(fragment)
}
