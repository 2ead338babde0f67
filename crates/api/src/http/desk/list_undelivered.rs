//! `GET /api/desk/teams/{team}/undelivered`: what could not be told to people of the team, so that somebody rings them.

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use wire::{PersonId, TeamId, Undelivered};

use crate::http::authorize::Caller;
use crate::http::desk::list_waiting::remember_people;
use crate::http::desk::members::team_of;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::store::Outcome;

/// For how long it is shown.
const SHOWN_FOR: TimeDelta = TimeDelta::days(14);

/// List what could not be told
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/undelivered",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    responses((status = 200, description = "Of the last fourteen days, newest first", body = Vec<Undelivered>), OwnProblems)
)]
pub async fn list_undelivered(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Undelivered>>, Error> {
    let (team, now) = (team_of(&caller)?, state.clock.now());
    let mut listed: Vec<Undelivered> = Vec::new();
    for (person, channel, outcome, at) in state.store.undelivered(team, now - SHOWN_FOR).await? {
        let is_known = listed.iter().any(|one| one.person == person && one.channel == channel);
        if let Some(record) = state.store.find_person(person).await?.filter(|_| !is_known) {
            let is_refused = outcome == Outcome::Refused;
            listed.push(Undelivered { person, name: record.name, channel, is_refused, at });
        }
    }
    let mut people: Vec<PersonId> = listed.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    remember_people(&state, &caller, &people, now).await?;
    Ok(Json(listed))
}
