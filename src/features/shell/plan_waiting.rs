//! What was written into a plan and waits for longer than anybody would think, and that there is no room to keep it:
//! whichever page of a plan is open.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use crate::phrases::copying::copy_view;
use crate::phrases::moment::day;
use crate::phrases::typed::typed;
use crate::state::{plan_queue, pocket_queue};
use crate::words::plan as words;

/// Something that waits.
#[derive(Debug, Clone, PartialEq)]
struct Old {
    key: Uuid,
    at: DateTime<Utc>,
    typed: String,
    /// It was never tried, so that it cannot have arrived.
    can_go: bool,
}

/// The lines, while there is something to say.
#[component]
pub fn PlanWaiting() -> impl IntoView {
    let (waiting, has_no_room) = (plan_queue::waiting(), pocket_queue::has_no_room());
    let old = Memo::new(move |_| {
        waiting.with(|all| {
            let old = |entry: &plan_queue::Waiting| Old {
                key: entry.key,
                at: entry.at,
                typed: typed(&entry.write),
                can_go: entry.tries == 0,
            };
            all.iter().filter(|entry| entry.is_old()).map(old).collect::<Vec<Old>>()
        })
    });
    view! {
        <div class="waiting-long" role="status">
            {move || has_no_room.get().then(|| view! { <p class="notice notice-warm">{words::no_room()}</p> })}
            {move || old.get().into_iter().map(old_view).collect::<Vec<AnyView>>()}
        </div>
    }
    .into_any()
}

fn old_view(old: Old) -> AnyView {
    let Old { key, at, typed, can_go } = old;
    let own_words = (!typed.is_empty()).then(|| {
        let copy = copy_view(typed.clone(), words::old_copy(), words::old_copied());
        (view! { <p class="own-words" dir="auto">{typed}</p> }, copy)
    });
    let (shown, copy) = own_words.unzip();
    let take_back = can_go.then(|| {
        view! {
            <button type="button" class="button-quiet" on:click=move |_| plan_queue::drop_it(key)>
                {words::refused_drop()}
            </button>
        }
    });
    view! {
        <div class="notice notice-warm">
            <p>{words::old(&day(at))}</p>
            {shown}
            <p>
                <button type="button" class="button button-second" on:click=move |_| plan_queue::hurry()>
                    {words::unsent_now()}
                </button>
                {copy}
                {take_back}
            </p>
        </div>
    }
    .into_any()
}
