//! Where we are, as signals, and going somewhere else. The whole of our routing: a path, a query, and links. Pages of
//! another app are the browser's to load.

use leptos::prelude::*;

use crate::browser::history;
use crate::routes::App;

/// The present address.
#[derive(Clone, Copy)]
pub struct Address {
    /// The app that this is.
    app: App,
    path: RwSignal<String>,
    query: RwSignal<String>,
}

/// Reads the address and follows Back, Forward and links inside this app.
pub fn provide_address(app: App) -> Address {
    let (path, query) = history::here();
    let address = Address { app, path: RwSignal::new(path), query: RwSignal::new(query) };
    history::on_move(move |height| {
        address.read_again();
        // The list that was left is drawn first, then its place is found again.
        request_animation_frame(move || history::scroll_to(height));
    });
    history::on_link(move |link| App::of(link) == app, move |link| address.go(link));
    provide_context(address);
    address
}

/// The present address.
pub fn use_address() -> Address {
    expect_context::<Address>()
}

impl Address {
    /// The page that the path leads to, by this app's table of addresses.
    pub fn route<R: PartialEq + Send + Sync + 'static>(&self, of: fn(&str) -> R) -> Memo<R> {
        let path = self.path;
        Memo::new(move |_| path.with(|path| of(path)))
    }

    /// Follows the path as it changes.
    pub fn follow(&self) {
        self.path.track();
    }

    /// The path; followed as it changes.
    pub fn path(&self) -> Signal<String> {
        self.path.into()
    }

    /// The pairs of the query, decoded, in their order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.query.with(|query| decode_pairs(query))
    }

    /// The last value of a key, without following it.
    pub fn peek(&self, key: &str) -> Option<String> {
        self.query.with_untracked(|query| {
            decode_pairs(query).into_iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
        })
    }

    /// Whether this app has the page of an address.
    pub fn has(&self, address: &str) -> bool {
        App::of(address) == self.app
    }

    /// Goes to an address and to the top of its page.
    pub fn go(&self, address: &str) {
        if !self.has(address) {
            return history::load(address, false);
        }
        history::go(address, false);
        self.read_again();
        history::scroll_to(0.0);
    }

    /// Puts an address in the place of this one: Back then leads past it.
    pub fn go_instead(&self, address: &str) {
        if !self.has(address) {
            return history::load(address, true);
        }
        history::go(address, true);
        self.read_again();
    }

    fn read_again(&self) {
        let (path, query) = history::here();
        // Both change before anything follows, so that no page sees another's query.
        self.query.update_untracked(|held| held.clone_from(&query));
        if self.path.with_untracked(|held| *held != path) {
            self.path.set(path);
        }
        self.query.notify();
    }
}

/// The pairs of a query; what cannot be decoded stays as it is.
fn decode_pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex =
            if *byte == b'%' { bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok()) } else { None };
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(if *byte == b'+' { b' ' } else { *byte });
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}
