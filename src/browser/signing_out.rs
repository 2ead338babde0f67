//! Signing out as far as this browser can see to it. The script of "Leave this page" (`public/leave.js`) does it, so that
//! both leave the same nothing behind: it forgets the visit, tells the other tabs, and notes that the server is still to be
//! told, for the cookie is not ours to take away.

use wasm_bindgen::JsValue;
use web_sys::{Event, Storage};

/// By these names `leave.js` hears of it.
const OUT: &str = "stile-sign-out";
const IN: &str = "stile-sign-in";
/// By this name `leave.js` notes that the server is still to be told. The note holds nothing.
const OWED: &str = "signing-out";

/// Forgets this visit here and in every other tab, at once and without a signal.
pub fn announce() {
    say(OUT);
}

/// Somebody has signed in, which the service worker may not have seen.
pub fn announce_sign_in() {
    say(IN);
}

fn say(what: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(what)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Whether somebody signed out or left and the server may not have heard of it yet.
pub fn is_owed() -> bool {
    storage().is_some_and(|storage| storage.get_item(OWED).ok().flatten().is_some())
}

/// The server has heard of it.
pub fn settle() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(OWED);
    }
}

/// Forgets what this tab has kept for the visit.
pub fn forget_visit() {
    if let Some(storage) = web_sys::window().and_then(|window| window.session_storage().ok()?) {
        let _: Result<(), JsValue> = storage.clear();
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
