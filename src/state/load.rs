//! Something that is fetched, in its exclusive states.

use std::future::Future;
use std::pin::Pin;

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

/// A request on its way.
pub type Request<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

impl<T> Load<T> {
    /// What the person sees of it, the newest or not.
    pub const fn there(&self) -> Option<&T> {
        match self {
            Self::Ready(value) | Self::Stale(value, _) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Runs a request into a signal. A failure keeps what was there before as stale. An answer that comes after a
    /// newer request has begun (`is_current` says no) is dropped.
    pub fn run(
        into: RwSignal<Self>,
        request: impl Future<Output = Result<T, Failure>> + 'static,
        is_current: impl Fn() -> bool + 'static,
    ) {
        Self::follow(into, Box::pin(request), Box::new(is_current));
    }

    /// Boxed, so that this is compiled once for what is fetched and not for every place where it is.
    fn follow(into: RwSignal<Self>, request: Request<T>, is_current: Box<dyn Fn() -> bool>) {
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
