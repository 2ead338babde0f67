//! `POST /api/passkeys/{passkey}/remove`: takes a passkey away.

use axum::extract::State;
use axum::http::StatusCode;
use wire::PasskeyId;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::store::Holder;

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
    let holder = caller.sign_in.holder;
    let have = state.store.passkeys_of(holder).await?;
    if !have.iter().any(|passkey| passkey.id == id) {
        return Err(Error::NotFound);
    }
    let is_last = have.len() == 1;
    let has_other_way = match holder {
        Holder::Account(account) => !state.store.contacts_of(account).await?.is_empty(),
        Holder::Staff(_) => false,
    };
    if is_last && !has_other_way {
        return Err(Error::NotNow);
    }
    state.store.remove_passkey(holder, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
