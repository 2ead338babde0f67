//! `POST /api/leave`: somebody leaves in a hurry. Their browser and the server forget each other at once.

use axum::extract::State;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use wire::Problem;

use crate::http::client::Client;
use crate::http::cookie::Cookie;
use crate::http::error::Error;
use crate::http::state::AppState;

/// Forget this browser
///
/// The sign-in ends too. The cookies go in any case: also when somebody leaves more often than once a second, and when the database cannot be
/// reached.
#[utoipa::path(
    post,
    path = "/api/leave",
    tag = "sign-in",
    responses(
        (status = 204, description = "Forgotten"),
        (status = 403, description = "The request came from another site", body = Problem),
        (status = 413, description = "The body is larger than 64 KB", body = Problem),
        (status = 429, description = "Too many requests; Retry-After says when to come back", body = Problem),
        (status = 500, description = "A fault of the server", body = Problem),
        (status = 503, description = "Not available at present", body = Problem)
    )
)]
pub async fn leave(State(state): State<AppState>, extensions: Extensions, headers: HeaderMap) -> impl IntoResponse {
    let answer = match forget(&state, &extensions, &headers).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => error.into_response(),
    };
    let cleared = [Cookie::Viewer, Cookie::SignIn, Cookie::Asker].map(|cookie| (header::SET_COOKIE, cookie.clear()));
    (AppendHeaders(cleared), answer)
}

async fn forget(state: &AppState, extensions: &Extensions, headers: &HeaderMap) -> Result<(), Error> {
    state.limits.leaves.take(Client::of(extensions, headers, &state.proxies).key)?;
    if let Some(token) = Cookie::Viewer.of(headers) {
        state.store.forget_viewer(&token.digest()).await?;
    }
    if let Some(token) = Cookie::SignIn.of(headers) {
        state.store.end_sign_in_under(&token.digest(), state.clock.now()).await?;
    }
    Ok(())
}
