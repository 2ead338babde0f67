//! `POST /api/sign-in/passkeys/begin`: what the browser needs to use a passkey. The same for everybody.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use wire::{CeremonyId, PasskeyChallenge};

use crate::http::cookie::{Cookie, Token};
use crate::http::error::Error;
use crate::http::openapi::WriteProblems;
use crate::http::state::AppState;
use crate::store::{Ceremony, CeremonyKind, Holder};

/// How long somebody may take over their passkey.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// Begin to sign in by a passkey
#[utoipa::path(
    post,
    path = "/api/sign-in/passkeys/begin",
    tag = "sign-in",
    responses(
        (
            status = 200,
            description = "For `navigator.credentials.get`",
            body = PasskeyChallenge,
            headers(("Set-Cookie" = String, description = "`__Host-c`: the answer is taken from this browser alone"))
        ),
        WriteProblems
    )
)]
pub async fn begin_passkey(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Error> {
    let (options, kept) = state.passkeys.begin_using()?;
    let now = state.clock.now();
    begin(&state, &headers, Begun { kind: CeremonyKind::Use, holder: None, options, kept }, now).await
}

/// A ceremony that has begun.
pub struct Begun {
    pub kind: CeremonyKind,
    pub holder: Option<Holder>,
    /// For the browser.
    pub options: String,
    /// For us.
    pub kept: String,
}

/// Keeps a ceremony, bound to this browser, and answers its challenge.
pub async fn begin(state: &AppState, headers: &HeaderMap, begun: Begun, now: DateTime<Utc>) -> Result<Response, Error> {
    let (challenge, cookie) = keep(state, headers, begun, now).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(challenge)).into_response())
}

/// Keeps a ceremony: its challenge, and the cookie that binds it to this browser.
pub async fn keep(
    state: &AppState,
    headers: &HeaderMap,
    begun: Begun,
    now: DateTime<Utc>,
) -> Result<(PasskeyChallenge, axum::http::HeaderValue), Error> {
    let token = Cookie::Asker.of(headers).unwrap_or_else(Token::fresh);
    let ceremony = Ceremony {
        id: CeremonyId(Uuid::now_v7()),
        kind: begun.kind,
        holder: begun.holder,
        state: begun.kept,
        browser: token.digest(),
        expires_at: now + PATIENCE,
    };
    state.store.begin_ceremony(&ceremony).await?;
    let cookie = Cookie::Asker.set(&token, None).map_err(Error::Internal)?;
    Ok((PasskeyChallenge { ceremony: ceremony.id, options: begun.options }, cookie))
}
