//! What every answer carries, whatever it answers; and that nobody may ask without end.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode};
use serde_json::json;
use stile_api::http::{Rate, Rates, Settings};
use wire::ErrorCode;

use super::support::stores;
use super::test_app::{Answer, KNITTING, TestApp, request};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' \
    'sha256-DFt0mFV3+a4z6lNdm54IAgFnrIBnILkhsZlV92dwDng=' \
    'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00=' \
    'sha256-OCDgR3u4S2jHJdZH39nPAyj1zvSYklmlj9yBGfCqar0=' \
    'sha256-PWxg/2nsO3HfThsQNSePCIYBsh0P6S1h/mVnVhjQ+a8=' \
    'sha256-UGwF+x/vcraudQ9l7TNXJXo1twW114zqykoq6NmiKUs=' \
    'sha256-W3trrRvwb1NE5o1dA2jviHZMOa5hQn1+6OxWh4Uc9q8=' \
    'sha256-arbHrpjZDafWV+kUpLRt67IiwXMWwmwHxQkYeW6ytiw=' \
    'sha256-dqhlEsuVv/Ylcvhpi+fLWgiaWp3wytEcgG4+UhFKwpQ=' \
    'sha256-pbQgf9atHiLg7dRGQY1HrYeynQt8NQjPfx7cMaTCjLg=' \
    'sha256-qVCqndz7P5hLC5EQUPbmhHrNhR3TODzIK5wO2rFUYME=' \
    'sha256-sHsOaqHKZmpDUlCfwJ/2MxoGA8EGUAvnIS0WiAO8LUY=' \
    'sha256-tsZZ00j6g3h/We6z0XZ5syVX55zsrXYFjUUcJ/IsTPE=' \
    'sha256-w0uCbdLofWO2TGpmnVMXmRCSy2APbRbNu3i1dYZLeYQ='; style-src 'self' \
    'sha256-6hWWMOcF+mJesSJGYhmK2lkIIEw9Xc5XKGLPVzh8yxs='; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'";

#[track_caller]
fn assert_safe(answer: &Answer, what: &str) {
    assert_eq!(answer.header("content-security-policy"), POLICY, "{what}");
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    let permissions = answer.header("permissions-policy");
    assert!(permissions.contains("geolocation=(self)") && permissions.contains("camera=()"), "{what}: {permissions}");
    assert!(!answer.header("cache-control").is_empty(), "{what}: says nothing about keeping");
    assert_eq!(answer.header("strict-transport-security"), "", "{what}");
    assert_eq!(answer.header("x-request-id").len(), 36, "{what}");
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for (address, status) in [
            ("/", 200),
            ("/groups?near=QQ1", 200),
            ("/nothing-here", 404),
            ("/nothing-here.js", 404),
            ("/sw.js", 200),
            ("/sw-end.js", 200),
            ("/help-now.html", 200),
            ("/refer/who", 200),
            ("/referral", 200),
            ("/sign-in", 200),
            ("/me", 200),
            ("/desk", 200),
            ("/desk/team", 200),
            ("/me/messages", 200),
            ("/me/inbox", 200),
            ("/me/plan/week", 200),
            ("/desk/report", 200),
            ("/desk/messages", 200),
            ("/stile-app-0123456789abcdef_bg.wasm", 200),
            ("/api/groups", 200),
            ("/api/groups?age=x", 400),
            ("/api/groups/7", 404),
            ("/api/packs?near=QQ1", 200),
            ("/api/packs", 422),
            ("/packs/QQ1-0123456789abcdef.pack", 404),
            ("/api/nothing-here", 404),
            ("/api/referrals", 405),
            ("/api/referrals/mine", 200),
            ("/api/cover", 405),
            ("/api/openapi.json", 200),
            ("/healthz", 200),
            ("/readyz", 200),
        ] {
            let answer = app.get(address).await;
            assert_eq!(answer.status.as_u16(), status, "{address}");
            assert_safe(&answer, address);
            let head = app.send(request(Method::HEAD, address, &[], Body::empty())).await;
            assert_eq!((head.status, head.body.len()), (answer.status, 0), "HEAD {address}");
            assert_safe(&head, address);
        }
        let asked = app.post("/api/cover", &json!({})).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_safe(&asked, "a question in a body");
        let foreign = app.post_with("/api/reports", &(), &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        assert_safe(&foreign, "a write from another site");
        let large = app.post_with("/api/reports", &"", &[("content-length", "100000")]).await;
        assert_eq!(large.problem(413).code, ErrorCode::TooLarge);
        assert_safe(&large, "a body that is too large");
    }
}

#[tokio::test]
async fn personal_answers_are_kept_by_nobody() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for address in ["/api/referrals/mine", "/api/groups?age=x", "/healthz"] {
            assert_eq!(app.get(address).await.header("cache-control"), "no-store", "{address}");
        }
        for (address, asked) in
            [("/api/cover", json!({ "postcode": "QQ1" })), ("/api/surgeries", json!({ "near": "QQ1" }))]
        {
            let answer = app.post(address, &asked).await;
            assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"), "{address}");
        }
    }
}

#[tokio::test]
async fn request_id_is_never_the_clients() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let answer = app.get_with("/healthz", &[("x-request-id", "somebody's name")]).await;
        assert_ne!(answer.header("x-request-id"), "somebody's name");
        assert_ne!(answer.header("x-request-id"), app.get("/healthz").await.header("x-request-id"));
    }
}

#[tokio::test]
async fn method_that_is_not_taken_says_which_are() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for (method, address, allow) in [
            (Method::POST, "/api/groups".to_owned(), "GET,HEAD"),
            (Method::DELETE, format!("/api/groups/{KNITTING}"), "GET,HEAD"),
            (Method::OPTIONS, "/api/referrals".to_owned(), "POST"),
            (Method::TRACE, "/healthz".to_owned(), "GET,HEAD"),
            (Method::PUT, "/groups".to_owned(), "GET,HEAD"),
            (Method::POST, "/".to_owned(), "GET,HEAD"),
            (Method::POST, "/sw.js".to_owned(), "GET,HEAD"),
        ] {
            let answer = app.send(request(method.clone(), &address, &[], Body::empty())).await;
            assert_eq!(answer.problem(405).code, ErrorCode::MethodNotAllowed, "{method} {address}");
            assert_eq!(answer.header("allow"), allow, "{method} {address}");
        }
        // What is somebody's own is looked at to be seen, and that is written down.
        let head = app.send(request(Method::HEAD, "/api/sign-ins", &[], Body::empty())).await;
        assert_eq!((head.status, head.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET"));
    }
}

#[tokio::test]
async fn https_is_insisted_on_only_where_it_is_there() {
    for store in stores().await {
        let settings = Settings { is_https: true, ..Settings::default() };
        let app = TestApp::with(store, settings).await;
        assert_eq!(app.get("/").await.header("strict-transport-security"), "max-age=31536000");
    }
}

/// A request as it comes from this address.
async fn from(app: &TestApp, peer: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = request(Method::GET, address, headers, Body::empty());
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
    app.send(request).await
}

#[tokio::test]
async fn only_a_trusted_proxy_is_believed_about_https() {
    for store in stores().await {
        let settings = Settings { proxies: "10.0.0.0/8".parse().unwrap(), ..Settings::default() };
        let app = TestApp::with(store, settings).await;
        let https = [("x-forwarded-proto", "https")];
        let by_proxy = from(&app, "10.1.2.3:4000", "/", &https).await;
        assert_eq!(by_proxy.header("strict-transport-security"), "max-age=31536000");
        let by_stranger = from(&app, "203.0.113.9:4000", "/", &https).await;
        assert_eq!(by_stranger.header("strict-transport-security"), "");
    }
}

fn narrow() -> Settings {
    let two = Rate { every: Duration::from_secs(120), burst: NonZeroU32::new(2).unwrap() };
    let rates = Rates { reads: two, packs: two, writes: two, signed: two, leaves: two };
    Settings { rates, proxies: "10.0.0.0/8".parse().unwrap(), ..Settings::default() }
}

#[tokio::test]
async fn who_asks_too_much_is_told_when_to_come_back() {
    for store in stores().await {
        let app = TestApp::with(store, narrow()).await;
        for _ in 0..2 {
            assert_eq!(from(&app, "203.0.113.9:1", "/api/groups", &[]).await.status, StatusCode::OK);
        }
        let refused = from(&app, "203.0.113.9:2", "/api/near?near=QQ1", &[]).await;
        let problem = refused.problem(429);
        assert_eq!(problem.code, ErrorCode::TooManyRequests);
        let seconds: u32 = refused.header("retry-after").parse().unwrap();
        assert_eq!(problem.retry_after_seconds, Some(seconds));
        assert!((1..=120).contains(&seconds), "{seconds}");
        assert_safe(&refused, "429");

        let other = from(&app, "203.0.113.10:1", "/api/groups", &[]).await;
        assert_eq!(other.status, StatusCode::OK, "others are not held up");
        for address in ["/", "/groups", "/sw.js", "/healthz", "/help-now.html"] {
            let answer = from(&app, "203.0.113.9:3", address, &[]).await;
            assert_eq!(answer.status, StatusCode::OK, "{address} is never refused");
        }
    }
}

#[tokio::test]
async fn writes_are_counted_apart() {
    for store in stores().await {
        let app = TestApp::with(store, narrow()).await;
        for _ in 0..2 {
            assert_eq!(app.post("/api/reports", &()).await.status, StatusCode::BAD_REQUEST);
        }
        let refused = app.post("/api/referrals", &()).await;
        assert_eq!(refused.problem(429).code, ErrorCode::TooManyRequests);
        assert!(!refused.header("retry-after").is_empty());
        assert_eq!(app.get("/api/groups").await.status, StatusCode::OK, "reading goes on");
        let left = app.send(request(Method::POST, "/api/leave", &[], Body::empty())).await;
        assert_eq!(left.status, StatusCode::NO_CONTENT, "leaving too");
    }
}

#[tokio::test]
async fn packs_are_counted_apart() {
    for store in stores().await {
        let app = TestApp::with(store, narrow()).await;
        for status in [404, 404, 429] {
            assert_eq!(app.get("/packs/QQ1-0123456789abcdef.pack").await.status, status);
        }
        assert_eq!(app.get("/api/groups").await.status, StatusCode::OK, "searching goes on");
    }
}

#[tokio::test]
async fn asking_in_a_body_counts_as_reading() {
    for store in stores().await {
        let app = TestApp::with(store, narrow()).await;
        assert_eq!(app.post("/api/cover", &json!({ "postcode": "QQ1" })).await.status, StatusCode::OK);
        assert_eq!(app.post("/api/surgeries", &json!({})).await.status, StatusCode::OK);
        for address in ["/api/cover", "/api/surgeries"] {
            assert_eq!(app.post(address, &json!({})).await.problem(429).code, ErrorCode::TooManyRequests);
        }
        assert_eq!(app.post("/api/reports", &()).await.status, StatusCode::BAD_REQUEST, "writing goes on");
    }
}

#[tokio::test]
async fn leaving_takes_the_cookie_away_however_often() {
    for store in stores().await {
        let app = TestApp::with(store, narrow()).await;
        for status in [StatusCode::NO_CONTENT, StatusCode::NO_CONTENT, StatusCode::TOO_MANY_REQUESTS] {
            let left = app.send(request(Method::POST, "/api/leave", &[], Body::empty())).await;
            assert_eq!(left.status, status);
            assert!(left.header("set-cookie").starts_with("__Host-r=; "), "{status}");
            assert!(left.header("set-cookie").contains("Max-Age=0"), "{status}");
        }
        assert_eq!(app.get("/api/groups").await.status, StatusCode::OK, "reading goes on");
    }
}

#[tokio::test]
async fn forged_address_does_not_help() {
    for store in stores().await {
        let app = TestApp::with(store, narrow()).await;
        let mut last = StatusCode::OK;
        for number in 0..3 {
            let forged = format!("198.51.100.{number}");
            last = from(&app, "203.0.113.9:1", "/api/groups", &[("x-forwarded-for", forged.as_str())]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        for number in 0..3 {
            let client = format!("198.51.100.{number}");
            let answer = from(&app, "10.0.0.1:1", "/api/groups", &[("x-forwarded-for", client.as_str())]).await;
            assert_eq!(answer.status, StatusCode::OK, "behind the proxy each is counted alone");
        }
    }
}

#[tokio::test]
async fn large_answers_are_compressed_and_small_or_personal_ones_are_not() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let brotli = [("accept-encoding", "br")];
        let large = app.get_with("/api/openapi.json", &brotli).await;
        assert_eq!(large.header("content-encoding"), "br");
        assert!(large.header("vary").contains("accept-encoding"));
        assert_eq!(app.get("/api/openapi.json").await.header("content-encoding"), "");
        assert_eq!(app.get_with("/api/near?near=QQ1", &brotli).await.header("content-encoding"), "");
        assert_eq!(app.get_with("/api/referrals/mine", &brotli).await.header("content-encoding"), "");
    }
}
