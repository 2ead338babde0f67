//! `GET` and `PUT /api/people/{person}/plan/routine`: a list for getting ready, and what somebody wants to hear of a meeting
//! beforehand. Theirs alone.

use axum::Json;
use axum::extract::State;
use domain::week::routine::{problems, unsaid};
use wire::{ChangeRoutine, PersonId, Routine};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;

/// See the list for getting ready
///
/// Whoever has never made one has an empty one, of revision 0.
#[utoipa::path(
    get,
    path = "/api/people/{person}/plan/routine",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose list it is")),
    responses((status = 200, description = "The list", body = Routine), OwnProblems)
)]
pub async fn see_routine(State(state): State<AppState>, caller: Caller) -> Result<Json<Routine>, Error> {
    let kept = state.store.routine_of(caller.person()?).await?;
    Ok(Json(kept.map_or_else(unsaid, |stored| stored.routine)))
}

/// Change the list for getting ready
///
/// Empty lines are dropped. It names the revision that was on the screen: where another device has changed the list since,
/// lines that only the other has stay too. Sent again it is the same.
#[utoipa::path(
    put,
    path = "/api/people/{person}/plan/routine",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose list it is")),
    request_body = ChangeRoutine,
    responses((status = 200, description = "As it is now", body = Routine), OwnWriteProblems)
)]
pub async fn change_routine(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<ChangeRoutine>,
) -> Result<Json<Routine>, Error> {
    let wrong = problems(&sent);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let changed = state.store.change_routine(caller.person()?, &sent, state.clock.now()).await?;
    Ok(Json(changed.ok_or(Error::NotFound)?))
}
