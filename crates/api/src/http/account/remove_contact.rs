//! `POST /api/contacts/{contact}/remove`: takes an address away, unless nothing would be left to sign in by.

use axum::extract::State;
use axum::http::StatusCode;
use wire::ContactId;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;

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
    let account = caller.account()?;
    let have = state.store.contacts_of(account).await?;
    if !have.iter().any(|contact| contact.id == id) {
        return Err(Error::NotFound);
    }
    let is_last = have.len() == 1 && state.store.count_passkeys(caller.sign_in.holder).await? == 0;
    if is_last {
        return Err(Error::NotNow);
    }
    state.store.remove_contact(account, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
