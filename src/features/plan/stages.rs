//! Where a goal stands, in words, and what may be done about it: done, let go, taken up again. Each can be taken back.

use domain::plan::goal;
use leptos::prelude::*;
use wire::{Goal, GoalAct, GoalActKind, GoalStage, StepStage};

use crate::browser::date_words::plain_date;
use crate::browser::document;
use crate::features::plan::goals::Goals;
use crate::features::plan::said::{Place, Said, said_view};
use crate::words::plan_goals as words;

/// The id of the line that says where it stands; it takes the focus from a button that is gone.
const STAGE: &str = "goal-stage";

/// How far the steps of a goal have come: "2 of 3 steps done". Those that were let go do not count. Nothing where there
/// are none.
pub fn steps_words(goal: &Goal) -> Option<String> {
    let done = goal.steps.iter().filter(|step| matches!(step.stage, StepStage::Done { .. })).count();
    let open = goal.steps.iter().filter(|step| step.stage == StepStage::Open).count();
    let all = u32::try_from(done + open).unwrap_or(u32::MAX);
    (all > 0).then(|| words::steps_done(all, &done.to_string()))
}

/// Where a goal stands and since when; nothing of one that is open.
pub fn stage_words(goal: &Goal) -> Option<String> {
    let since = plain_date(domain::london::today(goal.since));
    match goal.stage {
        GoalStage::Open => None,
        GoalStage::Done => Some(words::stage_done(&since)),
        GoalStage::LetGo => Some(words::stage_let_go(&since)),
    }
}

/// The line at the top of a goal's page.
pub fn stage_view(goal: Memo<Goal>) -> AnyView {
    let said = move || {
        goal.with(|goal| stage_words(goal).or_else(|| steps_words(goal)))
            .unwrap_or_else(|| words::no_steps().to_owned())
    };
    view! { <p class="plan-stage" id=STAGE tabindex="-1">{said}</p> }.into_any()
}

/// The buttons, for whoever may write, and what was done with them.
pub fn acts_view(goals: Goals, goal: Memo<Goal>, said: Said) -> AnyView {
    if !goals.seat.can_write {
        return ().into_any();
    }
    let id = goal.with_untracked(|goal| goal.id);
    let kinds = Memo::new(move |_| {
        let open = goals.other_open(id);
        goal.with(|held| goal::acts(goal::state(held, open)))
    });
    let button = move |kind: GoalActKind| {
        let (act, label, done) = match kind {
            GoalActKind::Finish => (GoalAct::Finish, words::finish(), words::said_done()),
            GoalActKind::LetGo => (GoalAct::LetGo, words::let_go(), words::said_let_go()),
            GoalActKind::TakeUp => (GoalAct::TakeUp, words::take_up(), words::said_taken_up()),
            GoalActKind::Change | GoalActKind::Score | GoalActKind::AddStep => return None,
        };
        let press = move |_| {
            goals.act(id, act.clone());
            said.set(Some((Place::Goal, done)));
            request_animation_frame(|| document::focus(STAGE));
        };
        Some(view! { <button type="button" class="button-second" on:click=press>{label}</button> }.into_any())
    };
    view! {
        <p class="plan-ways">
            {move || kinds.get().into_iter().filter_map(button).collect::<Vec<AnyView>>()}
        </p>
        {said_view(said, Place::Goal)}
    }
    .into_any()
}
