//! The next dates of a group.

use leptos::prelude::*;
use wire::{Group, Meeting};

use crate::features::groups::linked_text::line;
use crate::phrases::meeting;
use crate::words::group as words;

/// Dates shown before the rest is folded away.
const SHOWN: usize = 4;

/// The next meetings, each with its place where there are several.
pub fn dates_view(group: &Group) -> AnyView {
    let has_places = group.places.len() > 1;
    let mut rows = Vec::new();
    let mut rest = Vec::new();
    for (index, next) in group.meetings.iter().enumerate() {
        let place = group.places.iter().find(|place| has_places && Some(place.id) == next.place);
        let row = row(next, place.map(|place| place.name.clone()));
        if index < SHOWN { rows.push(row) } else { rest.push(row) }
    }
    #[expect(clippy::cast_possible_truncation, reason = "ten at the most")]
    let more = rest.len() as u32;
    let notes: Vec<_> = group.when_notes.iter().map(|note| view! { <p class="own-words">{line(note)}</p> }).collect();
    let is_silent = rows.is_empty() && notes.is_empty();
    view! {
        <section class="group-when" aria-labelledby="when">
            <h2 id="when">{words::when()}</h2>
            {(!rows.is_empty()).then(|| view! { <ol class="meetings">{rows}</ol> })}
            {(more > 0).then(|| view! {
                <details class="more-dates">
                    <summary>{words::more_dates(more)}</summary>
                    <ol class="meetings">{rest}</ol>
                </details>
            })}
            {notes}
            {is_silent.then(|| view! { <p>{words::ask_when()}</p> })}
        </section>
    }
    .into_any()
}

/// One date.
pub fn row(next: &Meeting, place: Option<String>) -> AnyView {
    view! {
        <li class="meeting" class:meeting-today=meeting::is_today(next)>
            <time datetime=wire::dates::text(&next.starts_at)>
                <span class="meeting-day">{meeting::full_day(next.date)}</span>
                {meeting::hours(next).map(|hours| view! { <span class="meeting-hours">{hours}</span> })}
            </time>
            {place.map(|place| view! { <span class="meeting-place">{place}</span> })}
        </li>
    }
    .into_any()
}
