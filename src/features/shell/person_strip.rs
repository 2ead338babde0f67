//! Whose plan is open at the desk, always in sight, so that nobody writes in the wrong one: the full name, when they
//! were born, their reference, who looks after them; and the ways to what else there is about them.

use chrono::NaiveDate;
use leptos::prelude::*;
use wire::{StaffRef, Stage};

use crate::backend::desk::people::{self, Brief, BriefCase};
use crate::backend::failure::Failure;
use crate::browser::date_words::plain_date;
use crate::routes::plan::PlanPage;
use crate::routes::{desk, messages};
use crate::state::address::use_address;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, use_seat};
use crate::words::{app, failure, progress as words};

/// What changes a name, or who looks after somebody.
const ABOUT: &[About] = &[About::Desk, About::Details];

/// What tells somebody from others.
#[derive(Debug, Clone, PartialEq)]
struct Facts {
    name: String,
    birth: NaiveDate,
    /// Empty where there is no referral.
    reference: String,
    worker: Option<StaffRef>,
}

impl Facts {
    /// Of several referrals, one that is under way.
    fn of(person: Brief) -> Self {
        let is_under_way = |case: &&BriefCase| !matches!(case.stage, Stage::Declined | Stage::Ended);
        let case = person.cases.iter().find(is_under_way).or_else(|| person.cases.first());
        Self {
            reference: case.map(|case| case.reference.clone()).unwrap_or_default(),
            worker: case.and_then(|case| case.worker.clone()),
            name: person.details.name,
            birth: person.birth,
        }
    }
}

/// The strip, and the ways below it.
#[component]
pub fn PersonStrip() -> impl IntoView {
    let seat = use_seat();
    let fetched = Fetched::new(ABOUT, move || async move { people::brief(seat.person).await.map(Facts::of) });
    view! {
        <section class="person-strip" aria-label=words::strip()>
            {move || match fetched.shown() {
                // The page below says aloud that something is on its way.
                Shown::Loading => view! { <p class="small">{app::loading()}</p> }.into_any(),
                Shown::Failed(why) => unknown_view(fetched, &why),
                Shown::There => (move || fetched.read(facts_view)).into_any(),
            }}
        </section>
        {ways_view(seat)}
    }
    .into_any()
}

fn facts_view(facts: &Facts) -> AnyView {
    let worker = match &facts.worker {
        Some(worker) if worker.is_away => words::with(&words::away(&worker.name)),
        Some(worker) => words::with(&worker.name),
        None => words::nobody().to_owned(),
    };
    let reference = (!facts.reference.is_empty()).then(|| words::reference(&facts.reference));
    view! {
        <p class="person-strip-name" dir="auto">{facts.name.clone()}</p>
        <p class="person-strip-facts">
            <span>{words::born(&plain_date(facts.birth))}</span>
            " "
            {reference.map(|reference| view! { <span>{reference}</span> })}
            " "
            <span dir="auto">{worker}</span>
        </p>
    }
    .into_any()
}

/// Nobody may take the plan of one person for that of another.
fn unknown_view(fetched: Fetched<Facts>, why: &Failure) -> AnyView {
    let said = if *why == Failure::Absent { words::absent() } else { words::unknown() };
    view! {
        <p role="alert"><strong>{said}</strong></p>
        <p>
            <button type="button" class="button-quiet" on:click=move |_| fetched.again()>{failure::again()}</button>
        </p>
    }
    .into_any()
}

fn ways_view(seat: Seat) -> AnyView {
    let path = use_address().path();
    let id = seat.person.to_string();
    let rows: Vec<AnyView> = [
        (seat.at(&PlanPage::Overview), words::way_plan()),
        (seat.at(&PlanPage::Visits), words::way_visits()),
        (seat.at(&PlanPage::How), words::way_how()),
        (messages::desk_thread(&id), words::way_messages()),
        (desk::person(&id), words::way_record()),
        (seat.at(&PlanPage::Print), words::way_print()),
    ]
    .into_iter()
    .map(|(href, label)| way_view(path, href, label))
    .collect();
    view! {
        <nav class="person-ways" aria-label=words::ways()>
            <ul class="person-ways-list">{rows}</ul>
        </nav>
    }
    .into_any()
}

fn way_view(path: Signal<String>, href: String, label: &'static str) -> AnyView {
    let here = href.clone();
    let current = move || path.with(|path| *path == here).then_some("page");
    view! { <li><a class="tap" href=href aria-current=current>{label}</a></li> }.into_any()
}
