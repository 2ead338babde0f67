//! `POST /api/helping/take` and `/api/helping/{grant}/leave`: becoming somebody's helper by the code they said or showed,
//! and stopping. Always under one's own sign-in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::{codes, london, spoken_code};
use wire::{GrantId, TakeInvitation, WhoAmI};

use crate::http::authorize::{Caller, who_is};
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::openapi::OwnWriteProblems;
use crate::http::sign_in::enter::who;
use crate::http::sign_in::spend_code::watch;
use crate::http::state::AppState;
use crate::store::Store;

/// Become somebody's helper
#[utoipa::path(
    post,
    path = "/api/helping/take",
    tag = "account",
    request_body = TakeInvitation,
    responses((status = 200, description = "Whom one helps is in it now", body = WhoAmI), OwnWriteProblems)
)]
pub async fn take_invitation(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Sent(sent): Sent<TakeInvitation>,
) -> Result<Json<WhoAmI>, Error> {
    let now = state.clock.now();
    let today = london::today(now);
    let account = caller.account()?;
    let guesses = Store::guesses_of(account);
    if state.store.guesses_today(&guesses, today).await? >= i32::try_from(codes::GUESSES_A_DAY).unwrap_or(i32::MAX) {
        let seconds = (london::next_midnight(now) - now).num_seconds().max(1);
        return Err(Error::TooManyRequests { retry_after_seconds: u32::try_from(seconds).unwrap_or(u32::MAX) });
    }
    let own = caller.own.as_ref().map(|own| own.id);
    let taken = match spoken_code::normalise(&sent.code) {
        Some(code) => state.store.take_helper_invitation(&state.pepper.mac("helper", &code), account, own, now).await?,
        None => None,
    };
    if taken.is_none() {
        watch(state.store.count_guess(&guesses, now, today).await?);
        return Err(Error::NotValid);
    }
    Ok(Json(who(&state, who_is(&state, &headers, now).await?, now).await?))
}

/// Stop helping
#[utoipa::path(
    post,
    path = "/api/helping/{grant}/leave",
    tag = "account",
    params(("grant" = GrantId, Path, description = "What one was allowed")),
    responses((status = 204, description = "Stopped"), OwnWriteProblems)
)]
pub async fn leave_helping(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named<GrantId>,
) -> Result<StatusCode, Error> {
    let has_left = state.store.leave_grant(caller.account()?, id, state.clock.now()).await?;
    if has_left { Ok(StatusCode::NO_CONTENT) } else { Err(Error::NotFound) }
}
