//! `POST /api/sign-in/links/spend`: signs in by the link of a letter, on a press of a button: programs that open every
//! link of a letter to look at it send no `POST`, and so spend nothing.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::london;
use wire::{SpendLink, WhoAmI};

use crate::auth::{LIMITS, read_link_token};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::WriteProblems;
use crate::http::sign_in::spend_code::{enter_by, settle};
use crate::http::state::AppState;
use crate::store::Try;

/// Sign in by a link
#[utoipa::path(
    post,
    path = "/api/sign-in/links/spend",
    tag = "sign-in",
    request_body = SpendLink,
    responses(
        (
            status = 200,
            description = "Signed in",
            body = WhoAmI,
            headers(("Set-Cookie" = String, description = "`__Host-s`"))
        ),
        WriteProblems
    )
)]
pub async fn spend_link(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(sent): Sent<SpendLink>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let id = read_link_token(&state.pepper, &sent.token).ok_or(Error::NotValid)?;
    let code = settle(state.store.try_code(id, Try::Link, &LIMITS, now, london::today(now)).await?, now)?;
    if code.adds_to.is_some() {
        return Err(Error::CodeOver);
    }
    enter_by(&state, &headers, &code, now).await
}
