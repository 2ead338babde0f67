//! `GET /api/people/{person}/check-ins`: what somebody answered, for themselves and the team that works with them. For a
//! helper there is nothing at this address.

use axum::Json;
use axum::extract::State;
use wire::{CheckIn, Looked, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::look;
use crate::http::plan::open;
use crate::http::state::AppState;

/// As what a look at check-ins is remembered.
const LOOK: Looked = Looked::SawCheckIns;

/// List the check-ins
#[utoipa::path(
    get,
    path = "/api/people/{person}/check-ins",
    tag = "check-ins",
    params(("person" = PersonId, Path, description = "Whose they are")),
    responses((status = 200, description = "The oldest first", body = Vec<CheckIn>), OwnProblems)
)]
pub async fn list_check_ins(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<CheckIn>>, Error> {
    // As with the plan: a team that said no has never worked with them.
    let opened = open(&state, &caller, state.clock.now()).await?;
    look(&state, &caller, LOOK).await?;
    Ok(Json(state.store.check_ins_of(opened.person.id).await?))
}
