//! Adding a small step to a goal, with a day where somebody wants one.

use domain::plan::{goal, problems};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{FieldProblem, Goal, GoalAct, GoalActKind, NewStep, StepId};

use crate::browser::{document, ids};
use crate::features::plan::day::read_day;
use crate::features::plan::goals::Goals;
use crate::features::plan::said::{Place, Said, said_view};
use crate::phrases::danger_card::DangerCard;
use crate::phrases::meeting::today;
use crate::state::plan_seat::Side;
use crate::ui::text_field::TextField;
use crate::words::{plan, plan_goals as words};

const FIELD: &str = "new-step";
const DAY: &str = "new-step-day";

/// The form, while another step may be added, and below it that one was.
pub fn step_adding_view(goals: Goals, goal: Memo<Goal>, said: Said) -> AnyView {
    let is_possible = Memo::new(move |_| {
        goals.seat.can_write && goal.with(|held| goal::acts(goal::state(held, 0)).contains(&GoalActKind::AddStep))
    });
    view! {
        {move || is_possible.get().then(|| form_view(goals, goal, said))}
        {said_view(said, Place::NewStep)}
    }
    .into_any()
}

fn form_view(goals: Goals, goal: Memo<Goal>, said: Said) -> AnyView {
    let (typed, day) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (error, day_error) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let step =
            NewStep { id: StepId(ids::new_id()), words: typed.get_untracked(), on: read_day(&day.get_untracked()) };
        let act = GoalAct::AddStep { step };
        let wrong = problems::goal_act(&act, today());
        let is_day = |problem: &FieldProblem| problem.field.ends_with(".on");
        error.set(wrong.iter().find(|problem| !is_day(problem)).map(|problem| step_error(problem).to_owned()));
        day_error.set(wrong.iter().any(is_day).then(|| plan::day_wrong().to_owned()));
        match wrong.first() {
            Some(first) => document::focus(if is_day(first) { DAY } else { FIELD }),
            None => {
                goals.act(goal.with_untracked(|goal| goal.id), act);
                typed.set(String::new());
                day.set(String::new());
                said.set(Some((Place::NewStep, words::said_step_added())));
                document::focus(FIELD);
            }
        }
    };
    view! {
        <form class="plan-form" on:submit=submit novalidate=true>
            <TextField
                id=FIELD
                label=words::step_new()
                hint=words::step_hint()
                value=typed
                on_input=Callback::new(move |words| typed.set(words))
                error=error
            />
            {(goals.seat.side != Side::Desk).then(|| view! { <DangerCard text=typed field=FIELD /> })}
            <TextField
                id=DAY
                label=words::step_day()
                hint=words::step_day_hint()
                kind="date"
                value=day
                on_input=Callback::new(move |typed| day.set(typed))
                error=day_error
                is_short=true
            />
            <p><button type="submit" class="button-second">{words::step_add()}</button></p>
        </form>
    }
    .into_any()
}

/// What is wrong with the words of a step.
pub fn step_error(problem: &FieldProblem) -> &'static str {
    match problem.code {
        wire::FieldCode::TooLong => plan::text_long(),
        _ => words::step_missing(),
    }
}
