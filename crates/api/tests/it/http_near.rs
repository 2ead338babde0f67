//! `/api/near`, `/api/surgeries` and `/api/cover`: from what somebody types to a place, a surgery and a team.

use axum::http::StatusCode;
use url::form_urlencoded::byte_serialize;
use wire::{Cover, ErrorCode, FieldCode, Near, Origin, OriginKind, Surgery};

use super::support::stores;
use super::test_app::{TestApp, team};

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
        for address in ["/api/surgeries?q=health", "/api/surgeries?near=QQ1%201AA", "/api/surgeries?q=QQ12AE&near=QQ1"]
        {
            let answer = app.get(address).await;
            assert_eq!(answer.status, StatusCode::OK);
            let found: Vec<Surgery> = answer.json();
            assert_eq!(found.first().map(|surgery| surgery.code.as_str()), Some("QQ00001"), "{address}");
        }
        assert!(app.get("/api/surgeries").await.json::<Vec<Surgery>>().is_empty());
        let long = app.get(&format!("/api/surgeries?q={}", "a".repeat(101))).await;
        assert_eq!(long.problem(400).fields[0].field, "q");
    }
}

#[tokio::test]
async fn team_and_its_promise_are_known_beforehand() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for query in ["postcode=QQ1%209ZZ", "surgery=QQ00001", "surgery=QQ00001&postcode=QQ9%201AA", "postcode=qq1"] {
            let answer = app.get(&format!("/api/cover?{query}")).await;
            assert_eq!(answer.header("cache-control"), "no-store", "where somebody lives stays with nobody");
            let Cover::Covered { team: covering, promised_by } = answer.json() else { panic!("{query}") };
            assert_eq!(covering.id, team());
            assert_eq!(promised_by.to_string(), "2026-11-25", "two working days after Monday");
        }
    }
}

#[tokio::test]
async fn where_no_team_is_that_is_said() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for query in ["postcode=QQ9%201AA", "surgery=QQ99999", "surgery=QQ99999&postcode=QQ9"] {
            assert_eq!(app.get(&format!("/api/cover?{query}")).await.json::<Cover>(), Cover::None, "{query}");
        }
        for (query, code) in
            [("", FieldCode::Missing), ("surgery=", FieldCode::Missing), ("postcode=soon", FieldCode::Unreadable)]
        {
            let problem = app.get(&format!("/api/cover?{query}")).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("postcode", code), "{query}");
        }
    }
}
