//! One span and one line a request: its id, method, route, status and how long it took. Never the address itself, a
//! query, a body or who asked: `near` says where somebody lives, and an id may lead to a referral.

use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use tower_http::request_id::RequestId;
use tracing::Span;

/// The span of a request, named by its route and not by its address.
pub fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str);
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), route)
}

/// The line when it was answered.
pub fn answered(response: &Response, latency: Duration, _: &Span) {
    let milliseconds = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(status = response.status().as_u16(), milliseconds, "answered");
}

/// Request ids are ours: what a client sends under that name could be anything, and would stand in the log.
pub async fn forget_foreign_id(mut request: Request) -> Request {
    request.headers_mut().remove("x-request-id");
    request
}
