//! `/api/referrals` and `/api/leave`: asking for a link worker, seeing how far it has come, and being forgotten.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use domain::hours::Hours;
use domain::referral::CONSENT_VERSION;
use stile_api::store::Team;
use uuid::Uuid;
use wire::{
    Answers, Birth, CreateReferral, ErrorCode, FieldCode, ForWhom, Nation, Need, Receipt, ReferralId, ReferralView,
    Stage, SurgeryChoice, TeamId,
};

use super::support::stores;
use super::test_app::{TestApp, monday, request, team};

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

fn changed(change: impl FnOnce(&mut Answers)) -> CreateReferral {
    let mut referral = referral();
    change(&mut referral.answers);
    referral
}

#[tokio::test]
async fn referral_is_received_with_who_and_by_when() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let answer = app.post("/api/referrals", &referral()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
        let receipt: Receipt = answer.json();
        assert_eq!((receipt.id, receipt.team.id, receipt.sent_at), (referral().id, team(), monday()));
        assert_eq!(receipt.team.hours, "Mon-Fri 09:00-17:00");
        assert_eq!(receipt.promised_by.to_string(), "2026-11-25");
        assert_eq!(receipt.reference.split('-').map(str::len).collect::<Vec<_>>(), [3, 3]);
        let kept = app.store.list_referrals(None, 10).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].answers.name, "Invented Person");
        assert!(!kept[0].is_urgent_words);
    }
}

#[tokio::test]
async fn cookie_is_out_of_reach_for_scripts_and_other_sites() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let answer = app.post("/api/referrals", &referral()).await;
        let cookie = answer.header("set-cookie").to_owned();
        let token = answer.cookie().strip_prefix("__Host-r=").unwrap().to_owned();
        assert_eq!(token.len(), 43, "256 bits");
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires") && !cookie.contains("Domain"), "{cookie}");
    }
}

#[tokio::test]
async fn referral_sent_twice_is_one_with_the_same_receipt() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let first: Receipt = app.post("/api/referrals", &referral()).await.json();
        app.clock.advance(TimeDelta::days(3));
        let again = app.post("/api/referrals", &referral()).await;
        assert_eq!(again.status, StatusCode::CREATED);
        assert_eq!(again.json::<Receipt>(), first);
        assert_eq!(app.store.list_referrals(None, 10).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn referral_that_would_be_refused_now_still_has_its_receipt() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let sixteen = changed(|answers| {
            answers.birth = Birth { day: "23".to_owned(), month: "11".to_owned(), year: "2010".to_owned() };
        });
        let first: Receipt = app.post("/api/referrals", &sixteen).await.json();
        let other_team = Team {
            id: TeamId(Uuid::from_u128(502)),
            name: "Others".to_owned(),
            nation: Nation::England,
            phone: None,
            email: Some("others@example.org".to_owned()),
            hours: Hours::parse("Mon 09:00-10:00").unwrap(),
            promise_days: 9,
            safeguarding_lead: None,
        };
        app.store.add_team(&other_team).await.unwrap();
        app.store.cover_district(other_team.id, "QQ1").await.unwrap();
        // A clock that was wrong, and a lifetime: too young, and too long ago.
        for days in [-1, 121 * 366] {
            app.clock.advance(TimeDelta::days(days));
            let again = app.post("/api/referrals", &sixteen).await;
            assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
            assert_eq!(again.json::<Receipt>(), first);
            let cookie = again.cookie();
            let mine = app.get_with("/api/referrals/mine", &[("cookie", cookie.as_str())]).await;
            assert_eq!(mine.json::<Vec<ReferralView>>().len(), 1, "the browser that sent it again sees it");
            let other = CreateReferral { id: sixteen.id, ..referral() };
            assert_eq!(app.post("/api/referrals", &other).await.problem(409).code, ErrorCode::Conflict);
        }
        let new = CreateReferral { id: ReferralId(Uuid::from_u128(2)), ..sixteen };
        assert_eq!(app.post("/api/referrals", &new).await.problem(422).code, ErrorCode::Invalid, "for a new one");
    }
}

#[tokio::test]
async fn same_id_with_other_answers_is_a_conflict() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        app.post("/api/referrals", &referral()).await;
        let other = changed(|answers| answers.words.push_str(" Soon."));
        assert_eq!(app.post("/api/referrals", &other).await.problem(409).code, ErrorCode::Conflict);
        let kept = app.store.list_referrals(None, 10).await.unwrap();
        assert_eq!((kept.len(), kept[0].answers.words.as_str()), (1, "I would like to get out more."));
    }
}

#[tokio::test]
async fn what_has_to_be_put_right_is_named_by_its_field() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let referral = changed(|answers| {
            answers.name.clear();
            answers.text_safe = None;
            answers.consent_version = "2020-01".to_owned();
        });
        let problem = app.post("/api/referrals", &referral).await.problem(422);
        assert_eq!(problem.code, ErrorCode::Invalid);
        let code =
            |field: &str| problem.fields.iter().find(|problem| problem.field == field).map(|problem| problem.code);
        assert_eq!(code("answers.name"), Some(FieldCode::Missing));
        assert_eq!(code("answers.text_safe"), Some(FieldCode::SafetyMissing));
        assert_eq!(code("answers.consent_version"), Some(FieldCode::OldVersion));
        assert!(problem.fields.iter().all(|problem| problem.field.starts_with("answers.")));
        assert!(app.store.list_referrals(None, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn person_under_sixteen_is_told_apart() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let young = changed(|answers| answers.birth.year = "2012".to_owned());
        assert_eq!(app.post("/api/referrals", &young).await.problem(422).code, ErrorCode::TooYoung);
        assert!(app.store.list_referrals(None, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn where_no_team_is_nothing_is_kept() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let elsewhere = changed(|answers| answers.postcode = "QQ9 1AA".to_owned());
        let answer = app.post("/api/referrals", &elsewhere).await;
        assert_eq!(answer.problem(422).code, ErrorCode::NoTeam);
        assert_eq!(answer.header("set-cookie"), "");
        assert!(app.store.list_referrals(None, 10).await.unwrap().is_empty());
        let by_surgery = changed(|answers| {
            answers.postcode = "QQ9 1AA".to_owned();
            answers.surgery =
                Some(SurgeryChoice::Known { code: "QQ00001".to_owned(), name: "Stileham Health Centre".to_owned() });
        });
        assert_eq!(app.post("/api/referrals", &by_surgery).await.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn words_that_sound_urgent_are_marked_and_answered_like_any() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let urgent = changed(|answers| answers.words = "I want to kill myself".to_owned());
        assert_eq!(app.post("/api/referrals", &urgent).await.status, StatusCode::CREATED);
        assert!(app.store.list_referrals(None, 10).await.unwrap()[0].is_urgent_words);
    }
}

#[tokio::test]
async fn likely_duplicate_is_marked_for_staff_and_not_for_the_sender() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let first: Receipt = app.post("/api/referrals", &referral()).await.json();
        app.clock.advance(TimeDelta::hours(1));
        let again = CreateReferral { id: ReferralId(Uuid::from_u128(2)), ..referral() };
        let answer = app.post("/api/referrals", &again).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert!(!answer.text().contains(&first.id.to_string()) && !answer.text().contains("duplicate"));
        let kept = app.store.list_referrals(None, 10).await.unwrap();
        assert_eq!(kept[1].duplicate_of, Some(first.id));
    }
}

#[tokio::test]
async fn browser_sees_its_own_referrals_and_no_answers() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let sent = app.post("/api/referrals", &referral()).await;
        let cookie = sent.cookie();
        app.clock.advance(TimeDelta::minutes(5));
        let second = CreateReferral { id: ReferralId(Uuid::from_u128(2)), ..referral() };
        let sent_again = app.post_with("/api/referrals", &second, &[("cookie", cookie.as_str())]).await;
        assert_eq!(sent_again.cookie(), cookie, "it goes on collecting");

        let cookies = format!("other=1; {cookie}");
        let mine = app.get_with("/api/referrals/mine", &[("cookie", cookies.as_str())]).await;
        assert_eq!(mine.header("cache-control"), "no-store");
        assert!(!mine.text().contains("Invented Person") && !mine.text().contains("get out more"));
        let views: Vec<ReferralView> = mine.json();
        let references: Vec<&str> = views.iter().map(|view| view.reference.as_str()).collect();
        assert_eq!(references, [sent.json::<Receipt>().reference, sent_again.json::<Receipt>().reference]);
        assert_eq!((views[0].stage, views[0].since, views[0].sent_at), (Stage::Sent, monday(), monday()));
    }
}

#[tokio::test]
async fn other_browsers_see_nothing() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        app.post("/api/referrals", &referral()).await;
        let other = format!("__Host-r={}", "A".repeat(43));
        for cookie in ["", other.as_str(), "__Host-r=nonsense"] {
            let mine = app.get_with("/api/referrals/mine", &[("cookie", cookie)]).await;
            assert_eq!((mine.status, mine.text()), (StatusCode::OK, "[]"), "{cookie}");
        }
        assert_eq!(app.get("/api/referrals/mine").await.text(), "[]");
    }
}

#[tokio::test]
async fn leaving_forgets_the_browser_on_both_sides() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let cookie = app.post("/api/referrals", &referral()).await.cookie();
        let left = app.send(request(Method::POST, "/api/leave", &[("cookie", cookie.as_str())], Body::empty())).await;
        assert_eq!(left.status, StatusCode::NO_CONTENT);
        assert!(
            left.header("set-cookie").starts_with("__Host-r=; ") && left.header("set-cookie").contains("Max-Age=0")
        );
        let mine = app.get_with("/api/referrals/mine", &[("cookie", cookie.as_str())]).await;
        assert_eq!(mine.text(), "[]", "also for somebody who kept the cookie");
        assert_eq!(app.store.list_referrals(None, 10).await.unwrap().len(), 1, "the referral itself stays");
        let without = app.send(request(Method::POST, "/api/leave", &[], Body::empty())).await;
        assert_eq!(without.status, StatusCode::NO_CONTENT);
    }
}

#[tokio::test]
async fn other_sites_can_neither_send_nor_make_leave() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let foreign = [("sec-fetch-site", "cross-site")];
        let answer = app.post_with("/api/referrals", &referral(), &foreign).await;
        assert_eq!(answer.problem(403).code, ErrorCode::Forbidden);
        let leave = app.send(request(Method::POST, "/api/leave", &foreign, Body::empty())).await;
        assert_eq!(leave.problem(403).code, ErrorCode::Forbidden);
        assert!(app.store.list_referrals(None, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn nothing_is_changed_by_looking() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for (address, allow) in [("/api/referrals", "POST"), ("/api/leave", "POST")] {
            let answer = app.get(address).await;
            assert_eq!(answer.problem(405).code, ErrorCode::MethodNotAllowed);
            assert_eq!(answer.header("allow"), allow);
        }
    }
}
