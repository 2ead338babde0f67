//! `POST /api/passkeys/begin` and `/finish`: adds a passkey to one's sign-in.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use uuid::Uuid;
use wire::{FieldCode, FieldProblem, FinishPasskey, PasskeyChallenge, PasskeyId, PasskeyView};

use crate::http::account::list_passkeys::views;
use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::sign_in::begin_passkey::{Begun, begin};
use crate::http::sign_in::finish_passkey::take;
use crate::http::state::AppState;
use crate::store::{self, CeremonyKind, Holder, StoredPasskey};

/// The longest name of a passkey.
const LABEL: usize = 60;
/// How many somebody may have: more is a mistake, or a script.
const MOST: u32 = 20;

/// Begin to add a passkey
#[utoipa::path(
    post,
    path = "/api/passkeys/begin",
    tag = "account",
    responses((status = 200, description = "For `navigator.credentials.create`", body = PasskeyChallenge), OwnWriteProblems)
)]
pub async fn begin_adding(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let holder = caller.sign_in.holder;
    let have = state.store.passkeys_of(holder).await?;
    if have.len() >= MOST as usize {
        return Err(Error::NotNow);
    }
    let have: Vec<String> = have.into_iter().map(|passkey| passkey.credential).collect();
    let (options, kept) = state.passkeys.begin_making(user_of(holder), name_of(holder), &have)?;
    let begun = Begun { kind: CeremonyKind::Make, holder: Some(holder), options, kept };
    begin(&state, &headers, begun, state.clock.now()).await
}

/// Add the passkey that was made
#[utoipa::path(
    post,
    path = "/api/passkeys/finish",
    tag = "account",
    request_body = FinishPasskey,
    responses((status = 200, description = "All of them, the new one last", body = Vec<PasskeyView>), OwnWriteProblems)
)]
pub async fn finish_adding(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Sent(sent): Sent<FinishPasskey>,
) -> Result<Json<Vec<PasskeyView>>, Error> {
    let now = state.clock.now();
    let label = sent.label.trim();
    if label.chars().count() > LABEL {
        return Err(Error::Invalid(vec![FieldProblem { field: "label".to_owned(), code: FieldCode::TooLong }]));
    }
    let ceremony = take(&state, &headers, sent.ceremony, CeremonyKind::Make, now).await?;
    if ceremony.holder != Some(caller.sign_in.holder) {
        return Err(Error::NotValid);
    }
    let made = state.passkeys.finish_making(&ceremony.state, &sent.credential)?;
    let passkey = StoredPasskey {
        id: PasskeyId(Uuid::now_v7()),
        holder: caller.sign_in.holder,
        credential: made.credential,
        document: made.document,
        label: if label.is_empty() { caller.sign_in.device.clone() } else { label.to_owned() },
        is_synced: made.is_synced,
        created_at: now,
    };
    match state.store.add_passkey(&passkey).await {
        Ok(()) => Ok(Json(views(&state, &caller).await?)),
        Err(store::Error::Conflict) => Err(Error::Taken),
        Err(error) => Err(error.into()),
    }
}

/// What an authenticator knows the holder by: their id, which says nothing.
pub const fn user_of(holder: Holder) -> Uuid {
    match holder {
        Holder::Account(id) => id.0,
        Holder::Staff(id) => id.0,
    }
}

/// What the browser shows when there are several: which of the two doors, and nothing about anybody.
pub const fn name_of(holder: Holder) -> &'static str {
    match holder {
        Holder::Account(_) => "Stile",
        Holder::Staff(_) => "Stile desk",
    }
}
