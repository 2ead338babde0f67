//! Something that a person does: sent, refused for now, or in trouble. What was typed is never touched by it.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ErrorCode;

use crate::backend::failure::Failure;
use crate::state::load::Request;

/// How far something that is done has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    /// The person can do it.
    Idle,
    /// It is on its way; the button waits.
    Busy,
    /// The person is asked who they are once more; then it is done again.
    Confirming,
    /// The person sees what happened, and can do it again.
    Failed(Failure),
}

impl Doing {
    /// Runs a request, unless one is on its way already. `done` gets the answer when the page still stands.
    pub fn run<T: 'static>(
        into: RwSignal<Self>,
        request: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if into.with_untracked(|doing| *doing == Self::Busy) {
            return;
        }
        into.set(Self::Busy);
        Self::follow(into, Box::pin(request), Box::new(done));
    }

    /// Boxed, so that this is compiled once for what is answered and not for every place where something is done.
    fn follow<T: 'static>(into: RwSignal<Self>, request: Request<T>, done: Box<dyn FnOnce(T)>) {
        spawn_local(async move {
            let answer = request.await;
            let next = match &answer {
                Ok(_) => Self::Idle,
                Err(why) if why.code() == Some(ErrorCode::ConfirmFirst) => Self::Confirming,
                Err(why) => Self::Failed(why.clone()),
            };
            // The page may have been left meanwhile; then there is nothing to tell.
            if into.try_set(next).is_none()
                && let Ok(value) = answer
            {
                done(value);
            }
        });
    }

    /// Whether it is on its way.
    pub fn is_busy(&self) -> bool {
        *self == Self::Busy
    }

    /// What went wrong, when something did.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(why) => Some(why),
            _ => None,
        }
    }
}
