//! Recoveries: somebody has lost every way to sign in. One member of the team opens, another approves; the words are given
//! at once face to face, else a day later, so that a wrong one can still be stopped.

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use uuid::Uuid;
use wire::{
    AccountId, FieldCode, FieldProblem, Looked, OpenRecovery, PersonId, Recovery, RecoveryId, RecoveryWords, Stage,
    TeamId,
};

use crate::http::account::make_recovery_words::fresh;
use crate::http::authorize::{Caller, Target};
use crate::http::desk::list_waiting::{deed, remember_people};
use crate::http::desk::members::team_of;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::people::see_timeline::Names;
use crate::http::state::AppState;
use crate::store::{Store, StoredRecovery};

/// How long words wait that are not given face to face.
const WAIT: TimeDelta = TimeDelta::hours(24);
/// How long a recovery can be used after it was opened.
const LASTS: TimeDelta = TimeDelta::days(7);
/// The longest account of how somebody was recognised, in characters.
const HOW: usize = 1_000;

/// List recoveries
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/recoveries",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    responses((status = 200, description = "The newest first", body = Vec<Recovery>), OwnProblems)
)]
pub async fn list_recoveries(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Recovery>>, Error> {
    let stages = [
        Stage::Sent,
        Stage::Seen,
        Stage::Accepted,
        Stage::Declined,
        Stage::FirstContact,
        Stage::WorkingTogether,
        Stage::Ended,
    ];
    let referrals = state.store.referrals_of_team(team_of(&caller)?, &stages).await?;
    let mut people: Vec<PersonId> = referrals.iter().filter_map(|referral| referral.person).collect();
    people.sort_unstable();
    people.dedup();
    let recoveries = state.store.recoveries_of(&people).await?;
    people.retain(|person| recoveries.iter().any(|recovery| recovery.person == *person));
    remember_people(&state, &caller, &people, state.clock.now()).await?;
    let mut views = Vec::new();
    for recovery in recoveries {
        views.push(view(&state.store, recovery, &caller).await?);
    }
    Ok(Json(views))
}

/// Open a recovery
#[utoipa::path(
    post,
    path = "/api/desk/people/{person}/recoveries",
    tag = "desk",
    params(("person" = PersonId, Path, description = "Who has lost every way in")),
    request_body = OpenRecovery,
    responses((status = 200, description = "Opened, now or before", body = Recovery), OwnWriteProblems)
)]
pub async fn open_recovery(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<OpenRecovery>,
) -> Result<Json<Recovery>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    if sent.person != person {
        return Err(Error::NotFound);
    }
    let how = sent.how.trim();
    let wrong = match how.chars().count() {
        0 => Some(FieldCode::Missing),
        count if count > HOW => Some(FieldCode::TooLong),
        _ => None,
    };
    if let Some(code) = wrong {
        return Err(Error::Invalid(vec![FieldProblem { field: "how".to_owned(), code }]));
    }
    let staff = caller.staff()?;
    let new = StoredRecovery {
        id: sent.id,
        person,
        opened_by: staff.id,
        is_face_to_face: sent.is_face_to_face,
        how: how.to_owned(),
        opened_at: now,
        approved_by: None,
        ready_at: if sent.is_face_to_face { now } else { now + WAIT },
        is_given: false,
    };
    let team = staff.team.ok_or(Error::NotFound)?;
    state.store.open_recovery(&new, team, deed(&caller, person, Looked::OpenedRecovery)).await?;
    let stored = state.store.find_recovery(sent.id).await?.filter(|stored| stored.person == person);
    Ok(Json(view(&state.store, stored.ok_or(Error::Conflict)?, &caller).await?))
}

/// Approve a recovery that somebody else opened
#[utoipa::path(
    post,
    path = "/api/desk/recoveries/{recovery}/approve",
    tag = "desk",
    params(("recovery" = RecoveryId, Path, description = "The recovery")),
    responses((status = 200, description = "Approved", body = Recovery), OwnWriteProblems)
)]
pub async fn approve_recovery(State(state): State<AppState>, caller: Caller) -> Result<Json<Recovery>, Error> {
    let recovery = recovery(&state.store, &caller).await?;
    let staff = caller.staff()?;
    if recovery.opened_by == staff.id {
        return Err(Error::NeedsAnother);
    }
    let deed = deed(&caller, recovery.person, Looked::ApprovedRecovery);
    let team = staff.team.ok_or(Error::NotFound)?;
    if !state.store.approve_recovery(recovery.id, staff.id, team, deed, state.clock.now()).await? {
        return Err(Error::NotNow);
    }
    let stored = state.store.find_recovery(recovery.id).await?.ok_or(Error::NotFound)?;
    Ok(Json(view(&state.store, stored, &caller).await?))
}

/// Give the words of an approved recovery
///
/// Once, by whoever opened it. Every earlier sign-in of the person ends; their passkeys and proved addresses are removed.
#[utoipa::path(
    post,
    path = "/api/desk/recoveries/{recovery}/words",
    tag = "desk",
    params(("recovery" = RecoveryId, Path, description = "The recovery")),
    responses((status = 200, description = "Shown this once", body = RecoveryWords), OwnWriteProblems)
)]
pub async fn give_words(State(state): State<AppState>, caller: Caller) -> Result<Json<RecoveryWords>, Error> {
    let recovery = recovery(&state.store, &caller).await?;
    let now = state.clock.now();
    if recovery.opened_by != caller.staff()?.id || recovery.approved_by.is_none() {
        return Err(Error::NeedsAnother);
    }
    if recovery.is_given || now < recovery.ready_at || now - recovery.opened_at > LASTS {
        return Err(Error::NotNow);
    }
    let (words, digest) = fresh();
    let deed = deed(&caller, recovery.person, Looked::GaveRecoveryWords);
    let account = AccountId(Uuid::now_v7());
    if !state.store.give_recovery(&recovery, account, &digest, deed, now).await? {
        return Err(Error::NotNow);
    }
    Ok(Json(words))
}

async fn recovery(store: &Store, caller: &Caller) -> Result<StoredRecovery, Error> {
    let Target::Recovery(id, _) = caller.target else { return Err(Error::NotFound) };
    store.find_recovery(id).await?.ok_or(Error::NotFound)
}

async fn view(store: &Store, recovery: StoredRecovery, caller: &Caller) -> Result<Recovery, Error> {
    let mut names = Names::default();
    let approved_by = match recovery.approved_by {
        Some(staff) => Some(names.of(store, staff).await?),
        None => None,
    };
    Ok(Recovery {
        id: recovery.id,
        person: recovery.person,
        name: store.find_person(recovery.person).await?.map(|person| person.name).unwrap_or_default(),
        opened_by: names.of(store, recovery.opened_by).await?,
        is_mine: caller.staff.as_ref().is_some_and(|staff| staff.id == recovery.opened_by),
        is_face_to_face: recovery.is_face_to_face,
        how: recovery.how,
        opened_at: recovery.opened_at,
        approved_by,
        ready_at: recovery.ready_at,
        is_given: recovery.is_given,
    })
}
