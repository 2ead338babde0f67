//! Putting the app on the home screen: whether this phone can, asking the browser to, and that somebody said no. It
//! must not know when it is a good moment.
//!
//! No standard has a type for it, so it is asked for by name.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::session;

/// By this name `page/head.html` keeps what the browser offered, which may come before the app.
const OFFER: &str = "installing";
/// By this name it is noted that somebody said no. `public/leave.js` takes the note away with everything else.
const PUT_AWAY: &str = "install-put-away";

/// How it is done on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The browser can be asked to.
    Asking,
    /// By hand, over the browser's button for sharing: so it is on phones of Apple.
    ByHand,
}

/// How it can be done here; nothing where it cannot, or was done already. Computers have a button of their own for it.
pub fn way() -> Option<Way> {
    let window = web_sys::window()?;
    let navigator = window.navigator();
    if navigator.max_touch_points() == 0 {
        return None;
    }
    // No other browser knows the word.
    match get(&navigator, "standalone").as_bool() {
        Some(is_installed) => (!is_installed).then_some(Way::ByHand),
        None => get(&window, OFFER).is_object().then_some(Way::Asking),
    }
}

/// Lets the browser ask its own question. Call it from a tap. What it offered is good for one question.
pub fn ask() {
    let Some(window) = web_sys::window() else { return };
    let offer = get(&window, OFFER);
    let _ = Reflect::set(&window, &JsValue::from_str(OFFER), &JsValue::UNDEFINED);
    if let Ok(prompt) = get(&offer, "prompt").dyn_into::<Function>() {
        // Whatever is answered, the browser does it.
        let _ = prompt.call0(&offer);
    }
}

/// Whether somebody said no here.
pub fn is_put_away() -> bool {
    session::read(PUT_AWAY).is_some() || local().is_some_and(|kept| kept.get_item(PUT_AWAY).ok().flatten().is_some())
}

/// Notes that somebody said no: for this visit, and on a phone of somebody's own for later ones too. On any other the
/// note would tell whoever comes next.
pub fn put_away(is_own: bool) {
    session::write(PUT_AWAY, "");
    if let Some(kept) = local().filter(|_| is_own) {
        // What is not kept is asked again; that is the worst of it.
        let _ = kept.set_item(PUT_AWAY, "");
    }
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// A property; nothing where there is none, or no object to have one.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
