//! The page itself: its title, where the focus is, and the hand-over from the HTML that was there before the app.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlDialogElement, HtmlElement, HtmlInputElement};

fn page() -> Option<Document> {
    web_sys::window()?.document()
}

/// Puts the focus on the element with this id.
pub fn focus(id: &str) {
    if let Some(element) =
        page().and_then(|page| page.get_element_by_id(id)).and_then(|e| e.dyn_into::<HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Puts the focus on what came of pressing a button, unless whoever pressed it has gone on elsewhere meanwhile.
pub fn focus_outcome(id: &str) {
    let active = page().and_then(|page| page.active_element());
    if active.is_none_or(|active| matches!(active.tag_name().as_str(), "BODY" | "BUTTON")) {
        focus(id);
    }
}

/// The fields that the static page may have, and those of the app that take their place.
const FIELDS: [(&str, &str); 2] =
    [("#before input[name=near]", "#app input[name=near]"), ("#before input[name=q]", "#app input[name=q]")];

/// The fields of the static page. They can be typed into until the app takes over.
#[derive(Debug, Default, Clone)]
pub struct Begun(Vec<(HtmlInputElement, &'static str)>);

/// Finds the fields of the static page. Call before the app draws.
pub fn begun() -> Begun {
    Begun(FIELDS.into_iter().filter_map(|(from, to)| Some((field(from)?, to))).collect())
}

/// Whether the static page shows a list that the server has drawn.
pub fn has_drawn_list() -> bool {
    page().is_some_and(|page| page.query_selector("#before .results-list").ok().flatten().is_some())
}

/// Takes the static page away. Call once the app's own page stands, so that nothing jumps. What was typed there, the
/// focus and the writing mark go over to the app's own fields, as if it had been typed into them.
pub fn take_over(begun: &Begun) {
    let Some(page) = page() else { return };
    let active = page.active_element();
    let left: Vec<_> = begun
        .0
        .iter()
        .map(|(from, to)| {
            let is_focused = active.as_ref().is_some_and(|active| active.is_same_node(Some(from)));
            let letters = Some(from.value()).filter(|letters| *letters != from.default_value());
            (*to, letters, is_focused, from.selection_start().ok().flatten())
        })
        .collect();
    // What is not in sight takes no focus, and the app is not in sight before this.
    if let Some(before) = page.get_element_by_id("before") {
        before.remove();
    }
    for (to, letters, is_focused, mark) in left {
        let Some(field) = field(to) else { continue };
        if let Some(letters) = letters {
            field.set_value(&letters);
            if let Ok(event) = page.create_event("Event") {
                event.init_event_with_bubbles_and_cancelable("input", true, false);
                let _ = field.dispatch_event(&event);
            }
        }
        if is_focused {
            let _ = field.focus();
            if let Some(mark) = mark {
                let _ = field.set_selection_range(mark, mark);
            }
        }
    }
}

fn field(selector: &str) -> Option<HtmlInputElement> {
    page()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Opens a dialog over the page; the browser keeps the focus inside and closes it on Escape.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id)
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog; the focus goes back to where it was.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    page()?.get_element_by_id(id)?.dyn_into().ok()
}

/// A page of ours as people type it: without the scheme.
pub fn address_of(path: &str) -> String {
    let host = web_sys::window().and_then(|window| window.location().host().ok()).unwrap_or_default();
    format!("{host}{path}")
}

/// Asks the browser to print the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
