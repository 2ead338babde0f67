//! Somebody's own list for getting ready, on a day with a meeting. What is ticked is in memory alone and belongs to the
//! day: nobody counts it, and no other day knows of it.

use std::cell::RefCell;

use chrono::NaiveDate;
use leptos::prelude::*;
use wire::{PersonId, Routine};

use crate::features::week::live::LiveWeek;
use crate::routes::plan::PlanPage;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::words::plan_week as words;

/// What brings a change to the list.
pub const ABOUT: &[About] = &[About::Plan, About::Access];

/// A line of somebody's on a day.
type Tick = (PersonId, NaiveDate, String);

thread_local! {
    static TICKED: RefCell<Vec<Tick>> = const { RefCell::new(Vec::new()) };
}

/// The list, folded. It opens by itself for somebody who is nervous about that day.
pub fn ready_view(live: LiveWeek, routine: Fetched<Routine>, on: NaiveDate) -> AnyView {
    let person = live.seat.person;
    let change = StoredValue::new(live.seat.at(&PlanPage::Ready));
    let is_nervous = live.is_nervous(on);
    let lines = Memo::new(move |_| routine.read(|routine| routine.lines.clone()));
    let link =
        move |label: &'static str| view! { <p><a class="tap" href=change.get_value()>{label}</a></p> }.into_any();
    let inside = move |lines: Vec<String>| {
        let rows: Vec<AnyView> = lines.into_iter().map(|line| line_view((person, on, line))).collect();
        view! {
            <details class="week-ready" open=move || is_nervous.get()>
                <summary>{words::ready()}</summary>
                <ul class="week-steps">{rows}</ul>
                <p class="small">{words::ready_hint()}</p>
                {link(words::ready_change())}
            </details>
        }
        .into_any()
    };
    (move || match (routine.shown(), lines.get()) {
        (Shown::Loading, _) => ().into_any(),
        (Shown::There, Some(lines)) if lines.is_empty() => link(words::ready_make()),
        (Shown::There, Some(lines)) => inside(lines),
        // The page of the list says what happened, and tries again.
        (Shown::Failed(_) | Shown::There, _) => link(words::ready_page()),
    })
    .into_any()
}

fn line_view(tick: Tick) -> AnyView {
    let said = tick.2.clone();
    let is_ticked = TICKED.with_borrow(|ticked| ticked.contains(&tick));
    view! {
        <li>
            <label class="choice">
                <input
                    type="checkbox"
                    // Else browsers keep what was ticked, to open the tabs of last time with.
                    autocomplete="off"
                    prop:checked=is_ticked
                    on:change=move |event| put(&tick, event_target_checked(&event))
                />
                <span class="choice-words"><span class="choice-label own-words" dir="auto">{said}</span></span>
            </label>
        </li>
    }
    .into_any()
}

fn put(tick: &Tick, is_ticked: bool) {
    TICKED.with_borrow_mut(|ticked| {
        ticked.retain(|one| one != tick);
        if is_ticked {
            ticked.push(tick.clone());
        }
    });
}
