//! Keys that do something by themselves, without getting into the way of typing, of the browser, or of anybody who talks
//! to their computer.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The key of an event, unless it belongs to a field that is being filled in or to the browser.
pub fn plain_key(event: &KeyboardEvent) -> Option<String> {
    let is_special = event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented();
    let is_typing = document()
        .active_element()
        .is_some_and(|active| matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    (!is_special && !is_typing).then(|| event.key())
}

/// Whether Enter was pressed in a line of text: that would send the whole form, also where the line is a search within it.
pub fn is_enter_in_line(event: &KeyboardEvent) -> bool {
    let is_line = document().active_element().is_some_and(|active| active.tag_name() == "INPUT");
    is_line && event.key() == "Enter"
}
