//! The feeds of the directory: when each was read last, and reading one again.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::need::NeedMap;
use wire::FeedView;

use crate::directory::{self, ImportOptions, Silent};
use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;

/// List the feeds
#[utoipa::path(
    get,
    path = "/api/desk/feeds",
    tag = "desk",
    responses((status = 200, description = "By name", body = Vec<FeedView>), OwnProblems)
)]
pub async fn list_feeds(State(state): State<AppState>, _caller: Caller) -> Result<Json<Vec<FeedView>>, Error> {
    let mut views = Vec::new();
    for feed in state.store.list_feeds().await? {
        let groups = state.store.count_groups_of(&feed.name).await?;
        views.push(FeedView {
            name: feed.name,
            source: feed.source,
            groups: u32::try_from(groups).unwrap_or(u32::MAX),
            imported_at: feed.imported_at,
        });
    }
    Ok(Json(views))
}

/// Read a feed again
///
/// In the background: a large feed takes a minute. The list tells when it was done.
#[utoipa::path(
    post,
    path = "/api/desk/feeds/{feed}/refresh",
    tag = "desk",
    params(("feed" = String, Path, description = "The feed's name")),
    responses((status = 202, description = "It is being read"), OwnWriteProblems)
)]
pub async fn refresh_feed(
    State(state): State<AppState>,
    _caller: Caller,
    Named(name): Named<String>,
) -> Result<StatusCode, Error> {
    let feed = state.store.find_feed(&name).await?.ok_or(Error::NotFound)?;
    // Files lie on the machine of whoever imported them; only what is on the web can be read again from here.
    if !feed.source.starts_with("https:") {
        return Err(Error::NotNow);
    }
    tokio::spawn(async move {
        let (needs, options) = (NeedMap::built_in(), ImportOptions::default());
        let now = state.clock.now();
        let read = directory::refresh(&state.store, Some(&feed.name), &needs, now, &Silent, &options).await;
        let failed = match read {
            Ok(done) => done.into_iter().find_map(|refreshed| refreshed.outcome.err()),
            Err(error) => Some(error),
        };
        if let Some(error) = failed {
            tracing::warn!(cause = format!("{error:#}"), "a feed could not be read again");
        }
    });
    Ok(StatusCode::ACCEPTED)
}
