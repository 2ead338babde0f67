//! How near somebody feels to what matters to them: the scores of their goals, each as a picture of its own. The scores
//! are given at the goal.

use domain::measure::own_goals;
use leptos::prelude::*;
use wire::Goal;

use crate::features::how::asked::{Asked, scores};
use crate::features::how::figure::figure_view;
use crate::phrases::failure::failed_view;
use crate::routes::plan::PlanPage;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_queue::Waiting;
use crate::state::plan_seat::Seat;
use crate::ui::loading::Loading;
use crate::words::{app, plan_how as words};

/// The section; nothing where nothing matters to them yet, or where whoever reads could not give a score.
pub fn goal_scores_view(seat: Seat, goals: Fetched<Vec<Goal>>, waiting: RwSignal<Vec<Waiting>>) -> AnyView {
    let scored = Memo::new(move |_| {
        let all = goals.read(Clone::clone).unwrap_or_default();
        waiting.with(|waiting| {
            let one = |goal: Goal| {
                let given = scores(&goal, waiting, seat.person);
                (goal, given)
            };
            all.into_iter().map(one).collect::<Vec<(Goal, Vec<Asked>)>>()
        })
    });
    (move || match goals.shown() {
        Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
        Shown::Failed(why) => failed_view(&why, Callback::new(move |()| goals.again())),
        Shown::There => (move || scored.with(|scored| section_view(seat, scored))).into_any(),
    })
    .into_any()
}

fn section_view(seat: Seat, scored: &[(Goal, Vec<Asked>)]) -> AnyView {
    let said = scored.iter().filter(|(_, given)| !given.is_empty());
    let figures: Vec<AnyView> = said.map(|(goal, given)| goal_view(seat, goal, given)).collect();
    let is_empty = figures.is_empty();
    if scored.is_empty() || (is_empty && !seat.is_own()) {
        return ().into_any();
    }
    let (title, lead) = match (seat.is_own(), is_empty) {
        (true, true) => (words::goals(), words::goals_none()),
        (true, false) => (words::goals(), words::goals_lead()),
        (false, _) => (words::goals_theirs(), words::goals_lead()),
    };
    view! {
        <section class="how-measure" aria-labelledby="how-goals">
            <h2 id="how-goals">{title}</h2>
            <p>{lead}</p>
            {figures}
        </section>
    }
    .into_any()
}

fn goal_view(seat: Seat, goal: &Goal, given: &[Asked]) -> AnyView {
    let id = goal.id.to_string();
    let measure = own_goals([(id.clone(), goal.title.words.clone())], words::goal_from(), words::goal_to());
    let figure = measure.items.first().map(|item| figure_view(item, given));
    view! {
        {figure}
        <p>
            <a class="tap" href=seat.at(&PlanPage::Goal(id))>
                {words::goal_go()}
                <span class="visually-hidden" dir="auto">" " {goal.title.words.clone()}</span>
            </a>
        </p>
    }
    .into_any()
}
