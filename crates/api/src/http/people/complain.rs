//! `GET` and `POST /api/people/{person}/complaints`: saying that something was not right, and by when an answer comes.

use axum::Json;
use axum::extract::State;
use domain::london;
use wire::{Complaint, CreateComplaint, FieldCode, FieldProblem, Nation, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;
use crate::promises::working_days_on;

/// Within how many working days a complaint is answered. The law allows thirty days to say that it has arrived; a person
/// who is wronged should not wait longer than two weeks for an answer.
const WORKING_DAYS: u16 = 10;
/// The longest complaint, in characters.
const WORDS: usize = 4_000;

/// List my complaints
#[utoipa::path(
    get,
    path = "/api/people/{person}/complaints",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose they are")),
    responses((status = 200, description = "The newest first", body = Vec<Complaint>), OwnProblems)
)]
pub async fn list_complaints(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Complaint>>, Error> {
    Ok(Json(state.store.complaints_of(caller.person()?).await?))
}

/// Complain
#[utoipa::path(
    post,
    path = "/api/people/{person}/complaints",
    tag = "people",
    params(("person" = PersonId, Path, description = "Who complains")),
    request_body = CreateComplaint,
    responses((status = 200, description = "Kept, now or before", body = Complaint), OwnWriteProblems)
)]
pub async fn complain(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<CreateComplaint>,
) -> Result<Json<Complaint>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    let words = sent.words.trim();
    let wrong = match words.chars().count() {
        0 => Some(FieldCode::Missing),
        count if count > WORDS => Some(FieldCode::TooLong),
        _ => None,
    };
    if let Some(code) = wrong {
        return Err(Error::Invalid(vec![FieldProblem { field: "words".to_owned(), code }]));
    }
    let referral = state.store.referrals_of_person(person).await?.into_iter().next();
    let team = match referral {
        Some(referral) => state.store.find_team(referral.team).await?,
        None => None,
    };
    let nation = team.map_or(Nation::England, |team| team.nation);
    let answer_by = working_days_on(&state.store, nation, london::today(now), WORKING_DAYS).await?;
    let sent = CreateComplaint { id: sent.id, words: words.to_owned() };
    Ok(Json(state.store.create_complaint(person, &sent, answer_by, now).await?))
}
