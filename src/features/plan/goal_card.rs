//! The goals of a plan as cards, each a link: what is open first, then what is done, and what was let go folded away.

use leptos::prelude::*;
use wire::{Goal, GoalStage};

use crate::features::plan::goals::Goals;
use crate::features::plan::stages::{stage_words, steps_words};
use crate::routes::plan::PlanPage;
use crate::state::plan_seat::Seat;
use crate::words::plan_goals as words;

/// All of them; followed as they change.
pub fn cards_view(goals: Goals) -> AnyView {
    let of = move |stage: GoalStage| {
        let all = goals.all();
        all.iter().filter(|goal| goal.stage == stage).map(|goal| card_view(goals.seat, goal)).collect::<Vec<AnyView>>()
    };
    let let_go = move || {
        let cards = of(GoalStage::LetGo);
        (!cards.is_empty()).then(|| {
            view! {
                <details>
                    <summary>{words::let_go_list()}</summary>
                    <ul class="plan-cards">{cards}</ul>
                </details>
            }
        })
    };
    view! {
        <ul class="plan-cards">{move || of(GoalStage::Open)} {move || of(GoalStage::Done)}</ul>
        {let_go}
    }
    .into_any()
}

fn card_view(seat: Seat, goal: &Goal) -> AnyView {
    let href = seat.at(&PlanPage::Goal(goal.id.to_string()));
    let facts = stage_words(goal).or_else(|| steps_words(goal)).unwrap_or_else(|| words::no_steps().to_owned());
    let is_apart = [&goal.title, &goal.why, &goal.how_known].into_iter().any(|text| !text.others.is_empty())
        || goal.steps.iter().any(|step| !step.words.others.is_empty());
    view! {
        <li class="plan-card">
            <a class="plan-card-name" dir="auto" href=href>{goal.title.words.clone()}</a>
            <p class="small">{facts}</p>
            {is_apart.then(|| view! { <p class="small"><strong>{words::apart()}</strong></p> })}
        </li>
    }
    .into_any()
}
