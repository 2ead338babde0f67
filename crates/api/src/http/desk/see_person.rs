//! `GET /api/desk/people/{person}`: a person's record, as their team sees it.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::london;
use wire::{DeskPerson, DeskReach, Looked, PersonId};

use crate::http::authorize::Caller;
use crate::http::desk::list_people::cases;
use crate::http::desk::list_waiting::workers;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::list_helpers::{let_in, waiting};
use crate::http::people::safe_contact::answers;
use crate::http::people::see_details::details;
use crate::http::people::see_timeline::look;
use crate::http::state::AppState;
use crate::store::{Person, Store};

/// See a person's record
#[utoipa::path(
    get,
    path = "/api/desk/people/{person}",
    tag = "desk",
    params(("person" = PersonId, Path, description = "The person")),
    responses((status = 200, description = "What their team needs", body = DeskPerson), OwnProblems)
)]
pub async fn see_person(State(state): State<AppState>, caller: Caller) -> Result<Json<DeskPerson>, Error> {
    let (id, now) = (caller.person()?, state.clock.now());
    look(&state, &caller, Looked::OpenedRecord).await?;
    let store = &state.store;
    let person = store.find_person(id).await?.ok_or(Error::NotFound)?;
    let team = caller.staff()?.team.ok_or(Error::NotFound)?;
    // Another team's work with the same person is theirs.
    let referrals = store.referrals_of_person(id).await?;
    let referrals =
        referrals.into_iter().filter(|referral| referral.team == team && referral.merged_into.is_none()).collect();
    let workers = workers(store, team, london::today(now)).await?;
    Ok(Json(DeskPerson {
        id,
        birth: person.birth,
        reach: reach(store, &person, now).await?,
        surgery: person.surgery.clone(),
        has_account: person.account.is_some(),
        cases: cases(store, referrals, &workers, now).await?,
        helpers: let_in(store, id, now).await?,
        waiting_helpers: waiting(store, id).await?,
        details: details(person),
    }))
}

/// How a person can be reached now.
pub async fn reach(store: &Store, person: &Person, now: DateTime<Utc>) -> Result<DeskReach, Error> {
    Ok(DeskReach {
        phone: person.phone.clone(),
        email: person.email.clone(),
        postcode: person.postcode.clone(),
        safe_contact: answers(store, person.id, now).await?,
    })
}
