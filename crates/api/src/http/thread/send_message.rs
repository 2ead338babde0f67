//! `POST /api/people/{person}/thread/messages`: somebody writes. Answered only once it is durable; sent twice, it is one.
//!
//! No word of it is logged, and none of them keeps it from being sent.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::danger::sounds_dangerous;
use domain::{messaging, thread};
use wire::{ClosedAnswer, FieldCode, FieldProblem, Message, NewBody, PersonId, SendMessage, Side};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::http::thread::views::{KeptBody, Views, asked_group};
use crate::http::thread::{Opened, covered, open};
use crate::reading::{escalates_at, reading};
use crate::store::{MessageKept, NewMessage, StoredMessage};

/// Write a message
///
/// The id is made by the sender. The same id with the same body gives the same message for ever; with another it is a
/// conflict.
#[utoipa::path(
    post,
    path = "/api/people/{person}/thread/messages",
    tag = "messages",
    params(("person" = PersonId, Path, description = "Whose thread it is")),
    request_body = SendMessage,
    responses((status = 200, description = "Kept, now or before", body = Message), OwnWriteProblems)
)]
pub async fn send_message(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<SendMessage>,
) -> Result<Json<Message>, Error> {
    let now = state.clock.now();
    let opened = open(&state.store, &caller).await?;
    if sent.writer.is_some_and(|writer| writer != opened.hand.id()) {
        // Somebody else has signed in while it waited.
        return Err(Error::SignedOut);
    }
    let read_to = if opened.sees_own_alone { 0 } else { sent.read_to };
    let body = tidy(sent.body);
    // Over who wrote what: the same id from somebody else is another message.
    let digest = digest(opened.hand.id().as_bytes(), "", &body)?;
    // First of all: what was kept once is received for ever, whatever has become of the team or of the clock since.
    let kept = match state.store.find_sent_message(sent.id, &digest).await? {
        Some(kept) => kept,
        None => {
            let new = check(&state, &caller, &opened, sent.id, body, digest, now).await?;
            state.store.send_message(&NewMessage { read_to, ..new }, now).await?
        }
    };
    let stored = match kept {
        MessageKept::New(stored) | MessageKept::Same(stored) => stored,
        MessageKept::Different => return Err(Error::Conflict),
        MessageKept::Gone => return Err(Error::NotFound),
    };
    Ok(Json(view(&state, &opened, &stored).await?))
}

/// A message as whoever asks reads it.
pub async fn view(state: &AppState, opened: &Opened, stored: &StoredMessage) -> Result<Message, Error> {
    let person = state.store.find_person(opened.key.person).await?.ok_or(Error::NotFound)?;
    Views::new(state, opened, person.called().to_owned()).message(stored).await
}

async fn check(
    state: &AppState,
    caller: &Caller,
    opened: &Opened,
    id: wire::MessageId,
    body: NewBody,
    payload_digest: [u8; 32],
    now: DateTime<Utc>,
) -> Result<NewMessage, Error> {
    let mut wrong = thread::problems(&body, now);
    let index = state.catalogue.index();
    if asked_group(&body).is_some_and(|group| index.get(group).is_none()) {
        wrong.push(FieldProblem { field: "body.group".to_owned(), code: FieldCode::NotOffered });
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let reading = reading(&state.store, &opened.team, now).await?;
    if !reading.is_on || !opened.may_write {
        return Err(Error::NotNow);
    }
    let body = KeptBody::Sent(body);
    let is_to_team = opened.side != Side::Staff;
    let danger = if is_to_team { sounds_dangerous(body.words()).map(messaging::kind) } else { None };
    let covers_for = match &caller.staff {
        Some(staff) => covered(&state.store, staff, opened.referral.worker, now).await?.map(|worker| worker.id),
        None => None,
    };
    let closed = KeptBody::Closed(ClosedAnswer { opens_at: reading.opens_at });
    Ok(NewMessage {
        id,
        thread: opened.key,
        side: opened.side,
        by: opened.hand,
        covers_for,
        body: body.write()?,
        danger: match danger {
            Some(kind) => serde_json::to_value(kind).ok().and_then(|kind| kind.as_str().map(ToOwned::to_owned)),
            None => None,
        }
        .unwrap_or_default(),
        read_to: 0,
        payload_digest,
        closed: if is_to_team && !reading.is_open { Some(closed.write()?) } else { None },
        escalates_at: if is_to_team { Some(escalates_at(&state.store, &opened.team, now).await?) } else { None },
    })
}

/// The words as they are kept.
fn tidy(body: NewBody) -> NewBody {
    match body {
        NewBody::Text(words) => NewBody::Text(thread::clean(&words)),
        NewBody::Group(group) => NewBody::Group(wire::NewGroup { words: thread::clean(&group.words), ..group }),
        NewBody::Dates(dates) => NewBody::Dates(wire::NewDates { words: thread::clean(&dates.words), ..dates }),
    }
}
