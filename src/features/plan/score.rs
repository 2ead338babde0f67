//! How near somebody feels to what matters to them, from 0 to 10, as the goal begins and later. Nobody has to say it, and
//! nothing follows from it.

use domain::plan::goal;
use domain::plan::problems::HIGHEST_SCORE;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{Goal, GoalAct, GoalActKind, GoalScore, NewScore, ScoreWhen};

use crate::browser::date_words::plain_date;
use crate::browser::document;
use crate::features::plan::goals::Goals;
use crate::features::plan::written::author_words;
use crate::phrases::meeting::today;
use crate::state::plan_seat::Side;
use crate::words::plan_goals as words;

/// The numbers in a row, to choose one of or none.
pub fn score_field(id: &'static str, legend: &'static str, value: RwSignal<Option<u8>>) -> AnyView {
    let hint = format!("{id}-hint");
    let numbers: Vec<AnyView> =
        (0..=HIGHEST_SCORE).map(|number| number_view(id, value, Some(number), number.to_string())).collect();
    view! {
        <fieldset class="score" aria-describedby=hint.clone()>
            <legend class="field-label">{legend}</legend>
            <p class="field-hint" id=hint.clone()>{words::score_hint()}</p>
            <div class="score-numbers">
                {numbers} {number_view(id, value, None, words::score_none().to_owned())}
            </div>
        </fieldset>
    }
    .into_any()
}

fn number_view(id: &'static str, value: RwSignal<Option<u8>>, number: Option<u8>, label: String) -> AnyView {
    // The first has the id of the whole.
    let row = match number {
        Some(0) => id.to_owned(),
        Some(number) => format!("{id}-{number}"),
        None => format!("{id}-none"),
    };
    view! {
        <label class="score-number" class:score-none=number.is_none() for=row.clone()>
            <input
                id=row.clone()
                type="radio"
                name=id
                autocomplete="off"
                prop:checked=move || value.get() == number
                on:change=move |_| value.set(number)
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// Both scores of a goal, and giving them.
///
/// How near it feels is a measure: whoever helps neither sees nor gives it.
pub fn scores_view(goals: Goals, goal: Memo<Goal>) -> AnyView {
    if goals.seat.side == Side::Helper {
        return ().into_any();
    }
    view! {
        <section class="plan-text" aria-labelledby="scores">
            <h2 id="scores">{words::scores()}</h2>
            {score_view(goals, goal, ScoreWhen::Now)}
            {score_view(goals, goal, ScoreWhen::Later)}
        </section>
    }
    .into_any()
}

fn score_view(goals: Goals, goal: Memo<Goal>, when: ScoreWhen) -> AnyView {
    let seat = goals.seat;
    let (field, button, label, give) = match when {
        ScoreWhen::Now => ("score-now", "score-now-give", words::score_now(), words::score_now_give()),
        ScoreWhen::Later => ("score-later", "score-later-give", words::score_later(), words::score_later_give()),
    };
    let given = Memo::new(move |_| goal.with(|goal| read(goal, when).cloned()));
    let can_give = Memo::new(move |_| seat.can_write && goal.with(can_score));
    let (is_open, value) = (RwSignal::new(false), RwSignal::new(None::<u8>));
    let close = move || {
        is_open.set(false);
        request_animation_frame(move || document::focus(button));
    };
    let open = move |_| {
        value.set(given.with_untracked(|given| given.as_ref().map(|given| given.score)));
        is_open.set(true);
        request_animation_frame(move || document::focus(field));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let held = given.with_untracked(|given| given.as_ref().map(|given| given.score));
        if let Some(score) = value.get_untracked().filter(|score| held != Some(*score)) {
            let id = goal.with_untracked(|goal| goal.id);
            goals.act(id, GoalAct::Score { when, score: NewScore { score, on: today() } });
        }
        close();
    };
    let form = move || {
        view! {
            <form class="plan-form" on:submit=submit novalidate=true>
                {score_field(field, give, value)}
                <p class="plan-ways">
                    <button type="submit" class="button">{words::score_keep()}</button>
                    <button type="button" class="button-quiet" on:click=move |_| close()>{words::score_leave()}</button>
                </p>
            </form>
        }
        .into_any()
    };
    let shown = move || {
        let said = given.with(|given| match given {
            Some(given) => {
                words::score_given(&given.score.to_string(), &author_words(&given.by, seat), &plain_date(given.on))
            }
            None => words::score_not_given().to_owned(),
        });
        let give = can_give.get().then(|| {
            view! { <button type="button" class="button-quiet" id=button on:click=open>{give}</button> }
        });
        view! { <p dir="auto"><strong>{label}</strong> " " {said}</p> {give} }.into_any()
    };
    view! { <div>{move || if is_open.get() { form() } else { shown() }}</div> }.into_any()
}

fn read(goal: &Goal, when: ScoreWhen) -> Option<&GoalScore> {
    match when {
        ScoreWhen::Now => goal.score_now.as_ref(),
        ScoreWhen::Later => goal.score_later.as_ref(),
    }
}

/// How many other goals are open has no say in it.
fn can_score(held: &Goal) -> bool {
    goal::acts(goal::state(held, 0)).contains(&GoalActKind::Score)
}
