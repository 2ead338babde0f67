//! Listings that somebody says are wrong, and laying them aside once they were looked at.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use wire::{ReportId, ReportedListing};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;

/// List reported listings
#[utoipa::path(
    get,
    path = "/api/desk/reports",
    tag = "desk",
    responses((status = 200, description = "Open ones, the oldest first", body = Vec<ReportedListing>), OwnProblems)
)]
pub async fn list_reports(State(state): State<AppState>, _caller: Caller) -> Result<Json<Vec<ReportedListing>>, Error> {
    let index = state.catalogue.index();
    let mut listed = Vec::new();
    for stored in state.store.list_reports().await?.into_iter().filter(|stored| !stored.is_settled) {
        let name = index.get(stored.report.group).map(|entry| entry.record.name).unwrap_or_default();
        listed.push(ReportedListing {
            id: stored.report.id,
            group: stored.report.group,
            name,
            kind: stored.report.kind,
            words: stored.report.words,
            at: stored.reported_at,
        });
    }
    Ok(Json(listed))
}

/// Lay a report aside
///
/// Whoever sent it while signed in is told, once.
#[utoipa::path(
    post,
    path = "/api/desk/reports/{report}/settle",
    tag = "desk",
    params(("report" = ReportId, Path, description = "The report")),
    responses((status = 204, description = "Laid aside"), OwnWriteProblems)
)]
pub async fn settle_report(
    State(state): State<AppState>,
    _caller: Caller,
    Named(id): Named<ReportId>,
) -> Result<StatusCode, Error> {
    let is_settled = state.store.settle_report(id, state.clock.now()).await?;
    if is_settled { Ok(StatusCode::NO_CONTENT) } else { Err(Error::NotFound) }
}
