//! `POST /api/sign-in/passkeys/finish`: signs in by a passkey. Codes that rest do not touch it: nobody can be locked out.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use wire::{CeremonyId, FinishPasskey, Life, WhoAmI};

use crate::http::cookie::Cookie;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::WriteProblems;
use crate::http::sign_in::enter::{Entry, carry_life};
use crate::http::state::AppState;
use crate::store::{Ceremony, CeremonyKind, Holder, StoredPasskey};

/// Sign in by a passkey
#[utoipa::path(
    post,
    path = "/api/sign-in/passkeys/finish",
    tag = "sign-in",
    request_body = FinishPasskey,
    responses(
        (
            status = 200,
            description = "Signed in",
            body = WhoAmI,
            headers(("Set-Cookie" = String, description = "`__Host-s`"))
        ),
        WriteProblems
    )
)]
pub async fn finish_passkey(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(sent): Sent<FinishPasskey>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let ceremony = take(&state, &headers, sent.ceremony, CeremonyKind::Use, now).await?;
    let passkey = find(&state, &sent.credential).await?;
    let used = state.passkeys.finish_using(&ceremony.state, &sent.credential, &passkey.document)?;
    if let Some(changed) = used.changed {
        state.store.update_passkey(&passkey.credential, &changed).await?;
    }
    if let Holder::Staff(id) = passkey.holder
        && state.store.find_staff(id).await?.is_none_or(|staff| staff.has_ended)
    {
        return Err(Error::NotValid);
    }
    let life = match passkey.holder {
        Holder::Staff(_) => Life::Staff,
        Holder::Account(_) => Life::Shared,
    };
    let entry = Entry::of(&headers);
    let sign_in = carry_life(&state, &entry, entry.sign_in(passkey.holder, life, now), now).await?;
    state.store.begin_sign_in(&sign_in, &entry.new.token, entry.new.before.as_ref()).await?;
    entry.answer(&state, sign_in, now).await
}

/// The passkey that the browser says it used, when its holder has it.
async fn find(state: &AppState, credential: &str) -> Result<StoredPasskey, Error> {
    let (user, id) = state.passkeys.identify(credential)?;
    for holder in [Holder::Account(wire::AccountId(user)), Holder::Staff(wire::StaffId(user))] {
        let theirs = state.store.passkeys_of(holder).await?;
        if let Some(passkey) = theirs.into_iter().find(|passkey| passkey.credential == id) {
            return Ok(passkey);
        }
    }
    Err(Error::NotValid)
}

/// Takes a ceremony of this browser, once.
pub async fn take(
    state: &AppState,
    headers: &HeaderMap,
    id: CeremonyId,
    kind: CeremonyKind,
    now: DateTime<Utc>,
) -> Result<Ceremony, Error> {
    let browser = Cookie::Asker.of(headers).ok_or(Error::NotValid)?.digest();
    state.store.take_ceremony(id, kind, &browser, now).await?.ok_or(Error::NotValid)
}
