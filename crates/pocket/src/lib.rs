//! The directory in the phone's pocket: what was kept of it, searched as the server searches, without a signal.
//!
//! The service worker hands over the packs it keeps and asks in the words of the API; it gets the API's own JSON. It knows
//! no network, no clock and no storage, and nothing of anybody: packs are the same for everybody.

mod asked;
mod gazetteer;
mod kept;
mod reach;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use kept::Kept;
use wasm_bindgen::prelude::wasm_bindgen;

/// What is kept of the directory. Packs and the file of districts are added, then it is made ready, then it is asked.
#[wasm_bindgen]
#[derive(Default)]
pub struct Pocket {
    kept: Kept,
}

#[wasm_bindgen]
impl Pocket {
    /// An empty pocket.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a pack or the file of districts in. False when it cannot be read: it is of another format, or broken.
    pub fn add(&mut self, bytes: &[u8]) -> bool {
        self.kept.add(bytes)
    }

    /// To be called after the last `add`: from here on what was added is found.
    pub fn ready(&mut self) {
        self.kept.ready();
    }

    /// What `GET /api/groups` would answer for this query, which is what follows the `?`: the JSON of a
    /// `wire::GroupPage`. None where the server would refuse it.
    pub fn groups(&self, query: &str, now_ms: f64) -> Option<String> {
        let page = self.kept.groups(query, instant(now_ms)?)?;
        serde_json::to_string(&page).ok()
    }

    /// What `GET /api/groups/{id}` would answer: the JSON of a `wire::Group`. None where it is not kept, or where the
    /// server would refuse the query.
    pub fn group(&self, id: &str, query: &str, now_ms: f64) -> Option<String> {
        let group = self.kept.group(id, query, instant(now_ms)?)?;
        serde_json::to_string(&group).ok()
    }

    /// Whether `near` of the query is a position (`lat,lon`) well inside what is kept, so that nobody else needs to be
    /// asked.
    pub fn reaches(&self, query: &str) -> bool {
        self.kept.reaches(query)
    }

    /// How many groups can be found.
    pub fn count(&self) -> u32 {
        self.kept.count()
    }
}

/// The instant that JavaScript counts in milliseconds since 1970.
fn instant(now_ms: f64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(now_ms as i64)
}
