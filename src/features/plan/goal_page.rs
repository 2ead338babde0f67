//! One thing that matters to somebody: what it is, why, how they will know, the small steps, and how near it feels.

use leptos::prelude::*;
use wire::{Goal, GoalId, GoalText, Kept};

use crate::features::plan::goals::Goals;
use crate::features::plan::overview_page::{read_only_view, stale_view};
use crate::features::plan::said::Said;
use crate::features::plan::score::scores_view;
use crate::features::plan::stages::{acts_view, stage_view};
use crate::features::plan::step_row::steps_view;
use crate::features::plan::text::{Text, kept_view};
use crate::features::plan::unsent::UnsentLine;
use crate::phrases::failure::failed_view;
use crate::routes::plan::PlanPage;
use crate::state::fetched::Shown;
use crate::state::plan_seat::use_seat;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, plan, plan_goals as words};

/// The goal in the address.
#[component]
pub fn GoalPage(#[prop(into)] id: String) -> impl IntoView {
    let seat = use_seat();
    let goals = Goals::open(seat);
    let id = id.parse::<GoalId>().ok();
    let goal = move || id.and_then(|id| goals.goal(id));
    let title = Memo::new(move |_| goal().map_or_else(|| plan::title().to_owned(), |goal| goal.title.words));
    let fetched = goals.fetched;
    // One that has not left this phone yet is there too, however the others are fetched.
    let is_there = Memo::new(move |_| goal().is_some());
    let missing = Memo::new(move |_| (!is_there.get()).then(|| fetched.shown()));
    view! {
        <div class="plan">
            <p class="back-row"><a class="back" href=seat.at(&PlanPage::Overview)>{plan::back()}</a></p>
            <Page title=title app_name=app::name() tab=plan::title()>
                {stale_view(fetched)}
                <UnsentLine />
                {move || match missing.get() {
                    None => id.map_or_else(|| ().into_any(), |id| goal_view(goals, id)),
                    Some(Shown::Loading) => view! { <Loading words=app::loading() /> }.into_any(),
                    Some(Shown::Failed(why)) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Some(Shown::There) => view! { <p class="lead">{words::gone()}</p> }.into_any(),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn goal_view(goals: Goals, id: GoalId) -> AnyView {
    let Some(first) = untrack(|| goals.goal(id)) else { return ().into_any() };
    let goal =
        Memo::new(move |held: Option<&Goal>| goals.goal(id).or_else(|| held.cloned()).unwrap_or_else(|| first.clone()));
    let said = Said::new(None);
    let text = |which| kept_view(goals.seat, text_of(goals, goal, id, which));
    view! {
        {stage_view(goal)}
        {read_only_view(goals.seat)}
        {text(GoalText::Title)}
        {text(GoalText::Why)}
        {text(GoalText::HowKnown)}
        {steps_view(goals, goal, said)}
        {scores_view(goals, goal)}
        {acts_view(goals, goal, said)}
    }
    .into_any()
}

fn text_of(goals: Goals, goal: Memo<Goal>, id: GoalId, which: GoalText) -> Text {
    let kept = Memo::new(move |_| goal.with(|goal| read(goal, which).clone()));
    let text = Text {
        id: "goal-title",
        label: words::what(),
        hint: words::what_hint(),
        change: words::what_change(),
        empty: words::what_missing(),
        most: 200,
        rows: 2,
        is_needed: true,
        is_elsewhere: true,
        kept: kept.into(),
        revision: Signal::derive(move || goals.revision(id, |goal| Some(read(goal, which).revision))),
        on_write: Callback::new(move |words| goals.write(id, which, words)),
    };
    let longer = Text { empty: plan::text_empty(), most: 2000, rows: 4, is_needed: false, is_elsewhere: false, ..text };
    match which {
        GoalText::Title => text,
        GoalText::Why => {
            Text { id: "goal-why", label: words::why(), hint: words::why_hint(), change: words::why_change(), ..longer }
        }
        GoalText::HowKnown => Text {
            id: "goal-how-known",
            label: words::how_known(),
            hint: words::how_known_hint(),
            change: words::how_known_change(),
            ..longer
        },
    }
}

fn read(goal: &Goal, which: GoalText) -> &Kept {
    match which {
        GoalText::Title => &goal.title,
        GoalText::Why => &goal.why,
        GoalText::HowKnown => &goal.how_known,
    }
}
