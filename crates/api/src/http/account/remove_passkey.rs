//! `POST /api/passkeys/{passkey}/remove`: takes a passkey away.

use axum::extract::State;
use axum::http::StatusCode;
use wire::PasskeyId;

use crate::http::account::remove_contact::removed;
use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;

/// Remove one of my passkeys
///
/// Staff keep their last one: it is their only way in.
#[utoipa::path(
    post,
    path = "/api/passkeys/{passkey}/remove",
    tag = "account",
    params(("passkey" = PasskeyId, Path, description = "The passkey")),
    responses((status = 204, description = "Removed"), OwnWriteProblems)
)]
pub async fn remove_passkey(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named<PasskeyId>,
) -> Result<StatusCode, Error> {
    removed(state.store.remove_passkey(caller.sign_in.holder, id).await?)
}
