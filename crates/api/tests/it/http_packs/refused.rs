//! What is asked for wrongly, and what is not there.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use wire::{ErrorCode, FieldCode};

use super::super::support::stores;
use super::super::test_app::{TestApp, request};
use super::{address, listed};

#[tokio::test]
async fn words_that_are_not_one_place_are_refused() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for (query, code) in [
            ("", FieldCode::Missing),
            ("?near=%20", FieldCode::Missing),
            ("?near=Ashford", FieldCode::NotOffered),
            ("?near=Nowhere", FieldCode::NotOffered),
            ("?near=QQ9", FieldCode::NotOffered),
        ] {
            let problem = app.get(&format!("/api/packs{query}")).await.problem(422);
            assert_eq!((problem.code, problem.fields.len()), (ErrorCode::Invalid, 1), "{query}");
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("near", code), "{query}");
        }
        let long = app.get(&format!("/api/packs?near={}", "a".repeat(101))).await;
        assert_eq!(long.problem(400).fields[0].code, FieldCode::TooLong);
    }
}

#[tokio::test]
async fn what_is_no_pack_is_not_there_and_is_no_page() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let list = listed(&app, "QQ1").await;
        let version = &list.packs[0].version;
        for path in [
            "/packs",
            "/packs/",
            "/packs/QQ1",
            "/packs/QQ1.pack",
            "/packs/QQ1-0123456789abcdef.pack",
            "/packs/districts-0123456789abcdef.pack",
            "/packs/%00-0123456789abcdef.pack",
            "/packs/a/b",
            "/packs/a/b.pack",
            &format!("/packs/QQ1-{version}"),
            &format!("/packs/qq1-{version}.pack"),
            &format!("/packs/QQ2-{version}.pack"),
            &format!("/packs/ONLINE-{version}.pack"),
            &format!("/packs/districts-{version}.pack"),
            &format!("/packs/QQ1-{}.pack", version.to_uppercase()),
            &format!("/packs/QQ1-{}.pack", list.districts),
        ] {
            for headers in [&[("accept-encoding", "br")][..], &[]] {
                let answer = app.get_with(path, headers).await;
                assert_eq!(answer.problem(404).code, ErrorCode::NotFound, "{path}");
                assert_eq!(answer.header("cache-control"), "no-store", "{path}: tomorrow it may be there");
            }
        }
    }
}

#[tokio::test]
async fn pack_is_only_fetched() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let address = address(&listed(&app, "QQ1").await.packs[0]);
        let head = app.send(request(Method::HEAD, &address, &[], Body::empty())).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.header("content-type"), "application/octet-stream");
        let post = app.send(request(Method::POST, &address, &[], Body::empty())).await;
        assert_eq!((post.problem(405).code, post.header("allow")), (ErrorCode::MethodNotAllowed, "GET,HEAD"));
    }
}
