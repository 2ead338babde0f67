//! `GET /api/people/{person}/plan/goals`: what matters to somebody, with every step.

use axum::Json;
use axum::extract::State;
use wire::{Goal, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::look;
use crate::http::plan::names::Names;
use crate::http::plan::{LOOK, open};
use crate::http::state::AppState;

/// See the goals
///
/// All of them, also those that are done or let go.
#[utoipa::path(
    get,
    path = "/api/people/{person}/plan/goals",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose plan it is")),
    responses((status = 200, description = "The first one first", body = Vec<Goal>), OwnProblems)
)]
pub async fn list_goals(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Goal>>, Error> {
    let opened = open(&state, &caller, state.clock.now()).await?;
    look(&state, &caller, LOOK).await?;
    let mut names = Names::new(&state.store, &opened);
    let mut goals = Vec::new();
    for goal in state.store.goals_of(opened.person.id).await? {
        goals.push(names.goal(goal).await?);
    }
    Ok(Json(goals))
}
