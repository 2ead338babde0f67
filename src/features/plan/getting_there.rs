//! How to get to a group: where it meets, a map, and what to say to the bus driver.

use leptos::prelude::*;
use wire::{Group, Place};

use crate::phrases::place;
use crate::words::{group as listed, plan_groups as words};

/// Places that are shown.
const SHOWN: usize = 3;

/// The part of the page, folded away until it is asked for.
pub fn getting_there_view(group: &Group) -> AnyView {
    // Where it meets next comes first.
    let next = group.meetings.first().and_then(|next| next.place);
    let is_next = |place: &&Place| Some(place.id) == next;
    let others = group.places.iter().filter(|place| !is_next(place));
    let places: Vec<AnyView> = group.places.iter().filter(is_next).chain(others).take(SHOWN).map(place_view).collect();
    let is_nowhere = places.is_empty() && !group.online;
    view! {
        <details class="first-time">
            <summary>{words::way_title()}</summary>
            <div class="first-time-inside">
                {group.online.then(|| view! { <p>{words::way_online()}</p> })}
                {is_nowhere.then(|| view! { <p>{words::way_none()}</p> })}
                {(!places.is_empty()).then(|| view! {
                    <ul class="ways">{places}</ul>
                    <p class="small">{words::way_map_hint()}</p>
                    <p>{words::way_lift()}</p>
                })}
            </div>
        </details>
    }
    .into_any()
}

fn place_view(at: &Place) -> AnyView {
    let name = place::name(at);
    let lines: Vec<_> = place::address(at).into_iter().map(|line| view! { <span>{line}</span> }).collect();
    let notes: Vec<_> =
        at.access_notes.iter().map(|note| view! { <p class="own-words" dir="auto">{note.clone()}</p> }).collect();
    let driver = words::way_driver_words(&name);
    view! {
        <li class="way" dir="auto">
            <h3>{name}</h3>
            {(!lines.is_empty()).then(|| view! { <address class="way-address">{lines}</address> })}
            {place::map_address(at).map(|href| view! {
                <p><a class="tap" href=href rel="external noopener noreferrer">{listed::open_maps()}</a></p>
            })}
            {notes}
            <p>{words::way_driver()} <span class="to-say">{driver}</span></p>
        </li>
    }
    .into_any()
}
