//! `GET /api/passkeys`: one's passkeys.

use axum::Json;
use axum::extract::State;
use wire::PasskeyView;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;

/// List my passkeys
#[utoipa::path(
    get,
    path = "/api/passkeys",
    tag = "account",
    responses((status = 200, description = "In the order of making", body = Vec<PasskeyView>), OwnProblems)
)]
pub async fn list_passkeys(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<PasskeyView>>, Error> {
    Ok(Json(views(&state, &caller).await?))
}

/// Somebody's passkeys, as they are shown.
pub async fn views(state: &AppState, caller: &Caller) -> Result<Vec<PasskeyView>, Error> {
    let held = state.store.passkeys_of(caller.sign_in.holder).await?;
    let view = |passkey: crate::store::StoredPasskey| PasskeyView {
        id: passkey.id,
        label: passkey.label,
        since: passkey.created_at,
        is_synced: passkey.is_synced,
    };
    Ok(held.into_iter().map(view).collect())
}
