//! `POST /api/reports`: something in the directory is wrong. Kept for staff; nobody has to say who they are. Whoever is
//! signed in is told when it has been looked at.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use wire::{CreateReport, FieldCode, FieldProblem, ReportKept, ReportKind};

use crate::http::authorize::sender;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::WriteProblems;
use crate::http::state::AppState;
use crate::store::KeptReport;

/// The most characters of own words.
const LONGEST: usize = 1_000;

/// Report something wrong
///
/// The same report sent again is the same report; the id with something else in it is a conflict. Whoever is signed in
/// when it is first sent is told when it has been looked at.
#[utoipa::path(
    post,
    path = "/api/reports",
    tag = "directory",
    request_body = CreateReport,
    responses((status = 201, description = "Kept, now or before", body = ReportKept), WriteProblems)
)]
pub async fn create_report(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(report): Sent<CreateReport>,
) -> Result<(StatusCode, Json<ReportKept>), Error> {
    let mut problems = Vec::new();
    if report.words.chars().count() > LONGEST {
        problems.push(FieldProblem { field: "words".to_owned(), code: FieldCode::TooLong });
    }
    if state.catalogue.index().get(report.group).is_none() {
        problems.push(FieldProblem { field: "group".to_owned(), code: FieldCode::NotOffered });
    }
    if report.kind == ReportKind::DidNotRun {
        // Only what several people recorded of their visits says so.
        problems.push(FieldProblem { field: "kind".to_owned(), code: FieldCode::NotOffered });
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let now = state.clock.now();
    let account = sender(&state, &headers, now).await?;
    match state.store.create_report(&report, account, now).await? {
        KeptReport::New { is_awaited } | KeptReport::Same { is_awaited } => {
            Ok((StatusCode::CREATED, Json(ReportKept { is_answered: is_awaited })))
        }
        KeptReport::Different => Err(Error::Conflict),
    }
}
