//! The pocket: what this phone keeps so that it is there without a signal. The service worker is its only keeper; here it
//! is asked, by messages that are JSON. Where no worker is, or none answers in time, nothing is kept.
//!
//! It must not know what the words mean that are kept, nor whether a phone is somebody's own: that is the worker's to say.

use js_sys::{Array, JSON, Promise, Reflect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageChannel, ServiceWorkerRegistration};

use super::service_worker::container;

const NUMBERS: &str = r#"{"type":"pocket"}"#;
/// How long a worker may take to answer: it may have to be woken first.
const PATIENCE_IN_MILLISECONDS: i32 = 3_000;

/// Something that is kept until it is sent, by the page or by the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "keep")]
pub struct Item {
    /// What sort of thing it is. Each sort is asked for by itself.
    pub kind: &'static str,
    /// The account of whoever wrote it.
    pub writer: Uuid,
    /// It is named by this. The same name again takes the place of what was kept under it, and stands where that stood.
    pub key: Uuid,
    /// Things of one lane are sent one after the other, in the order in which they were written.
    pub lane: String,
    pub method: &'static str,
    /// Where it is sent, below `/api/`.
    pub path: String,
    /// What is sent there, as JSON.
    pub body: String,
    /// What the page keeps for itself beside it.
    pub entry: String,
    /// The page has tried to send it: it may have arrived.
    pub tried: bool,
}

/// Whether something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It is on the disk, and nobody but this phone can read it.
    Kept,
    /// There is no room left.
    Full,
    /// The phone is not somebody's own, as far as the worker knows.
    NotOwn,
    /// There is no worker, or it could not, or said nothing in time.
    Unable,
}

/// Something that the pocket has kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Kept {
    pub key: Uuid,
    /// What the page kept for itself beside it.
    pub entry: String,
}

/// Everything of one sort and one writer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AllKept {
    /// In the order in which it was written.
    pub items: Vec<Kept>,
    /// Another whenever the browser threw everything away meanwhile; none where the phone is not theirs, as far as the
    /// worker knows.
    #[serde(default)]
    pub made: Option<Uuid>,
}

/// Why something is kept no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropping {
    /// It has arrived, or will not be taken.
    Done,
    /// Somebody has taken it back, which other tabs are to hear.
    Back,
    /// The same, unless it may be on its way.
    Untried,
}

/// Everything that the pocket has, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pocket {
    /// Whether the phone is somebody's own.
    pub own: bool,
    /// How many answers about whoever is signed in are kept.
    pub answers: u32,
    /// How many things are still to be sent.
    pub waiting: u32,
    /// How many of those the server did not take: they wait for somebody to look at them.
    #[serde(default)]
    pub refused: u32,
    /// When the oldest of those answers came, as ISO instant.
    #[serde(default)]
    pub oldest: Option<String>,
    /// The groups that are kept, by district.
    #[serde(default)]
    pub packs: Vec<Pack>,
    /// When the groups were fetched, as ISO instant.
    #[serde(default)]
    pub as_of: Option<String>,
    /// How much room all of it takes, in bytes.
    #[serde(default)]
    pub used: u64,
}

/// The groups of one postcode district.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pack {
    pub district: String,
    pub groups: u32,
}

/// What can be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The groups.
    Packs,
    /// Everything of whoever is signed in, what is still to be sent included.
    Mine,
}

/// Something that the worker itself has sent, and that was taken; or that was taken back in a tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub kind: String,
    pub key: Uuid,
    /// The JSON of the answer; none where it was taken back.
    pub body: Option<String>,
}

/// Whether this browser can have a pocket at all.
pub fn is_possible() -> bool {
    container().is_some()
}

/// Keeps something until it is sent.
pub async fn keep(item: &Item) -> Keeping {
    let message = serde_json::to_string(item).unwrap_or_default();
    let Some(answer) = ask(&message).await else { return Keeping::Unable };
    // As `JSON.stringify` writes it, without spaces.
    if answer.contains(r#""kept":true"#) {
        Keeping::Kept
    } else if answer.contains(r#""full""#) {
        Keeping::Full
    } else if answer.contains(r#""not-own""#) {
        Keeping::NotOwn
    } else {
        Keeping::Unable
    }
}

/// What is kept of one sort and one writer; nothing where no worker answers.
pub async fn kept(kind: &str, writer: Uuid) -> Option<AllKept> {
    let answer = ask(&format!(r#"{{"type":"kept","kind":"{kind}","writer":"{writer}"}}"#)).await?;
    serde_json::from_str(&answer).ok()
}

/// Keeps something no longer. Whether it is gone; nothing where no worker answers.
pub async fn drop(key: Uuid, why: Dropping) -> Option<bool> {
    let why = match why {
        Dropping::Done => "done",
        Dropping::Back => "back",
        Dropping::Untried => "untried",
    };
    let answer = ask(&format!(r#"{{"type":"drop","key":"{key}","{why}":true}}"#)).await?;
    // A worker that failed says neither.
    answer.contains("gone").then(|| answer.contains("true"))
}

/// What is kept, in numbers; nothing where no worker answers.
pub async fn pocket() -> Option<Pocket> {
    serde_json::from_str(&ask(NUMBERS).await?).ok()
}

/// Whether something is kept that was not sent. Reading all of the numbers would weigh more.
pub async fn has_waiting() -> bool {
    let answer = ask(NUMBERS).await.unwrap_or_default();
    answer.contains(r#""waiting":"#) && !answer.contains(r#""waiting":0"#)
}

/// Forgets a part of it; whether the worker has heard. What is there afterwards says whether it is gone.
pub async fn forget(part: Part) -> bool {
    let what = match part {
        Part::Packs => "packs",
        Part::Mine => "mine",
    };
    ask(&format!(r#"{{"type":"forget","what":"{what}"}}"#)).await.is_some()
}

/// Asks the worker to send now what is still to be sent; whether it has heard.
pub async fn send() -> bool {
    ask(r#"{"type":"send"}"#).await.is_some()
}

/// Calls back whenever the worker itself has had something taken, or a tab has taken something back, as long as the page
/// is loaded.
pub fn on_sent(heard: impl Fn(Sent) + 'static) {
    let Some(container) = container() else { return };
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Some(sent) = sent(&get(&event, "data")) {
            heard(sent);
        }
    });
    let _ = container.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    listener.forget();
}

fn sent(said: &JsValue) -> Option<Sent> {
    let body = match text(said, "type")?.as_str() {
        "sent" => Some(text(said, "body")?),
        "dropped" => None,
        _ => return None,
    };
    Some(Sent { kind: text(said, "kind")?, key: text(said, "key")?.parse().ok()?, body })
}

/// Asks the worker something, in JSON, and gives back its answer, in JSON.
pub(super) async fn ask(message: &str) -> Option<String> {
    ask_for(message, PATIENCE_IN_MILLISECONDS).await
}

/// The same, with so much patience, in milliseconds.
pub(super) async fn ask_for(message: &str, patience: i32) -> Option<String> {
    // `ready` would wait for ever where no worker is registered.
    let registration = JsFuture::from(container()?.get_registration()).await.ok()?;
    let worker = registration.dyn_into::<ServiceWorkerRegistration>().ok()?.active()?;
    let channel = MessageChannel::new().ok()?;
    let (here, there) = (channel.port1(), channel.port2());
    let answer = Promise::new(&mut |answered, late| {
        here.set_onmessage(Some(&answered));
        if let Some(window) = web_sys::window() {
            // Without a clock it is waited for as long as it takes.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&late, patience);
        }
    });
    worker.post_message_with_transferable(&JSON::parse(message).ok()?, &Array::of1(&there)).ok()?;
    let event = JsFuture::from(answer).await;
    here.close();
    written(&get(&event.ok()?, "data"))
}

fn written(value: &JsValue) -> Option<String> {
    // What cannot be written, such as nothing at all, is no text.
    JsValue::from(JSON::stringify(value).ok()?).as_string()
}

/// A property; nothing where there is none, or no object to have one.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}
