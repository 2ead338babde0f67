//! Fetching into something that is in sight: the newest answer counts, and the focus stays where somebody is.

use std::future::Future;

use leptos::prelude::*;

use crate::backend::failure::Failure;
use crate::browser::document;
use crate::state::load::Load;

/// Where the answers go.
pub struct Quiet<T: Send + Sync + 'static> {
    into: RwSignal<Load<T>>,
    /// Answers of earlier rounds are dropped.
    round: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Quiet<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Quiet<T> {}

impl<T: Clone + Send + Sync + 'static> Quiet<T> {
    /// For a signal that is shown.
    pub fn new(into: RwSignal<Load<T>>) -> Self {
        Self { into, round: StoredValue::new(0) }
    }

    /// Asks. What is there stays in sight until the answer comes, and after a failure too.
    pub fn fetch(self, request: impl Future<Output = Result<T, Failure>> + 'static) {
        let Some(round) = self.round.try_get_value().map(|round| round.wrapping_add(1)) else { return };
        self.round.set_value(round);
        let quiet = async move {
            let answer = request.await;
            keep_focus();
            answer
        };
        Load::run(self.into, quiet, move || self.round.try_get_value() == Some(round));
    }

    /// Takes what came another way and is newer than any answer on its way.
    pub fn put(self, value: T) {
        self.round.update_value(|round| *round = round.wrapping_add(1));
        self.into.set(Load::Ready(value));
    }

    /// Asks again after a failure, with a line that says so.
    pub fn begin_anew(self) {
        self.into.update(|held| {
            if matches!(held, Load::Failed(_)) {
                *held = Load::Loading;
            }
        });
    }
}

/// Where drawing an answer loses the focus, it is put back.
fn keep_focus() {
    let active = document().active_element().map(|active| active.id()).filter(|id| !id.is_empty());
    let Some(id) = active else { return };
    request_animation_frame(move || {
        let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if is_lost {
            document::focus(&id);
        }
    });
}
