//! How far somebody has come with a group, in words, and what they can say about it next. Every step can be taken back.

use domain::plan::group::acts;
use leptos::prelude::*;
use wire::{GroupOnPlan, GroupStage, PlanGroupAct, PlanGroupActKind, PlanGroupId};

use crate::browser::document;
use crate::features::plan::groups::Groups;
use crate::features::plan::written::author_words;
use crate::state::plan_seat::Seat;
use crate::words::plan_groups as words;

/// The line that says it: the focus goes there when a button has gone.
const NOW: &str = "group-stage-now";

/// What a group is called.
pub fn name_words(held: &GroupOnPlan) -> String {
    if held.name.is_empty() { words::unnamed().to_owned() } else { held.name.clone() }
}

/// How far somebody has come with it.
pub fn stage_words(seat: Seat, held: &GroupOnPlan) -> String {
    let [own, other] = match held.stage {
        GroupStage::Suggested if held.by.name.is_empty() => [words::suggested(); 2],
        GroupStage::Suggested => return words::suggested_by(&author_words(&held.by, seat)),
        GroupStage::Interested => [words::interested(), words::interested_other()],
        GroupStage::Asked => [words::asked(), words::asked_other()],
        GroupStage::Going => [words::going(), words::going_other()],
        GroupStage::Went => [words::went(), words::went_other()],
        GroupStage::NotForMe => [words::not_for_me(), words::not_for_me_other()],
    };
    let words = if seat.is_own() { own } else { other };
    words.to_owned()
}

/// The part of the page.
pub fn stage_view(groups: Groups, id: PlanGroupId) -> AnyView {
    let seat = groups.seat;
    let held = groups.one(id);
    let stage = Memo::new(move |_| held.with(|held| held.as_ref().map(|held| held.stage)));
    let now = Memo::new(move |_| held.with(|held| held.as_ref().map(|held| stage_words(seat, held))));
    let title = if seat.is_own() { words::stage_title() } else { words::stage_title_other() };
    let buttons = move || stage.get().map(|stage| buttons_view(groups, id, stage));
    view! {
        <section class="group-stage" aria-labelledby="group-stage">
            <h2 id="group-stage">{title}</h2>
            <p class="group-stage-now" id=NOW tabindex="-1" role="status">{move || now.get()}</p>
            {seat.can_write.then(|| view! { <p class="plan-ways">{buttons}</p> })}
        </section>
    }
    .into_any()
}

fn buttons_view(groups: Groups, id: PlanGroupId, stage: GroupStage) -> AnyView {
    let is_own = groups.seat.is_own();
    let buttons: Vec<AnyView> = acts(stage)
        .iter()
        // One says so oneself where a visit is recorded, with its day.
        .filter(|kind| !(is_own && **kind == PlanGroupActKind::Went))
        .filter_map(|kind| {
            let (act, [own, other]) = act_words(stage, *kind)?;
            let label = if is_own { own } else { other };
            let class = if is_quiet(stage, *kind) { "button-quiet" } else { "button button-second" };
            let press = move |_| {
                groups.act(id, act.clone());
                // The button that was pressed is gone with its stage.
                request_animation_frame(|| document::focus_outcome(NOW));
            };
            Some(view! { <button type="button" class=class on:click=press>{label}</button> }.into_any())
        })
        .collect();
    buttons.into_any()
}

/// Laying it aside, and going back to where they were.
fn is_quiet(stage: GroupStage, kind: PlanGroupActKind) -> bool {
    let is_back = kind == PlanGroupActKind::TakeInterest && matches!(stage, GroupStage::Asked | GroupStage::Going);
    is_back || kind == PlanGroupActKind::NotForMe
}

/// What a button does, and what it says: to the person, and to others. Company and reason have parts of their own.
fn act_words(stage: GroupStage, kind: PlanGroupActKind) -> Option<(PlanGroupAct, [&'static str; 2])> {
    Some(match (kind, stage) {
        (PlanGroupActKind::TakeInterest, GroupStage::Suggested) => {
            (PlanGroupAct::TakeInterest, [words::act_interested(), words::act_interested_other()])
        }
        (PlanGroupActKind::TakeInterest, GroupStage::NotForMe) => {
            (PlanGroupAct::TakeInterest, [words::act_take_up(), words::act_take_up_other()])
        }
        (PlanGroupActKind::TakeInterest, _) => {
            (PlanGroupAct::TakeInterest, [words::act_interested_back(), words::act_interested_back_other()])
        }
        (PlanGroupActKind::Ask, _) => (PlanGroupAct::Ask, [words::act_asked(), words::act_asked_other()]),
        (PlanGroupActKind::PlanToGo, GroupStage::Went) => {
            (PlanGroupAct::PlanToGo, [words::act_again(), words::act_again_other()])
        }
        (PlanGroupActKind::PlanToGo, _) => (PlanGroupAct::PlanToGo, [words::act_going(), words::act_going_other()]),
        (PlanGroupActKind::Went, _) => (PlanGroupAct::Went, [words::act_went(), words::act_went_other()]),
        (PlanGroupActKind::NotForMe, _) => {
            (PlanGroupAct::NotForMe, [words::act_not_for_me(), words::act_not_for_me_other()])
        }
        (PlanGroupActKind::AskCompany | PlanGroupActKind::ArrangeCompany | PlanGroupActKind::Change, _) => return None,
    })
}
