//! `POST /api/people/{person}/plan/visits`: somebody records that they went to a meeting, or did not. Answered only once it
//! is durable; sent twice, it is one.

use axum::Json;
use axum::extract::State;
use domain::plan::problems;
use wire::{FieldCode, FieldProblem, PersonId, RecordVisit, Visit};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::groups::name_of;
use crate::http::plan::open;
use crate::http::plan::visits::answer;
use crate::http::state::AppState;
use crate::store::NewVisit;

/// Record a visit
///
/// For the person alone. The id is made by the sender; the same id is the same visit for ever. What another device recorded
/// of the same meeting becomes one with it, and is answered under the id it has. Whoever went has the group on their plan.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/visits",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Who went, or did not")),
    request_body = RecordVisit,
    responses((status = 200, description = "Recorded, now or before", body = Visit), OwnWriteProblems)
)]
pub async fn record_visit(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<RecordVisit>,
) -> Result<Json<Visit>, Error> {
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), "visit", &sent)?;
    let name = name_of(&state, sent.meeting.group);
    let mut wrong = problems::new_visit(&sent, now);
    if name.is_none() {
        wrong.insert(0, FieldProblem { field: "meeting.group".to_owned(), code: FieldCode::NotOffered });
    }
    let person = opened.person.id;
    let new = NewVisit { person, sent, name: name.unwrap_or_default(), by: opened.by.clone(), payload_digest };
    // First of all: what was kept once is received for ever, however long ago the meeting is by now.
    let kept = match state.store.find_sent_visit(&new).await? {
        Some(kept) => kept,
        None if !wrong.is_empty() => return Err(Error::Invalid(wrong)),
        None => state.store.record_visit(&new, now).await?,
    };
    answer(&state, &caller, &opened, kept).await
}
