//! Looking for a group of the directory by words, to put it on a plan.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::backend::groups::{self, FoundGroup};
use crate::phrases::trouble::trouble_view;
use crate::routes::plan::PlanPage;
use crate::state::doing::Doing;
use crate::state::plan_seat::Seat;
use crate::ui::text_field::TextField;
use crate::words::plan_groups as words;

/// How many of those that were found are shown.
const SHOWN: usize = 8;

/// The field, and what was found.
pub fn search_view(seat: Seat) -> AnyView {
    let sought = RwSignal::new(String::new());
    let doing = RwSignal::new(Doing::Idle);
    // Nothing before somebody has looked.
    let found = RwSignal::new(None::<Vec<FoundGroup>>);
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        let words = sought.get_untracked();
        if !words.trim().is_empty() {
            Doing::run(doing, async move { groups::look_for(&words).await }, move |groups| found.set(Some(groups)));
        }
    };
    let label = if seat.is_own() { words::sought() } else { words::sought_other() };
    view! {
        <form class="plan-form" role="search" on:submit=look novalidate=true>
            <TextField
                id="group-sought"
                label=label
                kind="search"
                value=sought
                on_input=Callback::new(move |typed| sought.set(typed))
                max_length=100
            />
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>{words::look()}</button>
            </p>
        </form>
        <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
        <div role="status">
            {move || found.with(|found| found.as_ref().map(|groups| found_view(seat, groups)))}
        </div>
    }
    .into_any()
}

fn found_view(seat: Seat, groups: &[FoundGroup]) -> AnyView {
    if groups.is_empty() {
        return view! { <p>{words::found_none()}</p> }.into_any();
    }
    let rows: Vec<AnyView> = groups.iter().take(SHOWN).map(|group| row_view(seat, group)).collect();
    view! { <ul class="plan-groups-list">{rows}</ul> }.into_any()
}

fn row_view(seat: Seat, group: &FoundGroup) -> AnyView {
    let href = format!("{}?group={}", seat.at(&PlanPage::AddGroup), group.id);
    let summary = Some(group.summary.clone()).filter(|summary| !summary.is_empty() && *summary != group.name);
    view! {
        <li class="plan-group">
            <a class="tap" href=href dir="auto">{group.name.clone()}</a>
            {summary.map(|summary| view! { <p class="small" dir="auto">{summary}</p> })}
        </li>
    }
    .into_any()
}
