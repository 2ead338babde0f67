//! Whether somebody is there: a touch or a key in any tab of ours, and a tab that comes into sight again.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, Event, EventTarget};

/// The tabs of one browser tell each other that somebody is there, and nothing else.
const CHANNEL: &str = "stile-here";

/// Calls back for each touch and key here.
pub fn on_touch(touched: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(touched);
    for event in ["pointerdown", "keydown"] {
        listen(web_sys::window().as_deref(), event, listener.as_ref());
    }
    listener.forget();
}

/// Calls back when this tab can be seen again; `true` when the browser had put the whole page aside and brings it back as
/// it was.
pub fn on_return(returned: impl Fn(bool) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if event.type_() == "visibilitychange" {
            if is_in_sight() {
                returned(false);
            }
        } else if js_sys::Reflect::get(&event, &JsValue::from_str("persisted")).is_ok_and(|value| value.is_truthy()) {
            returned(true);
        }
    });
    let page = web_sys::window().and_then(|window| window.document());
    listen(page.as_deref().map(AsRef::as_ref), "visibilitychange", listener.as_ref());
    listen(web_sys::window().as_deref(), "pageshow", listener.as_ref());
    listener.forget();
}

/// Calls back when this tab is put out of sight, or left. Not by "Leave this page", which has hidden and forgotten everything
/// by then.
pub fn on_hide(hidden: impl Fn() + 'static) {
    let page = web_sys::window().and_then(|window| window.document());
    let root = page.as_ref().and_then(|page| page.document_element());
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let is_going = event.type_() == "pagehide" || !is_in_sight();
        if is_going && root.as_ref().is_some_and(|root| !root.has_attribute("hidden")) {
            hidden();
        }
    });
    // A phone that ends an app says the first alone, and an old browser that goes to another page the second.
    listen(page.as_deref().map(AsRef::as_ref), "visibilitychange", listener.as_ref());
    listen(web_sys::window().as_deref(), "pagehide", listener.as_ref());
    listener.forget();
}

/// Calls back when the phone has a line again.
pub fn on_line(back: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(back);
    listen(web_sys::window().as_deref(), "online", listener.as_ref());
    listener.forget();
}

/// Whether the phone may have a line. Without one nothing need be tried.
pub fn may_have_line() -> bool {
    web_sys::window().is_none_or(|window| {
        js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("onLine")).is_ok_and(|line| line != false)
    })
}

/// Whether this tab can be seen.
pub fn is_in_sight() -> bool {
    let page = web_sys::window().and_then(|window| window.document());
    page.is_none_or(|page| {
        js_sys::Reflect::get(&page, &JsValue::from_str("visibilityState")).is_ok_and(|state| state != "hidden")
    })
}

/// Whether what is typed would go to this tab: a window beside another may be in sight, and nobody look at it.
pub fn has_focus() -> bool {
    web_sys::window().and_then(|window| window.document()).is_none_or(|page| page.has_focus().unwrap_or(true))
}

/// The other tabs of this browser.
pub struct Tabs(Option<BroadcastChannel>);

impl Tabs {
    /// Calls back when somebody touches another tab. Without a channel every tab counts for itself.
    pub fn new(touched: impl Fn() + 'static) -> Self {
        let has_channel = web_sys::window()
            .is_some_and(|window| js_sys::Reflect::has(&window, &JsValue::from_str(CONSTRUCTOR)).unwrap_or(false));
        let channel = if has_channel { BroadcastChannel::new(CHANNEL).ok() } else { None };
        if let Some(channel) = &channel {
            let listener = Closure::<dyn Fn()>::new(touched);
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            listener.forget();
        }
        Self(channel)
    }

    /// Tells the others that somebody is here.
    pub fn tell(&self) {
        if let Some(channel) = &self.0 {
            // A closed channel means that the page is on its way out.
            let _ = channel.post_message(&JsValue::TRUE);
        }
    }
}

const CONSTRUCTOR: &str = "BroadcastChannel";

fn listen(target: Option<&EventTarget>, what: &str, listener: &JsValue) {
    if let Some(target) = target {
        let _ = target.add_event_listener_with_callback(what, listener.unchecked_ref());
    }
}
