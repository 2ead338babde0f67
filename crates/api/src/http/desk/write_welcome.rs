//! `PUT /api/desk/teams/{team}/groups/{group}/welcome`: says what to expect at a group. Everybody may read it.

use axum::Json;
use axum::extract::State;
use domain::london;
use domain::thread::clean;
use wire::{FieldCode, FieldProblem, GroupId, TeamId, Welcome, WriteWelcome};

use crate::http::authorize::Caller;
use crate::http::desk::members::team_of;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::groups::welcome::welcome;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::store::StoredWelcome;

/// The longest text, in characters.
const LONGEST: usize = 500;

/// Say what to expect at a group
///
/// It takes the place of what any team wrote before. Where every text is empty, nothing is said of the group any more.
#[utoipa::path(
    put,
    path = "/api/desk/teams/{team}/groups/{group}/welcome",
    tag = "desk",
    params(
        ("team" = TeamId, Path, description = "The team that writes"),
        ("group" = GroupId, Path, description = "The group")
    ),
    request_body = WriteWelcome,
    responses((status = 200, description = "As everybody reads it now", body = Welcome), OwnWriteProblems)
)]
pub async fn write_welcome(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(TeamId, GroupId)>,
    Sent(sent): Sent<WriteWelcome>,
) -> Result<Json<Welcome>, Error> {
    let group = named.1;
    let (team, staff) = (team_of(&caller)?, caller.staff()?.id);
    if state.catalogue.index().get(group).is_none() {
        return Err(Error::NotFound);
    }
    let words = checked(&sent)?;
    if words == WriteWelcome::default() {
        state.store.write_welcome(group, None).await?;
        return Ok(Json(Welcome::default()));
    }
    let new = StoredWelcome { words, team, staff, written_on: london::today(state.clock.now()) };
    state.store.write_welcome(group, Some(&new)).await?;
    Ok(Json(welcome(&state.store, new).await?))
}

/// What is kept of what was sent.
fn checked(sent: &WriteWelcome) -> Result<WriteWelcome, Error> {
    let words = WriteWelcome {
        arriving: clean(&sent.arriving),
        greeting: clean(&sent.greeting),
        watching: clean(&sent.watching),
        toilets: clean(&sent.toilets),
        quiet: clean(&sent.quiet),
    };
    let texts = [
        ("arriving", &words.arriving),
        ("greeting", &words.greeting),
        ("watching", &words.watching),
        ("toilets", &words.toilets),
        ("quiet", &words.quiet),
    ];
    let wrong: Vec<FieldProblem> = texts
        .into_iter()
        .filter(|(_, text)| text.chars().count() > LONGEST)
        .map(|(field, _)| FieldProblem { field: field.to_owned(), code: FieldCode::TooLong })
        .collect();
    if wrong.is_empty() { Ok(words) } else { Err(Error::Invalid(wrong)) }
}
