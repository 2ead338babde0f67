//! `GET /api/surgeries`: surgeries by name, address or postcode, the nearest first.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{FieldCode, Surgery};

use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::headers::FOR_A_MINUTE;
use crate::http::near::resolve::{point, resolve};
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;

/// How many surgeries are offered.
const MOST: usize = 10;
/// The longest words that are looked for, in characters.
const LONGEST: usize = 100;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SurgeryQuery {
    /// Words of the name, address or postcode.
    #[param(max_length = 100)]
    #[serde(default)]
    q: String,
    /// Where distances are measured from; with no words, the nearest surgeries are given.
    #[param(max_length = 100)]
    #[serde(default)]
    near: String,
}

/// Find surgeries
#[utoipa::path(
    get,
    path = "/api/surgeries",
    tag = "directory",
    params(SurgeryQuery),
    responses((status = 200, description = "At most ten surgeries, best first", body = Vec<Surgery>), ReadProblems)
)]
pub async fn list_surgeries(
    State(state): State<AppState>,
    Asked(asked): Asked<SurgeryQuery>,
) -> Result<impl IntoResponse, Error> {
    if asked.q.chars().count() > LONGEST {
        return Err(Error::bad_parameter("q", FieldCode::TooLong));
    }
    let near = resolve(&state.store, &asked.near).await?;
    let surgeries = state.store.search_surgeries(&asked.q, point(&near), MOST).await?;
    Ok((FOR_A_MINUTE, Json(surgeries)))
}
