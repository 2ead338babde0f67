//! `POST /api/people/{person}/plan/visits/{id}/acts`: somebody puts right what they recorded.

use axum::Json;
use axum::extract::State;
use domain::plan::problems;
use wire::{ActOnVisit, PersonId, Visit, VisitId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::open;
use crate::http::plan::visits::answer;
use crate::http::state::AppState;
use crate::store::NewVisitAct;

/// Change a visit
///
/// For the person alone, however long ago it was. The same id with the same act is one act, for ever.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/visits/{id}/acts",
    tag = "plan",
    params(
        ("person" = PersonId, Path, description = "Whose visit it is"),
        ("id" = VisitId, Path, description = "The visit")
    ),
    request_body = ActOnVisit,
    responses((status = 200, description = "As it is now", body = Visit), OwnWriteProblems)
)]
pub async fn act_on_visit(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, VisitId)>,
    Sent(sent): Sent<ActOnVisit>,
) -> Result<Json<Visit>, Error> {
    let id = named.1;
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), &format!("visit {id}"), &sent.act)?;
    let wrong = problems::visit_act(&sent.act);
    let new = NewVisitAct {
        id: sent.id,
        person: opened.person.id,
        visit: id,
        act: sent.act,
        by: opened.by.clone(),
        payload_digest,
    };
    let kept = match state.store.find_visit_act(&new).await? {
        Some(kept) => kept,
        None if !wrong.is_empty() => return Err(Error::Invalid(wrong)),
        None => state.store.act_on_visit(&new, now).await?,
    };
    answer(&state, &caller, &opened, kept).await
}
