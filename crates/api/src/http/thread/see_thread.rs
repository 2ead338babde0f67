//! `GET /api/people/{person}/thread`: a part of the thread, how far everybody has read, and when the team reads.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, TimeDelta, Utc};
use domain::london;
use serde::Deserialize;
use wire::{Looked, PersonId, Scope, Side, Strip, Thread};

use crate::http::authorize::Caller;
use crate::http::cover::summary;
use crate::http::desk::list_waiting::workers;
use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::look;
use crate::http::state::AppState;
use crate::http::thread::views::Views;
use crate::http::thread::{Opened, open};
use crate::reading::reading;
use crate::store::{Part, Person};

/// How many messages one page holds.
const PAGE: u64 = 50;
/// How many are told to somebody who comes back.
const CATCH_UP: u64 = 200;
/// For how long a date that was taken is told along with what is new: longer than a screen is out of date.
const TAKEN_FOR: TimeDelta = TimeDelta::days(1);
/// How many of those.
const TAKEN: u64 = 20;

/// Which part of a thread.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ThreadPart {
    before: Option<i64>,
    after: Option<i64>,
}

/// See the thread
///
/// Without a place it is the newest page. With `after` it is what came later, and in front of it older messages whose
/// dates were taken of late, so that a screen that has them can put them right.
#[utoipa::path(
    get,
    path = "/api/people/{person}/thread",
    tag = "messages",
    params(
        ("person" = PersonId, Path, description = "Whose it is"),
        ("before" = Option<i64>, Query, description = "Only messages before this place: at most 50"),
        ("after" = Option<i64>, Query, description = "Only messages after this place: at most 200")
    ),
    responses((status = 200, description = "The messages, oldest first", body = Thread), OwnProblems)
)]
pub async fn see_thread(
    State(state): State<AppState>,
    caller: Caller,
    Asked(asked): Asked<ThreadPart>,
) -> Result<Json<Thread>, Error> {
    let now = state.clock.now();
    let opened = open(&state.store, &caller).await?;
    look(&state, &caller, Looked::SawMessages).await?;
    let person = state.store.find_person(opened.key.person).await?.ok_or(Error::NotFound)?;
    let (part, most) = match (asked.after, asked.before) {
        (Some(seq), _) => (Part::After(seq), CATCH_UP),
        (None, Some(seq)) => (Part::Before(seq), PAGE),
        (None, None) => (Part::Newest, PAGE),
    };
    let by = opened.sees_own_alone.then_some(opened.hand);
    let (fresh, has_more) = state.store.messages_of(opened.key, part, by, most).await?;
    let mut stored = Vec::new();
    if let Part::After(seq) = part {
        let taken = state.store.taken_since(opened.key, now - TAKEN_FOR, TAKEN).await?;
        stored.extend(taken.into_iter().filter(|message| message.seq <= seq && by.is_none()));
    }
    stored.extend(fresh);
    let mut views = Views::new(&state, &opened, person.called().to_owned());
    let mut messages = Vec::with_capacity(stored.len());
    for message in &stored {
        messages.push(views.message(message).await?);
    }
    let mut readers = Vec::new();
    for reader in state.store.readers_of(opened.key).await? {
        readers.extend(views.reader(&reader).await?);
    }
    Ok(Json(Thread {
        person: opened.key.person,
        name: person.called().to_owned(),
        team: summary(&opened.team),
        reading: reading(&state.store, &opened.team, now).await?,
        may_write: opened.may_write,
        messages,
        has_earlier: has_more,
        readers,
        // Theirs to decide about, and so theirs to be told; who else helps is no helper's to know.
        helpers: if opened.side == Side::Person { reading_helpers(&state, person.id, now).await? } else { Vec::new() },
        strip: if opened.side == Side::Staff { Some(strip(&state, &opened, &person, now).await?) } else { None },
    }))
}

async fn strip(state: &AppState, opened: &Opened, person: &Person, now: DateTime<Utc>) -> Result<Strip, Error> {
    let today = london::today(now);
    let workers = workers(&state.store, opened.team.id, today).await?;
    Ok(Strip {
        name: person.name.clone(),
        birth: person.birth,
        reference: opened.referral.reference.clone(),
        worker: opened.referral.worker.and_then(|id| workers.get(&id).cloned()),
        helpers: reading_helpers(state, person.id, now).await?,
    })
}

/// The helpers who may read what is written, by name.
async fn reading_helpers(state: &AppState, person: PersonId, now: DateTime<Utc>) -> Result<Vec<String>, Error> {
    let grants = state.store.grants_of(person, london::today(now)).await?;
    Ok(grants
        .into_iter()
        .filter(|grant| grant.account.is_some() && grant.scopes.contains(&Scope::SeeMessages))
        .map(|grant| grant.name)
        .collect())
}
