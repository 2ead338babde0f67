//! The service worker: registered once the page stands; a new version waits until somebody asks for it.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Absent on plain http and in some private modes.
    js_sys::Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).ok()?.then(|| navigator.service_worker())
}

/// Registers `/sw.js` and calls `on_update` when a new version has been fetched and waits.
pub async fn register(on_update: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    let Ok(registration) = JsFuture::from(container.register("/sw.js")).await else { return };
    // Some browsers answer nothing where workers are forbidden.
    let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else { return };
    let on_update = std::rc::Rc::new(on_update);
    if registration.waiting().is_some() && container.controller().is_some() {
        on_update();
    }
    let seen = registration.clone();
    let found = Closure::<dyn Fn()>::new(move || {
        let Some(worker) = seen.installing() else { return };
        let (watched, on_update) = (worker.clone(), std::rc::Rc::clone(&on_update));
        let changed = Closure::<dyn Fn()>::new(move || {
            let is_update = self::container().is_some_and(|container| container.controller().is_some());
            if watched.state() == web_sys::ServiceWorkerState::Installed && is_update {
                on_update();
            }
        });
        worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
    });
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

/// Lets the waiting version take over and loads the page anew.
pub async fn update() {
    let Some(container) = container() else { return };
    let reload = Closure::<dyn Fn()>::new(|| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    });
    container.set_oncontrollerchange(Some(reload.as_ref().unchecked_ref()));
    reload.forget();
    let Ok(promise) = container.get_registration().dyn_into::<js_sys::Promise>() else { return };
    if let Ok(registration) = JsFuture::from(promise).await
        && let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>()
        && let Some(waiting) = registration.waiting()
    {
        let message = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&message, &JsValue::from_str("type"), &JsValue::from_str("update"));
        let _ = waiting.post_message(&message);
    }
}
