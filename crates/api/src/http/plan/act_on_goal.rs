//! `POST /api/people/{person}/plan/goals/{goal}/acts`: does something with a goal.

use axum::Json;
use axum::extract::State;
use domain::london;
use domain::plan::{goal, problems};
use wire::{ActOnGoal, Goal, GoalAct, GoalId, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::{answer, no_score_of_a_helper, open};
use crate::http::state::AppState;
use crate::store::{GoalDeed, GoalKept, GoalRefused, NewGoalAct};

/// Do something with a goal
///
/// The same id with the same act is one act, for ever. Words name the revision that was on the screen: where somebody else
/// has written since, both stand. A helper needs both `see_plan` and `write_as_helper`.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/goals/{goal}/acts",
    tag = "plan",
    params(
        ("person" = PersonId, Path, description = "Whose plan it is"),
        ("goal" = GoalId, Path, description = "The goal")
    ),
    request_body = ActOnGoal,
    responses((status = 200, description = "As it is now", body = Goal), OwnWriteProblems)
)]
pub async fn act_on_goal(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, GoalId)>,
    Sent(sent): Sent<ActOnGoal>,
) -> Result<Json<Goal>, Error> {
    let id = named.1;
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), &format!("goal {id}"), &sent.act)?;
    let mut wrong = problems::goal_act(&sent.act, london::today(now));
    if matches!(sent.act, GoalAct::Score { .. }) {
        wrong.extend(no_score_of_a_helper(&opened.by, "score"));
    }
    let is_new_step = matches!(sent.act, GoalAct::AddStep { .. });
    let new = NewGoalAct {
        id: sent.id,
        person: opened.person.id,
        goal: id,
        deed: GoalDeed::Goal(sent.act),
        by: opened.by.clone(),
        payload_digest,
    };
    let kept = match state.store.find_goal_act(&new).await? {
        Some(kept) => kept,
        None if !wrong.is_empty() => return Err(Error::Invalid(wrong)),
        None => state.store.act_on_goal(&new, now).await?,
    };
    if is_new_step && matches!(kept, GoalKept::Refused(GoalRefused::Goal(goal::Refused::Already))) {
        // Another act has added a step under this id.
        return Err(Error::Conflict);
    }
    answer(&state, &caller, &opened, kept).await
}
