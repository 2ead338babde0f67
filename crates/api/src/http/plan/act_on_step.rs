//! `POST /api/people/{person}/plan/goals/{goal}/steps/{step}/acts`: does something with a step towards a goal.

use axum::Json;
use axum::extract::State;
use domain::london;
use domain::plan::problems;
use wire::{ActOnStep, Goal, GoalId, PersonId, StepId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::{answer, open};
use crate::http::state::AppState;
use crate::store::{GoalDeed, NewGoalAct};

/// Do something with a step
///
/// The same id with the same act is one act, for ever. Words name the revision that was on the screen: where somebody else
/// has written since, both stand. A helper needs both `see_plan` and `write_as_helper`.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/goals/{goal}/steps/{step}/acts",
    tag = "plan",
    params(
        ("person" = PersonId, Path, description = "Whose plan it is"),
        ("goal" = GoalId, Path, description = "The goal"),
        ("step" = StepId, Path, description = "The step")
    ),
    request_body = ActOnStep,
    responses((status = 200, description = "The goal as it is now", body = Goal), OwnWriteProblems)
)]
pub async fn act_on_step(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, GoalId, StepId)>,
    Sent(sent): Sent<ActOnStep>,
) -> Result<Json<Goal>, Error> {
    let (_, id, step) = named;
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), &format!("step {step} of {id}"), &sent.act)?;
    let wrong = problems::step_act(&sent.act, london::today(now));
    let new = NewGoalAct {
        id: sent.id,
        person: opened.person.id,
        goal: id,
        deed: GoalDeed::Step(step, sent.act),
        by: opened.by.clone(),
        payload_digest,
    };
    let kept = match state.store.find_goal_act(&new).await? {
        Some(kept) => kept,
        None if !wrong.is_empty() => return Err(Error::Invalid(wrong)),
        None => state.store.act_on_goal(&new, now).await?,
    };
    answer(&state, &caller, &opened, kept).await
}
