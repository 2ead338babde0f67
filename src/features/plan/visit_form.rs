//! Saying afterwards whether one went: a tap for each meeting of the last days, or for another day.

use chrono::{Days, NaiveTime};
use domain::london;
use domain::plan::visit;
use leptos::prelude::*;
use wire::{GroupId, VisitOutcome, VisitedMeeting, Week};

use crate::backend::plan;
use crate::browser::{clock, document};
use crate::features::plan::day::read_day;
use crate::features::plan::visit_edit::EDITED;
use crate::features::plan::visit_words::{OUTCOMES, outcome_words, when_words};
use crate::features::plan::visits::Visits;
use crate::phrases::failure::failed_view;
use crate::phrases::meeting::today;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::ui::text_field::TextField;
use crate::words::plan_visits as words;

const DAY: &str = "visit-day";
/// A week ends today when it begins so many days before.
const BEFORE: u64 = 6;

/// The last days' meetings of a group about which nothing is said yet, and another day.
pub fn ways_view(visits: Visits, group: GroupId) -> AnyView {
    let person = visits.seat.person;
    let week = Fetched::new(&[About::Plan], move || async move {
        let from = today().checked_sub_days(Days::new(BEFORE)).map(|from| from.to_string());
        plan::week(person, from.as_deref()).await
    });
    let open = Memo::new(move |_| {
        let recorded = visits.meetings();
        let meetings = week.read(|week| unanswered(week, group)).unwrap_or_default();
        meetings.into_iter().filter(|meeting| !recorded.contains(meeting)).collect::<Vec<_>>()
    });
    view! {
        {move || match week.shown() {
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| week.again())),
            Shown::Loading | Shown::There => ().into_any(),
        }}
        <ul class="visits-open">
            <For each=move || open.get() key=|meeting| *meeting children=move |meeting| meeting_view(visits, meeting) />
        </ul>
        {other_day_view(visits, group)}
    }
    .into_any()
}

/// Meetings that have begun, the newest first.
fn unanswered(week: &Week, group: GroupId) -> Vec<VisitedMeeting> {
    let now = clock::now();
    let meetings = week.days.iter().rev().flat_map(|day| day.meetings.iter().rev());
    let open = meetings.filter(|held| held.meeting.group == group && held.visit.is_none());
    open.map(|held| held.meeting).filter(|meeting| meeting.starts_at <= now).collect()
}

fn meeting_view(visits: Visits, meeting: VisitedMeeting) -> AnyView {
    let when = when_words(meeting.starts_at);
    let record = Callback::new(move |outcome| record(visits, meeting, outcome));
    view! {
        <li>
            <p>{when.clone()}</p>
            {outcomes_view(visits, when, record)}
        </li>
    }
    .into_any()
}

fn record(visits: Visits, meeting: VisitedMeeting, outcome: VisitOutcome) {
    visits.record(meeting, outcome);
    request_animation_frame(|| document::focus(EDITED));
}

/// What became of it: one tap. `label` says of which meeting.
fn outcomes_view(visits: Visits, label: String, on_choose: Callback<VisitOutcome>) -> AnyView {
    let buttons: Vec<_> = OUTCOMES
        .into_iter()
        .map(|outcome| {
            let press = move |_| on_choose.run(outcome);
            let words = outcome_words(visits.seat, outcome);
            view! { <button type="button" class="button button-second" on:click=press>{words}</button> }
        })
        .collect();
    view! { <div class="plan-ways" role="group" aria-label=label>{buttons}</div> }.into_any()
}

/// A day that they choose, at no time of day.
fn other_day_view(visits: Visits, group: GroupId) -> AnyView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let choose = Callback::new(move |outcome| match read_meeting(&typed.get_untracked(), group) {
        Ok(meeting) => {
            error.set(None);
            typed.set(String::new());
            record(visits, meeting, outcome);
        }
        Err(wrong) => {
            error.set(Some(wrong.to_owned()));
            document::focus(DAY);
        }
    });
    view! {
        <details class="visit-other-day">
            <summary>{words::another_day()}</summary>
            <div class="first-time-inside">
                <TextField
                    id=DAY
                    label=words::day()
                    kind="date"
                    value=typed
                    on_input=Callback::new(move |day| typed.set(day))
                    error=error
                    is_short=true
                />
                {outcomes_view(visits, words::another_day().to_owned(), choose)}
            </div>
        </details>
    }
    .into_any()
}

/// The meeting of that day, or what has to be put right.
fn read_meeting(typed: &str, group: GroupId) -> Result<VisitedMeeting, &'static str> {
    let day = read_day(typed).ok_or_else(words::day_missing)?;
    let starts_at = london::instant(day.and_time(NaiveTime::MIN));
    match visit::state(starts_at, None, clock::now()) {
        visit::State::NotBegun => Err(words::day_future()),
        visit::State::TooLongAgo => Err(words::day_long_ago()),
        visit::State::Open | visit::State::Recorded(_) => Ok(VisitedMeeting { group, place: None, starts_at }),
    }
}
