//! What could not be told to people of the team: their address or number does not work any more, and somebody has to ring
//! them. Nothing is drawn while there is nothing.

use leptos::prelude::*;
use wire::{Channel, Undelivered};

use crate::backend::messages;
use crate::features::messages::day_break::short_time;
use crate::routes::desk;
use crate::state::changes::About;
use crate::state::fetched::Fetched;
use crate::state::who::use_who;
use crate::words::messages_desk as words;

/// The list, above the threads.
pub fn undelivered_view() -> AnyView {
    let who = use_who();
    let request = move || {
        let team = untrack(|| who.staff()).and_then(|staff| staff.team);
        async move {
            match team {
                Some(team) => messages::undelivered(team).await,
                None => Ok(Vec::new()),
            }
        }
    };
    let fetched = Fetched::new(&[About::Messages], request);
    (move || fetched.read(|all| list_view(all)).unwrap_or_else(|| ().into_any())).into_any()
}

fn list_view(all: &[Undelivered]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            let href = desk::person(&one.person.to_string());
            let how = match one.channel {
                Channel::Text => words::untold_text(&short_time(one.at)),
                Channel::Push => words::untold_push(&short_time(one.at)),
                _ => words::untold_email(&short_time(one.at)),
            };
            view! { <li><a href=href>{one.name.clone()}</a> " " <span class="small">{how}</span></li> }
        })
        .collect();
    view! {
        <details class="notice notice-warm untold">
            <summary>{words::untold(u32::try_from(all.len()).unwrap_or(u32::MAX))}</summary>
            <p>{words::untold_lead()}</p>
            <ul>{rows}</ul>
        </details>
    }
    .into_any()
}
