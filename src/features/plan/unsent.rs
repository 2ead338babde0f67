//! What was written here and has not arrived: that it is kept, and what became of what will not be taken.

use leptos::prelude::*;
use uuid::Uuid;
use wire::ErrorCode;

use crate::backend::failure::Failure;
use crate::phrases::failure::failure;
use crate::phrases::typed::typed;
use crate::state::plan_queue::{self, WaitState, Waiting, Write};
use crate::state::plan_seat::use_seat;
use crate::words::plan as words;

/// The lines, while there is something to say. What is on its way for the first time is not spoken of.
#[component]
pub fn UnsentLine() -> impl IntoView {
    let seat = use_seat();
    let waiting = plan_queue::waiting();
    let of = move |is_meant: fn(&Waiting) -> bool| {
        waiting.with(|all| all.iter().any(|entry| entry.person == seat.person && is_meant(entry)))
    };
    let is_kept = Memo::new(move |_| {
        of(|entry| entry.state == WaitState::Kept || (entry.state == WaitState::Sending && entry.tries > 1))
    });
    let refused = Memo::new(move |_| {
        waiting.with(|all| {
            // What another app shows is taken back there, where its words can be read.
            let is_here = |entry: &&Waiting| entry.person == seat.person && !matches!(entry.write, Write::Unread(_));
            let theirs = all.iter().filter(is_here);
            let said = |entry: &Waiting| refusal(entry).map(|why| (entry.key, why, typed(&entry.write)));
            theirs.filter_map(said).collect::<Vec<(Uuid, String, String)>>()
        })
    });
    view! {
        <div class="plan-unsent" role="status">
            {move || is_kept.get().then(kept_view)}
            {move || {
                let rows = refused.get().into_iter().map(|(key, why, typed)| refused_view(key, why, typed));
                rows.collect::<Vec<AnyView>>()
            }}
        </div>
    }
    .into_any()
}

fn kept_view() -> AnyView {
    view! {
        <p class="notice">
            {move || if plan_queue::is_safe() { words::unsent_safe() } else { words::unsent() }} " "
            <button type="button" class="button-quiet" on:click=move |_| plan_queue::hurry()>{words::unsent_now()}</button>
        </p>
    }
    .into_any()
}

/// Why it was not taken, with the words that were written, so that they can be written again elsewhere.
fn refused_view(key: Uuid, why: String, typed: String) -> AnyView {
    view! {
        <div class="notice notice-error">
            <p>{why}</p>
            {(!typed.is_empty()).then(|| view! { <p class="own-words" dir="auto">{typed}</p> })}
            <button type="button" class="button-quiet" on:click=move |_| plan_queue::drop_it(key)>
                {words::refused_drop()}
            </button>
        </div>
    }
    .into_any()
}

fn refusal(entry: &Waiting) -> Option<String> {
    let WaitState::Refused(why) = &entry.state else { return None };
    Some(match (why, why.code()) {
        (_, Some(ErrorCode::NotNow | ErrorCode::MovedOn)) => words::refused_not_now().to_owned(),
        (Failure::Absent, _) => words::refused_gone().to_owned(),
        (Failure::Rejected(_) | Failure::Ours, _) => words::refused_other().to_owned(),
        _ => failure(why),
    })
}
