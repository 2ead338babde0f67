//! `POST /api/sign-in/recovery`: signs in by the words on paper. They have 120 bits, so that guessing is counted for the
//! alarm and not for safety.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::{london, recovery_words};
use sha2::{Digest, Sha256};
use wire::{SpendRecovery, WhoAmI};

use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::WriteProblems;
use crate::http::sign_in::enter::Entry;
use crate::http::sign_in::spend_code::watch;
use crate::http::state::AppState;

/// Sign in by recovery words
#[utoipa::path(
    post,
    path = "/api/sign-in/recovery",
    tag = "sign-in",
    request_body = SpendRecovery,
    responses(
        (
            status = 200,
            description = "Signed in; the words are spent",
            body = WhoAmI,
            headers(("Set-Cookie" = String, description = "`__Host-s`"))
        ),
        WriteProblems
    )
)]
pub async fn spend_recovery(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(sent): Sent<SpendRecovery>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let words = recovery_words::normalise(&sent.words).ok_or(Error::NotValid)?;
    let entry = Entry::of(&headers);
    match state.store.sign_in_by_recovery(&digest(&words), &entry.new, now).await? {
        Some(sign_in) => entry.answer(&state, sign_in, now).await,
        None => {
            watch(state.store.count_guess("recovery words", now, london::today(now)).await?);
            Err(Error::NotValid)
        }
    }
}

/// What the database knows the words by. With 120 bits in them no one can search for them.
pub fn digest(words: &str) -> [u8; 32] {
    Sha256::digest(words.as_bytes()).into()
}
