//! `GET /api/people/{person}/looks`: every access to a record by others, as its person reads it.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use wire::{Look, LookerKind, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::store::{Actor, Store};

/// How many are told at once. All of them are in what a person can take along.
const MOST: u64 = 200;

/// See who looked
#[utoipa::path(
    get,
    path = "/api/people/{person}/looks",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose record")),
    responses((status = 200, description = "The newest first, 200 at most", body = Vec<Look>), OwnProblems)
)]
pub async fn see_looks(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Look>>, Error> {
    Ok(Json(looks(&state.store, caller.person()?, MOST).await?))
}

/// Who looked at a record, in names.
pub async fn looks(store: &Store, person: PersonId, limit: u64) -> Result<Vec<Look>, Error> {
    let mut known: HashMap<Actor, (String, LookerKind)> = HashMap::new();
    let mut looks = Vec::new();
    for look in store.looks_at(person, limit).await? {
        let (who, as_what) = match known.get(&look.actor) {
            Some(found) => found.clone(),
            None => {
                let found = looker(store, look.actor, person).await?;
                known.insert(look.actor, found.clone());
                found
            }
        };
        looks.push(Look { at: look.at, who, as_what, what: look.what });
    }
    Ok(looks)
}

async fn looker(store: &Store, actor: Actor, person: PersonId) -> Result<(String, LookerKind), Error> {
    Ok(match actor {
        Actor::Account(id) => (store.helper_name(id, person).await?.unwrap_or_default(), LookerKind::Helper),
        Actor::Staff(id) => match store.find_staff(id).await? {
            Some(staff) => (staff.name, LookerKind::Staff(staff.role)),
            None => (String::new(), LookerKind::Staff(wire::StaffRole::LinkWorker)),
        },
    })
}
