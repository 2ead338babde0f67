//! Where a group meets: each place with its way in.

use leptos::prelude::*;
use wire::{Group, Place};

use crate::features::groups::calendar_dates::row;
use crate::features::groups::linked_text::line;
use crate::phrases::{access, place as phrases, travel};
use crate::words::group as words;

/// Places shown before the rest is folded away.
const SHOWN: usize = 3;

/// Every place, the nearest first; of many, the first few open and the rest one tap away.
pub fn places_view(group: &Group) -> AnyView {
    if group.places.is_empty() {
        return ().into_any();
    }
    let has_several = group.places.len() > 1;
    let mut first: Vec<AnyView> = Vec::new();
    let mut rest: Vec<AnyView> = Vec::new();
    for (index, place) in group.places.iter().enumerate() {
        if index < SHOWN {
            first.push(place_view(place, has_several))
        } else {
            rest.push(place_view(place, has_several))
        }
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

fn place_view(place: &Place, has_dates: bool) -> AnyView {
    let lines: Vec<_> = phrases::address(place).into_iter().map(|line| view! { <span>{line}</span> }).collect();
    let features: Vec<_> =
        place.access.iter().map(|feature| view! { <li class="chip">{access::access(*feature)}</li> }).collect();
    let notes: Vec<_> = place.access_notes.iter().map(|note| view! { <p class="own-words">{line(note)}</p> }).collect();
    let dates: Vec<_> =
        if has_dates { place.meetings.iter().take(3).map(|meeting| row(meeting, None)).collect() } else { Vec::new() };
    let when: Vec<_> = place.when_notes.iter().map(|note| view! { <p class="own-words">{line(note)}</p> }).collect();
    let is_silent = place.access.is_empty() && place.access_notes.is_empty();
    view! {
        <li class="place">
            <h3 class="place-name">{place.name.clone()}</h3>
            {place.distance_metres.map(|metres| view! { <p class="place-far">{travel::both(metres)}</p> })}
            {(!lines.is_empty()).then(|| view! { <address class="place-address">{lines}</address> })}
            {phrases::map_address(place).map(|href| view! {
                <p><a class="tap" href=href rel="external noopener noreferrer">{words::open_maps()}</a></p>
            })}
            {(!features.is_empty()).then(|| view! { <ul class="chips">{features}</ul> })}
            {notes}
            {is_silent.then(|| view! { <p class="small">{words::access_unknown()}</p> })}
            {(!dates.is_empty()).then(|| view! { <ol class="meetings meetings-small">{dates}</ol> })}
            {when}
        </li>
    }
    .into_any()
}
