//! `POST /api/contacts/{contact}/remove`: takes an address away, unless nothing would be left to sign in by.

use axum::extract::State;
use axum::http::StatusCode;
use wire::ContactId;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::store::Removed;

/// Remove one of my addresses
#[utoipa::path(
    post,
    path = "/api/contacts/{contact}/remove",
    tag = "account",
    params(("contact" = ContactId, Path, description = "The address")),
    responses((status = 204, description = "Removed"), OwnWriteProblems)
)]
pub async fn remove_contact(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named<ContactId>,
) -> Result<StatusCode, Error> {
    removed(state.store.remove_contact(caller.account()?, id).await?)
}

/// What taking out a way to sign in answers.
pub fn removed(removed: Removed) -> Result<StatusCode, Error> {
    match removed {
        Removed::Yes => Ok(StatusCode::NO_CONTENT),
        Removed::NotThere => Err(Error::NotFound),
        Removed::IsLast => Err(Error::NotNow),
    }
}
