//! `GET /api/groups/{id}`: one group, whole.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use domain::directory::to_group;
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{Group, GroupId, Problem, Source};

use crate::http::error::Error;
use crate::http::extract::{Asked, Named};
use crate::http::headers::FOR_A_MINUTE;
use crate::http::near::resolve::{point, resolve};
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GroupQuery {
    /// Where distances are measured from. Words that are not one place measure none.
    #[param(max_length = 100)]
    #[serde(default)]
    near: String,
}

/// Show a group
///
/// A group that is gone from its feed is still shown, with the standing `gone`. `went_on` is the last day on which somebody
/// recorded that they went, told from the day after on.
#[utoipa::path(
    get,
    path = "/api/groups/{id}",
    tag = "directory",
    params(("id" = uuid::Uuid, Path, description = "The group's id"), GroupQuery),
    responses(
        (status = 200, description = "The group", body = Group),
        (status = 404, description = "There is no such group", body = Problem),
        ReadProblems
    )
)]
pub async fn find_group(
    State(state): State<AppState>,
    Named(id): Named<GroupId>,
    Asked(asked): Asked<GroupQuery>,
) -> Result<impl IntoResponse, Error> {
    let near = resolve(&state.store, &asked.near).await?;
    let index = state.catalogue.index();
    let entry = index.get(id).ok_or(Error::NotFound)?;
    let source = Source { feed: entry.feed, checked: entry.record.checked, seen: entry.seen };
    let now = state.clock.now();
    let mut group = to_group(id, &entry.record, source, now, point(&near));
    group.went_on = state.store.went_on(id, now).await?;
    Ok((FOR_A_MINUTE, Json(group)))
}
