//! Answers that have not arrived: that they are kept here, and what can be done with those that were not taken.

use leptos::prelude::*;
use wire::{FieldCode, KeepCheckIn};

use crate::backend::failure::Failure;
use crate::features::how::answering::{Answering, focus};
use crate::phrases::failure::failure;
use crate::state::plan_queue::{self, WaitState, Waiting, Write};
use crate::words::{plan, plan_how as words};

/// The lines about one measure, while there is something to say. What is on its way for the first time is not told.
pub fn unsent_view(answering: Answering, waiting: RwSignal<Vec<Waiting>>) -> AnyView {
    let is_late = |one: &Waiting| one.state == WaitState::Kept || one.tries > 1;
    let is_refused = |one: &Waiting| matches!(one.state, WaitState::Refused(_));
    let is_kept = Memo::new(move |_| {
        waiting.with(|all| all.iter().any(|one| answering.is_of(one) && is_late(one) && !is_refused(one)))
    });
    let refused = Memo::new(move |_| {
        waiting.with(|all| {
            let theirs = all.iter().filter(|one| answering.is_of(one) && is_refused(one));
            theirs.cloned().collect::<Vec<Waiting>>()
        })
    });
    view! {
        <div class="how-unsent">
            <div role="status">{move || is_kept.get().then(kept_view)}</div>
            {move || is_kept.get().then(try_view)}
            {move || {
                let rows = refused.get().into_iter().map(|one| refused_view(answering, one));
                rows.collect::<Vec<AnyView>>()
            }}
        </div>
    }
    .into_any()
}

fn kept_view() -> AnyView {
    let said = || if plan_queue::is_safe() { plan::unsent_safe() } else { words::unsent() };
    view! { <p class="notice">{said}</p> }.into_any()
}

fn try_view() -> AnyView {
    view! {
        <p>
            <button type="button" class="button-quiet" on:click=move |_| plan_queue::hurry()>{words::try_now()}</button>
        </p>
    }
    .into_any()
}

fn refused_view(answering: Answering, waiting: Waiting) -> AnyView {
    let Waiting { key, write: Write::CheckIn(sent), state: WaitState::Refused(why), .. } = waiting else {
        return ().into_any();
    };
    let can_go_back = can_go_back(answering, &sent, &why);
    let put_back = move |_| {
        plan_queue::drop_it(key);
        answering.put_back(&sent);
    };
    let take_away = move |_| {
        plan_queue::drop_it(key);
        // The button is gone with what it was about.
        focus(answering.id("title"));
    };
    view! {
        <div class="notice-error" role="alert">
            <p>{words::refused()}</p>
            <p>{refusal(&why)}</p>
            <p class="how-ways">
                {can_go_back
                    .then(|| {
                        view! {
                            <button type="button" class="button-second" on:click=put_back>{words::put_back()}</button>
                        }
                    })}
                <button type="button" class="button-quiet" on:click=take_away>{words::take_away()}</button>
            </p>
        </div>
    }
    .into_any()
}

/// Whether the answers can be sent again once they were looked at. What was said two weeks ago, or to other words, is
/// not what somebody says today.
fn can_go_back(answering: Answering, sent: &KeepCheckIn, why: &Failure) -> bool {
    answering.is_worded_as(sent) && !has(why, FieldCode::TooLongAgo)
}

fn refusal(why: &Failure) -> String {
    if has(why, FieldCode::OldVersion) {
        words::refused_version().to_owned()
    } else if has(why, FieldCode::TooLongAgo) {
        words::refused_old().to_owned()
    } else if has(why, FieldCode::InFuture) {
        words::refused_clock().to_owned()
    } else {
        failure(why)
    }
}

fn has(why: &Failure, code: FieldCode) -> bool {
    matches!(why, Failure::Rejected(problem) if problem.fields.iter().any(|field| field.code == code))
}
