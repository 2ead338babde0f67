//! Something that is fetched, in its exclusive states.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::failure::Failure;

/// How far something fetched has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T> {
    /// The person sees that it is on its way.
    Loading,
    /// The person sees it.
    Ready(T),
    /// The person sees the last that came, and a line that newer could not be fetched.
    Stale(T, Failure),
    /// The person sees what happened, a button to try again, and "Get help now". Never an empty list.
    Failed(Failure),
}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Runs a request into a signal. A failure keeps what was there before as stale. An answer that comes after a
    /// newer request has begun (`is_current` says no) is dropped.
    pub fn run(
        into: RwSignal<Self>,
        request: impl Future<Output = Result<T, Failure>> + 'static,
        is_current: impl Fn() -> bool + 'static,
    ) {
        spawn_local(async move {
            let answer = request.await;
            if !is_current() {
                return;
            }
            // The page may have been left meanwhile; then there is nothing to tell.
            let _ = into.try_update(|held| {
                *held = match (answer, std::mem::replace(held, Self::Loading)) {
                    (Ok(value), _) => Self::Ready(value),
                    (Err(failure), Self::Ready(value) | Self::Stale(value, _)) => Self::Stale(value, failure),
                    (Err(failure), _) => Self::Failed(failure),
                };
            });
        });
    }
}
