//! Notices that the browser shows although no page of ours is open (Push API, Notifications API): whether it can, asking
//! whoever is here, and what it hands out for this device. It must not know what a notice says, nor who sends it.
//!
//! Everything is asked for by name: the types for it would be in every app's bindings.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The browser asks a server of its maker's, which may be far away; some never answer.
const PATIENCE_IN_MILLISECONDS: i32 = 30_000;

/// How far notices have come on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// This browser cannot show any.
    Impossible,
    /// It can once the page is on the home screen: so it is on phones of Apple.
    NotInstalled,
    /// It was told no, or says no by itself. Only its own settings change that.
    Refused,
    Off,
    On,
}

/// Where notices for this device go, and what they are sealed with, in base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
}

/// Why the browser hands out no device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDevice {
    /// Nobody said yes.
    Refused,
    /// It would not, or not now.
    Failed,
}

/// Looks how far notices have come here. It asks nobody.
pub async fn look() -> Here {
    let Some(permission) = permission() else {
        return if is_uninstalled() { Here::NotInstalled } else { Here::Impossible };
    };
    match permission.as_str() {
        "denied" => Here::Refused,
        "granted" if subscription().await.is_some() => Here::On,
        _ => Here::Off,
    }
}

/// Whether the browser has been told yes.
pub fn may_show() -> bool {
    permission().is_some_and(|permission| permission == "granted")
}

/// Asks whoever is here, and turns notices on. Call it from a tap: browsers ask at no other time. `key` is the server's
/// public key, base64url.
///
/// # Errors
/// When nobody said yes, or the browser would not.
pub fn turn_on(key: &str) -> impl Future<Output = Result<Device, NoDevice>> + use<> {
    // Asked before anything is waited for, as long as the tap counts.
    let (asked, key) = (ask(), key.to_owned());
    async move {
        if let Ok(asked) = asked {
            // How it was answered is asked for below.
            let _ = JsFuture::from(asked).await;
        }
        if !may_show() {
            return Err(NoDevice::Refused);
        }
        device(&key).await.ok_or(NoDevice::Failed)
    }
}

/// The device, as it is or anew, where the browser has been told yes.
pub async fn device(key: &str) -> Option<Device> {
    let manager = manager().await?;
    let options = Object::new();
    // Plain objects take every property.
    let _ = Reflect::set(&options, &JsValue::from_str("userVisibleOnly"), &JsValue::TRUE);
    let _ = Reflect::set(&options, &JsValue::from_str("applicationServerKey"), &JsValue::from_str(key));
    let subscription = match promised(&manager, "subscribe", &options).await {
        Ok(subscription) => subscription,
        // The one that is there was made for another key, and is of no use any more.
        Err(error) if text(&error, "name").as_deref() == Some("InvalidStateError") => {
            turn_off().await;
            promised(&manager, "subscribe", &options).await.ok()?
        }
        Err(_) => return None,
    };
    let written: Function = get(&subscription, "toJSON").dyn_into().ok()?;
    let written = written.call0(&subscription).ok()?;
    let keys = get(&written, "keys");
    Some(Device { endpoint: text(&written, "endpoint")?, p256dh: text(&keys, "p256dh")?, auth: text(&keys, "auth")? })
}

/// Turns notices off here. Answers where they went, where any did.
pub async fn turn_off() -> Option<String> {
    let subscription = subscription().await?;
    // What the browser's maker does not hear of ends nevertheless: the browser shows none any more.
    let _ = promised(&subscription, "unsubscribe", &JsValue::UNDEFINED).await;
    text(&subscription, "endpoint")
}

/// What the browser has been told; nothing where it cannot show notices at all.
fn permission() -> Option<String> {
    let window = web_sys::window()?;
    let has = |object: &JsValue, name: &str| Reflect::has(object, &JsValue::from_str(name)).unwrap_or(false);
    let is_possible = has(&window, "PushManager") && has(&window.navigator(), "serviceWorker");
    if is_possible { text(&get(&window, "Notification"), "permission") } else { None }
}

/// Whether this is a phone or tablet of Apple on which the page could be put on the home screen and is not. No other
/// browser knows the word.
fn is_uninstalled() -> bool {
    web_sys::window().is_some_and(|window| get(&window.navigator(), "standalone").as_bool() == Some(false))
}

fn ask() -> Result<Promise, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let notification = get(&window, "Notification");
    let function: Function = get(&notification, "requestPermission").dyn_into()?;
    function.call0(&notification)?.dyn_into()
}

async fn manager() -> Option<JsValue> {
    let workers = get(&web_sys::window()?.navigator(), "serviceWorker");
    let registration = promised(&workers, "getRegistration", &JsValue::UNDEFINED).await.ok()?;
    Some(get(&registration, "pushManager")).filter(JsValue::is_object)
}

async fn subscription() -> Option<JsValue> {
    let found = promised(&manager().await?, "getSubscription", &JsValue::UNDEFINED).await.ok()?;
    Some(found).filter(JsValue::is_object)
}

/// What a function of an object promises, in time.
async fn promised(object: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    let function: Function = get(object, name).dyn_into()?;
    let promise: Promise = function.call1(object, with)?.dyn_into()?;
    let late = Promise::new(&mut |_, reject| {
        if let Some(window) = web_sys::window() {
            // Without a clock it is waited for as long as it takes.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_IN_MILLISECONDS);
        }
    });
    JsFuture::from(Promise::race(&Array::of2(&promise, &late))).await
}

/// A property; nothing where there is none, or no object to have one.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}
