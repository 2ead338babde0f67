//! `POST /api/leave`: somebody leaves in a hurry. Their browser and the server forget each other at once.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use wire::Problem;

use crate::http::error::Error;
use crate::http::state::AppState;
use crate::http::viewer::ViewerToken;

/// Forget this browser
///
/// Never limited. The cookie goes even when the database cannot be reached.
#[utoipa::path(
    post,
    path = "/api/leave",
    tag = "referrals",
    responses(
        (status = 204, description = "Forgotten"),
        (status = 403, description = "The request came from another site", body = Problem),
        (status = 413, description = "The body is larger than 64 KB", body = Problem),
        (status = 500, description = "A fault of the server", body = Problem),
        (status = 503, description = "Not available at present", body = Problem)
    )
)]
pub async fn leave(State(state): State<AppState>, headers: HeaderMap) -> impl IntoResponse {
    let forgotten = match ViewerToken::of(&headers) {
        Some(token) => state.store.forget_viewer(&token.viewer()).await,
        None => Ok(()),
    };
    let answer = match forgotten {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => Error::from(error).into_response(),
    };
    ([(header::SET_COOKIE, ViewerToken::clear())], answer)
}
