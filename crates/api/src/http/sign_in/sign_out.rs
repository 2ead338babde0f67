//! `POST /api/sign-out`: ends the sign-in of this browser. The cookie goes in any case.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};

use crate::http::cookie::Cookie;
use crate::http::error::Error;
use crate::http::openapi::WriteProblems;
use crate::http::state::AppState;

/// Sign out
#[utoipa::path(
    post,
    path = "/api/sign-out",
    tag = "sign-in",
    responses((status = 204, description = "Signed out, or nobody was signed in"), WriteProblems)
)]
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> impl IntoResponse {
    let answer = match end(&state, &headers).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => error.into_response(),
    };
    let cleared = [Cookie::SignIn, Cookie::Asker].map(|cookie| (header::SET_COOKIE, cookie.clear()));
    (AppendHeaders(cleared), answer)
}

async fn end(state: &AppState, headers: &HeaderMap) -> Result<(), Error> {
    if let Some(token) = Cookie::SignIn.of(headers) {
        state.store.end_sign_in_under(&token.digest(), state.clock.now()).await?;
    }
    Ok(())
}
