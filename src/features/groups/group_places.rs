//! Where a group meets: each place with its way in.

use leptos::prelude::*;
use wire::{Group, GroupId, Place};

use crate::features::groups::calendar_dates::{calendar_view, leading, notes_view, row};
use crate::features::groups::linked_text::line;
use crate::phrases::{access, place as phrases, travel};
use crate::words::group as words;

/// Places shown before the rest is folded away.
const SHOWN: usize = 3;
/// Dates shown of each of several places.
const DATES: usize = 3;

/// Every place, the nearest first; of many, the first few open and the rest one tap away.
pub fn places_view(group: &Group) -> AnyView {
    if group.places.is_empty() {
        return ().into_any();
    }
    // The times of an only place, and of the one that leads, stand under "When".
    let lead = leading(group).map(|place| place.id);
    let has_times = |place: &Place| group.places.len() > 1 && lead != Some(place.id);
    let mut first: Vec<AnyView> = Vec::new();
    let mut rest: Vec<AnyView> = Vec::new();
    for (index, place) in group.places.iter().enumerate() {
        let times = has_times(place).then(|| times_view(group.id, place));
        let view = place_view(place, times);
        if index < SHOWN { first.push(view) } else { rest.push(view) }
    }
    #[expect(clippy::cast_possible_truncation, reason = "a group has fewer places than four thousand million")]
    let more = rest.len() as u32;
    view! {
        <section class="group-where" aria-labelledby="where">
            <h2 id="where">{words::place()}</h2>
            <ul class="places">{first}</ul>
            {(more > 0).then(|| view! {
                <details class="more-places">
                    <summary>{words::more_places(more)}</summary>
                    <ul class="places">{rest}</ul>
                </details>
            })}
        </section>
    }
    .into_any()
}

/// The next dates at a place, what the group says of them, and the way into a calendar.
fn times_view(group: GroupId, place: &Place) -> AnyView {
    let dates: Vec<_> = place.meetings.iter().take(DATES).map(|meeting| row(meeting, None)).collect();
    view! {
        {(!dates.is_empty()).then(|| view! { <ol class="meetings meetings-small">{dates}</ol> })}
        {notes_view(&place.when_notes)}
        {calendar_view(group, place)}
    }
    .into_any()
}

fn place_view(place: &Place, times: Option<AnyView>) -> AnyView {
    let lines: Vec<_> = phrases::address(place).into_iter().map(|line| view! { <span>{line}</span> }).collect();
    let features: Vec<_> =
        place.access.iter().map(|feature| view! { <li class="chip">{access::access(*feature)}</li> }).collect();
    let notes: Vec<_> = place.access_notes.iter().map(|note| view! { <p class="own-words">{line(note)}</p> }).collect();
    let is_silent = place.access.is_empty() && place.access_notes.is_empty();
    view! {
        <li class="place">
            <h3 class="place-name">{phrases::name(place)}</h3>
            {place.distance_metres.map(|metres| view! { <p class="place-far">{travel::both(metres)}</p> })}
            {(!lines.is_empty()).then(|| view! { <address class="place-address">{lines}</address> })}
            {phrases::map_address(place).map(|href| view! {
                <p><a class="tap" href=href rel="external noopener noreferrer">{words::open_maps()}</a></p>
            })}
            {(!features.is_empty()).then(|| view! { <ul class="chips">{features}</ul> })}
            {notes}
            {is_silent.then(|| view! { <p class="small">{words::access_unknown()}</p> })}
            {times}
        </li>
    }
    .into_any()
}
