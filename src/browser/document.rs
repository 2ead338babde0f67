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

/// What somebody had begun before the app took over.
#[derive(Debug, Default, Clone)]
pub struct Begun {
    /// The letters typed into "where".
    pub near: String,
    /// Whether the focus was in that field.
    pub is_focused: bool,
    /// Where the writing mark stood in it.
    pub mark: Option<u32>,
}

/// Reads what was begun in the static page. Call before the app draws.
pub fn begun() -> Begun {
    let Some(page) = page() else { return Begun::default() };
    let field = page.query_selector("#before input[name=near]").ok().flatten();
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return Begun::default();
    };
    let is_focused = page.active_element().is_some_and(|active| active.is_same_node(Some(&field)));
    Begun { near: field.value(), is_focused, mark: field.selection_start().ok().flatten() }
}

/// Takes the static page away. Call once the app's own page stands, so that nothing jumps.
pub fn take_over(begun: &Begun) {
    let Some(page) = page() else { return };
    if let Some(before) = page.get_element_by_id("before") {
        before.remove();
    }
    if begun.is_focused
        && let Some(field) = page.query_selector("input[name=near]").ok().flatten()
        && let Ok(field) = field.dyn_into::<HtmlInputElement>()
    {
        let _ = field.focus();
        if let Some(mark) = begun.mark {
            let _ = field.set_selection_range(mark, mark);
        }
    }
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

/// Asks the browser to print the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
