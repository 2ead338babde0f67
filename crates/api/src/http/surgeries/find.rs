//! `POST /api/surgeries`: surgeries by name, address or postcode, the nearest first.
//!
//! It changes nothing. It is a POST so that no postcode stands in an address, where histories and logs keep it.

use axum::Json;
use axum::extract::State;
use wire::{FieldCode, FieldProblem, FindSurgeries, Surgery};

use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::near::resolve::{point, resolve};
use crate::http::openapi::AskProblems;
use crate::http::state::AppState;

/// How many surgeries are offered.
const MOST: usize = 10;
/// The longest text that is looked for, in characters.
const LONGEST: usize = 100;

/// Find surgeries
///
/// Without words the nearest are given, with neither words nor a place none. Nothing is kept.
#[utoipa::path(
    post,
    path = "/api/surgeries",
    tag = "directory",
    request_body = FindSurgeries,
    responses((status = 200, description = "At most ten surgeries, best first", body = Vec<Surgery>), AskProblems)
)]
pub async fn find_surgeries(
    State(state): State<AppState>,
    Sent(asked): Sent<FindSurgeries>,
) -> Result<Json<Vec<Surgery>>, Error> {
    let too_long: Vec<FieldProblem> = [("words", &asked.words), ("near", &asked.near)]
        .into_iter()
        .filter(|(_, text)| text.trim().chars().count() > LONGEST)
        .map(|(field, _)| FieldProblem { field: field.to_owned(), code: FieldCode::TooLong })
        .collect();
    if !too_long.is_empty() {
        return Err(Error::Invalid(too_long));
    }
    let near = resolve(&state.store, &asked.near).await?;
    Ok(Json(state.store.search_surgeries(&asked.words, point(&near), MOST).await?))
}
