//! A file that has come, put where the browser keeps what is downloaded.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Blob, HtmlAnchorElement, Url};

/// How long the browser may take to read the file before its address goes.
const KEPT_IN_MILLISECONDS: i32 = 60_000;

/// A whole file, held by the browser.
#[derive(Debug, Clone)]
pub struct File(Blob);

impl File {
    /// What an answer brought.
    pub(super) fn of(blob: Blob) -> Self {
        Self(blob)
    }

    /// Hands it to the browser to keep under this name; false when the browser would not.
    pub fn save(&self, name: &str) -> bool {
        self.offer(name).is_some()
    }

    fn offer(&self, name: &str) -> Option<()> {
        let window = web_sys::window()?;
        let address = Url::create_object_url_with_blob(&self.0).ok()?;
        let link: HtmlAnchorElement = window.document()?.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // An address that stays would keep the whole file in memory, and within reach, for as long as the page lives.
        let revoke = Closure::once_into_js(move || {
            let _ = Url::revoke_object_url(&address);
        });
        let kept = KEPT_IN_MILLISECONDS;
        window.set_timeout_with_callback_and_timeout_and_arguments_0(revoke.unchecked_ref(), kept).ok()?;
        Some(())
    }
}
