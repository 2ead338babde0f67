//! `GET /api/near`: what becomes of the words for "near", without searching anything.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use wire::Near;

use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::headers::FOR_A_MINUTE;
use crate::http::near::resolve::resolve;
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NearQuery {
    /// A postcode or a part of one, the name of a place, or a position as `lat,lon` in degrees.
    #[param(max_length = 100, example = json!("EH1"))]
    near: String,
}

/// Find where "near" is
#[utoipa::path(
    get,
    path = "/api/near",
    tag = "directory",
    params(NearQuery),
    responses((status = 200, description = "What became of the words", body = Near), ReadProblems)
)]
pub async fn find_near(
    State(state): State<AppState>,
    Asked(asked): Asked<NearQuery>,
) -> Result<impl IntoResponse, Error> {
    let near = resolve(&state.store, &asked.near).await?;
    Ok((FOR_A_MINUTE, Json(near)))
}
