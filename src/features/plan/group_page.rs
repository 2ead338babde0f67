//! A group on the plan: how far somebody has come with it, when it meets, why this one, and help with going the first time.

use leptos::prelude::*;
use wire::{Group, GroupId, GroupOnPlan, PersonId, PlanGroupId};

use crate::backend::failure::Failure;
use crate::backend::plan as backend;
use crate::browser::{document, fragment};
use crate::features::plan::company::{COMPANY, company_view};
use crate::features::plan::getting_there::getting_there_view;
use crate::features::plan::group_stage::{name_words, stage_view};
use crate::features::plan::group_when::when_view;
use crate::features::plan::groups::Groups;
use crate::features::plan::host_call::call_view;
use crate::features::plan::host_letter::letter_view;
use crate::features::plan::overview_page::{read_only_view, stale_view};
use crate::features::plan::text::{Text, kept_view};
use crate::features::plan::unsent::UnsentLine;
use crate::features::plan::welcome_card::welcome_view;
use crate::phrases::failure::failed_view;
use crate::routes;
use crate::routes::plan::{self as plan_routes, PlanPage};
use crate::state::address::use_address;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_queue::{self, Write};
use crate::state::plan_seat::{Seat, use_seat};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, group as listed_words, plan, plan_groups as words, plan_visits as visit_words};

/// The way back to the plan.
pub fn back_view(seat: Seat) -> AnyView {
    let href = seat.at(&PlanPage::Overview);
    view! { <p class="back-row"><a class="back" href=href>{plan::back()}</a></p> }.into_any()
}

/// The page.
#[component]
pub fn GroupPage(#[prop(into)] id: String) -> impl IntoView {
    let seat = use_seat();
    let inside = match id.parse::<PlanGroupId>() {
        Ok(id) => known_view(Groups::of(seat), id),
        Err(_) => absent_view(),
    };
    view! { <div class="plan">{back_view(seat)} {inside}</div> }.into_any()
}

fn absent_view() -> AnyView {
    view! {
        <Page title=words::absent_title() app_name=app::name() tab=plan::title()>
            <p class="lead">{words::absent_lead()}</p>
        </Page>
    }
    .into_any()
}

fn known_view(groups: Groups, id: PlanGroupId) -> AnyView {
    let seat = groups.seat;
    follow_answer(seat, id);
    // Read once: what comes of the page later leads nowhere else.
    let part = fragment::take().or_else(|| use_address().peek("part")).unwrap_or_default();
    let held = groups.one(id);
    let group = Memo::new(move |_| held.with(|held| held.as_ref().map(|held| held.group)));
    // One that has not left this phone yet is there too, however the others are fetched.
    let missing = Memo::new(move |_| {
        let shown = groups.fetched.shown();
        let is_gone = shown == Shown::Failed(Failure::Absent);
        (is_gone || group.with(Option::is_none)).then_some(shown)
    });
    (move || match (missing.get(), group.get()) {
        (None, Some(group)) => whole_view(groups, id, group, &part),
        (Some(Shown::Failed(why)), _) => failed_view(&why, Callback::new(move |()| groups.fetched.again())),
        (Some(Shown::There), _) => absent_view(),
        (Some(Shown::Loading) | None, _) => view! { <Loading words=app::loading() /> }.into_any(),
    })
    .into_any()
}

/// A group that somebody else has put on the plan meanwhile stands there under another id: then the page is that one's.
fn follow_answer(seat: Seat, id: PlanGroupId) {
    let address = use_address();
    plan_queue::listen(Callback::new(move |(person, write, answer): (PersonId, Write, String)| {
        let is_this = person == seat.person && matches!(&write, Write::Group(new) if new.id == id);
        let now = is_this.then(|| serde_json::from_str::<GroupOnPlan>(&answer).ok()).flatten();
        if let Some(now) = now.filter(|now| now.id != id) {
            address.go_instead(&seat.at(&PlanPage::Group(now.id.to_string())));
        }
    }));
}

fn whole_view(groups: Groups, id: PlanGroupId, group: GroupId, part: &str) -> AnyView {
    let seat = groups.seat;
    let held = groups.one(id);
    let listed = Fetched::new(&[], move || backend::group(group));
    let title = Signal::derive(move || title_words(held, listed));
    let href = routes::group(&group.to_string(), "");
    let first = first_view(groups, id, listed, part);
    if part == COMPANY {
        request_animation_frame(|| document::focus(COMPANY));
    }
    view! {
        <Page title=title app_name=app::name() tab=plan::title()>
            {stale_view(groups.fetched)}
            <UnsentLine />
            {read_only_view(seat)}
            {stage_view(groups, id)}
            {move || match listed.shown() {
                Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                Shown::Failed(Failure::Absent) => view! { <p>{listed_words::gone()}</p> }.into_any(),
                Shown::Failed(why) => failed_view(&why, Callback::new(move |()| listed.again())),
                Shown::There => untrack(|| listed.read(when_view)).into_any(),
            }}
            {reason_view(groups, id)}
            {first}
            {seat.is_own().then(|| record_view(group))}
            <p><a class="tap" href=href>{words::see_group()}</a></p>
        </Page>
    }
    .into_any()
}

/// The way to saying whether one went.
fn record_view(group: GroupId) -> AnyView {
    let href = plan_routes::record_visit(&group.to_string());
    view! { <p><a class="button button-second" href=href>{visit_words::record_title()}</a></p> }.into_any()
}

/// What it is called. A name that has not come with the plan yet comes with the directory.
fn title_words(held: Memo<Option<GroupOnPlan>>, listed: Fetched<Group>) -> String {
    let name = held.with(|held| held.as_ref().map(name_words)).unwrap_or_default();
    let has_own = held.with(|held| held.as_ref().is_some_and(|held| !held.name.is_empty()));
    if has_own { name } else { listed.read(|group| group.name.clone()).unwrap_or(name) }
}

/// Why this one.
fn reason_view(groups: Groups, id: PlanGroupId) -> AnyView {
    let seat = groups.seat;
    let held = groups.one(id);
    let Some(first) = held.with_untracked(|held| held.as_ref().map(|held| held.reason.clone())) else {
        return ().into_any();
    };
    let kept = Memo::new(move |_| {
        held.with(|held| held.as_ref().map(|held| held.reason.clone())).unwrap_or_else(|| first.clone())
    });
    let is_own = seat.is_own();
    let text = Text {
        id: "group-reason",
        label: if is_own { words::reason_label() } else { words::reason_label_other() },
        hint: if is_own { words::reason_hint() } else { words::reason_hint_other() },
        change: words::reason_change(),
        empty: words::reason_none(),
        most: 2000,
        rows: 3,
        is_needed: false,
        is_elsewhere: false,
        kept: kept.into(),
        revision: Signal::derive(move || groups.revision(id)),
        on_write: Callback::new(move |words| groups.write_reason(id, words)),
    };
    kept_view(seat, text)
}

/// Help with going there for the first time, each kind of it folded away.
fn first_view(groups: Groups, id: PlanGroupId, listed: Fetched<Group>, part: &str) -> AnyView {
    let seat = groups.seat;
    let held = groups.one(id);
    let group = held.with_untracked(|held| held.as_ref().map(|held| held.group));
    let is_there = Memo::new(move |_| listed.shown() == Shown::There);
    let letter_part = part.to_owned();
    let rest = move || {
        let group = is_there.get().then(|| untrack(|| listed.read(Clone::clone)))??;
        let letter = seat.is_own().then(|| letter_view(groups, id, &group, &letter_part));
        Some(view! { {getting_there_view(&group)} {call_view(&group)} {letter} })
    };
    view! {
        <section class="first-times" aria-labelledby="first-times">
            <h2 id="first-times">{words::first_title()}</h2>
            {group.map(|group| welcome_view(seat, group))}
            {company_view(groups, id, part == COMPANY)}
            {rest}
        </section>
    }
    .into_any()
}
