//! One group in the list: time first, then the name, then what helps to decide. The server draws the same card for the
//! first ten.

use domain::directory::name_and_town;
use leptos::prelude::*;
use wire::{GroupSummary, Standing};

use crate::phrases::{access, cost, meeting, travel};
use crate::routes;
use crate::words::groups as words;

/// A card.
#[component]
pub fn GroupCard(group: GroupSummary, near: String) -> impl IntoView {
    let is_today = group.next.as_ref().is_some_and(meeting::is_today);
    let when = match (&group.next, group.standing) {
        (_, Standing::Paused) => words::paused().to_owned(),
        (Some(next), _) => meeting::lead(next),
        (None, _) => words::ask_when().to_owned(),
    };
    let chips: Vec<_> = chips(&group).into_iter().map(|chip| view! { <li class="chip">{chip}</li> }).collect();
    let place = group.place.as_ref().map(name_and_town).filter(|place| !place.is_empty());
    // Where the list says nothing of a group, its line is its name again, and once is enough.
    let summary = Some(group.summary).filter(|summary| !summary.is_empty() && *summary != group.name);
    view! {
        <li class="card">
            <p class="card-when" class:card-today=is_today>{when}</p>
            <h2 class="card-name">
                <a href=routes::group(&group.id.to_string(), &near)>{group.name}</a>
            </h2>
            {place.map(|place| view! { <p class="card-place">{place}</p> })}
            {summary.map(|summary| view! { <p class="card-summary">{summary}</p> })}
            {(!chips.is_empty()).then(|| view! { <ul class="chips">{chips}</ul> })}
        </li>
    }
    .into_any()
}

fn chips(group: &GroupSummary) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(metres) = group.distance_metres {
        out.push(travel::both(metres));
    }
    if group.online {
        out.push(words::online().to_owned());
    }
    out.extend(cost::kind(group.cost).map(ToOwned::to_owned));
    out.extend(cost::ages(group.ages));
    out.extend(group.access.iter().take(3).map(|feature| access::access(*feature).to_owned()));
    out
}
