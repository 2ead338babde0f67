//! `/api/near`, `/api/surgeries` and `/api/cover`: from what somebody types to a place, a surgery and a team.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::StatusCode;
use serde_json::json;
use stile_api::store::SurgeryRow;
use url::form_urlencoded::byte_serialize;
use wire::{AskCover, Cover, ErrorCode, FieldCode, FindSurgeries, Near, Origin, OriginKind, Surgery};

use super::support::{at, stores};
use super::test_app::{TestApp, monday, team};

async fn near(app: &TestApp, words: &str) -> Near {
    let words: String = byte_serialize(words.as_bytes()).collect();
    app.get(&format!("/api/near?near={words}")).await.json()
}

async fn found(app: &TestApp, words: &str) -> Origin {
    match near(app, words).await {
        Near::Found { origin } => origin,
        other => panic!("{words}: {other:?}"),
    }
}

#[tokio::test]
async fn postcodes_are_found_however_they_are_typed() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for (typed, kind, label) in [
            ("qq1 1aa", OriginKind::Postcode, "QQ1 1AA"),
            ("QQ11AA", OriginKind::Postcode, "QQ1 1AA"),
            ("qq1 1", OriginKind::Sector, "QQ1 1"),
            ("qq1", OriginKind::District, "QQ1"),
        ] {
            let origin = found(&app, typed).await;
            assert_eq!((origin.kind, origin.label.as_str()), (kind, label), "{typed}");
            assert_eq!(found(&app, &origin.near).await, origin, "its near leads to it again");
        }
    }
}

#[tokio::test]
async fn unknown_postcode_offers_what_is_known_around_it() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let offered = |near: Near| match near {
            Near::Unknown { offer } => offer.map(|origin| (origin.kind, origin.near)),
            other => panic!("{other:?}"),
        };
        let sector = Some((OriginKind::Sector, "QQ1 1".to_owned()));
        assert_eq!(offered(near(&app, "QQ1 1ZZ").await), sector);
        let district = Some((OriginKind::District, "QQ1".to_owned()));
        assert_eq!(offered(near(&app, "QQ1 9ZZ").await), district);
        assert_eq!(offered(near(&app, "QQ1 9").await), district);
        assert_eq!(offered(near(&app, "QQ9 9ZZ").await), None);
        assert_eq!(offered(near(&app, "Nowhere").await), None);
    }
}

#[tokio::test]
async fn position_is_never_more_exact_than_a_kilometre() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let origin = found(&app, "53.05012,-1.84987").await;
        assert_eq!(
            (origin.kind, origin.label.as_str(), origin.near.as_str()),
            (OriginKind::Position, "", "53.05,-1.85")
        );
        assert_eq!((origin.lat, origin.lon), (53.05, -1.85));
    }
}

#[tokio::test]
async fn place_with_one_name_is_found_and_others_are_chosen_from() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        assert_eq!(found(&app, "stileham").await.label, "Stileham, Stilehamshire");
        assert_eq!(found(&app, "Ashford, Surrey").await.label, "Ashford, Surrey");
        let Near::Choose { origins } = near(&app, "ashford").await else { panic!("there are three") };
        assert_eq!(origins.len(), 3);
        for origin in origins {
            assert_eq!(found(&app, &origin.near).await, origin, "each can be told from its namesakes");
        }
    }
}

#[tokio::test]
async fn beginning_of_a_name_offers_what_could_be_meant() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let Near::Choose { origins } = near(&app, "stile").await else { panic!("one name begins so") };
        assert_eq!(origins.len(), 1);
        let meant = found(&app, &origins[0].near).await;
        assert_eq!((meant.lat, meant.lon), (origins[0].lat, origins[0].lon));
    }
}

#[tokio::test]
async fn nothing_typed_is_anywhere_and_too_much_is_refused() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        assert_eq!(near(&app, "  ").await, Near::Anywhere);
        let answer = app.get(&format!("/api/near?near={}", "a".repeat(101))).await;
        assert_eq!(answer.problem(400).fields[0].code, FieldCode::TooLong);
        assert_eq!(app.get("/api/near").await.problem(400).code, ErrorCode::BadRequest);
    }
}

#[tokio::test]
async fn surgeries_are_found_by_words_and_by_nearness() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let ask = |words: &str, near: &str| FindSurgeries { words: words.to_owned(), near: near.to_owned() };
        for (words, near) in [("health", ""), ("", "QQ1 1AA"), ("QQ12AE", "QQ1")] {
            let answer = app.post("/api/surgeries", &ask(words, near)).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.header("cache-control"), "no-store", "where somebody lives stays with nobody");
            let found: Vec<Surgery> = answer.json();
            assert_eq!(found.first().map(|surgery| surgery.code.as_str()), Some("QQ00001"), "{words} {near}");
        }
        for nothing in [json!({}), json!({ "words": " ", "near": "" })] {
            assert!(app.post("/api/surgeries", &nothing).await.json::<Vec<Surgery>>().is_empty());
        }
        let long = "a".repeat(101);
        for (asked, field) in [(ask(&long, ""), "words"), (ask("", &long), "near")] {
            let problem = app.post("/api/surgeries", &asked).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, FieldCode::TooLong));
        }
    }
}

#[tokio::test]
async fn at_most_ten_surgeries_are_offered() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let rows: Vec<SurgeryRow> = (0..12)
            .map(|number| SurgeryRow {
                code: format!("QQ1000{number:02}"),
                name: "Brook Surgery".to_owned(),
                address: "Stileham".to_owned(),
                postcode: "QQ1 2AE".to_owned(),
                at: None,
            })
            .collect();
        app.store.write_surgeries(&rows, &[]).await.unwrap();
        let asked = json!({ "words": "brook" });
        assert_eq!(app.post("/api/surgeries", &asked).await.json::<Vec<Surgery>>().len(), 10);
    }
}

fn ask(postcode: &str, surgery: Option<&str>) -> AskCover {
    AskCover { postcode: postcode.to_owned(), surgery: surgery.map(str::to_owned) }
}

#[tokio::test]
async fn team_and_its_promise_are_known_beforehand() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let surgery = Some("QQ00001");
        for asked in [ask("QQ1 9ZZ", None), ask("", surgery), ask("QQ9 1AA", surgery), ask("qq1", Some(""))] {
            let answer = app.post("/api/cover", &asked).await;
            assert_eq!(answer.header("cache-control"), "no-store", "where somebody lives stays with nobody");
            let cover: Cover = answer.json();
            assert_eq!(cover.today.to_string(), "2026-11-23");
            let covering = cover.covering.unwrap();
            assert_eq!(covering.team.id, team());
            assert_eq!(covering.promised_by.to_string(), "2026-11-25", "two working days after Monday");
        }
    }
}

#[tokio::test]
async fn christmas_is_kept_where_the_calendar_ends_before_it() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        app.clock.advance(at("2030-12-24T10:00:00Z") - monday());
        let cover: Cover = app.post("/api/cover", &ask("QQ1", None)).await.json();
        assert_eq!(cover.today.to_string(), "2030-12-24");
        assert_eq!(cover.covering.unwrap().promised_by.to_string(), "2030-12-30", "a Tuesday, two holidays, a Friday");
    }
}

#[tokio::test]
async fn where_no_team_is_that_is_said() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for asked in [ask("QQ9 1AA", None), ask("", Some("QQ99999")), ask("QQ9", Some("QQ99999"))] {
            let answer = app.post("/api/cover", &asked).await;
            assert_eq!(answer.text(), r#"{"today":"2026-11-23"}"#, "{asked:?}");
        }
        for (asked, code) in [
            (ask("", None), FieldCode::Missing),
            (ask(" ", Some(" ")), FieldCode::Missing),
            (ask("soon", None), FieldCode::Unreadable),
        ] {
            let problem = app.post("/api/cover", &asked).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("postcode", code), "{asked:?}");
        }
    }
}

#[tokio::test]
async fn where_somebody_lives_is_asked_in_no_address_and_by_no_other_site() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for address in ["/api/cover", "/api/surgeries"] {
            let answer = app.get(&format!("{address}?postcode=QQ1&near=QQ1")).await;
            assert_eq!((answer.problem(405).code, answer.header("allow")), (ErrorCode::MethodNotAllowed, "POST"));
            let foreign = app.post_with(address, &json!({}), &[("sec-fetch-site", "cross-site")]).await;
            assert_eq!(foreign.problem(403).code, ErrorCode::Forbidden);
        }
    }
}
