//! `GET /api/contacts`: the addresses one can sign in by, masked.

use axum::Json;
use axum::extract::State;
use wire::ContactView;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::sign_in::enter::contacts;
use crate::http::state::AppState;

/// List my proved addresses
#[utoipa::path(
    get,
    path = "/api/contacts",
    tag = "account",
    responses((status = 200, description = "In the order of proving", body = Vec<ContactView>), OwnProblems)
)]
pub async fn list_contacts(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<ContactView>>, Error> {
    Ok(Json(contacts(&state.store, caller.account()?).await?))
}
