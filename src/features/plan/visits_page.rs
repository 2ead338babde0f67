//! Where somebody went, month by month, the newest first. The person can put each of it right; others see what is theirs to
//! see, and nothing that says there is more.

use chrono::{Datelike as _, NaiveDate};
use domain::london;
use leptos::prelude::*;
use wire::{GroupId, Kept, Visit, VisitedMeeting};

use crate::browser::{date_words, document};
use crate::features::plan::group_page::back_view;
use crate::features::plan::group_stage::name_words;
use crate::features::plan::groups::Groups;
use crate::features::plan::overview_page::stale_view;
use crate::features::plan::unsent::UnsentLine;
use crate::features::plan::visit_edit::{EDITED, edit_view};
use crate::features::plan::visit_form::ways_view;
use crate::features::plan::visit_words::{face_words, outcome_words, when_words};
use crate::features::plan::visits::Visits;
use crate::phrases::failure::failed_view;
use crate::routes;
use crate::state::address::use_address;
use crate::state::fetched::Shown;
use crate::state::plan_seat::{Seat, use_seat};
use crate::ui::face::face_view;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::select_field::{SelectField, SelectOption};
use crate::words::{app, plan, plan_groups, plan_visits as words};

/// The page.
#[component]
pub fn VisitsPage() -> impl IntoView {
    let seat = use_seat();
    let groups = seat.is_own().then(|| Groups::of(seat));
    let visits = Visits::of(seat, groups);
    let title = if seat.is_own() { words::title() } else { words::title_other() };
    view! {
        <div class="plan">
            {back_view(seat)}
            <Page title=title app_name=app::name() tab=plan::title()>
                {stale_view(visits.fetched)}
                <UnsentLine />
                {groups.map(|groups| log_view(visits, groups))}
                {move || match visits.fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| visits.fetched.again())),
                    Shown::There => list_view(visits),
                }}
            </Page>
        </div>
    }
    .into_any()
}

/// Recording a visit to one of the groups on the plan.
fn log_view(visits: Visits, groups: Groups) -> AnyView {
    // Whoever comes from a group has chosen it.
    let chosen = RwSignal::new(use_address().peek("group").unwrap_or_default());
    let is_open = chosen.with_untracked(|chosen| !chosen.is_empty());
    let group = Memo::new(move |_| chosen.with(|chosen| chosen.parse::<GroupId>().ok()));
    let has_groups = Memo::new(move |_| !groups.all().is_empty());
    let options = Signal::derive(move || {
        let option = |held: &wire::GroupOnPlan| SelectOption { value: held.group.to_string(), label: name_words(held) };
        groups.all().iter().map(option).collect::<Vec<_>>()
    });
    let none = || {
        view! {
            <p>{words::log_none()} " " <a class="tap" href=routes::GROUPS>{plan_groups::find()}</a></p>
        }
    };
    view! {
        <details class="visit-log" open=is_open>
            <summary>{words::log()}</summary>
            <div class="first-time-inside">
                {move || {
                    if has_groups.get() {
                        view! {
                            <SelectField
                                id="visit-group"
                                label=words::log_which()
                                options=options
                                value=chosen
                                on_choose=Callback::new(move |value| chosen.set(value))
                                nothing=words::log_choose()
                            />
                        }
                        .into_any()
                    } else {
                        none().into_any()
                    }
                }}
                {move || group.get().map(|group| ways_view(visits, group))}
            </div>
        </details>
    }
    .into_any()
}

fn list_view(visits: Visits) -> AnyView {
    let empty = if visits.seat.is_own() { words::empty() } else { words::empty_other() };
    let months = Memo::new(move |_| {
        let mut months: Vec<NaiveDate> = visits.meetings().into_iter().map(month_of).collect();
        months.dedup();
        months
    });
    let is_empty = Memo::new(move |_| months.with(Vec::is_empty));
    view! {
        {move || is_empty.get().then(|| view! { <p class="lead">{empty}</p> })}
        <div class="visits">
            <For each=move || months.get() key=|month| *month children=move |month| month_view(visits, month) />
        </div>
    }
    .into_any()
}

/// The first day of a meeting's month.
fn month_of(meeting: VisitedMeeting) -> NaiveDate {
    let day = london::today(meeting.starts_at);
    day.with_day(1).unwrap_or(day)
}

fn month_view(visits: Visits, month: NaiveDate) -> AnyView {
    let meetings = Memo::new(move |_| {
        let mut meetings = visits.meetings();
        meetings.retain(|meeting| month_of(*meeting) == month);
        meetings
    });
    view! {
        <section>
            <h2>{date_words::month(month)}</h2>
            <ul class="visits-list">
                <For
                    each=move || meetings.get()
                    key=|meeting| *meeting
                    children=move |meeting| row_view(visits, meeting)
                />
            </ul>
        </section>
    }
    .into_any()
}

fn row_view(visits: Visits, meeting: VisitedMeeting) -> AnyView {
    let seat = visits.seat;
    let held = visits.one(meeting);
    let is_open = Memo::new(move |_| visits.open.get() == Some(meeting));
    let row = format!("visit-{}-{}", meeting.group, meeting.starts_at.timestamp());
    let id = row.clone();
    // What was open is gone, and the focus with it.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            let id = id.clone();
            request_animation_frame(move || document::focus(&id));
        }
        is_open
    });
    let said = move || {
        view! {
            {move || held.with(|held| held.as_ref().map(|held| said_view(seat, held)))}
            {seat.is_own().then(|| change_view(visits, held, meeting))}
        }
        .into_any()
    };
    view! {
        <li class="visit" id=row tabindex="-1">
            {move || if is_open.get() { edit_view(visits, meeting) } else { said() }}
        </li>
    }
    .into_any()
}

/// What is known of it, as far as it is there for whoever reads.
fn said_view(seat: Seat, visit: &Visit) -> AnyView {
    let name = if visit.name.is_empty() { plan_groups::unnamed().to_owned() } else { visit.name.clone() };
    let lines: Vec<String> = visit.line.as_ref().map(lines_of).unwrap_or_default();
    let has_more = visit.face.is_some() || !lines.is_empty();
    let who_reads = if visit.is_private { words::private() } else { words::shared() };
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <p class="own-words" dir="auto">{line}</p> }).collect();
    view! {
        <p class="visit-when">{when_words(visit.meeting.starts_at)}</p>
        <h3 dir="auto">{name}</h3>
        <p>{outcome_words(seat, visit.outcome)}</p>
        {visit.face.map(|face| view! {
            <p class="visit-face">{face_view(face)} <span>{face_words(face)}</span></p>
        })}
        {lines}
        {(has_more && seat.is_own()).then(|| view! { <p class="small">{who_reads}</p> })}
    }
    .into_any()
}

/// The line, and what stands beside it when two devices wrote without having heard of each other.
pub fn lines_of(line: &Kept) -> Vec<String> {
    let others = line.others.iter().map(|other| &other.words);
    std::iter::once(&line.words).chain(others).filter(|words| !words.is_empty()).cloned().collect()
}

fn change_view(visits: Visits, held: Memo<Option<Visit>>, meeting: VisitedMeeting) -> AnyView {
    let open = move |_| {
        visits.open.set(Some(meeting));
        request_animation_frame(|| document::focus(EDITED));
    };
    let what = move || {
        let name = held.with(|held| held.as_ref().map(|held| held.name.clone())).unwrap_or_default();
        words::meeting_of(&name, &when_words(meeting.starts_at))
    };
    view! {
        <p>
            <button type="button" class="button-quiet" on:click=open>
                {words::change()} <span class="visually-hidden">": " {what}</span>
            </button>
        </p>
    }
    .into_any()
}
