//! That something of a plan is here and not sent yet, or will not be taken. It stays in sight at the foot of the page,
//! where it moves nothing that somebody is about to tap.

use leptos::prelude::*;
use uuid::Uuid;
use wire::PersonId;

use crate::backend::failure::Failure;
use crate::phrases::failure::failure;
use crate::state::plan_queue::{self, WaitState, Waiting, Write};
use crate::words::{plan, plan_week as words};

/// What waits of somebody's plan.
pub fn unsent_view(person: PersonId) -> AnyView {
    let waiting = plan_queue::waiting();
    let is_kept =
        Memo::new(move |_| waiting.with(|waiting| waiting.iter().any(|one| one.person == person && is_late(one))));
    let refused = Memo::new(move |_| {
        waiting.with(|waiting| {
            // What another app shows is taken back there, where its words can be read.
            let is_here = |one: &&Waiting| one.person == person && !matches!(one.write, Write::Unread(_));
            let ours = waiting.iter().filter(is_here);
            let refusal = |one: &Waiting| match &one.state {
                WaitState::Refused(why) => Some((one.key, why.clone())),
                WaitState::Kept | WaitState::Sending => None,
            };
            ours.filter_map(refusal).collect::<Vec<(Uuid, Failure)>>()
        })
    });
    view! {
        <div class="week-unsent">
            <div role="status">{move || is_kept.get().then(kept_view)}</div>
            <div role="alert">
                {move || refused.get().into_iter().map(refused_view).collect::<Vec<AnyView>>()}
            </div>
        </div>
    }
    .into_any()
}

/// What is on its way for the first time is not spoken of.
fn is_late(one: &Waiting) -> bool {
    match one.state {
        WaitState::Kept => true,
        WaitState::Sending => one.tries > 1,
        WaitState::Refused(_) => false,
    }
}

fn kept_view() -> AnyView {
    view! {
        <p class="notice notice-warm week-kept">
            {move || if plan_queue::is_safe() { plan::unsent_safe() } else { words::unsent() }} " "
            <button type="button" class="button-quiet" on:click=|_| plan_queue::hurry()>{words::try_now()}</button>
        </p>
    }
    .into_any()
}

fn refused_view((key, why): (Uuid, Failure)) -> AnyView {
    let why = match why {
        Failure::Rejected(_) | Failure::Absent => words::refused_now().to_owned(),
        why => failure(&why),
    };
    view! {
        <p class="notice notice-error week-kept">
            {words::refused()} " " {why} " "
            <button type="button" class="button-quiet" on:click=move |_| plan_queue::drop_it(key)>
                {words::take_back()}
            </button>
        </p>
    }
    .into_any()
}
