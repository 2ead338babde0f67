//! The service worker: registered once the page stands; a new version waits until somebody asks for it.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = const { RefCell::new(None) };
    /// Whether somebody has asked for the new version before it was here.
    static IS_ASKED_FOR: Cell<bool> = const { Cell::new(false) };
}

/// Where workers are asked for; nothing where this browser has none.
pub(super) fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Absent on plain http and in some private modes.
    Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).ok()?.then(|| navigator.service_worker())
}

/// Registers `/sw.js` and calls `on_update` when a new version has been fetched and waits, and again whenever the focus moves
/// while it does: the first moment may not be a calm one.
pub async fn register(on_update: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    let Ok(registration) = JsFuture::from(container.register("/sw.js")).await else { return };
    // Some browsers answer nothing where workers are forbidden.
    let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else { return };
    REGISTRATION.set(Some(registration.clone()));
    let seen = registration.clone();
    let look = move || {
        // The first version of all takes over at once, and is no news.
        if let (Some(waiting), Some(_)) = (seen.waiting(), container.controller()) {
            if IS_ASKED_FOR.get() {
                take_over(&waiting);
            } else {
                on_update();
            }
        } else if seen.installing().is_none() {
            // It could not be fetched. One that comes later by itself is not what was asked for.
            IS_ASKED_FOR.set(false);
        }
    };
    look();
    let changed: Function = Closure::<dyn Fn()>::new(look).into_js_value().unchecked_into();
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("focusin", &changed);
    }
    let fetched = registration.clone();
    let found = Closure::<dyn Fn()>::new(move || {
        if let Some(worker) = fetched.installing() {
            worker.set_onstatechange(Some(&changed));
        }
    });
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

/// Lets the new version take over and loads the page anew. Where none waits, it is looked for first; where there is none,
/// the page alone is loaded anew.
pub async fn update() {
    let registration = REGISTRATION.with_borrow(Clone::clone);
    let (Some(container), Some(registration)) = (container(), registration) else { return reload() };
    // What came without a worker comes anew without one.
    if container.controller().is_none() {
        return reload();
    }
    let changed = Closure::<dyn Fn()>::new(reload);
    container.set_oncontrollerchange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
    if registration.waiting().is_none()
        && let Ok(looking) = registration.update()
    {
        // Whatever came of it, what is here now counts.
        let _ = JsFuture::from(looking).await;
    }
    if let Some(waiting) = registration.waiting() {
        take_over(&waiting);
    } else if registration.installing().is_some() {
        IS_ASKED_FOR.set(true);
    } else {
        reload();
    }
}

fn take_over(waiting: &ServiceWorker) {
    let message = Object::new();
    let _ = Reflect::set(&message, &JsValue::from_str("type"), &JsValue::from_str("update"));
    let _ = waiting.post_message(&message);
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Calls back when the server had something newer than a kept copy that the worker gave.
pub fn on_newer(heard: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let said = Reflect::get(&event, &JsValue::from_str("data"));
        if said.and_then(|said| Reflect::get(&said, &JsValue::from_str("type"))).is_ok_and(|what| what == "newer") {
            heard();
        }
    });
    let _ = container.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    listener.forget();
}
