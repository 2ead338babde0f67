//! When and where a group on the plan meets next, by what the directory says of it.

use leptos::prelude::*;
use wire::{Group, Meeting, Standing};

use crate::phrases::{meeting, place};
use crate::routes;
use crate::words::{group as listed, groups, plan_groups as words};

/// Meetings that are shown.
const SHOWN: usize = 3;

/// A meeting in one line: "Wednesday 25 November, 2pm to 4pm".
pub fn meeting_words(next: &Meeting) -> String {
    let day = meeting::full_day(next.date);
    match meeting::hours(next) {
        Some(hours) => groups::day_and_time(&day, &hours),
        None => day,
    }
}

/// The part of the page.
pub fn when_view(group: &Group) -> AnyView {
    let notice = match group.standing {
        Standing::Running => None,
        Standing::Paused => Some(listed::paused()),
        Standing::Gone => Some(listed::gone()),
    };
    let has_dates = group.standing != Standing::Gone && !group.meetings.is_empty();
    let rows: Vec<AnyView> = if has_dates {
        group.meetings.iter().take(SHOWN).map(|next| row_view(group, next)).collect()
    } else {
        Vec::new()
    };
    let notes: Vec<_> =
        group.when_notes.iter().map(|note| view! { <p class="own-words" dir="auto">{note.clone()}</p> }).collect();
    let is_silent = rows.is_empty() && notes.is_empty() && notice.is_none();
    let calendar = has_dates.then(|| routes::calendar(&group.id.to_string()));
    view! {
        <section aria-labelledby="group-when">
            <h2 id="group-when">{words::when_title()}</h2>
            {notice.map(|notice| view! { <p class="notice notice-warm">{notice}</p> })}
            {(!rows.is_empty()).then(|| view! { <ol class="next-meetings">{rows}</ol> })}
            {notes}
            {is_silent.then(|| view! { <p>{listed::ask_when()}</p> })}
            {calendar.map(|href| view! {
                <p><a class="tap" href=href rel="external" download="meeting.ics">{listed::calendar()}</a></p>
            })}
        </section>
    }
    .into_any()
}

fn row_view(group: &Group, next: &Meeting) -> AnyView {
    let only = if let [place] = group.places.as_slice() { Some(place) } else { None };
    let at = group.places.iter().find(|place| Some(place.id) == next.place).or(only);
    view! {
        <li class="next-meeting">
            <time datetime=wire::dates::text(&next.starts_at)>{meeting_words(next)}</time>
            {at.map(|at| view! { <span class="next-meeting-place" dir="auto">{place::name(at)}</span> })}
        </li>
    }
    .into_any()
}
