//! `GET /api/groups/{id}/welcome`: what to expect at a group, as a team that knows it wrote it.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use wire::{GroupId, Problem, Welcome, WriteWelcome};

use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::headers::FOR_A_MINUTE;
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;
use crate::store::{Store, StoredWelcome};

/// Show what to expect at a group
///
/// Every text is empty where nobody has written.
#[utoipa::path(
    get,
    path = "/api/groups/{id}/welcome",
    tag = "directory",
    params(("id" = uuid::Uuid, Path, description = "The group's id")),
    responses(
        (status = 200, description = "What to expect", body = Welcome),
        (status = 404, description = "There is no such group", body = Problem),
        ReadProblems
    )
)]
pub async fn show_welcome(
    State(state): State<AppState>,
    Named(id): Named<GroupId>,
) -> Result<impl IntoResponse, Error> {
    if state.catalogue.index().get(id).is_none() {
        return Err(Error::NotFound);
    }
    let welcome = match state.store.welcome_of(id).await? {
        Some(kept) => welcome(&state.store, kept).await?,
        None => Welcome::default(),
    };
    Ok((FOR_A_MINUTE, Json(welcome)))
}

/// What was kept, with the name that the team has today.
pub async fn welcome(store: &Store, kept: StoredWelcome) -> Result<Welcome, Error> {
    let team = store.find_team(kept.team).await?;
    let WriteWelcome { arriving, greeting, watching, toilets, quiet } = kept.words;
    Ok(Welcome {
        arriving,
        greeting,
        watching,
        toilets,
        quiet,
        by: team.map(|team| team.name).unwrap_or_default(),
        written_on: Some(kept.written_on),
    })
}
