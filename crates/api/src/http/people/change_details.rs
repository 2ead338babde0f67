//! `PUT /api/people/{person}/details`: changes them. What a helper writes stands under the helper's name.

use axum::Json;
use axum::extract::State;
use domain::access::Who;
use domain::details::{problems, tidied};
use wire::{ChangeDetails, Details, Looked, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::people::see_details::details;
use crate::http::people::see_timeline::look;
use crate::http::state::AppState;
use crate::store::Deed;

/// Change details
#[utoipa::path(
    put,
    path = "/api/people/{person}/details",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose they are")),
    request_body = ChangeDetails,
    responses((status = 200, description = "As they are now", body = Details), OwnWriteProblems)
)]
pub async fn change_details(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<ChangeDetails>,
) -> Result<Json<Details>, Error> {
    let person = caller.person()?;
    let change = tidied(&sent);
    let wrong = problems(&change);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let name = match caller.who {
        Who::Own => None,
        _ => Some(state.store.helper_name(caller.account()?, person).await?.ok_or(Error::NotFound)?),
    };
    let deed = Deed { actor: caller.actor(), person, what: Looked::ChangedDetails };
    let by = name.as_deref().map(|name| (name, deed));
    if !state.store.change_details(person, &change, by, state.clock.now()).await? {
        // They are answered all the same, and that is a look.
        look(&state, &caller, Looked::SawDetails).await?;
    }
    let person = state.store.find_person(person).await?.ok_or(Error::NotFound)?;
    Ok(Json(details(person)))
}
