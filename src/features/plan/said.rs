//! What has just been done, in words: on a goal's page right below what it was done to; on the plan, once, that a goal
//! was added.

use std::cell::Cell;

use leptos::prelude::*;
use wire::PersonId;

use crate::state::plan_seat::Seat;
use crate::words::plan_goals as words;

/// What on a goal's page something may be done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Steps,
    NewStep,
    Goal,
}

/// What was done last on a goal's page, and to what.
pub type Said = RwSignal<Option<(Place, &'static str)>>;

/// The line of a place; the others are silent meanwhile.
pub fn said_view(said: Said, place: Place) -> AnyView {
    let here = move || said.get().filter(|(at, _)| *at == place).map(|(_, words)| words);
    view! { <p class="plan-said" role="status">{here}</p> }.into_any()
}

thread_local! {
    /// To whose plan a goal was added, until that is said there.
    static ADDED: Cell<Option<PersonId>> = const { Cell::new(None) };
}

/// Keeps in mind that a goal was added to somebody's plan.
pub fn keep_added(person: PersonId) {
    ADDED.set(Some(person));
}

/// Says so on that plan, the first time that it is opened afterwards.
pub fn added_view(seat: Seat) -> AnyView {
    if ADDED.take() != Some(seat.person) {
        return ().into_any();
    }
    let said = RwSignal::new(None::<&'static str>);
    let words = if seat.is_own() { words::said_added() } else { words::said_added_other() };
    // Read aloud is what comes into a place that is there already.
    request_animation_frame(move || {
        let _ = said.try_set(Some(words));
    });
    view! { <div role="status">{move || said.get().map(|said| view! { <p>{said}</p> })}</div> }.into_any()
}
