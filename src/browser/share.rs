//! Passing an address or a text on: the phone's own share sheet, else the clipboard.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

/// What came of sharing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The share sheet took it, or the person closed the sheet.
    Done,
    /// It is on the clipboard.
    Copied,
    /// This browser can do neither.
    Impossible,
}

/// Shares this page's address without anything that says where the person searched from.
pub async fn page(title: &str, path: &str) -> Shared {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let address = format!("{origin}{path}");
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(&address);
    pass_on(&data, &address).await
}

/// Shares a text as it is.
pub async fn text(title: &str, words: &str) -> Shared {
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(words);
    pass_on(&data, words).await
}

/// Gives it to the share sheet, or, where there is none, the words of it to the clipboard.
async fn pass_on(data: &ShareData, words: &str) -> Shared {
    let Some(window) = web_sys::window() else { return Shared::Impossible };
    let navigator = window.navigator();
    if js_sys::Reflect::has(&navigator, &JsValue::from_str("share")).unwrap_or(false) {
        // A rejection here is a person who closed the sheet.
        let _ = JsFuture::from(navigator.share_with_data(data)).await;
        return Shared::Done;
    }
    if js_sys::Reflect::has(&navigator, &JsValue::from_str("clipboard")).unwrap_or(false)
        && JsFuture::from(navigator.clipboard().write_text(words)).await.is_ok()
    {
        return Shared::Copied;
    }
    Shared::Impossible
}
