//! `GET /api/people/{person}/thread/dates/{message}`: the agreed date as a file for one's own calendar.
//!
//! What a calendar shows unasked says nothing: a neutral title, no alarm, no name of anybody.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use icalendar::{Calendar, Component, Event, EventLike};
use wire::{MessageId, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::groups::calendar::TITLE;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::http::thread::open;
use crate::http::thread::views::suggested;

/// The agreed date as a calendar file
#[utoipa::path(
    get,
    path = "/api/people/{person}/thread/dates/{message}",
    tag = "messages",
    params(
        ("person" = PersonId, Path, description = "Whose thread it is"),
        ("message" = MessageId, Path, description = "The message that suggested it")
    ),
    responses(
        (status = 200, description = "One event", body = String, content_type = "text/calendar"),
        OwnProblems
    )
)]
pub async fn show_date(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, MessageId)>,
) -> Result<Response, Error> {
    let (_, id) = named;
    let opened = open(&state.store, &caller).await?;
    let found = state.store.find_message(opened.key, id).await?;
    let message = found.filter(|_| !opened.sees_own_alone).ok_or(Error::NotFound)?;
    let agreed = message.agreed.ok_or(Error::NotFound)?;
    let (_, minutes, _) = suggested(&message)?.ok_or(Error::NotFound)?;
    let mut event = Event::new();
    event
        .uid(&format!("{id}@stile"))
        .timestamp(state.clock.now())
        .summary(state.words.text(TITLE))
        .starts(agreed.starts_at)
        .ends(agreed.starts_at + TimeDelta::minutes(i64::from(minutes)));
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Stile//Dates//EN"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"));
    calendar.push(event.done());
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"meeting.ics\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar.to_string()).into_response())
}
