//! `GET /api/me`: who somebody is by their cookie. Nobody is an answer too, not a failure.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use wire::WhoAmI;

use crate::http::authorize::who_is;
use crate::http::error::Error;
use crate::http::openapi::ReadProblems;
use crate::http::sign_in::enter::who;
use crate::http::state::AppState;

/// Who am I here
#[utoipa::path(
    get,
    path = "/api/me",
    tag = "sign-in",
    responses((status = 200, description = "Who this browser is signed in as", body = WhoAmI), ReadProblems)
)]
pub async fn show_me(State(state): State<AppState>, headers: HeaderMap) -> Result<Json<WhoAmI>, Error> {
    let now = state.clock.now();
    let known = who_is(&state, &headers, now).await?;
    Ok(Json(who(&state, known, now).await?))
}
