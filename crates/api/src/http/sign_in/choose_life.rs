//! `POST /api/sign-in/life`: the answer to "Is this phone just yours?". Once a sign-in, and never from a short life that
//! was chosen to a long one.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use wire::{ChooseLife, FieldCode, FieldProblem, Life, WhoAmI};

use crate::http::authorize::{Caller, who_is};
use crate::http::cookie::Cookie;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::sign_in::enter::{keep, who};
use crate::http::state::AppState;

/// Say whether this device is just yours
#[utoipa::path(
    post,
    path = "/api/sign-in/life",
    tag = "sign-in",
    request_body = ChooseLife,
    responses((status = 200, description = "How long this sign-in lives", body = WhoAmI), OwnWriteProblems)
)]
pub async fn choose_life(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Sent(sent): Sent<ChooseLife>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    if sent.life == Life::Staff || caller.staff.is_some() {
        return Err(Error::Invalid(vec![FieldProblem { field: "life".to_owned(), code: FieldCode::NotOffered }]));
    }
    if caller.sign_in.has_chosen_life && caller.sign_in.life != sent.life {
        return Err(Error::NotNow);
    }
    state.store.choose_life(caller.sign_in.id, sent.life).await?;
    let me = who(&state, who_is(&state, &headers, now).await?, now).await?;
    // The browser has the token; it is told anew how long to keep it.
    let cookie = Cookie::SignIn.of(&headers).ok_or(Error::SignedOut)?;
    let cookie = Cookie::SignIn.set(&cookie, keep(sent.life)).map_err(Error::Internal)?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(me)).into_response())
}
