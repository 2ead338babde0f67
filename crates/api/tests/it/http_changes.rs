//! `/api/changes`: open screens hear within a second that something has changed, and only what is theirs to hear.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use stile_api::store::Store;
use wire::{ErrorCode, Scope, StaffRole};

use super::people_world::{account, furnish, helper, staff};
use super::steps::{
    A_SECOND, Browser, Stream, accept, contact, feed, for_mother, may, roomy, roomy_settings, send, talked, worker,
};
use super::support::{located_stores, stores};
use super::test_app::{TestApp, team};

const MOTHER: &str = "amina@example.org";

/// Long enough for what should not come to come all the same.
const A_WHILE: Duration = Duration::from_millis(1_200);

#[tokio::test]
async fn revoking_cuts_an_open_screen_within_a_second() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        send(&Browser::new(&app), for_mother(MOTHER, "sara@example.org")).await;
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let person = mother.me().await.person.unwrap().id;
        let (known, grant) = helper(&app, person, "sara@example.org", &[Scope::SeePlan]).await;
        let daughter = Browser::of(&app, &known);
        let (mut hers, mut daughters) = (Stream::open(&mother).await, Stream::open(&daughter).await);
        // What was told before is over.
        hers.all(A_WHILE).await;
        daughters.all(A_WHILE).await;

        let revoked = Instant::now();
        mother.post(&format!("/api/people/{person}/helpers/{grant}/end"), &json!({})).await;
        assert_eq!(daughters.next(A_SECOND).await.as_deref(), Some("access"));
        assert!(revoked.elapsed() <= A_SECOND, "{:?}", revoked.elapsed());
        let answer = daughter.get(&format!("/api/people/{person}/timeline")).await;
        assert_eq!(answer.problem(404).code, ErrorCode::NotFound);
        assert_eq!(hers.next(A_SECOND).await.as_deref(), Some("helpers"));

        // From now on nothing of the mother's reaches her.
        mother.put(&format!("/api/people/{person}/details"), &json!({ "call_name": "Mina" })).await;
        assert!(hers.waits_for("details", A_SECOND).await);
        assert_eq!(daughters.all(A_WHILE).await, [""; 0]);
    }
}

#[tokio::test]
async fn who_helps_whom_is_told_to_the_person_alone() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        let receipt = send(&Browser::new(&app), for_mother(MOTHER, "sara@example.org")).await;
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let person = mother.me().await.person.unwrap().id;
        let (known, _) = helper(&app, person, "all@example.org", &Scope::ALL).await;
        let (mut hers, mut helpers) = (Stream::open(&mother).await, Stream::open(&Browser::of(&app, &known)).await);
        hers.all(A_WHILE).await;
        helpers.all(A_WHILE).await;
        let yes = json!({ "referral": receipt.id, "terms": may(&["see_plan"]) });
        let let_in = mother.post(&format!("/api/people/{person}/helpers/accept"), &yes).await;
        assert_eq!(let_in.status, StatusCode::OK);
        assert!(hers.waits_for("helpers", A_SECOND).await);
        let sara = let_in.json::<wire::Helpers>().helpers[1].id;
        mother.put(&format!("/api/people/{person}/helpers/{sara}"), &may(&["see_messages"])).await;
        mother.post(&format!("/api/people/{person}/helpers/{sara}/end"), &json!({})).await;
        assert_eq!(helpers.all(A_WHILE).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_helper_hears_of_what_they_may_see_and_of_nothing_else() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        let receipt = send(&Browser::new(&app), for_mother(MOTHER, "sara@example.org")).await;
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let person = mother.me().await.person.unwrap().id;
        let (plan, _) = helper(&app, person, "plan@example.org", &[Scope::SeePlan]).await;
        let (writes, _) = helper(&app, person, "writes@example.org", &[Scope::WriteAsHelper]).await;
        let stranger = account(&app, "stranger@example.org").await;
        let mut streams = Vec::new();
        for known in [&plan, &writes, &stranger] {
            let mut stream = Stream::open(&Browser::of(&app, known)).await;
            stream.all(Duration::from_millis(500)).await;
            streams.push(stream);
        }
        mother.put(&format!("/api/people/{person}/details"), &json!({ "about_me": "Tea." })).await;
        let (wen, desk) = worker(&app, "Wen").await;
        desk.open(receipt.id).await;
        desk.done(receipt.id, "seen", accept(wen, "Hello.")).await;
        let mut heard = Vec::new();
        for stream in &mut streams {
            let mut told = stream.all(A_WHILE).await;
            told.dedup();
            heard.push(told);
        }
        assert_eq!(heard, [vec!["referral"], vec!["details"], vec![]]);
    }
}

#[tokio::test]
async fn an_act_reaches_the_persons_page_and_the_teams_desk() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        let other = furnish(&app).await.there;
        let receipt = send(&Browser::new(&app), for_mother(MOTHER, "sara@example.org")).await;
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let (wen, desk) = worker(&app, "Wen").await;
        let (_, colleague) = worker(&app, "Col").await;
        let mut hers = Stream::open(&mother).await;
        let mut colleagues = Stream::open(&colleague).await;
        let mut others = Stream::open(&Browser::of(&app, &other.worker)).await;
        hers.all(A_WHILE).await;
        colleagues.all(A_WHILE).await;
        others.all(A_WHILE).await;
        desk.open(receipt.id).await;
        assert_eq!(hers.next(A_SECOND).await.as_deref(), Some("referral"), "that it was seen");
        let mut stage = "seen";
        for (act, next) in [
            (accept(wen, "Hello Amina."), "accepted"),
            (contact("no_answer", ""), "accepted"),
            (talked(""), "first_contact"),
        ] {
            let done = Instant::now();
            desk.done(receipt.id, stage, act).await;
            assert_eq!(hers.next(A_SECOND).await.as_deref(), Some("referral"));
            assert!(done.elapsed() <= A_SECOND, "{:?}", done.elapsed());
            stage = next;
        }
        assert_eq!(hers.all(A_WHILE).await, [""; 0], "once for each");
        let mut told = colleagues.all(A_WHILE).await;
        told.dedup();
        assert_eq!(told, ["desk"]);
        assert_eq!(others.all(A_WHILE).await, [""; 0]);
    }
}

#[tokio::test]
async fn an_end_that_passes_while_a_screen_is_open_is_heard_no_more() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        send(&Browser::new(&app), for_mother(MOTHER, "sara@example.org")).await;
        let person = Browser::of(&app, &account(&app, MOTHER).await).me().await.person.unwrap().id;
        let (known, grant) = helper(&app, person, "sara@example.org", &Scope::ALL).await;
        let mut terms = super::people_world::terms(&[Scope::SeePlan, Scope::WriteAsHelper]);
        terms.ends_on = super::test_app::monday().date_naive();
        app.store.change_grant(person, grant, &terms, super::test_app::monday()).await.unwrap();
        let mut stream = Stream::open(&Browser::of(&app, &known)).await;
        stream.all(A_WHILE).await;
        app.clock.advance(TimeDelta::hours(14));
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        mother.put(&format!("/api/people/{person}/details"), &json!({ "about_me": "Tea." })).await;
        assert_eq!(stream.all(A_WHILE).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_screen_ends_with_its_sign_in() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        let (here, there) = (account(&app, MOTHER).await, account(&app, MOTHER).await);
        let (here, there) = (Browser::of(&app, &here), Browser::of(&app, &there));
        let (mut kept, mut ended) = (Stream::open(&here).await, Stream::open(&there).await);
        here.post("/api/sign-ins/end-others", &json!({})).await;
        assert!(ended.waits_for("ended", A_SECOND).await);
        assert_eq!(ended.next(Duration::from_millis(100)).await, None, "and it is over");
        assert!(!kept.waits_for("ended", A_WHILE).await);

        let (id, known) = staff(&app, Some(team()), "Gone", StaffRole::LinkWorker).await;
        let (_, lead) = staff(&app, Some(team()), "Lea", StaffRole::TeamLead).await;
        let mut gone = Stream::open(&Browser::of(&app, &known)).await;
        Browser::of(&app, &lead).post(&format!("/api/desk/staff/{id}/end"), &json!({})).await;
        assert!(gone.waits_for("ended", A_SECOND).await);
        assert_eq!(Browser::of(&app, &known).get("/api/changes").await.problem(401).code, ErrorCode::SignedOut);
    }
}

#[tokio::test]
async fn an_erased_record_ends_every_screen_that_showed_it() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        send(&Browser::new(&app), for_mother(MOTHER, "sara@example.org")).await;
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let person = mother.me().await.person.unwrap().id;
        let (known, _) = helper(&app, person, "sara@example.org", &[Scope::SeePlan]).await;
        let mut hers = Stream::open(&mother).await;
        let mut helpers = Stream::open(&Browser::of(&app, &known)).await;
        helpers.all(A_WHILE).await;
        let erased = mother.post(&format!("/api/people/{person}/erase"), &json!({})).await;
        assert_eq!(erased.status, StatusCode::OK, "{}", erased.text());
        assert!(hers.waits_for("ended", A_SECOND).await);
        assert!(helpers.waits_for("access", A_SECOND).await, "so that her page is cleared too");
    }
}

#[tokio::test]
async fn another_server_of_the_same_database_is_heard_too() {
    for located in located_stores().await {
        let app = roomy(located.store).await;
        feed(&app);
        let receipt = send(&Browser::new(&app), for_mother(MOTHER, "sara@example.org")).await;
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let mut hers = Stream::open(&mother).await;
        hers.all(A_WHILE).await;
        let other = Store::open(&located.url).await.unwrap();
        let (wen, _) = worker(&app, "Wen").await;
        let person = app.store.person_of_referral(receipt.id).await.unwrap().unwrap();
        let deed = stile_api::store::Deed {
            actor: stile_api::store::Actor::Staff(wen),
            person,
            what: wire::Looked::OpenedReferral,
        };
        other.open_referral(receipt.id, wen, deed, super::test_app::monday(), super::test_app::monday()).await.unwrap();
        assert_eq!(hers.next(A_SECOND).await.as_deref(), Some("referral"));
        other.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_server_that_stops_ends_its_streams_at_once() {
    for store in stores().await {
        let app = TestApp::with(store, roomy_settings()).await;
        feed(&app);
        let mut streams = Vec::new();
        let known = account(&app, MOTHER).await;
        for _ in 0..50 {
            streams.push(Stream::open(&Browser::of(&app, &known)).await);
        }
        app.changes.close();
        let closed = Instant::now();
        for stream in &mut streams {
            assert_eq!(stream.next(A_SECOND).await, None);
        }
        assert!(closed.elapsed() < A_SECOND, "{:?}", closed.elapsed());
    }
}
