//! The page itself: its title, where the focus is, and the hand-over from the HTML that was there before the app.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

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
const FIELDS: [(&str, &str); 5] = [
    ("#before #near", "#app #near"),
    ("#before #q", "#app #q"),
    ("#before #words", "#app #words"),
    ("#before #for_whom", "#app #for_whom"),
    ("#before #for_whom-someone", "#app #for_whom-someone"),
];

/// The fields of the static page. They can be typed into and chosen from until the app takes over.
#[derive(Debug, Default, Clone)]
pub struct Begun(Vec<(HtmlInputElement, &'static str)>);

/// Finds the fields of the static page. Call before the app draws.
pub fn begun() -> Begun {
    Begun(FIELDS.into_iter().filter_map(|(from, to)| Some((field(from)?, to))).collect())
}

/// Whether the static page shows a list that the server has drawn.
pub fn has_drawn_list() -> bool {
    found("#before .results-list").is_some()
}

/// Whether the app's own page has its heading.
pub fn has_heading() -> bool {
    found("#app h1").is_some()
}

/// What was begun in a field of the static page.
struct Left {
    /// The field of the app.
    to: &'static str,
    /// What was typed, if anything was.
    letters: Option<String>,
    is_chosen: bool,
    is_focused: bool,
    /// Where the letters begin and end that are marked; the writing mark is both.
    mark: Option<(u32, u32)>,
}

impl Left {
    fn of(from: &HtmlInputElement, to: &'static str, active: Option<&Element>) -> Self {
        let mark = from.selection_start().ok().flatten().zip(from.selection_end().ok().flatten());
        Self {
            to,
            letters: Some(from.value()).filter(|letters| *letters != from.default_value()),
            is_chosen: from.checked(),
            is_focused: active.is_some_and(|active| active.is_same_node(Some(from))),
            mark,
        }
    }

    /// Puts it into the app's field, as if it had been done there.
    fn hand_over(self) {
        let Some(field) = field(self.to) else { return };
        if let Some(letters) = self.letters {
            field.set_value(&letters);
            tell(&field, "input");
        }
        if self.is_chosen && !field.checked() {
            field.click();
        }
        if self.is_focused {
            let _ = field.focus();
            if let Some((start, end)) = self.mark {
                put_mark(&field, start, end);
                // The app writes the same letters into the field once more, which takes the mark to their end.
                let letters = field.value();
                let again = Closure::once_into_js(move || {
                    if field.value() == letters {
                        put_mark(&field, start, end);
                    }
                });
                if let Some(window) = web_sys::window() {
                    let _ = window.request_animation_frame(again.unchecked_ref());
                }
            }
        }
    }
}

fn put_mark(field: &HtmlInputElement, start: u32, end: u32) {
    let _ = field.set_selection_range(start, end);
}

/// Takes the static page away. Call once the app's own page stands, so that nothing jumps. What was typed and chosen
/// there, the focus, the writing mark and the place on the page go over to the app's own, as if it had been done in it;
/// a press of the button that only the app can carry out is carried out now.
pub fn take_over(begun: &Begun) {
    let Some(window) = web_sys::window() else { return };
    let place = window.scroll_y().unwrap_or_default();
    let active = page().and_then(|page| page.active_element());
    let left: Vec<_> = begun.0.iter().map(|(from, to)| Left::of(from, to, active.as_ref())).collect();
    let twin = active.as_ref().and_then(twin);
    let was_sent = found("#before [data-sent]").is_some();
    // What is not in sight takes no focus, and the app is not in sight before this.
    if let Some(before) = page().and_then(|page| page.get_element_by_id("before")) {
        before.remove();
    }
    if let Some(twin) = twin.and_then(|twin| found(&twin)?.dyn_into::<HtmlElement>().ok()) {
        let _ = twin.focus();
    }
    for one in left {
        one.hand_over();
    }
    // Whoever gets the focus is brought into sight, also where somebody had scrolled on.
    if window.scroll_y().is_ok_and(|now| now != place) {
        window.scroll_to_with_x_and_y(0.0, place);
    }
    if was_sent && let Some(form) = found("#app form") {
        tell(&form, "submit");
    }
}

/// Where the app has what the focus is on in the static page: a link to the same address in the same part of the page,
/// or the button of its form.
fn twin(active: &Element) -> Option<String> {
    active.closest("#before").ok().flatten()?;
    let is_in = |part: &&str| active.closest(part).is_ok_and(|its| its.is_some());
    let part = ["header", "main", "footer"].into_iter().find(is_in).unwrap_or_default();
    match active.get_attribute("href") {
        Some(href) => Some(format!("#app {part} a[href=\"{href}\"]")),
        None => (active.tag_name() == "BUTTON").then(|| format!("#app {part} form button[type=submit]")),
    }
}

fn found(selector: &str) -> Option<Element> {
    page()?.query_selector(selector).ok()?
}

/// A field; one for several lines has all that is asked of it here under the same names.
fn field(selector: &str) -> Option<HtmlInputElement> {
    found(selector).map(JsCast::unchecked_into)
}

/// Tells of something as the browser does.
fn tell(about: &Element, what: &str) {
    if let Some(event) = page().and_then(|page| page.create_event("Event").ok()) {
        event.init_event_with_bubbles_and_cancelable(what, true, true);
        let _ = about.dispatch_event(&event);
    }
}

/// Whether "Leave this page" has hidden everything.
pub fn is_left() -> bool {
    let root = page().and_then(|page| page.document_element());
    root.is_some_and(|root| root.has_attribute("hidden"))
}

/// Whether somebody is at a field that has something in it.
pub fn is_writing() -> bool {
    let active = page().and_then(|page| page.active_element());
    active.is_some_and(|active| {
        js_sys::Reflect::get(&active, &JsValue::from_str("value")).is_ok_and(|value| value.is_truthy())
    })
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

/// Where this page comes from: scheme, host and port.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Asks the browser to print the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
