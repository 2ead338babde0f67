//! A stream of events from the server, as long as it lasts, and the way on which the tabs of a browser share it. Whoever
//! follows it opens it again when it is lost: a browser that does so by itself comes back with all the others in the same
//! second.

use js_sys::{Date, Math, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, Event, EventSource, MessageEvent};

/// By this name the tabs hear each other.
const CHANNEL: &str = "stile-changes";

/// What a stream says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It stands.
    Opened,
    /// It tells of everything after this number.
    Started(String),
    /// Something changed: the number of the event, and what the server said about it.
    Changed(String, String),
    /// What was missed is not known any more.
    Reset(String),
    /// What it was opened for has ended.
    Ended,
    /// It broke off, or was refused.
    Lost,
}

/// An open stream; it is closed when it is dropped.
pub struct Stream {
    source: EventSource,
    _listener: Closure<dyn Fn(Event)>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// Whether this browser can follow a stream at all.
pub fn can_follow() -> bool {
    web_sys::window().is_some_and(|window| Reflect::has(&window, &JsValue::from_str("EventSource")).unwrap_or(false))
}

/// Opens a stream; nothing where the browser would not.
pub fn follow(address: &str, heard: impl Fn(Said) + 'static) -> Option<Stream> {
    let source = EventSource::new(address).ok()?;
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        heard(match event.type_().as_str() {
            "open" => Said::Opened,
            "change" => Said::Changed(id(&event), text(&event)),
            "start" => Said::Started(id(&event)),
            "reset" => Said::Reset(id(&event)),
            "ended" => Said::Ended,
            _ => Said::Lost,
        });
    });
    let function = listener.as_ref().unchecked_ref();
    source.set_onopen(Some(function));
    source.set_onerror(Some(function));
    for name in ["start", "change", "reset", "ended"] {
        source.add_event_listener_with_callback(name, function).ok()?;
    }
    Some(Stream { source, _listener: listener })
}

fn text(event: &Event) -> String {
    event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string()).unwrap_or_default()
}

fn id(event: &Event) -> String {
    event.dyn_ref::<MessageEvent>().map(MessageEvent::last_event_id).unwrap_or_default()
}

/// The other tabs of this browser that follow changes.
pub struct Tabs(Option<BroadcastChannel>);

impl Tabs {
    /// Calls back with what another tab says. Without a channel every tab is alone.
    pub fn new(heard: impl Fn(String) + 'static) -> Self {
        let has_channel = web_sys::window()
            .is_some_and(|window| Reflect::has(&window, &JsValue::from_str("BroadcastChannel")).unwrap_or(false));
        let channel = if has_channel { BroadcastChannel::new(CHANNEL).ok() } else { None };
        if let Some(channel) = &channel {
            let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| heard(text(&event)));
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            listener.forget();
        }
        Self(channel)
    }

    /// Says something to all the others.
    pub fn say(&self, words: &str) {
        if let Some(channel) = &self.0 {
            // A closed channel means that the page is on its way out.
            let _ = channel.post_message(&JsValue::from_str(words));
        }
    }
}

/// A number that is greater the later it is made, and never the same in two tabs. This phone's clock is good enough to
/// tell its own tabs apart.
///
/// In thousandths of a millisecond, whole: reading and writing fractions weighs twenty kilobytes in the download.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are positive and small enough")]
pub fn turn() -> u64 {
    Date::now() as u64 * 1_000 + (Math::random() * 1_000.0) as u64
}

/// A number between a half and one and a half, so that those who were cut off together do not come back together.
pub fn jitter() -> f64 {
    0.5 + Math::random()
}
