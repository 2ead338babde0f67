//! Releases: apps of another than the server's, files of earlier ones, and the switch that ends the app's worker.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs::{self, File};

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use domain::referral::CONSENT_VERSION;
use stile_api::http::Settings;
use uuid::Uuid;
use wire::{Answers, Birth, CreateReferral, ErrorCode, ForWhom, Need, RELEASE_HEADER, ReferralId, SurgeryChoice};

use super::support::stores;
use super::test_app::{TestApp, monday, request};

fn of_release(release: u32) -> Settings {
    Settings { release, ..Settings::default() }
}

fn referral() -> CreateReferral {
    let answers = Answers {
        for_whom: Some(ForWhom::Me),
        words: "I would like to get out more.".to_owned(),
        needs: vec![Need::GettingOut],
        postcode: "QQ1 1AA".to_owned(),
        surgery: Some(SurgeryChoice::NotSure),
        name: "Invented Person".to_owned(),
        birth: Birth { day: "1".to_owned(), month: "2".to_owned(), year: "1960".to_owned() },
        phone: "01632 960001".to_owned(),
        call_safe: Some(true),
        text_safe: Some(false),
        consent_version: CONSENT_VERSION.to_owned(),
        ..Answers::default()
    };
    CreateReferral { id: ReferralId(Uuid::from_u128(1)), answers }
}

#[tokio::test]
async fn app_is_answered_two_releases_back_and_any_ahead() {
    for (theirs, ours, is_answered) in [
        ("1", 1, true),
        ("1", 2, true),
        ("1", 3, true),
        ("1", 4, false),
        ("3", 1, true),
        ("4", 6, true),
        ("4", 7, false),
    ] {
        for store in stores().await {
            let app = TestApp::with(store, of_release(ours)).await;
            let answer = app.get_with("/api/groups", &[(RELEASE_HEADER, theirs)]).await;
            if is_answered {
                assert_eq!(answer.status, StatusCode::OK, "an app of {theirs}, a server of {ours}");
            } else {
                assert_eq!(answer.problem(409).code, ErrorCode::Outdated, "an app of {theirs}, a server of {ours}");
                assert_eq!(answer.header("cache-control"), "no-store");
            }
        }
    }
}

#[tokio::test]
async fn app_that_says_nothing_readable_is_answered() {
    for store in stores().await {
        let app = TestApp::with(store, of_release(9)).await;
        assert_eq!(app.get("/api/groups").await.status, StatusCode::OK);
        for said in ["", "one", "-1", "1.0", "99999999999999999999"] {
            let answer = app.get_with("/api/groups", &[(RELEASE_HEADER, said)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{said}");
        }
    }
}

#[tokio::test]
async fn nothing_is_written_for_an_app_that_is_too_old() {
    for store in stores().await {
        let app = TestApp::with(store, of_release(4)).await;
        let refused = app.post_with("/api/referrals", &referral(), &[(RELEASE_HEADER, "1")]).await;
        assert_eq!(refused.problem(409).code, ErrorCode::Outdated);
        assert!(refused.header("set-cookie").is_empty());
        assert!(app.store.list_referrals(None, 10).await.unwrap().is_empty());
        // Loaded again, the same app sends the same once more.
        let taken = app.post_with("/api/referrals", &referral(), &[(RELEASE_HEADER, "4")]).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
        assert_eq!(app.store.list_referrals(None, 10).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn leaving_and_what_is_not_the_api_are_never_refused() {
    for store in stores().await {
        let app = TestApp::with(store, of_release(9)).await;
        for address in ["/api/leave", "/api/sign-out"] {
            let gone = app.send(request(Method::POST, address, &[(RELEASE_HEADER, "1")], Body::empty())).await;
            assert_eq!(gone.status, StatusCode::NO_CONTENT, "{address}");
        }
        for address in ["/", "/groups", "/sw.js", "/help-now.html", "/healthz", "/readyz"] {
            let answer = app.get_with(address, &[(RELEASE_HEADER, "1")]).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
        }
    }
}

#[tokio::test]
async fn files_of_an_earlier_build_are_served_for_thirty_days() {
    for store in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("stile-app-fedcba9876543210.js");
        fs::write(&old, "before").unwrap();
        let ten_days_ago = monday() - TimeDelta::days(10);
        File::options().write(true).open(&old).unwrap().set_modified(ten_days_ago.into()).unwrap();
        fs::write(folder.path().join("note.txt"), "no").unwrap();
        let settings = Settings { old_files_dir: Some(folder.path().to_owned()), ..Settings::default() };
        let app = TestApp::with(store, settings).await;

        for name in ["stile-app-0123456789abcdef_bg.wasm", "stile-app-0123456789abcdef_bg.wasm.br"] {
            assert!(folder.path().join(name).exists(), "{name} is kept for after the next release");
        }
        assert!(!folder.path().join("sw.js").exists() && !folder.path().join("index.html").exists());
        for path in ["/note.txt", "/stile-app-0000000000000000.js", "/stile-app-0123456789abcdef_bg.wasm.br"] {
            assert_eq!(app.get(path).await.problem(404).code, ErrorCode::NotFound, "{path}");
        }

        app.clock.advance(TimeDelta::days(20) - TimeDelta::seconds(1));
        let answer = app.get("/stile-app-fedcba9876543210.js").await;
        assert_eq!((answer.status, answer.text()), (StatusCode::OK, "before"));
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(!answer.header("content-security-policy").is_empty());
        let held = [("if-none-match", answer.header("etag"))];
        assert_eq!(app.get_with("/stile-app-fedcba9876543210.js", &held).await.status, StatusCode::NOT_MODIFIED);

        app.clock.advance(TimeDelta::seconds(1));
        assert_eq!(app.get("/stile-app-fedcba9876543210.js").await.problem(404).code, ErrorCode::NotFound);
        let present = app.get("/stile-app-0123456789abcdef_bg.wasm").await;
        assert_eq!(present.status, StatusCode::OK, "what is part of the build needs no folder");
    }
}

#[tokio::test]
async fn worker_can_be_ended_on_every_phone() {
    for (ends_worker, expected) in [(false, "self"), (true, "end")] {
        for store in stores().await {
            let app = TestApp::with(store, Settings { ends_worker, ..Settings::default() }).await;
            for (address, text) in [("/sw.js", expected), ("/sw-end.js", "end")] {
                let answer = app.get(address).await;
                assert_eq!((answer.status, answer.text()), (StatusCode::OK, text), "{address}");
                assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
                assert_eq!(answer.header("cache-control"), "no-cache");
                assert!(!answer.header("content-security-policy").is_empty());
                let again = app.get_with(address, &[("if-none-match", answer.header("etag"))]).await;
                assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address}");
            }
        }
    }
}
