//! `POST /api/sign-in/codes/{code}/spend`: signs in by a code, in the browser that asked for it.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::{codes, london};
use wire::{CodeId, SpendCode, WhoAmI};

use crate::auth::{LIMITS, is_right};
use crate::http::cookie::Cookie;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::openapi::OwnWriteProblems;
use crate::http::sign_in::ask_code::{come_back_at, resting};
use crate::http::sign_in::enter::{Entry, carry_life};
use crate::http::state::AppState;
use crate::store::{Holder, StoredCode, Tried, Try};

/// Sign in by a code
#[utoipa::path(
    post,
    path = "/api/sign-in/codes/{code}/spend",
    tag = "sign-in",
    params(("code" = CodeId, Path, description = "The id of the code, not its digits")),
    request_body = SpendCode,
    responses(
        (
            status = 200,
            description = "Signed in",
            body = WhoAmI,
            headers(("Set-Cookie" = String, description = "`__Host-s`"))
        ),
        OwnWriteProblems
    )
)]
pub async fn spend_code(
    State(state): State<AppState>,
    headers: HeaderMap,
    Named(id): Named<CodeId>,
    Sent(sent): Sent<SpendCode>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let code = tried(&state, &headers, id, &sent.code, now).await?;
    if code.adds_to.is_some() {
        // It was asked for to prove an address, and is spent by trying it here.
        return Err(Error::CodeOver);
    }
    enter_by(&state, &headers, &code, now).await
}

/// Signs in whoever has proved an address by this code.
pub async fn enter_by(
    state: &AppState,
    headers: &HeaderMap,
    code: &StoredCode,
    now: DateTime<Utc>,
) -> Result<Response, Error> {
    let entry = Entry::of(headers);
    // Read before the earlier sign-in of this browser ends.
    let before = entry.new.before;
    let earlier = match before {
        Some(token) => state.store.sign_in_under(&token).await?,
        None => None,
    };
    let account = state.store.holder_of_contact(&code.value).await?;
    if let (Some(earlier), Some(token), Some(account)) = (earlier, before, account)
        && earlier.holder == Holder::Account(account)
    {
        // What was asked for under the address since they last came joins here too.
        state.store.join_since(account, code.kind, &code.value, now).await?;
        let sign_in = entry.sign_in(earlier.holder, wire::Life::Shared, now);
        let sign_in = carry_life(state, &entry, sign_in, now).await?;
        state.store.begin_sign_in(&sign_in, &entry.new.token, Some(&token)).await?;
        return entry.answer(state, sign_in, now).await;
    }
    let sign_in = state.store.sign_in_by_contact(code.kind, &code.value, &entry.new, now).await?;
    entry.answer(state, sign_in, now).await
}

/// Tries the digits of a code.
pub async fn tried(
    state: &AppState,
    headers: &HeaderMap,
    id: CodeId,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<StoredCode, Error> {
    let browser = Cookie::Asker.of(headers).map(|token| token.digest()).unwrap_or_default();
    let guess = Try::Digits { is_right: is_right(&state.pepper, id, typed), browser: &browser };
    settle(state.store.try_code(id, guess, &LIMITS, now, london::today(now)).await?, now)
}

/// What a try answers.
pub fn settle(tried: Tried, now: DateTime<Utc>) -> Result<StoredCode, Error> {
    match tried {
        Tried::Spent(code) => Ok(code),
        Tried::Wrong { is_last, this_hour } => {
            watch(this_hour);
            Err(if is_last { Error::CodeOver } else { Error::WrongCode })
        }
        Tried::Over => Err(Error::CodeOver),
        Tried::Resting => Err(resting(now)),
        Tried::ComeBackAt(at) => Err(come_back_at(at, now)),
    }
}

/// Says in the log, once an hour, that many guess wrong: long before codes rest, so that somebody can look.
pub fn watch(this_hour: i32) {
    if u32::try_from(this_hour) == Ok(codes::FAILURES_AN_HOUR_ALARM) {
        tracing::warn!(this_hour, "many wrong guesses: somebody may be guessing codes");
    }
}
