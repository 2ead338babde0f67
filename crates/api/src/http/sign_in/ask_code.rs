//! `POST /api/sign-in/codes`: asks for a six-digit code. Known and unknown addresses take the same way through the same
//! statements; what is slow or differs (sending, or not) happens afterwards, in a job.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use domain::contact_point::{self, ContactPoint};
use domain::{codes, london};
use uuid::Uuid;
use wire::{AccountId, AskCode, CodeAsked, CodeId, ContactId, ContactKind, FieldCode, FieldProblem};

use crate::auth::LIMITS;
use crate::http::authorize::who_is;
use crate::http::cookie::{Cookie, Token};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::store::{Asked, Holder, NewCode};

/// How an address that one has proved is named instead of typed.
const PROVED: &str = "contact:";

/// Ask for a code
///
/// The answer says nothing about whether anybody is known by that address. Somebody who is signed in may name one of
/// their proved addresses as `contact:ID`.
#[utoipa::path(
    post,
    path = "/api/sign-in/codes",
    tag = "sign-in",
    request_body = AskCode,
    responses(
        (
            status = 202,
            description = "On its way, if it may be",
            body = CodeAsked,
            headers(("Set-Cookie" = String, description = "`__Host-c`: the code works in this browser alone"))
        ),
        OwnWriteProblems
    )
)]
pub async fn ask_code(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(asked): Sent<AskCode>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let to = match asked.to.trim().strip_prefix(PROVED) {
        Some(id) => proved(&state, &headers, id, now).await?,
        None => contact_point::parse(&asked.to).ok_or_else(unreadable)?,
    };
    ask(&state, &headers, to, None, now).await
}

/// Asks for a code to an address, for signing in or to add it to an account.
pub async fn ask(
    state: &AppState,
    headers: &HeaderMap,
    to: ContactPoint,
    adds_to: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Response, Error> {
    let can_send = match to.kind {
        ContactKind::Email => state.ways.email,
        ContactKind::Mobile => state.ways.text,
    };
    if !can_send {
        return Err(Error::Invalid(vec![FieldProblem { field: "to".to_owned(), code: FieldCode::NotOffered }]));
    }
    let token = Cookie::Asker.of(headers).unwrap_or_else(Token::fresh);
    let new = NewCode {
        id: CodeId(Uuid::now_v7()),
        kind: to.kind,
        value: to.value,
        adds_to,
        browser: token.digest(),
        created_at: now,
        expires_at: now + codes::LIFE,
    };
    match state.store.ask_code(&new, &LIMITS, london::today(now)).await? {
        Asked::Yes => {}
        Asked::Resting => return Err(resting(now)),
        Asked::ComeBackAt(at) => return Err(come_back_at(at, now)),
    }
    let answer = CodeAsked { id: new.id, kind: new.kind, expires_at: new.expires_at };
    let cookie = Cookie::Asker.set(&token, None).map_err(Error::Internal)?;
    Ok((StatusCode::ACCEPTED, [(header::SET_COOKIE, cookie)], Json(answer)).into_response())
}

/// Codes rest until the clock hour is over.
pub fn resting(now: DateTime<Utc>) -> Error {
    let left = TimeDelta::hours(1) - TimeDelta::seconds(i64::from(now.minute() * 60 + now.second()));
    Error::CodesRest { retry_after_seconds: u32::try_from(left.num_seconds().max(1)).unwrap_or(3_600) }
}

/// Too much for this address; it may be tried again at an instant.
pub fn come_back_at(at: DateTime<Utc>, now: DateTime<Utc>) -> Error {
    let seconds = (at - now).num_seconds().clamp(1, i64::from(u32::MAX));
    Error::TooManyRequests { retry_after_seconds: u32::try_from(seconds).unwrap_or(u32::MAX) }
}

async fn proved(state: &AppState, headers: &HeaderMap, id: &str, now: DateTime<Utc>) -> Result<ContactPoint, Error> {
    let id: ContactId = id.parse().map_err(|_| unreadable())?;
    let known = who_is(state, headers, now).await?.ok_or(Error::SignedOut)?;
    let Holder::Account(account) = known.sign_in.holder else { return Err(Error::NotFound) };
    let contacts = state.store.contacts_of(account).await?;
    let contact = contacts.into_iter().find(|contact| contact.id == id).ok_or(Error::NotFound)?;
    Ok(ContactPoint { kind: contact.kind, value: contact.value })
}

/// That an address cannot be read.
pub fn unreadable() -> Error {
    Error::Invalid(vec![FieldProblem { field: "to".to_owned(), code: FieldCode::Unreadable }])
}
