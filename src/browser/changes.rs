//! A stream of events from the server, as long as it lasts. Whoever follows it opens it again when it is lost: a browser
//! that does so by itself comes back with all the others in the same second.

use js_sys::{Math, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventSource, MessageEvent};

/// What a stream says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It stands.
    Opened,
    /// Something changed; what the server said about it.
    Changed(String),
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
            "change" => {
                let data = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
                Said::Changed(data.unwrap_or_default())
            }
            "ended" => Said::Ended,
            _ => Said::Lost,
        });
    });
    let function = listener.as_ref().unchecked_ref();
    source.set_onopen(Some(function));
    source.set_onerror(Some(function));
    for name in ["change", "ended"] {
        source.add_event_listener_with_callback(name, function).ok()?;
    }
    Some(Stream { source, _listener: listener })
}

/// A number between a half and one and a half, so that those who were cut off together do not come back together.
pub fn jitter() -> f64 {
    0.5 + Math::random()
}
