//! `POST /api/sign-ins/{sign_in}/end` and `/end-others`: a lost phone, a forgotten library computer. The other device is
//! out at its next request, and its open screens within a second.

use axum::extract::State;
use axum::http::StatusCode;
use wire::SignInId;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;

/// End one of my sign-ins
#[utoipa::path(
    post,
    path = "/api/sign-ins/{sign_in}/end",
    tag = "account",
    params(("sign_in" = SignInId, Path, description = "The sign-in")),
    responses((status = 204, description = "Ended"), OwnWriteProblems)
)]
pub async fn end_sign_in(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named<SignInId>,
) -> Result<StatusCode, Error> {
    let is_ended = state.store.end_sign_in(caller.sign_in.holder, id, state.clock.now()).await?;
    if is_ended { Ok(StatusCode::NO_CONTENT) } else { Err(Error::NotFound) }
}

/// End all my other sign-ins
#[utoipa::path(
    post,
    path = "/api/sign-ins/end-others",
    tag = "account",
    responses((status = 204, description = "Ended"), OwnWriteProblems)
)]
pub async fn end_other_sign_ins(State(state): State<AppState>, caller: Caller) -> Result<StatusCode, Error> {
    state.store.end_other_sign_ins(caller.sign_in.holder, caller.sign_in.id, state.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
