//! `POST /api/people/{person}/thread/dates`: one of the suggested dates is taken. The first one that is taken holds.

use axum::Json;
use axum::extract::State;
use wire::{FieldCode, FieldProblem, Message, PersonId, Side, TakeDate};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::http::thread::open;
use crate::http::thread::send_message::view;
use crate::http::thread::views::suggested;
use crate::store::DateKept;

/// Take a date
///
/// Only the other side of whoever suggested it can take it, and only while it is still to come.
#[utoipa::path(
    post,
    path = "/api/people/{person}/thread/dates",
    tag = "messages",
    params(("person" = PersonId, Path, description = "Whose thread it is")),
    request_body = TakeDate,
    responses((status = 200, description = "The message with the date that holds", body = Message), OwnWriteProblems)
)]
pub async fn take_date(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<TakeDate>,
) -> Result<Json<Message>, Error> {
    let now = state.clock.now();
    let opened = open(&state.store, &caller).await?;
    let found = state.store.find_message(opened.key, sent.message).await?;
    let message = found.filter(|_| !opened.sees_own_alone).ok_or(Error::NotFound)?;
    let (dates, ..) = suggested(&message)?.ok_or(Error::NotFound)?;
    let wrong = |code| Error::Invalid(vec![FieldProblem { field: "option".to_owned(), code }]);
    let date = dates.get(usize::from(sent.option)).ok_or_else(|| wrong(FieldCode::NotOffered))?;
    if (message.side == Side::Staff) == (opened.side == Side::Staff) {
        return Err(Error::NotNow);
    }
    if !opened.may_write && message.agreed.is_none() {
        return Err(Error::NotNow);
    }
    if date.0 <= now && message.agreed.is_none() {
        return Err(wrong(FieldCode::InPast));
    }
    match state.store.take_date(&message, sent.option, date.0, opened.hand, now).await? {
        DateKept::Taken | DateKept::Same => {}
        DateKept::Another => return Err(Error::MovedOn),
    }
    let message = state.store.find_message(opened.key, sent.message).await?.ok_or(Error::NotFound)?;
    Ok(Json(view(&state, &opened, &message).await?))
}
