//! `POST /api/contacts` and `/api/contacts/{code}/prove`: another address to sign in by, once it is proved.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::contact_point;
use wire::{AskCode, CodeAsked, CodeId, ContactView, SpendCode};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::openapi::OwnWriteProblems;
use crate::http::sign_in::ask_code::{ask, unreadable};
use crate::http::sign_in::enter::contacts;
use crate::http::sign_in::spend_code::tried;
use crate::http::state::AppState;
use crate::store;

/// Ask for a code to a new address
#[utoipa::path(
    post,
    path = "/api/contacts",
    tag = "account",
    request_body = AskCode,
    responses((status = 202, description = "On its way, if it may be", body = CodeAsked), OwnWriteProblems)
)]
pub async fn add_contact(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Sent(asked): Sent<AskCode>,
) -> Result<Response, Error> {
    let to = contact_point::parse(&asked.to).ok_or_else(unreadable)?;
    ask(&state, &headers, to, Some(caller.account()?), state.clock.now()).await
}

/// Prove the new address
#[utoipa::path(
    post,
    path = "/api/contacts/{code}/prove",
    tag = "account",
    params(("code" = CodeId, Path, description = "The id of the code, not its digits")),
    request_body = SpendCode,
    responses((status = 200, description = "All of them, the new one last", body = Vec<ContactView>), OwnWriteProblems)
)]
pub async fn prove_contact(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Named(id): Named<CodeId>,
    Sent(sent): Sent<SpendCode>,
) -> Result<Json<Vec<ContactView>>, Error> {
    let now = state.clock.now();
    let account = caller.account()?;
    // Somebody else's code is not there, and is not tried either.
    let asked = state.store.find_code(id, now).await?.ok_or(Error::CodeOver)?;
    if asked.adds_to != Some(account) {
        return Err(Error::CodeOver);
    }
    let code = tried(&state, &headers, id, &sent.code, now).await?;
    match state.store.add_contact(account, code.kind, &code.value, now).await {
        Ok(()) => Ok(Json(contacts(&state.store, account).await?)),
        Err(store::Error::Conflict) => Err(Error::Taken),
        Err(error) => Err(error.into()),
    }
}
