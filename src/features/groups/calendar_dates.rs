//! The next dates of a group.

use leptos::prelude::*;
use wire::{Group, GroupId, Meeting, Place, Standing};

use crate::features::groups::linked_text::line;
use crate::phrases::{meeting, place as phrases, travel};
use crate::routes;
use crate::words::group as words;

/// Dates shown before the rest is folded away.
const SHOWN: usize = 4;

/// The place whose dates lead: of several, the nearest to where the person searched that says when it is met at. None
/// where nothing was searched from, or where it is not said at which place the group meets.
pub fn leading(group: &Group) -> Option<&Place> {
    let is_tied = group.places.len() > 1 && group.meetings.iter().all(|next| next.place.is_some());
    group.places.iter().find(|place| is_tied && place.distance_metres.is_some() && has_times(place))
}

/// The next meetings: those at the place that leads, else all, each with its place where there are several.
pub fn dates_view(group: &Group) -> AnyView {
    let lead = leading(group);
    let only = if let [place] = group.places.as_slice() { Some(place) } else { None };
    let mut rows = Vec::new();
    let mut rest = Vec::new();
    for (index, next) in lead.map_or(&group.meetings, |place| &place.meetings).iter().enumerate() {
        let is_told = lead.is_none() && only.is_none();
        let place = group.places.iter().find(|place| is_told && Some(place.id) == next.place);
        let row = row(next, place.map(phrases::name));
        if index < SHOWN { rows.push(row) } else { rest.push(row) }
    }
    let notes = notes(lead.or(only), group);
    let has_others = group.places.iter().any(|place| {
        let is_here = [lead, only].into_iter().flatten().any(|here| here.id == place.id);
        !is_here && has_times(place)
    });
    let is_silent = rows.is_empty() && notes.is_empty();
    if is_silent && !has_others && group.standing == Standing::Paused {
        // That it is not meeting for now is said above.
        return ().into_any();
    }
    #[expect(clippy::cast_possible_truncation, reason = "ten at the most")]
    let more = rest.len() as u32;
    let calendar = lead.and_then(|place| calendar_view(group.id, place));
    view! {
        <section class="group-when" aria-labelledby="when">
            <h2 id="when">{words::when()}</h2>
            {lead.map(lead_view)}
            {(!rows.is_empty()).then(|| view! { <ol class="meetings">{rows}</ol> })}
            {(more > 0).then(|| view! {
                <details class="more-dates">
                    <summary>{words::more_dates(more)}</summary>
                    <ol class="meetings">{rest}</ol>
                </details>
            })}
            {notes_view(&notes)}
            {calendar}
            {(has_others && (lead.is_some() || is_silent)).then(|| view! { <p>{words::by_place(words::place())}</p> })}
            {(is_silent && !has_others).then(|| view! { <p>{words::ask_when()}</p> })}
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

/// The group's own words on its times.
pub fn notes_view(notes: &[String]) -> AnyView {
    let notes: Vec<_> = notes.iter().map(|note| view! { <p class="own-words">{line(note)}</p> }).collect();
    notes.into_any()
}

/// The dates at one of several places for the phone's own calendar; none where there are none.
pub fn calendar_view(group: GroupId, place: &Place) -> Option<AnyView> {
    let address = format!("{}?place={}", routes::calendar(&group.to_string()), place.id);
    let name = phrases::name(place);
    (!place.meetings.is_empty()).then(|| {
        view! {
            <p>
                <a class="tap" href=address rel="external" download="meeting.ics">
                    {words::calendar()} <span class="visually-hidden">": " {name}</span>
                </a>
            </p>
        }
        .into_any()
    })
}

fn lead_view(place: &Place) -> AnyView {
    view! {
        <p class="small">{words::nearest()}</p>
        <h3 class="place-name">{phrases::name(place)}</h3>
        {place.distance_metres.map(|metres| view! { <p class="place-far">{travel::both(metres)}</p> })}
    }
    .into_any()
}

/// What is said of the times of a place and of the whole group, each once.
fn notes(place: Option<&Place>, group: &Group) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for note in place.into_iter().flat_map(|place| &place.when_notes).chain(&group.when_notes) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    notes
}

fn has_times(place: &Place) -> bool {
    !place.meetings.is_empty() || !place.when_notes.is_empty()
}
