//! What is kept for this visit only: gone when the tab is closed or left.
//!
//! Every failure (private browsing, a full disk) is told to the caller, who says so on the screen.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// The text kept under a name in this visit.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text for this visit; false when the browser would not.
pub fn write(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// Forgets a text.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        // Nothing can be done about a refusal, and nothing is lost by it: the tab's end forgets too.
        let _ = storage.remove_item(name);
    }
}
