//! `GET`, `POST` and `DELETE /api/people/{person}/plan/calendar-feed`: a private calendar address. Theirs alone, told once, and
//! ended at once.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use wire::{CalendarFeeds, FeedMade, MakeFeed, PersonId};

use crate::http::authorize::Caller;
use crate::http::calendar::{address, digest};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;
use crate::random;

/// See whether there is a private calendar address
///
/// The address itself is told once, when it is made.
#[utoipa::path(
    get,
    path = "/api/people/{person}/plan/calendar-feed",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose calendar it is")),
    responses((status = 200, description = "The one that there is, if any", body = CalendarFeeds), OwnProblems)
)]
pub async fn see_calendar_feed(State(state): State<AppState>, caller: Caller) -> Result<Json<CalendarFeeds>, Error> {
    let feed = state.store.calendar_feed_of(caller.person()?).await?;
    Ok(Json(CalendarFeeds { feed }))
}

/// Make a private calendar address
///
/// An earlier one stops working at once.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/calendar-feed",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose calendar it is")),
    request_body = MakeFeed,
    responses((status = 200, description = "The address, told this once", body = FeedMade), OwnWriteProblems)
)]
pub async fn make_calendar_feed(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<MakeFeed>,
) -> Result<Json<FeedMade>, Error> {
    let secret: [u8; 32] = random::bytes();
    let (person, now) = (caller.person()?, state.clock.now());
    let made = state.store.make_calendar_feed(person, &digest(&secret), sent.shows, now).await?;
    let feed = made.ok_or(Error::NotFound)?;
    Ok(Json(FeedMade { address: address(&state.origin, &secret), feed }))
}

/// End the private calendar address
///
/// It answers nobody any more. Where there is none, nothing is done.
#[utoipa::path(
    delete,
    path = "/api/people/{person}/plan/calendar-feed",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Whose calendar it is")),
    responses((status = 204, description = "There is none any more"), OwnProblems)
)]
pub async fn end_calendar_feed(State(state): State<AppState>, caller: Caller) -> Result<StatusCode, Error> {
    state.store.end_calendar_feed(caller.person()?, state.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
