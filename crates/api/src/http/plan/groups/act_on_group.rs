//! `POST /api/people/{person}/plan/groups/{id}/acts`: does something with a group on a plan.

use axum::Json;
use axum::extract::State;
use domain::plan::problems;
use wire::{ActOnPlanGroup, GroupOnPlan, PersonId, PlanGroupId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::groups::answer;
use crate::http::plan::open;
use crate::http::state::AppState;
use crate::store::NewPlanGroupAct;

/// Do something with a group on a plan
///
/// The same id with the same act is one act, for ever. Who comes along is for the team to say, or for a helper where the
/// person asked for one. A helper needs both `see_plan` and `write_as_helper`.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/groups/{id}/acts",
    tag = "plan",
    params(
        ("person" = PersonId, Path, description = "Whose plan it is"),
        ("id" = PlanGroupId, Path, description = "The group on the plan")
    ),
    request_body = ActOnPlanGroup,
    responses((status = 200, description = "As it is now", body = GroupOnPlan), OwnWriteProblems)
)]
pub async fn act_on_plan_group(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, PlanGroupId)>,
    Sent(sent): Sent<ActOnPlanGroup>,
) -> Result<Json<GroupOnPlan>, Error> {
    let id = named.1;
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), &format!("plan group {id}"), &sent.act)?;
    let wrong = problems::group_act(&sent.act);
    let new = NewPlanGroupAct {
        id: sent.id,
        person: opened.person.id,
        group: id,
        act: sent.act,
        by: opened.by.clone(),
        payload_digest,
    };
    let kept = match state.store.find_plan_group_act(&new).await? {
        Some(kept) => kept,
        None if !wrong.is_empty() => return Err(Error::Invalid(wrong)),
        None => state.store.act_on_plan_group(&new, now).await?,
    };
    answer(&state, &caller, &opened, kept).await
}
