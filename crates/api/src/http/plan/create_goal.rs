//! `POST /api/people/{person}/plan/goals`: a new goal. Answered only once it is durable; sent twice, it is one.

use axum::Json;
use axum::extract::State;
use domain::london;
use domain::plan::problems;
use wire::{CreateGoal, Goal, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::{answer, no_score_of_a_helper, open};
use crate::http::state::AppState;
use crate::store::NewGoal;

/// Begin a goal
///
/// The id is made by the sender. The same id with the same goal is one goal for ever, and answers it as it is now; with
/// another it is a conflict. A helper needs both `see_plan` and `write_as_helper`.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/goals",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose plan it is")),
    request_body = CreateGoal,
    responses((status = 200, description = "Kept, now or before", body = Goal), OwnWriteProblems)
)]
pub async fn create_goal(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<CreateGoal>,
) -> Result<Json<Goal>, Error> {
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), "goal", &sent)?;
    let new = NewGoal { person: opened.person.id, sent, by: opened.by.clone(), payload_digest };
    // First of all: what was kept once is received for ever, whatever day it is by now.
    let kept = match state.store.find_sent_goal(&new).await? {
        Some(kept) => kept,
        None => {
            let mut wrong = problems::new_goal(&new.sent, london::today(now));
            if new.sent.score_now.is_some() {
                wrong.extend(no_score_of_a_helper(&new.by, "score_now"));
            }
            if !wrong.is_empty() {
                return Err(Error::Invalid(wrong));
            }
            state.store.create_goal(&new, now).await?
        }
    };
    answer(&state, &caller, &opened, kept).await
}
