//! The browser's history: where we are, going on without loading the page, and links.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// The path and the query (without its question mark) of the present address.
pub fn here() -> (String, String) {
    let Some(location) = web_sys::window().map(|window| window.location()) else {
        return (String::new(), String::new());
    };
    let query = location.search().unwrap_or_default();
    (location.pathname().unwrap_or_default(), query.trim_start_matches('?').to_owned())
}

/// Changes the address without loading. The place on the page left is noted, so that Back finds it again.
pub fn go(address: &str, is_replacing: bool) {
    let Some((window, history)) = web_sys::window().and_then(|window| Some((window.clone(), window.history().ok()?)))
    else {
        return;
    };
    let address = Some(address);
    if is_replacing {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", address);
    } else {
        let place = JsValue::from_f64(window.scroll_y().unwrap_or_default());
        let _ = history.replace_state_with_url(&place, "", None);
        let _ = history.push_state_with_url(&JsValue::NULL, "", address);
    }
}

/// Loads a page from the server, another or this one anew.
pub fn load(address: &str, is_replacing: bool) {
    if let Some(location) = web_sys::window().map(|window| window.location()) {
        let _ = if is_replacing { location.replace(address) } else { location.assign(address) };
    }
}

/// Scrolls to a height of the page.
pub fn scroll_to(height: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, height);
    }
}

/// Calls back on Back and Forward, with the height that was noted for that page.
pub fn on_move(moved: impl Fn(f64) + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || {
        let noted = web_sys::window().and_then(|window| window.history().ok()?.state().ok()?.as_f64());
        moved(noted.unwrap_or_default());
    });
    listen("popstate", listener.as_ref());
    listener.forget();
}

/// Calls back for a plain click on a link with its path and query, instead of loading the page, when the app itself has
/// that page. Links with a `download`, a `target` or `rel="external"`, clicks with a modifier key, and other sites are
/// the browser's own.
pub fn on_link(is_ours: impl Fn(&str) -> bool + 'static, followed: impl Fn(&str) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let link = event.dyn_ref::<MouseEvent>().and_then(plain_click);
        if let Some(address) = link.filter(|address| is_ours(address)) {
            event.prevent_default();
            followed(&address);
        }
    });
    listen("click", listener.as_ref());
    listener.forget();
}

/// Asks, and waits for a yes or a no. A browser that asks nothing says yes.
pub fn is_sure(words: &str) -> bool {
    web_sys::window().is_some_and(|window| window.confirm_with_message(words).unwrap_or(true))
}

/// Asks before a link or the browser loads this page away while something would be lost by it. "Leave this page" is never
/// held up: it has hidden everything by then. Nor is the way to help.
///
/// Browsers on phones of Apple ask nothing by themselves, so links are asked about here, in `words`.
pub fn ask_before_leaving(
    stays: impl Fn(&str) -> bool + 'static,
    is_worth_asking: fn() -> bool,
    words: fn() -> &'static str,
) {
    let has_agreed = Rc::new(Cell::new(false));
    let agreed = has_agreed.clone();
    let link = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        // Nothing ever stands before help.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest(r#"[href="/help-now.html"]"#).is_ok_and(|link| link.is_some())) {
            return agreed.set(true);
        }
        let goes = event.dyn_ref::<MouseEvent>().and_then(plain_click).is_some_and(|address| !stays(&address));
        if goes && is_worth_asking() {
            agreed.set(is_sure(words()));
            if !agreed.get() {
                event.prevent_default();
            }
        }
    });
    listen("click", link.as_ref());
    link.forget();
    let unload = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        let is_shown = root.is_some_and(|root| !root.has_attribute("hidden"));
        if is_shown && !has_agreed.take() && is_worth_asking() {
            event.prevent_default();
            // Older browsers go by this.
            let _ = js_sys::Reflect::set(&event, &JsValue::from_str("returnValue"), &JsValue::TRUE);
        }
    });
    listen("beforeunload", unload.as_ref());
    unload.forget();
}

fn plain_click(event: &MouseEvent) -> Option<String> {
    let is_special = event.default_prevented()
        || event.button() != 0
        || event.meta_key()
        || event.ctrl_key()
        || event.shift_key()
        || event.alt_key();
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_external = link.has_attribute("download")
        || link.has_attribute("target")
        || link.rel().split(' ').any(|word| word == "external")
        || link.origin() != web_sys::window()?.location().origin().ok()?;
    (!is_special && !is_external).then(|| format!("{}{}", link.pathname(), link.search()))
}

fn listen(what: &str, listener: &JsValue) {
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback(what, listener.unchecked_ref());
    }
}
