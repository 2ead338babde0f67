//! What happened with a referral, the newest first: what the person reads, and what only the team reads.

use leptos::prelude::*;
use wire::{DeskEvent, DeskReferral, EventKind};

use crate::features::desk::said;
use crate::phrases::moment::{clock, day};
use crate::words::desk::referral as words;

/// The list.
pub fn history_view(referral: Signal<DeskReferral>) -> AnyView {
    let rows = move || referral.with(|referral| referral.events.iter().rev().map(event_view).collect::<Vec<_>>());
    view! {
        <section aria-labelledby="history">
            <h2 id="history">{words::history()}</h2>
            <ol class="history">{rows}</ol>
        </section>
    }
    .into_any()
}

fn event_view(one: &DeskEvent) -> AnyView {
    let event = &one.event;
    let when = words::event_when(&day(event.at), &clock(event.at));
    // What nobody of the team did: to ask, and to come back.
    let is_of_person = event.by.is_empty() && matches!(event.kind, EventKind::Sent | EventKind::Reopened);
    let by = if !event.by.is_empty() {
        words::event_by(&event.by)
    } else if is_of_person {
        words::event_by_person().to_owned()
    } else {
        String::new()
    };
    let lead = if is_of_person { words::from_person() } else { words::to_person() };
    let told = [event.words.trim(), event.elsewhere.trim()];
    let told: Vec<_> = told
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| view! { <p class="own-words">{text.to_owned()}</p> })
        .collect();
    let note = one.note.trim().to_owned();
    view! {
        <li class="event">
            <p>
                <strong>{said::event(event.kind)}</strong>
                <span class="row-line">{when} {(!by.is_empty()).then(|| format!(", {by}"))}</span>
            </p>
            {(!told.is_empty()).then(|| view! {
                <div class="reader-person event-words"><p class="small">{lead}</p> {told}</div>
            })}
            {(!note.is_empty()).then(|| view! {
                <div class="reader-team event-words">
                    <p class="small">{words::to_team()}</p>
                    <p class="own-words">{note.clone()}</p>
                </div>
            })}
        </li>
    }
    .into_any()
}
