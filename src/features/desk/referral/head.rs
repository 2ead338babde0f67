//! What leads a referral: how far it is, by when something is due, who has it, and whether its words come first.

use leptos::prelude::*;
use wire::{DeskReferral, Stage};

use crate::features::desk::{days, said};
use crate::phrases::meeting::full_day;
use crate::phrases::moment::day;
use crate::words::desk::referral as words;

/// The lines below the name.
pub fn head_view(referral: Signal<DeskReferral>) -> AnyView {
    let lines = move || {
        referral.with(|referral| {
            let is_waiting = matches!(referral.stage, Stage::Sent | Stage::Seen | Stage::Accepted);
            let due = match referral.paused_until {
                Some(until) => Some((words::rests(&full_day(until)), false)),
                None if is_waiting => Some((days::by_when(referral.promised_by, referral.is_late), referral.is_late)),
                None => None,
            };
            let due = due.map(|(due, is_late)| view! { <span class="row-lead" class:row-late=is_late>{due}</span> });
            let worker = match &referral.worker {
                Some(worker) => words::worker(&said::colleague(worker)),
                None => words::no_worker().to_owned(),
            };
            let stage = words::stage_since(said::stage(referral.stage), &day(referral.since));
            let sent = words::sent(&referral.reference, &day(referral.sent_at));
            let urgent = referral.is_urgent_words.then(|| {
                view! {
                    <div class="notice notice-warm">
                        <p><strong>{words::urgent()}</strong></p>
                        <p>{words::urgent_lead()}</p>
                    </div>
                }
            });
            view! {
                <p>
                    {due}
                    <span class="row-line">{stage}</span>
                    <span class="row-line">{worker}</span>
                    <span class="row-line">{sent}</span>
                </p>
                {urgent}
            }
            .into_any()
        })
    };
    view! { <div class="referral-lead">{lines}</div> }.into_any()
}
