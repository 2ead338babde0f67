//! Which apps are still answered. One that says a release too long gone is told to load itself again before anything of
//! what it asks is read: what it would send might not mean what it once did. One that says nothing is answered, and so is
//! one that is newer than this server.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wire::{RELEASE_HEADER, RELEASES_ANSWERED};

use crate::http::error::Error;
use crate::http::state::AppState;

/// Whoever wants to be gone is never held up.
const ALWAYS_ANSWERED: [&str; 2] = ["/api/leave", "/api/sign-out"];

/// The layer that refuses apps that are too old.
pub async fn refuse_outdated(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_asked_of_us = path.starts_with("/api/") && !ALWAYS_ANSWERED.contains(&path);
    if is_asked_of_us && said(request.headers()).is_some_and(|theirs| is_outdated(theirs, state.release)) {
        return Error::Outdated.into_response();
    }
    next.run(request).await
}

/// The release that an app says it is of; nothing where it says none that can be read.
fn said(headers: &HeaderMap) -> Option<u32> {
    headers.get(RELEASE_HEADER)?.to_str().ok()?.parse().ok()
}

fn is_outdated(theirs: u32, ours: u32) -> bool {
    theirs.saturating_add(RELEASES_ANSWERED) < ours
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn two_releases_back_are_answered_and_any_ahead() {
        for (theirs, ours) in [(1, 1), (1, 2), (1, 3), (3, 1), (7, 9), (u32::MAX, 9)] {
            assert!(!is_outdated(theirs, ours), "{theirs} with {ours}");
        }
        for (theirs, ours) in [(0, 3), (1, 4), (6, 9), (1, u32::MAX)] {
            assert!(is_outdated(theirs, ours), "{theirs} with {ours}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_nothing() {
        assert_eq!(said(&HeaderMap::new()), None);
        for (value, expected) in [("7", Some(7)), ("", None), ("-1", None), ("1.5", None), ("99999999999", None)] {
            let mut headers = HeaderMap::new();
            headers.insert(RELEASE_HEADER, HeaderValue::from_static(value));
            assert_eq!(said(&headers), expected, "{value}");
        }
    }
}
