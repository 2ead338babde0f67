//! The groups on the first page of a plan, each as a card that leads to its own page.

use leptos::prelude::*;
use wire::{Company, GroupOnPlan, GroupStage, PlanGroupId};

use crate::features::plan::group_stage::{name_words, stage_words};
use crate::features::plan::groups::Groups;
use crate::phrases::failure::failed_view;
use crate::routes;
use crate::routes::plan::PlanPage;
use crate::state::fetched::Shown;
use crate::state::plan_seat::Seat;
use crate::ui::loading::Loading;
use crate::words::{app, plan_groups as words};

/// The section, with its heading.
pub fn groups_view(seat: Seat) -> AnyView {
    let groups = Groups::of(seat);
    view! {
        <section class="plan-groups" aria-labelledby="plan-groups">
            <h2 id="plan-groups">{words::title()}</h2>
            {move || match groups.fetched.shown() {
                Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                Shown::Failed(why) => failed_view(&why, Callback::new(move |()| groups.fetched.again())),
                Shown::There => list_view(groups),
            }}
            <p>{find_view(seat)}</p>
        </section>
    }
    .into_any()
}

/// The person looks around in the directory; whoever suggests one looks for it here.
fn find_view(seat: Seat) -> AnyView {
    if seat.is_own() {
        return view! { <a class="button button-second" href=routes::GROUPS>{words::find()}</a> }.into_any();
    }
    let suggest = || {
        let href = seat.at(&PlanPage::AddGroup);
        view! { <a class="button button-second" href=href>{words::suggest()}</a> }
    };
    seat.can_write.then(suggest).into_any()
}

fn list_view(groups: Groups) -> AnyView {
    let is_own = groups.seat.is_own();
    let is_empty = Memo::new(move |_| groups.all().is_empty());
    let has_aside = Memo::new(move |_| !groups.ids(true).is_empty());
    let empty = if is_own { words::empty() } else { words::empty_other() };
    let aside = if is_own { words::aside() } else { words::aside_other() };
    view! {
        {move || is_empty.get().then(|| view! { <p>{empty}</p> })}
        {cards_view(groups, false)}
        {move || has_aside.get().then(|| view! {
            <details class="plan-groups-aside">
                <summary>{aside}</summary>
                {cards_view(groups, true)}
            </details>
        })}
    }
    .into_any()
}

fn cards_view(groups: Groups, is_aside: bool) -> AnyView {
    view! {
        <ul class="plan-groups-list">
            <For each=move || groups.ids(is_aside) key=|id| *id children=move |id| card_view(groups, id) />
        </ul>
    }
    .into_any()
}

fn card_view(groups: Groups, id: PlanGroupId) -> AnyView {
    let seat = groups.seat;
    let held = groups.one(id);
    view! {
        <li class="plan-group">
            <h3 class="plan-group-name">
                <a class="tap" href=seat.at(&PlanPage::Group(id.to_string())) dir="auto">
                    {move || held.with(|held| held.as_ref().map(name_words))}
                </a>
            </h3>
            {move || held.with(|held| held.as_ref().map(|held| facts_view(seat, held)))}
        </li>
    }
    .into_any()
}

/// How far they have come, why it was suggested, and who comes along.
fn facts_view(seat: Seat, held: &GroupOnPlan) -> AnyView {
    let is_suggested = held.stage == GroupStage::Suggested && !held.reason.words.is_empty();
    let reason = is_suggested.then(|| held.reason.words.clone());
    let company = match &held.arranged {
        Some(arranged) => Some(words::card_company(&arranged.name)),
        None if held.company != Company::Nobody => Some(words::card_wanted().to_owned()),
        None => None,
    };
    view! {
        <p class="plan-group-stage" dir="auto">{stage_words(seat, held)}</p>
        {reason.map(|reason| view! { <p class="own-words" dir="auto">{reason}</p> })}
        {company.map(|company| view! { <p class="small" dir="auto">{company}</p> })}
    }
    .into_any()
}
