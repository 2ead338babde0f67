//! `GET /api/packs`: which packs somebody keeps who is near somewhere.

use axum::Json;
use axum::extract::State;
use domain::distance::Point;
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{FieldCode, FieldProblem, Near, PackList, Problem};

use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::near::resolve::{point, resolve};
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PacksQuery {
    /// A postcode or a part of one, the name of a place, or a position as `lat,lon` in degrees.
    #[param(max_length = 100, example = json!("EH1"))]
    #[serde(default)]
    near: String,
}

/// List the packs for somewhere
///
/// The districts nearest to there, as many as together hold no more than 2,000 groups, 240 districts at most, the nearest one in any case. A
/// pack whose version is held already need not be fetched again.
#[utoipa::path(
    get,
    path = "/api/packs",
    tag = "directory",
    params(PacksQuery),
    responses(
        (status = 200, description = "The packs, the nearest first", body = PackList),
        (status = 422, description = "`near` is not one place", body = Problem),
        ReadProblems
    )
)]
pub async fn list_packs(
    State(state): State<AppState>,
    Asked(asked): Asked<PacksQuery>,
) -> Result<Json<PackList>, Error> {
    let origin = origin(&resolve(&state.store, &asked.near).await?)?;
    let packs = state.catalogue.packs(&state.store).await?;
    let listed = tokio::task::spawn_blocking(move || packs.near(origin)).await;
    Ok(Json(listed.map_err(|error| Error::Internal(error.into()))?))
}

fn origin(near: &Near) -> Result<Point, Error> {
    let code = if matches!(near, Near::Anywhere) { FieldCode::Missing } else { FieldCode::NotOffered };
    point(near).ok_or_else(|| Error::Invalid(vec![FieldProblem { field: "near".to_owned(), code }]))
}
