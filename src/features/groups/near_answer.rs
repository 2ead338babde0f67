//! When "where" was not one place: pick one, or put it right.

use domain::search::Query;
use leptos::prelude::*;
use wire::{Near, Origin};

use crate::phrases::place::near_words;
use crate::routes;
use crate::words::groups as words;

/// The choice between several places, or that none is known.
#[component]
pub fn NearAnswer(near: Near, query: Memo<Query>) -> impl IntoView {
    let typed = query.with_untracked(|query| near_words(&query.near));
    match near {
        Near::Choose { origins } => {
            let rows: Vec<AnyView> = origins.iter().map(|origin| link(origin, query)).collect();
            view! {
                <section class="notice">
                    <h2>{words::choose_title(&typed)}</h2>
                    <ul class="places-to-choose">{rows}</ul>
                </section>
            }
            .into_any()
        }
        Near::Unknown { offer } => view! {
            <section class="notice">
                <h2>{words::unknown_title(&typed)}</h2>
                <p>{words::unknown_lead()}</p>
                {offer.map(|origin| view! {
                    <p>{words::unknown_offer()}</p>
                    <ul class="places-to-choose">{link(&origin, query)}</ul>
                })}
            </section>
        }
        .into_any(),
        Near::Anywhere | Near::Found { .. } => ().into_any(),
    }
}

fn link(origin: &Origin, query: Memo<Query>) -> AnyView {
    let mut asked = query.get_untracked();
    asked.near.clone_from(&origin.near);
    view! {
        <li>
            <a class="button button-second" href=routes::groups(&asked.to_pairs())>{origin.label.clone()}</a>
        </li>
    }
    .into_any()
}
