//! Where something stands on the screen: whether it has been scrolled to, how far down it is, and bringing it into sight.
//! Things are named by their ids; what is not on the page is nowhere.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// How far below the window's upper edge the upper edge of something is.
pub fn distance(id: &str) -> Option<f64> {
    edge(&element(id)?, "top")
}

/// Whether the upper edge of something can be seen, or was passed on the way down.
pub fn is_reached(id: &str) -> bool {
    // Heights are rounded differently by the window and by what is in it.
    distance(id).is_some_and(|distance| distance <= height() + 2.0)
}

/// Whether the lower edge of something is on the screen: whoever reads has come to its end.
pub fn is_end_in_sight(id: &str) -> bool {
    let bottom = element(id).and_then(|element| edge(&element, "bottom"));
    bottom.is_some_and(|bottom| bottom > 0.0 && bottom <= height() + 2.0)
}

/// Brings something into sight from its upper edge on, when that is above the window's.
pub fn show_whole(id: &str) {
    const HEAD: f64 = 80.0;
    if let Some(top) = distance(id).filter(|top| *top < HEAD) {
        scroll_by(top - HEAD);
    }
}

/// Brings the lower edge of something up to the window's, when it is below it.
pub fn bring(id: &str) {
    if let Some(element) = element(id)
        && edge(&element, "bottom").is_some_and(|bottom| bottom > height())
    {
        element.scroll_into_view_with_bool(false);
    }
}

/// Lets the lower edge of something be the window's, whichever way that is.
pub fn align(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls the page, down when positive.
pub fn scroll_by(pixels: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, pixels);
    }
}

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

fn height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or_default()
}

/// An edge of the box around something. Asked for by name: the types for it would be in every app's bindings.
fn edge(element: &Element, side: &str) -> Option<f64> {
    let measure: Function = Reflect::get(element, &JsValue::from_str("getBoundingClientRect")).ok()?.dyn_into().ok()?;
    let around = measure.call0(element).ok()?;
    Reflect::get(&around, &JsValue::from_str(side)).ok()?.as_f64()
}
