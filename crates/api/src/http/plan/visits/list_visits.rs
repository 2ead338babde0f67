//! `GET /api/people/{person}/plan/visits`: where somebody went.

use axum::Json;
use axum::extract::State;
use wire::{PersonId, Visit};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::look;
use crate::http::plan::groups::name_of;
use crate::http::plan::names::Names;
use crate::http::plan::visits::seen;
use crate::http::plan::{LOOK, open};
use crate::http::state::AppState;

/// See where somebody went
///
/// Of a private visit everybody but the person sees that it was, and nothing of how it was.
#[utoipa::path(
    get,
    path = "/api/people/{person}/plan/visits",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose visits they are")),
    responses((status = 200, description = "The newest meeting first", body = Vec<Visit>), OwnProblems)
)]
pub async fn list_visits(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Visit>>, Error> {
    let opened = open(&state, &caller, state.clock.now()).await?;
    look(&state, &caller, LOOK).await?;
    let mut names = Names::new(&state.store, &opened);
    let mut visits = Vec::new();
    for visit in state.store.visits_of(opened.person.id).await? {
        let name = name_of(&state, visit.meeting.group).unwrap_or_default();
        visits.push(names.visit(seen(&caller, visit), name).await?);
    }
    Ok(Json(visits))
}
