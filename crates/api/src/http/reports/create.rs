//! `POST /api/reports`: something in the directory is wrong. Kept for staff; nobody has to say who they are.

use axum::extract::State;
use axum::http::StatusCode;
use wire::{CreateReport, FieldCode, FieldProblem};

use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::WriteProblems;
use crate::http::state::AppState;
use crate::store::KeptReport;

/// The most characters of own words.
const LONGEST: usize = 1_000;

/// Report something wrong
///
/// The same report sent again is the same report; the id with something else in it is a conflict.
#[utoipa::path(
    post,
    path = "/api/reports",
    tag = "directory",
    request_body = CreateReport,
    responses((status = 201, description = "Kept"), WriteProblems)
)]
pub async fn create_report(
    State(state): State<AppState>,
    Sent(report): Sent<CreateReport>,
) -> Result<StatusCode, Error> {
    let mut problems = Vec::new();
    if report.words.chars().count() > LONGEST {
        problems.push(FieldProblem { field: "words".to_owned(), code: FieldCode::TooLong });
    }
    if state.catalogue.index().get(report.group).is_none() {
        problems.push(FieldProblem { field: "group".to_owned(), code: FieldCode::NotOffered });
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    match state.store.create_report(&report, state.clock.now()).await? {
        KeptReport::New | KeptReport::Same => Ok(StatusCode::CREATED),
        KeptReport::Different => Err(Error::Conflict),
    }
}
