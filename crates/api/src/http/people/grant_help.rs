//! Saying yes or no to a helper who asked, and changing what one may do. Giving more asks for a fresh sign-in; giving less
//! never does.

use axum::Json;
use axum::extract::State;
use domain::{grant, london};
use wire::{AcceptHelper, FieldProblem, GrantId, GrantTerms, HelperInvitationId, Helpers, PersonId, RefuseHelper};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::openapi::OwnWriteProblems;
use crate::http::people::list_helpers::helpers;
use crate::http::state::AppState;
use crate::store::NewGrant;

/// Say yes to the helper who asked
#[utoipa::path(
    post,
    path = "/api/people/{person}/helpers/accept",
    tag = "helpers",
    params(("person" = PersonId, Path, description = "Whose helper")),
    request_body = AcceptHelper,
    responses((status = 200, description = "Everybody, with them", body = Helpers), OwnWriteProblems)
)]
pub async fn accept_helper(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<AcceptHelper>,
) -> Result<Json<Helpers>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    hold(&sent.terms, now)?;
    let waiting = state.store.helpers_waiting(person).await?;
    let asked = waiting.into_iter().find(|referral| referral.id == sent.referral).ok_or(Error::NotFound)?;
    let new = NewGrant {
        person,
        name: asked.answers.helper_name,
        relation: asked.answers.helper_relation,
        terms: sent.terms,
        how: String::new(),
        recorded_by: None,
    };
    state.store.accept_helper(&new, sent.referral, None, now).await?;
    Ok(Json(helpers(&state.store, person, now).await?))
}

/// Say no to the helper who asked
#[utoipa::path(
    post,
    path = "/api/people/{person}/helpers/refuse",
    tag = "helpers",
    params(("person" = PersonId, Path, description = "Whose helper")),
    request_body = RefuseHelper,
    responses((status = 200, description = "Everybody, without them", body = Helpers), OwnWriteProblems)
)]
pub async fn refuse_helper(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<RefuseHelper>,
) -> Result<Json<Helpers>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    if !state.store.refuse_helper(person, sent.referral, now).await? {
        return Err(Error::NotFound);
    }
    Ok(Json(helpers(&state.store, person, now).await?))
}

/// Change what a helper may do, and until when
#[utoipa::path(
    put,
    path = "/api/people/{person}/helpers/{grant}",
    tag = "helpers",
    params(
        ("person" = PersonId, Path, description = "Whose helper"),
        ("grant" = GrantId, Path, description = "The helper")
    ),
    request_body = GrantTerms,
    responses((status = 200, description = "Everybody, as they are now", body = Helpers), OwnWriteProblems)
)]
pub async fn change_helper(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, GrantId)>,
    Sent(terms): Sent<GrantTerms>,
) -> Result<Json<Helpers>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    let id = named.1;
    let held = state.store.find_grant(person, id).await?.ok_or(Error::NotFound)?;
    if !grant::is_live(held.ends_on, held.is_revoked, london::today(now)) {
        return Err(Error::NotFound);
    }
    hold(&terms, now)?;
    if grant::is_widening(&held.scopes, held.ends_on, &terms) && !caller.is_fresh {
        return Err(Error::ConfirmFirst);
    }
    if !state.store.change_grant(person, id, &terms, now).await? {
        return Err(Error::NotFound);
    }
    Ok(Json(helpers(&state.store, person, now).await?))
}

/// Take an invitation back
#[utoipa::path(
    post,
    path = "/api/people/{person}/invitations/{invitation}/withdraw",
    tag = "helpers",
    params(
        ("person" = PersonId, Path, description = "Whose invitation"),
        ("invitation" = HelperInvitationId, Path, description = "The invitation")
    ),
    responses((status = 200, description = "Everybody, without it", body = Helpers), OwnWriteProblems)
)]
pub async fn withdraw_invitation(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, HelperInvitationId)>,
) -> Result<Json<Helpers>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    let id = named.1;
    if !state.store.withdraw_invitation(person, id, now).await? {
        return Err(Error::NotFound);
    }
    Ok(Json(helpers(&state.store, person, now).await?))
}

/// Refuses terms that cannot be: too long, nothing in them, or no answer to whether anybody is looking on.
pub fn hold(terms: &GrantTerms, now: chrono::DateTime<chrono::Utc>) -> Result<(), Error> {
    let wrong: Vec<FieldProblem> = grant::problems(terms, london::today(now));
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}
