//! Something a page of the desk fetches: on its way, failed, or there. A newer answer changes what is shown and does not
//! draw it anew, so that no focus, no open form and no typed word is lost to it.

use leptos::prelude::*;

use crate::backend::failure::Failure;
use crate::phrases::failure::failed_view;
use crate::routes;
use crate::state::load::Load;
use crate::ui::loading::Loading;
use crate::words::desk::fetched as words;
use crate::words::{app, failure as failure_words};

/// Which of its states is drawn.
#[derive(Clone, PartialEq)]
enum Drawn {
    Loading,
    Shown,
    Failed(Failure),
}

/// Draws what `show` makes of the value; `on_again` asks again.
pub fn fetched_view<T>(
    found: RwSignal<Load<T>>,
    on_again: Callback<()>,
    show: impl Fn(Signal<T>) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let drawn = Memo::new(move |_| {
        found.with(|found| match found {
            Load::Loading => Drawn::Loading,
            Load::Ready(_) | Load::Stale(..) => Drawn::Shown,
            Load::Failed(why) => Drawn::Failed(why.clone()),
        })
    });
    let is_stale = Memo::new(move |_| found.with(|found| matches!(found, Load::Stale(..))));
    let stale = move || is_stale.get().then(|| stale_view(on_again));
    let body = move || match drawn.get() {
        Drawn::Loading => view! { <Loading words=app::loading() /> }.into_any(),
        Drawn::Failed(Failure::Absent) => absent_view(),
        Drawn::Failed(why) => failed_view(&why, on_again),
        Drawn::Shown => match value_of(found) {
            Some(value) => show(value),
            None => ().into_any(),
        },
    };
    view! {
        <div role="status">{stale}</div>
        {body}
    }
    .into_any()
}

/// The value as it is now; while it is fetched anew, the last there was.
fn value_of<T: Clone + PartialEq + Send + Sync + 'static>(found: RwSignal<Load<T>>) -> Option<Signal<T>> {
    let read = move || {
        found.with(|found| match found {
            Load::Ready(value) | Load::Stale(value, _) => Some(value.clone()),
            Load::Loading | Load::Failed(_) => None,
        })
    };
    let first = untrack(read)?;
    let value = Memo::new(move |held: Option<&T>| read().or_else(|| held.cloned()).unwrap_or_else(|| first.clone()));
    Some(value.into())
}

fn stale_view(on_again: Callback<()>) -> AnyView {
    view! {
        <div class="notice notice-warm">
            <p>{words::stale()}</p>
            <p class="failed-ways">
                <button type="button" class="button button-second" on:click=move |_| on_again.run(())>
                    {failure_words::again()}
                </button>
                <a href=routes::HELP_NOW rel="external">{failure_words::help()}</a>
            </p>
        </div>
    }
    .into_any()
}

/// What is not there and what is another team's look alike, here too.
fn absent_view() -> AnyView {
    view! {
        <div class="notice" role="alert">
            <p>{words::absent()}</p>
        </div>
    }
    .into_any()
}
