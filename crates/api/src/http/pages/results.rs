//! `GET /groups`: the app's page with the first results already in it, so that they can be read before the app is there,
//! or without it.
//!
//! Drawing may fail, the page may not: whatever goes wrong, the plain page goes out and the app says what is wrong.

use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::london;
use domain::search::Query;
use url::form_urlencoded;

use crate::http::client::Client;
use crate::http::error::Error;
use crate::http::groups::list::find_page;
use crate::http::pages::drawing::{Drawing, address};
use crate::http::pages::index::plain_page;
use crate::http::state::AppState;

/// How many groups are drawn: more than a screen, few enough for the first packets.
const FIRST: usize = 10;

/// The key under which another app of the phone hands over what somebody shares (`share_target` of the manifest). Where
/// that leads is the app's to say, and nothing is drawn that would have to go again.
const SHARED: &str = "shared";

/// The page for a search.
pub async fn show_results(State(state): State<AppState>, parts: Parts) -> Response {
    let Some(shell) = state.site.shell() else { return Error::NotFound.into_response() };
    if form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).any(|(key, _)| key == SHARED) {
        return plain_page(&state, parts.uri.path(), StatusCode::OK, &parts.headers);
    }
    let client = Client::of(&parts.extensions, &parts.headers, &state.proxies);
    if state.limits.reads.take(client.key).is_err() {
        return plain_page(&state, parts.uri.path(), StatusCode::OK, &parts.headers);
    }
    let query = query(parts.uri.query().unwrap_or_default());
    match find_page(&state, &query, FIRST, None).await {
        Ok(page) => {
            let drawing = Drawing { words: &state.words, query: &query, today: london::today(state.clock.now()) };
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
                (header::CACHE_CONTROL, "private, no-cache".to_owned()),
                (header::LINK, preload(&query)),
            ];
            (headers, shell.with_results(&drawing.results(&page))).into_response()
        }
        Err(error) => {
            let cause = format!("{:#}", anyhow::Error::from(error));
            tracing::warn!(cause, "results were not drawn");
            plain_page(&state, parts.uri.path(), StatusCode::OK, &parts.headers)
        }
    }
}

/// Lets the browser fetch the app's own first request together with the app: on a slow line that is half a second. The
/// address has to be the very one that the app will ask (`src/routes.rs` leaves commas and tildes as they are).
fn preload(query: &Query) -> String {
    let pairs = query.to_pairs();
    let address = address("/api/groups", pairs.iter().map(|(key, value)| (*key, value.as_str())));
    format!("<{}>; rel=preload; as=fetch; crossorigin", address.replace("%2C", ",").replace("%7E", "~"))
}

/// As lenient as the app: a filter that cannot be read is left out.
fn query(text: &str) -> Query {
    let pairs: Vec<_> = form_urlencoded::parse(text.as_bytes()).collect();
    Query::from_pairs(pairs.iter().map(|(key, value)| (key.as_ref(), value.as_ref()))).0
}
