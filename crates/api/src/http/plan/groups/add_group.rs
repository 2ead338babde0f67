//! `POST /api/people/{person}/plan/groups`: puts a group on a plan. Answered only once it is durable; sent twice, it is
//! one.

use axum::Json;
use axum::extract::State;
use domain::plan::problems;
use wire::{AddPlanGroup, FieldCode, FieldProblem, GroupOnPlan, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::groups::{answer, name_of};
use crate::http::plan::open;
use crate::http::state::AppState;
use crate::store::NewPlanGroup;

/// Put a group on a plan
///
/// The id is made by the sender; the same id is the same group for ever. What the person picks interests them, what others
/// add is a suggestion. A group that is there already is answered under the id it has there. A helper needs both `see_plan`
/// and `write_as_helper`.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/groups",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose plan it is")),
    request_body = AddPlanGroup,
    responses((status = 200, description = "On the plan, now or before", body = GroupOnPlan), OwnWriteProblems)
)]
pub async fn add_plan_group(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<AddPlanGroup>,
) -> Result<Json<GroupOnPlan>, Error> {
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), "plan group", &sent)?;
    let name = name_of(&state, sent.group);
    let mut wrong = problems::new_group(&sent);
    if name.is_none() {
        wrong.insert(0, FieldProblem { field: "group".to_owned(), code: FieldCode::NotOffered });
    }
    let person = opened.person.id;
    let new = NewPlanGroup { person, sent, name: name.unwrap_or_default(), by: opened.by.clone(), payload_digest };
    // First of all: what was kept once is received for ever, whatever became of the group.
    let kept = match state.store.find_sent_plan_group(&new).await? {
        Some(kept) => kept,
        None if !wrong.is_empty() => return Err(Error::Invalid(wrong)),
        None => state.store.add_plan_group(&new, now).await?,
    };
    answer(&state, &caller, &opened, kept).await
}
