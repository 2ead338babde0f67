//! `GET` and `PUT /api/people/{person}/safe-contact`: whether each way of reaching somebody is safe. Theirs alone to see
//! and to say.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::contact_point::ContactPoint;
use domain::safe_contact;
use wire::{ContactKind, PersonId, SafeContacts};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;
use crate::store::Store;

/// See which ways are safe
#[utoipa::path(
    get,
    path = "/api/people/{person}/safe-contact",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose ways")),
    responses((status = 200, description = "Every way, in a fixed order", body = SafeContacts), OwnProblems)
)]
pub async fn see_safe_contact(State(state): State<AppState>, caller: Caller) -> Result<Json<SafeContacts>, Error> {
    Ok(Json(answers(&state.store, caller.person()?, state.clock.now()).await?))
}

/// Say which ways are safe
///
/// Ways that are not named stay as they are.
#[utoipa::path(
    put,
    path = "/api/people/{person}/safe-contact",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose ways")),
    request_body = SafeContacts,
    responses((status = 200, description = "Every way, in a fixed order", body = SafeContacts), OwnWriteProblems)
)]
pub async fn say_safe_contact(
    State(state): State<AppState>,
    caller: Caller,
    Sent(said): Sent<SafeContacts>,
) -> Result<Json<SafeContacts>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    let wrong = safe_contact::problems(&said.channels);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    state.store.set_safe_contacts(person, &said.channels, now).await?;
    Ok(Json(answers(&state.store, person, now).await?))
}

/// Every way with what was said of it, whether that is too old to go by, and where it leads.
pub async fn answers(store: &Store, person: PersonId, now: DateTime<Utc>) -> Result<SafeContacts, Error> {
    let mut answers = store.safe_contacts(person).await?;
    for answer in &mut answers.channels {
        answer.is_stale = answer.asked_at.is_some() && safe_contact::is_stale(answer.asked_at, now);
    }
    if let Some(person) = store.find_person(person).await? {
        let shown = |kind, value: String| match value.as_str() {
            "" => String::new(),
            _ => ContactPoint { kind, value }.shown(),
        };
        answers.phone = shown(ContactKind::Mobile, person.phone);
        answers.email = shown(ContactKind::Email, person.email);
    }
    Ok(answers)
}
