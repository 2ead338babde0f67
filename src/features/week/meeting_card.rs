//! A meeting in the week: when it is; once it is near, where and with whom, and how one feels about it; after it,
//! whether one went.

use chrono::NaiveDate;
use domain::plan::visit;
use leptos::prelude::*;
use wire::{Company, GroupStage, VisitedMeeting, WeekMeeting, WeekVisit};

use crate::browser::date_words;
use crate::features::week::live::LiveWeek;
use crate::features::week::meeting_word::before_view;
use crate::features::week::times::asks_at;
use crate::features::week::visited::{ask_view, read_view, visited_view};
use crate::routes;
use crate::routes::plan::PlanPage;
use crate::words::{group, groups, plan_week as words};

/// The meeting, on its day, and whether that is today or tomorrow. Further ahead it is the time and the name alone.
pub fn meeting_view(live: LiveWeek, (on, is_near): (NaiveDate, bool), meeting: &WeekMeeting) -> AnyView {
    let name = if meeting.name.is_empty() { words::unlisted().to_owned() } else { meeting.name.clone() };
    let href = live.seat.at(&PlanPage::Group(meeting.plan_group.to_string()));
    // With all of it on every day, a group that meets daily would fill the page.
    let is_whole = is_near || meeting.meeting.starts_at <= live.now();
    let more = is_whole.then(|| more_view(live, (on, is_near), meeting, name.clone()));
    view! {
        <li class="week-card">
            <p class="week-when">{hours(meeting)}</p>
            <h3 class="week-name"><a class="tap" href=href dir="auto">{name}</a></h3>
            {more}
        </li>
    }
    .into_any()
}

/// Where and with whom, what can be said of it, and its dates.
fn more_view(live: LiveWeek, (on, is_near): (NaiveDate, bool), meeting: &WeekMeeting, name: String) -> AnyView {
    let which = meeting.meeting;
    let has_come = live.has_come(asks_at(on, meeting));
    let dates = move || (!has_come.get()).then(|| calendar_view(which, name.clone()));
    view! {
        {(!meeting.place.is_empty()).then(|| view! { <p dir="auto">{meeting.place.clone()}</p> })}
        {(meeting.stage == GroupStage::Asked).then(|| view! { <p class="small">{words::asked()}</p> })}
        {company_words(meeting).map(|said| view! { <p>{said}</p> })}
        {if live.seat.is_own() {
            own_view(live, is_near, has_come, meeting.clone())
        } else {
            read_view(live.visit(which))
        }}
        {dates}
    }
    .into_any()
}

/// What its person can say: beforehand how they feel, afterwards whether they went.
fn own_view(live: LiveWeek, is_near: bool, has_come: Memo<bool>, meeting: WeekMeeting) -> AnyView {
    let which = meeting.meeting;
    let visit = live.visit(which);
    // What is too long ago cannot be recorded any more.
    let can_record = move || visit::state(which.starts_at, None, live.now()) == visit::State::Open;
    (move || match (visit.get(), has_come.get()) {
        (Some(WeekVisit { id, outcome }), _) => visited_view(live, which, (id, outcome)),
        (None, true) if can_record() => ask_view(live, which),
        (None, false) if is_near => before_view(live, &meeting),
        (None, _) => ().into_any(),
    })
    .into_any()
}

/// "2pm to 4pm".
fn hours(meeting: &WeekMeeting) -> String {
    let Some(starts) = meeting.starts.as_deref().map(date_words::time) else { return words::no_time().to_owned() };
    match &meeting.ends {
        Some(ends) => groups::from_to(&starts, &date_words::time(ends)),
        None => starts,
    }
}

fn company_words(meeting: &WeekMeeting) -> Option<String> {
    match (&meeting.arranged, meeting.company) {
        (Some(arranged), _) => Some(words::arranged(&arranged.name)),
        (None, Company::Nobody) => None,
        (None, Company::LinkWorker | Company::Helper | Company::Buddy) => Some(words::company().to_owned()),
    }
}

/// The group's dates at that place for the phone's own calendar.
fn calendar_view(which: VisitedMeeting, name: String) -> AnyView {
    let file = routes::calendar(&which.group.to_string());
    let file = which.place.map_or_else(|| file.clone(), |place| format!("{file}?place={place}"));
    view! {
        <p>
            <a class="tap" href=file rel="external" download="meeting.ics">
                {group::calendar()} <span class="visually-hidden">": " {name}</span>
            </a>
        </p>
    }
    .into_any()
}
