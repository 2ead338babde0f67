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
    view! {
        <li class="card">
            <p class="card-when" class:card-today=is_today>{when}</p>
            <h2 class="card-name">
                <a href=routes::group(&group.id.to_string(), &near)>{group.name}</a>
            </h2>
            {group.place.as_ref().map(|at| view! { <p class="card-place">{name_and_town(at)}</p> })}
            <p class="card-summary">{group.summary}</p>
            <ul class="chips">{chips}</ul>
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
