//! A person's own record over HTTP: what is safe, who looked, what they complain about.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use stile_api::referred::person_of_stored;
use stile_api::store::{Actor, Deed};
use uuid::Uuid;
use wire::{
    Complaint, ErrorCode, FieldCode, Look, Looked, LookerKind, PersonId, SafeContact, SafeContacts, Scope, StaffRole,
};

use super::people_world::{account, furnish, helper, sign_in_account};
use super::raw_sql::RawSql;
use super::steps::{Browser, accept, for_me, for_mother, may, roomy, send, worker};
use super::support::{located_stores, stores};
use super::test_app::{TestApp, monday};

const HERS: &str = "amina@example.org";

async fn amina(app: &TestApp) -> (Browser<'_>, PersonId) {
    send(&Browser::new(app), for_me("Amina Ahmed", HERS)).await;
    let amina = Browser::of(app, &account(app, HERS).await);
    let person = amina.me().await.person.unwrap().id;
    (amina, person)
}

async fn looks(browser: &Browser<'_>, person: PersonId) -> Vec<Look> {
    browser.get(&format!("/api/people/{person}/looks")).await.json()
}

#[tokio::test]
async fn every_look_by_others_is_there_in_its_kind_and_own_looks_are_not() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let receipt = send(&Browser::new(&app), for_mother(HERS, "sara@example.org")).await;
        let amina = Browser::of(&app, &account(&app, HERS).await);
        let person = amina.me().await.person.unwrap().id;
        for what in ["timeline", "details", "safe-contact", "helpers", "looks", "complaints"] {
            assert_eq!(amina.get(&format!("/api/people/{person}/{what}")).await.status, StatusCode::OK);
        }
        amina.put(&format!("/api/people/{person}/details"), &json!({ "about_me": "Tea." })).await;
        amina.post(&format!("/api/people/{person}/export"), &json!({})).await;
        assert_eq!(looks(&amina, person).await, [], "their own looks are nobody's business");

        let (wen_id, wen) = worker(&app, "Wen").await;
        let lea = Browser::of(&app, &world.here.lead);
        let team = world.here.team;
        wen.get(&format!("/api/desk/teams/{team}/waiting")).await;
        wen.open(receipt.id).await;
        wen.done(receipt.id, "seen", accept(wen_id, "Hello.")).await;
        lea.get(&format!("/api/desk/people/{person}")).await;
        lea.get(&format!("/api/people/{person}/timeline")).await;
        lea.get(&format!("/api/people/{person}/details")).await;
        let yes = json!({
            "referral": receipt.id, "name": "", "relation": "", "terms": may(&["see_plan", "write_as_helper"]), "how": "At home.",
        });
        wen.post(&format!("/api/desk/people/{person}/helpers"), &yes).await;
        let sara = Browser::of(&app, &account(&app, "sara@example.org").await);
        let grant = sara.me().await.helping[0].grant;
        sara.get(&format!("/api/people/{person}/timeline")).await;
        sara.get(&format!("/api/people/{person}/details")).await;
        sara.put(&format!("/api/people/{person}/details"), &json!({ "about_me": "Coffee." })).await;
        // Said again it changes nothing. It is answered with everything, and so it is a look, one with that before.
        sara.put(&format!("/api/people/{person}/details"), &json!({ "about_me": "Coffee." })).await;
        wen.post(&format!("/api/people/{person}/helpers/{grant}/end"), &json!({})).await;
        let recovery = Uuid::now_v7();
        let opening = json!({ "id": recovery, "person": person, "is_face_to_face": true, "how": "I know her." });
        wen.post(&format!("/api/desk/people/{person}/recoveries"), &opening).await;
        lea.post(&format!("/api/desk/recoveries/{recovery}/approve"), &json!({})).await;
        wen.post(&format!("/api/desk/recoveries/{recovery}/words"), &json!({})).await;

        // No code goes to where it went before: she comes in by her words.
        assert!(Browser::of(&app, &account(&app, HERS).await).me().await.person.is_none());
        let hers = app.store.find_person(person).await.unwrap().unwrap().account.unwrap();
        let amina = Browser::of(&app, &sign_in_account(&app, hers).await);
        let (worker, lead, helper) =
            (LookerKind::Staff(StaffRole::LinkWorker), LookerKind::Staff(StaffRole::TeamLead), LookerKind::Helper);
        let told: Vec<(Looked, String, LookerKind)> =
            looks(&amina, person).await.into_iter().rev().map(|look| (look.what, look.who, look.as_what)).collect();
        let expected = [
            (Looked::Listed, "Wen", worker),
            (Looked::OpenedReferral, "Wen", worker),
            (Looked::ChangedStage, "Wen", worker),
            (Looked::OpenedRecord, "Lea", lead),
            (Looked::SawTimeline, "Lea", lead),
            (Looked::SawDetails, "Lea", lead),
            (Looked::RecordedHelper, "Wen", worker),
            (Looked::SawTimeline, "Sara Ahmed", helper),
            (Looked::SawDetails, "Sara Ahmed", helper),
            (Looked::ChangedDetails, "Sara Ahmed", helper),
            (Looked::EndedHelper, "Wen", worker),
            (Looked::OpenedRecovery, "Wen", worker),
            (Looked::ApprovedRecovery, "Lea", lead),
            (Looked::GaveRecoveryWords, "Wen", worker),
        ];
        assert_eq!(told, expected.map(|(what, who, as_what)| (what, who.to_owned(), as_what)));
        assert_eq!(app.store.check_audit().await.unwrap().broken_at, None);
        // Whoever was refused has not looked.
        let there = Browser::of(&app, &world.there.worker);
        there.get(&format!("/api/desk/people/{person}")).await.problem(404);
        assert_eq!(looks(&amina, person).await.len(), expected.len());
    }
}

#[tokio::test]
async fn what_a_change_that_changes_nothing_answers_is_looked_at() {
    for store in stores().await {
        let app = roomy(store).await;
        let (_, person) = amina(&app).await;
        let (known, _) = helper(&app, person, "sara@example.org", &[Scope::WriteAsHelper]).await;
        let answer = Browser::of(&app, &known).put(&format!("/api/people/{person}/details"), &json!({})).await;
        assert_eq!(answer.status.as_u16(), 200);
        let told = looks(&Browser::of(&app, &account(&app, HERS).await), person).await;
        assert_eq!(told.iter().map(|look| look.what).collect::<Vec<_>>(), [Looked::SawDetails]);
    }
}

#[tokio::test]
async fn looks_that_follow_each_other_are_one() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let (known, _) = helper(&app, person, "sara@example.org", &[Scope::SeePlan]).await;
        let sara = Browser::of(&app, &known);
        for _ in 0..3 {
            sara.get(&format!("/api/people/{person}/timeline")).await;
            app.clock.advance(TimeDelta::minutes(7));
        }
        // At nought, seven and fourteen minutes: one look. At twenty-one another.
        assert_eq!(looks(&Browser::of(&app, &account(&app, HERS).await), person).await.len(), 1);
        sara.get(&format!("/api/people/{person}/timeline")).await;
        let told = looks(&Browser::of(&app, &account(&app, HERS).await), person).await;
        assert_eq!(told.iter().map(|look| (look.at - monday()).num_minutes()).collect::<Vec<_>>(), [21, 0]);
        drop(amina);
    }
}

#[tokio::test]
async fn the_two_hundred_newest_looks_are_told() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let (wen, _) = worker(&app, "Wen").await;
        for number in 0..205 {
            let deed = Deed { actor: Actor::Staff(wen), person, what: Looked::SawDetails };
            app.store.remember(deed, monday() + TimeDelta::seconds(number)).await.unwrap();
        }
        let told = looks(&amina, person).await;
        let seconds: Vec<i64> = told.iter().map(|look| (look.at - monday()).num_seconds()).collect();
        assert_eq!(seconds, (5..205).rev().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn what_was_never_said_is_unset_and_what_is_old_is_asked_again() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let address = format!("/api/people/{person}/safe-contact");
        let said: SafeContacts = amina.get(&address).await.json();
        let names: Vec<Value> = said.channels.iter().map(|answer| json!(answer.channel)).collect();
        assert_eq!(names, ["call", "voicemail", "text", "email", "post", "push"]);
        let answers: BTreeMap<String, Option<bool>> = said
            .channels
            .iter()
            .map(|answer| (json!(answer.channel).as_str().unwrap().to_owned(), answer.is_safe))
            .collect();
        assert_eq!(answers["email"], Some(true), "as the referral said");
        assert_eq!((answers["post"], answers["call"]), (None, None));
        assert!(!amina.me().await.person.unwrap().is_safe_contact_due, "she has just said so in her referral");

        let all: Vec<Value> = ["call", "voicemail", "text", "email", "post", "push"]
            .iter()
            .map(|channel| json!({ "channel": channel, "is_safe": false, "asked_at": "2020-01-01T00:00:00Z" }))
            .collect();
        amina.put(&address, &json!({ "channels": all })).await;
        assert!(!amina.me().await.person.unwrap().is_safe_contact_due);
        let evening =
            json!({ "channels": [{ "channel": "call", "is_safe": true, "from": "18:00", "until": "20:30" }] });
        let said: SafeContacts = amina.put(&address, &evening).await.json();
        let call: &SafeContact = &said.channels[0];
        assert_eq!((call.is_safe, call.from.as_str(), call.until.as_str()), (Some(true), "18:00", "20:30"));
        assert_eq!(call.asked_at, Some(monday()), "when it was said is the server's to say");
        assert_eq!(said.channels[3].is_safe, Some(false), "what is not named stays");
        assert_eq!((said.email.as_str(), said.phone.as_str()), ("a•••@example.org", ""), "where each would lead");

        app.clock.advance(TimeDelta::days(90));
        let later = Browser::of(&app, &account(&app, HERS).await);
        assert!(!later.me().await.person.unwrap().is_safe_contact_due);
        app.clock.advance(TimeDelta::seconds(1));
        assert!(later.me().await.person.unwrap().is_safe_contact_due);
        let old: SafeContacts = later.get(&address).await.json();
        assert!(old.channels.iter().all(|answer| answer.is_stale));
    }
}

#[tokio::test]
async fn answers_about_safety_that_cannot_be_are_named() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let address = format!("/api/people/{person}/safe-contact");
        let before = amina.get(&address).await.text().to_owned();
        for (channels, field, code) in [
            (
                json!([{ "channel": "call", "is_safe": true, "from": "25:00" }]),
                "channels.0.from",
                FieldCode::Unreadable,
            ),
            (
                json!([{ "channel": "text", "is_safe": true, "from": "10:00", "until": "10:00" }]),
                "channels.0.until",
                FieldCode::NotOffered,
            ),
            (
                json!([{ "channel": "call", "is_safe": true }, { "channel": "call", "is_safe": false }]),
                "channels.1.channel",
                FieldCode::NotOffered,
            ),
        ] {
            let problem = amina.put(&address, &json!({ "channels": channels })).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, code));
        }
        assert_eq!(amina.get(&address).await.text(), before);
    }
}

#[tokio::test]
async fn a_complaint_is_kept_once_with_the_day_of_its_answer() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let address = format!("/api/people/{person}/complaints");
        let id = Uuid::now_v7();
        let kept: Complaint = amina.post(&address, &json!({ "id": id, "words": " Nobody rang. " })).await.json();
        assert_eq!((kept.words.as_str(), kept.answer.as_str(), kept.sent_at), ("Nobody rang.", "", monday()));
        assert_eq!(kept.answer_by.to_string(), "2026-12-07", "ten working days");
        app.clock.advance(TimeDelta::minutes(5));
        let again: Complaint = amina.post(&address, &json!({ "id": id, "words": "Nobody rang." })).await.json();
        assert_eq!(again, kept);
        let other = amina.post(&address, &json!({ "id": id, "words": "Somebody rang." })).await;
        assert_eq!(other.problem(409).code, ErrorCode::Conflict);
        for (words, code) in [("  ".to_owned(), FieldCode::Missing), ("x".repeat(4_001), FieldCode::TooLong)] {
            let problem = amina.post(&address, &json!({ "id": Uuid::now_v7(), "words": words })).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("words", code));
        }
        amina.post(&address, &json!({ "id": Uuid::now_v7(), "words": "Again." })).await;
        let listed: Vec<Complaint> = amina.get(&address).await.json();
        assert_eq!(listed.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(), ["Again.", "Nobody rang."]);
        // Somebody else's id tells nothing, and takes nothing over.
        send(&Browser::new(&app), for_me("Bea Example", "b@example.org")).await;
        let bea = Browser::of(&app, &account(&app, "b@example.org").await);
        let hers = bea.me().await.person.unwrap().id;
        let stolen =
            bea.post(&format!("/api/people/{hers}/complaints"), &json!({ "id": id, "words": "Nobody rang." })).await;
        assert_eq!(stolen.problem(409).code, ErrorCode::Conflict);
    }
}

#[tokio::test]
async fn a_referral_of_a_version_without_people_gets_its_record() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let receipt = send(&Browser::new(&app), for_mother(HERS, "sara@example.org")).await;
        // As it was kept before there were people.
        raw.run("UPDATE referral SET person = NULL").await;
        for table in ["referral_contact", "safe_contact", "person"] {
            raw.run(&format!("DELETE FROM {table}")).await;
        }
        assert_eq!(app.store.adopt_referrals(person_of_stored).await.unwrap(), 1);
        assert_eq!(app.store.adopt_referrals(person_of_stored).await.unwrap(), 0, "once");
        let amina = Browser::prove(&app, HERS).await;
        let me = amina.me().await.person.unwrap();
        assert_eq!((me.call_name.as_str(), me.waiting_helpers), ("Amina", 1));
        let timeline = amina.json(&format!("/api/people/{}/timeline", me.id)).await;
        assert_eq!(timeline[0]["reference"], json!(receipt.reference));
        let safe: SafeContacts = amina.get(&format!("/api/people/{}/safe-contact", me.id)).await.json();
        assert_eq!(safe.channels[3].is_safe, Some(true));
        assert!(Browser::prove(&app, "sara@example.org").await.me().await.person.is_none());
    }
}
