//! How somebody says they are doing. The person answers and looks; the team that works with them reads; a helper finds
//! nothing here.

use domain::measure::Measure;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{CheckIn, Goal, PersonId, Stage, Timeline};

use crate::backend::failure::Failure;
use crate::backend::{check_ins, people, plan};
use crate::features::how::answering::Answering;
use crate::features::how::asked::{is_newest, measure, with_unsent};
use crate::features::how::goal_scores::goal_scores_view;
use crate::features::how::measure_section::measure_view;
use crate::phrases::failure::failed_view;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_queue::{self, Waiting, Write};
use crate::state::plan_seat::{Seat, Side, use_seat};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, plan as plan_words, plan_how as words, progress as desk_words};

/// The measures that there are, and what was answered to them.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    measures: Vec<Measure>,
    /// The oldest first.
    check_ins: Vec<CheckIn>,
}

/// What is fetched, and what waits on this phone.
#[derive(Clone, Copy)]
struct Found {
    told: Fetched<Told>,
    goals: Fetched<Vec<Goal>>,
    waiting: RwSignal<Vec<Waiting>>,
    /// Every check-in, those that wait too.
    check_ins: Memo<Vec<CheckIn>>,
}

/// The page.
#[component]
pub fn HowPage() -> impl IntoView {
    let seat = use_seat();
    match seat.side {
        Side::Own => page_view(seat, (words::title(), plan_words::title()), words::lead()),
        Side::Desk => page_view(seat, (words::title_theirs(), desk_words::title()), words::lead_theirs()),
        Side::Helper => ().into_any(),
    }
}

fn page_view(seat: Seat, (title, tab): (&'static str, &'static str), lead: &'static str) -> AnyView {
    let found = find(seat);
    let is_stale = move || found.told.is_stale() || found.goals.is_stale();
    view! {
        <div class="how">
            <Page title=title app_name=app::name() tab=tab>
                <p class="lead">{lead}</p>
                <div role="status">{move || is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}</div>
                {move || match found.told.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| found.told.again())),
                    Shown::There => there_view(seat, found),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn find(seat: Seat) -> Found {
    // The team is told that somebody has answered; nobody else is.
    let told = Fetched::new(&[About::Desk], move || ask(seat.person));
    let goals = Fetched::new(&[About::Plan], move || plan::goals(seat.person));
    let waiting = plan_queue::waiting();
    let check_ins = Memo::new(move |_| {
        let kept = told.read(|told| told.check_ins.clone()).unwrap_or_default();
        waiting.with(|waiting| with_unsent(kept, waiting, seat.person))
    });
    let found = Found { told, goals, waiting, check_ins };
    plan_queue::listen(Callback::new(move |(person, write, answer): (PersonId, Write, String)| {
        if person == seat.person {
            take(found, &write, &answer);
        }
    }));
    found
}

async fn ask(person: PersonId) -> Result<Told, Failure> {
    let measures = check_ins::measures().await?.into_iter().map(measure).collect();
    Ok(Told { measures, check_ins: check_ins::list(person).await? })
}

/// Takes in what has arrived.
fn take(found: Found, write: &Write, answer: &str) {
    match write {
        Write::CheckIn(_) => {
            let known = untrack(|| found.told.read(Clone::clone));
            match (known, serde_json::from_str::<CheckIn>(answer)) {
                (Some(mut known), Ok(kept)) => {
                    known.check_ins.retain(|one| one.id != kept.id);
                    known.check_ins.push(kept);
                    found.told.put(known);
                }
                _ => found.told.fetch_quietly(),
            }
        }
        Write::Goal(_) | Write::ActGoal(..) => found.goals.fetch_quietly(),
        _ => {}
    }
}

fn there_view(seat: Seat, found: Found) -> AnyView {
    let Found { told, goals, waiting, check_ins } = found;
    let measures = untrack(|| told.read(|told| told.measures.clone())).unwrap_or_default();
    let has_ended = seat.is_own().then(|| ask_whether_ended(seat.person));
    let sections: Vec<AnyView> = measures
        .iter()
        .map(|measure| {
            // Only oneself can answer.
            let has_ended = has_ended.filter(|_| is_newest(measure, &measures));
            let answering = has_ended.map(|has_ended| Answering::new(seat.person, measure, has_ended));
            measure_view(measure, answering, check_ins, waiting)
        })
        .collect();
    let is_empty = Memo::new(move |_| check_ins.with(Vec::is_empty));
    let note = move || match (is_empty.get(), seat.is_own()) {
        (true, true) => words::empty(),
        (true, false) => words::empty_theirs(),
        (false, _) => words::ends_note(),
    };
    view! {
        <p>{note}</p>
        {sections}
        {goal_scores_view(seat, goals, waiting)}
    }
    .into_any()
}

/// Whether the work together has ended: then a check-in is the one at the end. Nobody waits for that answer, and
/// without one the check-in is one of those in between.
fn ask_whether_ended(person: PersonId) -> RwSignal<bool> {
    let has_ended = RwSignal::new(false);
    spawn_local(async move {
        if let Ok(all) = people::timeline(person).await {
            // The page may have been left meanwhile.
            let _ = has_ended.try_set(is_over(&all));
        }
    });
    has_ended
}

/// There was work together, and none goes on. What was declined never was any.
fn is_over(all: &[Timeline]) -> bool {
    let has_ended = |one: &Timeline| one.stage == Stage::Ended;
    all.iter().any(has_ended) && all.iter().all(|one| has_ended(one) || one.stage == Stage::Declined)
}
