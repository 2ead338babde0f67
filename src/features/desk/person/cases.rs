//! The referrals of a person, each a link.

use leptos::prelude::*;
use wire::{CaseSummary, DeskPerson};

use crate::features::desk::{days, said};
use crate::routes::desk as routes;
use crate::words::desk::{people, person as words};

/// The list.
pub fn cases_view(person: Signal<DeskPerson>) -> AnyView {
    let rows = move || person.with(|person| person.cases.iter().map(case_view).collect::<Vec<_>>());
    let is_empty = move || person.with(|person| person.cases.is_empty());
    view! {
        <section aria-labelledby="cases">
            <h2 id="cases">{words::cases()}</h2>
            {move || is_empty().then(|| view! { <p>{words::cases_empty()}</p> })}
            <ul class="cases">{rows}</ul>
        </section>
    }
    .into_any()
}

fn case_view(case: &CaseSummary) -> AnyView {
    let due = match case.due_on {
        Some(day) => people::due(said::due(case.due), &days::by_when(day, case.is_late)),
        None => said::due(case.due).to_owned(),
    };
    let worker = case.worker.as_ref().map_or_else(|| people::nobody().to_owned(), said::colleague);
    view! {
        <li>
            <a class="tap" href=routes::referral(&case.referral.to_string())>{words::case(&case.reference)}</a>
            <span class="row-lead" class:row-late=case.is_late>{due}</span>
            <span class="row-line">{said::stage(case.stage)} ", " {worker}</span>
        </li>
    }
    .into_any()
}
