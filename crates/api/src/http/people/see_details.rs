//! `GET /api/people/{person}/details`: what a person tells about themselves.

use axum::Json;
use axum::extract::State;
use wire::{Details, Looked, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::look;
use crate::http::state::AppState;
use crate::store::Person;

/// See details
#[utoipa::path(
    get,
    path = "/api/people/{person}/details",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose they are")),
    responses((status = 200, description = "As they are now", body = Details), OwnProblems)
)]
pub async fn see_details(State(state): State<AppState>, caller: Caller) -> Result<Json<Details>, Error> {
    look(&state, &caller, Looked::SawDetails).await?;
    let person = state.store.find_person(caller.person()?).await?.ok_or(Error::NotFound)?;
    Ok(Json(details(person)))
}

/// A record's details.
pub fn details(person: Person) -> Details {
    Details {
        name: person.name,
        call_name: person.call_name,
        language: person.language,
        access: person.access,
        access_note: person.access_note,
        about_me: person.about_me,
        about_me_by: person.about_me_by,
    }
}
