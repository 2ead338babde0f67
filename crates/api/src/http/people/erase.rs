//! `POST /api/people/{person}/erase`: the end of a record. Everything goes but the audit, which holds numbers alone. It
//! cannot be read from the database's files either, at once or as soon as nobody reads there any more.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Response};
use wire::{Erased, ErasedPart, KeptPart, PersonId};

use crate::http::authorize::Caller;
use crate::http::cookie::Cookie;
use crate::http::error::Error;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;

/// Erase my record
#[utoipa::path(
    post,
    path = "/api/people/{person}/erase",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose record")),
    responses((status = 200, description = "What is gone, and what had to stay", body = Erased), OwnWriteProblems)
)]
pub async fn erase(State(state): State<AppState>, caller: Caller) -> Result<Response, Error> {
    state.store.erase_person(caller.person()?, state.clock.now()).await?;
    let told = Erased {
        erased: vec![
            ErasedPart::Details,
            ErasedPart::Referrals,
            ErasedPart::SafeContact,
            ErasedPart::Helpers,
            ErasedPart::SignIns,
            ErasedPart::Complaints,
            ErasedPart::Messages,
            ErasedPart::Plan,
        ],
        kept: vec![KeptPart::Audit, KeptPart::WrittenAsHelper],
    };
    let cleared = [Cookie::SignIn, Cookie::Viewer, Cookie::Asker].map(|cookie| (header::SET_COOKIE, cookie.clear()));
    Ok((AppendHeaders(cleared), Json(told)).into_response())
}
