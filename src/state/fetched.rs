//! Something of the person's that a page shows: fetched when the page opens, and again, quietly, whenever it may have
//! changed. What is theirs to see no longer is gone from the page, however often it was fetched before.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::failure::Failure;
use crate::state::changes::{About, follow};
use crate::state::load::{Load, Request};

/// What stands on the page. It changes less often than the thing itself, so that a form in it stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    Loading,
    There,
    Failed(Failure),
}

/// The thing.
pub struct Fetched<T: Send + Sync + 'static> {
    held: RwSignal<Load<T>>,
    shown: Memo<Shown>,
    round: StoredValue<u32>,
    fetch: Callback<u32>,
}

impl<T: Send + Sync + 'static> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fetched<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Fetched<T> {
    /// Fetches it, and follows what it is about.
    pub fn new<F>(about: &'static [About], request: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        Self::following(about, Box::new(move || Box::pin(request())))
    }

    /// Boxed, so that this is compiled once for what is fetched and not for every place where it is.
    fn following(about: &'static [About], request: Box<dyn Fn() -> Request<T> + Send + Sync>) -> Self {
        let held = RwSignal::new(Load::Loading);
        let round = StoredValue::new(0);
        let shown = Memo::new(move |_| {
            held.with(|held| match held {
                Load::Loading => Shown::Loading,
                Load::Ready(_) | Load::Stale(..) => Shown::There,
                Load::Failed(why) => Shown::Failed(why.clone()),
            })
        });
        let fetch = Callback::new(move |this| {
            let request = request();
            spawn_local(async move {
                let answer = request.await;
                // Another answer is on its way, or the page was left.
                if round.try_get_value() == Some(this) {
                    take(held, answer);
                }
            });
        });
        let fetched = Self { held, shown, round, fetch };
        fetched.fetch_quietly();
        follow(about, move || fetched.fetch_quietly());
        fetched
    }

    /// Fetches it again; what is shown stays until the answer is there.
    pub fn fetch_quietly(&self) {
        let round = self.round.get_value().wrapping_add(1);
        self.round.set_value(round);
        self.fetch.run(round);
    }

    /// Fetches it again, and says so.
    pub fn again(&self) {
        self.held.set(Load::Loading);
        self.fetch_quietly();
    }

    /// Puts in what the server answered to a change. Requests on their way may have been answered before it.
    pub fn put(&self, value: T) {
        self.round.set_value(self.round.get_value().wrapping_add(1));
        self.held.set(Load::Ready(value));
    }

    /// What stands on the page; followed as it changes.
    pub fn shown(&self) -> Shown {
        self.shown.get()
    }

    /// Something of it, once it is there; followed as it changes.
    pub fn read<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.held.with(|held| match held {
            Load::Ready(value) | Load::Stale(value, _) => Some(read(value)),
            Load::Loading | Load::Failed(_) => None,
        })
    }

    /// Whether newer could not be fetched; followed as it changes.
    pub fn is_stale(&self) -> bool {
        self.held.with(|held| matches!(held, Load::Stale(..)))
    }
}

fn take<T: PartialEq + Send + Sync + 'static>(held: RwSignal<Load<T>>, answer: Result<T, Failure>) {
    let is_old_news = |value: &T| held.with_untracked(|held| matches!(held, Load::Ready(known) if known == value));
    match answer {
        Ok(value) if is_old_news(&value) => {}
        Ok(value) => held.set(Load::Ready(value)),
        // It is not there any more, or not for this person.
        Err(why @ (Failure::Absent | Failure::Rejected(_))) => held.set(Load::Failed(why)),
        Err(why) => held.update(|held| {
            *held = match std::mem::replace(held, Load::Loading) {
                Load::Ready(value) | Load::Stale(value, _) => Load::Stale(value, why),
                Load::Loading | Load::Failed(_) => Load::Failed(why),
            };
        }),
    }
}
