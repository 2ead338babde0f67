//! After a meeting: whether somebody went, with one tap, and how it was, with another.

use domain::plan::problems::FACES;
use leptos::prelude::*;
use wire::{VisitId, VisitOutcome, VisitedMeeting, WeekVisit};

use crate::browser::document;
use crate::features::week::live::LiveWeek;
use crate::routes::plan::PlanPage;
use crate::ui::face::face_view;
use crate::words::{plan_visits, plan_week as words};

/// Tells the parts of one meeting on the page from those of another.
pub fn key(which: VisitedMeeting) -> String {
    format!("{}-{}", which.group, which.starts_at.timestamp())
}

/// "Did you go?"
pub fn ask_view(live: LiveWeek, which: VisitedMeeting) -> AnyView {
    let heading = format!("ask-{}", key(which));
    let answer = move |outcome: VisitOutcome, label: &'static str| {
        let record = move |_| {
            live.record(which, outcome);
            // The button is gone: whoever pressed it goes on at what came of it.
            request_animation_frame(move || document::focus(&outcome_id(which)));
        };
        view! { <button type="button" class="button-second" on:click=record>{label}</button> }.into_any()
    };
    view! {
        <div class="week-ask" role="group" aria-labelledby=heading.clone()>
            <p class="week-asked" id=heading.clone()>{words::ask()}</p>
            <p class="week-buttons">
                {answer(VisitOutcome::Went, words::went())}
                {answer(VisitOutcome::DidNot, words::did_not())}
                {answer(VisitOutcome::DidNotRun, words::did_not_run())}
            </p>
            <p class="small">{words::ask_seen()}</p>
        </div>
    }
    .into_any()
}

/// What they said. Right after that, also how it was; later that is said with their other visits.
pub fn visited_view(live: LiveWeek, which: VisitedMeeting, (id, outcome): (VisitId, VisitOutcome)) -> AnyView {
    let said = match outcome {
        VisitOutcome::Went => words::said_went(),
        VisitOutcome::DidNot => words::said_did_not(),
        VisitOutcome::DidNotRun => words::said_did_not_run(),
    };
    let is_rated_here = outcome == VisitOutcome::Went && live.is_fresh(id);
    view! {
        <div class="week-ask">
            <p class="week-asked" id=outcome_id(which) tabindex="-1">{said}</p>
            {is_rated_here.then(|| faces_view(live, which, id))}
            <p><a class="tap" href=live.seat.at(&PlanPage::Visits)>{words::visits_go()}</a></p>
        </div>
    }
    .into_any()
}

/// The same for whoever reads it.
pub fn read_view(visit: Memo<Option<WeekVisit>>) -> AnyView {
    (move || {
        visit.get().map(|visit| {
            let said = match visit.outcome {
                VisitOutcome::Went => words::theirs_went(),
                VisitOutcome::DidNot => words::theirs_did_not(),
                VisitOutcome::DidNotRun => words::said_did_not_run(),
            };
            view! { <p><span class="chip">{said}</span></p> }
        })
    })
    .into_any()
}

fn outcome_id(which: VisitedMeeting) -> String {
    format!("outcome-{}", key(which))
}

fn faces_view(live: LiveWeek, which: VisitedMeeting, id: VisitId) -> AnyView {
    let heading = format!("faces-{}", key(which));
    let chosen = live.face(id);
    let labels = [
        plan_visits::very_hard(),
        plan_visits::hard(),
        plan_visits::all_right(),
        plan_visits::good(),
        plan_visits::very_good(),
    ];
    let faces: Vec<AnyView> = FACES
        .zip(labels)
        .map(|(face, label)| {
            let is_chosen = move || chosen.get() == Some(face);
            // A second tap takes it back.
            let rate = move |_| live.rate(id, (!untrack(is_chosen)).then_some(face));
            view! {
                <button
                    type="button"
                    class="button-second week-face"
                    aria-pressed=move || is_chosen().to_string()
                    on:click=rate
                >
                    {face_view(face)}
                    {label}
                </button>
            }
            .into_any()
        })
        .collect();
    view! {
        <div role="group" aria-labelledby=heading.clone()>
            <p id=heading.clone()>{plan_visits::how()}</p>
            <p class="week-buttons">{faces}</p>
            <p class="small">{words::only_you()}</p>
        </div>
    }
    .into_any()
}
