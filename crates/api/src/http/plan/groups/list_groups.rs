//! `GET /api/people/{person}/plan/groups`: the groups on somebody's plan.

use axum::Json;
use axum::extract::State;
use wire::{GroupOnPlan, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::look;
use crate::http::plan::groups::name_of;
use crate::http::plan::names::Names;
use crate::http::plan::{LOOK, open};
use crate::http::state::AppState;

/// See the groups on a plan
///
/// All of them, also those that are not for the person.
#[utoipa::path(
    get,
    path = "/api/people/{person}/plan/groups",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose plan it is")),
    responses((status = 200, description = "In the order in which they were added", body = Vec<GroupOnPlan>), OwnProblems)
)]
pub async fn list_plan_groups(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<GroupOnPlan>>, Error> {
    let opened = open(&state, &caller, state.clock.now()).await?;
    look(&state, &caller, LOOK).await?;
    let mut names = Names::new(&state.store, &opened);
    let mut groups = Vec::new();
    for group in state.store.plan_groups_of(opened.person.id).await? {
        let name = name_of(&state, group.group).unwrap_or_default();
        groups.push(names.group(group, name).await?);
    }
    Ok(Json(groups))
}
