//! Somebody has lost every way to sign in: one of the team opens, another approves, and the words are given once.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, Look, Looked, PersonId, Recovery, RecoveryWords, StaffId, WhoAmI};

use super::super::people_world::{account, furnish, sign_in_staff};
use super::super::steps::{Browser, for_me, roomy, send, worker};
use super::super::support::stores;
use super::super::test_app::{TestApp, monday, team};

const HERS: &str = "amina@example.org";

struct Two<'a> {
    person: PersonId,
    opener: (StaffId, Browser<'a>),
    approver: (StaffId, Browser<'a>),
}

async fn two(app: &TestApp) -> Two<'_> {
    let id = send(&Browser::new(app), for_me("Amina Ahmed", HERS)).await.id;
    let person = app.store.person_of_referral(id).await.unwrap().unwrap();
    Two { person, opener: worker(app, "Opal").await, approver: worker(app, "Art").await }
}

fn opening(person: PersonId, id: Uuid, is_face_to_face: bool) -> Value {
    json!({ "id": id, "person": person, "is_face_to_face": is_face_to_face, "how": "I have known her for years." })
}

async fn spend(app: &TestApp, words: &RecoveryWords) -> super::super::test_app::Answer {
    Browser::new(app).post("/api/sign-in/recovery", &json!({ "words": words.words.join(" ") })).await
}

#[tokio::test]
async fn face_to_face_two_members_of_staff_give_words_that_work_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let Two { person, opener: (_, opal), approver: (_, art) } = two(&app).await;
        let lost = Browser::of(&app, &account(&app, HERS).await);
        let id = Uuid::now_v7();
        let address = format!("/api/desk/people/{person}/recoveries");
        let opened: Recovery = opal.post(&address, &opening(person, id, true)).await.json();
        assert_eq!((opened.opened_by.as_str(), opened.is_mine, opened.ready_at), ("Opal", true, monday()));
        // Opened twice is opened once.
        assert_eq!(opal.post(&address, &opening(person, id, true)).await.json::<Recovery>(), opened);
        let words = format!("/api/desk/recoveries/{id}/words");
        let approve = format!("/api/desk/recoveries/{id}/approve");
        assert_eq!(opal.post(&words, &json!({})).await.problem(422).code, ErrorCode::NeedsAnother, "not approved");
        assert_eq!(opal.post(&approve, &json!({})).await.problem(422).code, ErrorCode::NeedsAnother);
        let list: Vec<Recovery> = art.get(&format!("/api/desk/teams/{}/recoveries", team())).await.json();
        assert_eq!((list.len(), list[0].is_mine, list[0].name.as_str()), (1, false, "Amina Ahmed"));
        let approved: Recovery = art.post(&approve, &json!({})).await.json();
        assert_eq!(approved.approved_by.as_deref(), Some("Art"));
        assert_eq!(art.post(&approve, &json!({})).await.problem(422).code, ErrorCode::NotNow);
        assert_eq!(
            art.post(&words, &json!({})).await.problem(422).code,
            ErrorCode::NeedsAnother,
            "the approver gets none"
        );

        let given: RecoveryWords = opal.post(&words, &json!({})).await.json();
        assert_eq!(given.words.len(), 12);
        assert_eq!(opal.post(&words, &json!({})).await.problem(422).code, ErrorCode::NotNow, "once");
        assert_eq!(lost.get(&format!("/api/people/{person}/timeline")).await.problem(401).code, ErrorCode::SignedOut);
        let back = spend(&app, &given).await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.text());
        let amina = Browser { app: &app, cookie: back.cookie() };
        assert_eq!(amina.me().await.person.unwrap().id, person);
        assert_eq!(spend(&app, &given).await.problem(422).code, ErrorCode::NotValid);
        let looks: Vec<Look> = amina.get(&format!("/api/people/{person}/looks")).await.json();
        let told: Vec<(Looked, &str)> = looks.iter().map(|look| (look.what, look.who.as_str())).collect();
        assert_eq!(
            told,
            [
                (Looked::GaveRecoveryWords, "Opal"),
                (Looked::ApprovedRecovery, "Art"),
                // The list shows the name and how it was recognised: a look as well.
                (Looked::Listed, "Art"),
                (Looked::OpenedRecovery, "Opal"),
            ]
        );
    }
}

#[tokio::test]
async fn from_afar_the_words_wait_for_a_day() {
    for store in stores().await {
        let app = roomy(store).await;
        let Two { person, opener: (opal_id, opal), approver: (_, art) } = two(&app).await;
        let id = Uuid::now_v7();
        let opened: Recovery =
            opal.post(&format!("/api/desk/people/{person}/recoveries"), &opening(person, id, false)).await.json();
        assert_eq!(opened.ready_at, monday() + TimeDelta::hours(24));
        assert_eq!(art.post(&format!("/api/desk/recoveries/{id}/approve"), &json!({})).await.status, StatusCode::OK);
        let words = format!("/api/desk/recoveries/{id}/words");
        assert_eq!(opal.post(&words, &json!({})).await.problem(422).code, ErrorCode::NotNow);
        app.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
        let opal = Browser::of(&app, &sign_in_staff(&app, opal_id).await);
        assert_eq!(opal.post(&words, &json!({})).await.problem(422).code, ErrorCode::NotNow);
        app.clock.advance(TimeDelta::seconds(1));
        assert_eq!(opal.post(&words, &json!({})).await.json::<RecoveryWords>().words.len(), 12);
    }
}

#[tokio::test]
async fn somebody_who_never_signed_in_gets_an_account_by_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let Two { person, opener: (_, opal), approver: (_, art) } = two(&app).await;
        assert!(app.store.find_person(person).await.unwrap().unwrap().account.is_none());
        let id = Uuid::now_v7();
        opal.post(&format!("/api/desk/people/{person}/recoveries"), &opening(person, id, true)).await;
        art.post(&format!("/api/desk/recoveries/{id}/approve"), &json!({})).await;
        let given: RecoveryWords = opal.post(&format!("/api/desk/recoveries/{id}/words"), &json!({})).await.json();
        // As they are written on paper: numbered, in capitals, cut after four letters.
        let typed: Vec<String> = given
            .words
            .iter()
            .enumerate()
            .map(|(at, word)| format!("{}. {}", at + 1, word.chars().take(4).collect::<String>().to_uppercase()))
            .collect();
        let back = Browser::new(&app).post("/api/sign-in/recovery", &json!({ "words": typed.join("\n") })).await;
        let WhoAmI::Somebody(me) = back.json() else { panic!("{}", back.text()) };
        assert_eq!(me.person.unwrap().id, person);
        assert!(me.contacts.is_empty() && !me.has_recovery_words);
    }
}

#[tokio::test]
async fn whoever_has_come_in_by_the_words_makes_a_way_back_however_long_they_read() {
    for store in stores().await {
        let app = roomy(store).await;
        let Two { person, opener: (_, opal), approver: (_, art) } = two(&app).await;
        account(&app, HERS).await;
        let id = Uuid::now_v7();
        opal.post(&format!("/api/desk/people/{person}/recoveries"), &opening(person, id, true)).await;
        art.post(&format!("/api/desk/recoveries/{id}/approve"), &json!({})).await;
        let given: RecoveryWords = opal.post(&format!("/api/desk/recoveries/{id}/words"), &json!({})).await.json();
        let back = Browser { app: &app, cookie: spend(&app, &given).await.cookie() };
        assert!(back.me().await.contacts.is_empty(), "no code goes to where it went before");
        app.clock.advance(TimeDelta::minutes(11));
        // What else asks for a fresh sign-in still does.
        let export = back.post(&format!("/api/people/{person}/export"), &json!({})).await;
        assert_eq!(export.problem(403).code, ErrorCode::ConfirmFirst);
        let asked = back.post("/api/contacts", &json!({ "to": "new@example.org" })).await;
        assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text());
        let (asker, code) = (asked.cookie(), asked.json::<wire::CodeAsked>().id);
        let cookies = format!("{}; {asker}", back.cookie);
        let right = json!({ "code": stile_api::auth::digits(&app.pepper, code) });
        let proved = app.post_with(&format!("/api/contacts/{code}/prove"), &right, &[("cookie", &cookies)]).await;
        assert_eq!(proved.status, StatusCode::OK, "{}", proved.text());
        // There is a way now, and so it is asked again.
        let another = back.post("/api/contacts", &json!({ "to": "newer@example.org" })).await;
        assert_eq!(another.problem(403).code, ErrorCode::ConfirmFirst);
    }
}

#[tokio::test]
async fn words_that_were_given_before_are_over_with_the_new_ones() {
    for store in stores().await {
        let app = roomy(store).await;
        let Two { person, opener: (_, opal), approver: (_, art) } = two(&app).await;
        let mut given = Vec::new();
        for _ in 0..2 {
            let id = Uuid::now_v7();
            opal.post(&format!("/api/desk/people/{person}/recoveries"), &opening(person, id, true)).await;
            art.post(&format!("/api/desk/recoveries/{id}/approve"), &json!({})).await;
            let words = opal.post(&format!("/api/desk/recoveries/{id}/words"), &json!({})).await;
            given.push(words.json::<RecoveryWords>());
        }
        assert_eq!(spend(&app, &given[0]).await.problem(422).code, ErrorCode::NotValid);
        assert_eq!(spend(&app, &given[1]).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_recovery_is_the_teams_own_and_asks_again_who_it_is() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let Two { person, opener: (_, opal), approver: (_, art) } = two(&app).await;
        let id = Uuid::now_v7();
        let address = format!("/api/desk/people/{person}/recoveries");
        let mut without = opening(person, id, true);
        without["how"] = json!(" ");
        let problem = opal.post(&address, &without).await.problem(422);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("how", FieldCode::Missing));
        let other = opening(world.here.person, id, true);
        assert_eq!(opal.post(&address, &other).await.problem(404).code, ErrorCode::NotFound, "another in the body");
        opal.post(&address, &opening(person, id, true)).await;
        // The same id for somebody else is refused.
        let elsewhere = format!("/api/desk/people/{}/recoveries", world.here.person);
        let reused = opal.post(&elsewhere, &opening(world.here.person, id, true)).await;
        assert_eq!(reused.problem(409).code, ErrorCode::Conflict);
        let there = Browser::of(&app, &world.there.worker);
        for what in ["approve", "words"] {
            let refused = there.post(&format!("/api/desk/recoveries/{id}/{what}"), &json!({})).await;
            assert_eq!(refused.problem(404).code, ErrorCode::NotFound);
        }
        app.clock.advance(TimeDelta::minutes(10));
        for (browser, address) in [
            (&opal, address),
            (&art, format!("/api/desk/recoveries/{id}/approve")),
            (&opal, format!("/api/desk/recoveries/{id}/words")),
        ] {
            let body = opening(person, Uuid::now_v7(), true);
            assert_eq!(browser.post(&address, &body).await.problem(403).code, ErrorCode::ConfirmFirst, "{address}");
        }
    }
}
