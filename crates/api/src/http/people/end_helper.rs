//! `POST /api/people/{person}/helpers/{grant}/end`: a helper's access ends with the next request, and their open screens
//! within a second. Ending is never harder than granting.

use axum::Json;
use axum::extract::State;
use domain::access::Who;
use wire::{GrantId, Helpers, Looked, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::OwnWriteProblems;
use crate::http::people::list_helpers::helpers;
use crate::http::state::AppState;
use crate::store::Deed;

/// End a helper's access
#[utoipa::path(
    post,
    path = "/api/people/{person}/helpers/{grant}/end",
    tag = "helpers",
    params(
        ("person" = PersonId, Path, description = "Whose helper"),
        ("grant" = GrantId, Path, description = "The helper")
    ),
    responses((status = 200, description = "Everybody, without them", body = Helpers), OwnWriteProblems)
)]
pub async fn end_helper(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, GrantId)>,
) -> Result<Json<Helpers>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    let id = named.1;
    let deed = match caller.who {
        Who::Own => None,
        _ => Some(Deed { actor: caller.actor(), person, what: Looked::EndedHelper }),
    };
    if !state.store.end_grant(person, id, deed, now).await? {
        return Err(Error::NotFound);
    }
    Ok(Json(helpers(&state.store, person, now).await?))
}
