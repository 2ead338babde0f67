//! Failures as a client sees them.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::body::{Body, to_bytes};

use super::*;

async fn problem(response: Response) -> Problem {
    serde_json::from_slice(&to_bytes(response.into_body(), 10_000).await.unwrap()).unwrap()
}

#[tokio::test]
async fn bare_refusal_becomes_problem_and_keeps_allow() {
    let bare = Response::builder()
        .status(StatusCode::METHOD_NOT_ALLOWED)
        .header(header::ALLOW, "GET,HEAD")
        .body(Body::empty())
        .unwrap();
    let settled = settle(bare);
    assert_eq!(settled.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(settled.headers()[header::ALLOW], "GET,HEAD");
    assert_eq!(problem(settled).await.code, ErrorCode::MethodNotAllowed);
}

#[tokio::test]
async fn page_with_status_404_stays_a_page() {
    let page = (StatusCode::NOT_FOUND, axum::response::Html("<p>nothing</p>")).into_response();
    let settled = settle(page);
    assert_eq!(&to_bytes(settled.into_body(), 100).await.unwrap()[..], b"<p>nothing</p>");
}

#[tokio::test]
async fn internal_failure_keeps_its_cause_to_itself() {
    let answer = Error::Internal(anyhow::anyhow!("table of secrets")).into_response();
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!problem(answer).await.message.contains("secrets"));
}

#[test]
fn too_many_requests_says_when_to_come_back() {
    let answer = Error::TooManyRequests { retry_after_seconds: 7 }.into_response();
    assert_eq!(answer.headers()[header::RETRY_AFTER], "7");
}

#[test]
fn client_that_accepts_nothing_gets_plain_text() {
    let mut answer = Error::NotFound.into_response();
    *answer.status_mut() = StatusCode::NOT_ACCEPTABLE;
    assert_eq!(settle(answer).status(), StatusCode::NOT_FOUND);
}
