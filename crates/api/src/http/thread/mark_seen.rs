//! `POST /api/people/{person}/thread/seen`: everything up to a message has been on somebody's screen.

use axum::extract::State;
use axum::http::StatusCode;
use wire::{MarkSeen, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::http::thread::open;

/// Say what was seen
///
/// It never goes back, and never beyond what is there.
#[utoipa::path(
    post,
    path = "/api/people/{person}/thread/seen",
    tag = "messages",
    params(("person" = PersonId, Path, description = "Whose thread it is")),
    request_body = MarkSeen,
    responses((status = 204, description = "Kept"), OwnWriteProblems)
)]
pub async fn mark_seen(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<MarkSeen>,
) -> Result<StatusCode, Error> {
    let opened = open(&state.store, &caller).await?;
    // Whoever sees their own messages alone has seen nothing of the others.
    if !opened.sees_own_alone {
        state.store.mark_seen(opened.key, opened.side, opened.hand, sent.seq, state.clock.now()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
