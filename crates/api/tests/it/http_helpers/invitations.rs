//! Becoming somebody's helper by a code that they said or showed.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, HelperInvitation, Helpers, PersonId, Scope, WhoAmI};

use super::super::people_world::account;
use super::super::steps::{Browser, for_me, may, roomy, send};
use super::super::support::stores;
use super::super::test_app::TestApp;

const HERS: &str = "amina@example.org";

/// Somebody with a record, freshly signed in.
async fn amina(app: &TestApp) -> (Browser<'_>, PersonId) {
    send(&Browser::new(app), for_me("Amina Ahmed", HERS)).await;
    let amina = Browser::of(app, &account(app, HERS).await);
    let person = amina.me().await.person.unwrap().id;
    (amina, person)
}

async fn other<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    Browser::of(app, &account(app, email).await)
}

fn neighbour() -> Value {
    json!({ "id": Uuid::now_v7(), "name": "Sam Okoro", "relation": "neighbour", "terms": may(&["see_plan"]) })
}

async fn invite(amina: &Browser<'_>, person: PersonId) -> HelperInvitation {
    let invited = amina.post(&format!("/api/people/{person}/helpers/invite"), &neighbour()).await;
    assert_eq!(invited.status, StatusCode::OK, "{}", invited.text());
    invited.json()
}

async fn take(browser: &Browser<'_>, code: &str) -> super::super::test_app::Answer {
    browser.post("/api/helping/take", &json!({ "code": code })).await
}

#[tokio::test]
async fn a_neighbour_helps_by_the_code_that_was_said() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let invitation = invite(&amina, person).await;
        assert_eq!(invitation.code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4]);
        assert_eq!(invitation.expires_at, super::super::test_app::monday() + TimeDelta::hours(24));
        let size = invitation.qr.len();
        assert!(size >= 21 && invitation.qr.iter().all(|row| row.len() == size), "a square");
        assert!(invitation.qr.iter().all(|row| row.bytes().all(|module| matches!(module, b'0' | b'1'))));
        let helpers: Helpers = amina.get(&format!("/api/people/{person}/helpers")).await.json();
        assert_eq!((helpers.invitations[0].name.as_str(), helpers.helpers.len()), ("Sam Okoro", 0));

        let sam = other(&app, "sam@example.org").await;
        // As it is typed when it was heard.
        let typed = format!(" {} ", invitation.code.to_lowercase().replace('-', " "));
        let taken = take(&sam, &typed).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
        let WhoAmI::Somebody(me) = taken.json() else { panic!("somebody") };
        assert_eq!((me.helping[0].person, me.helping[0].scopes.as_slice()), (person, [Scope::SeePlan].as_slice()));
        assert_eq!(sam.get(&format!("/api/people/{person}/timeline")).await.status, StatusCode::OK);
        let helpers: Helpers = amina.get(&format!("/api/people/{person}/helpers")).await.json();
        assert_eq!((helpers.helpers[0].name.as_str(), helpers.helpers[0].is_here), ("Sam Okoro", true));
        assert!(helpers.invitations.is_empty() && helpers.helpers[0].recorded_by.is_none());

        // Once.
        let late = other(&app, "late@example.org").await;
        assert_eq!(take(&late, &invitation.code).await.problem(422).code, ErrorCode::NotValid);
        assert!(late.me().await.helping.is_empty());

        // And whoever helps may stop.
        let grant = me.helping[0].grant;
        let left = sam.post(&format!("/api/helping/{grant}/leave"), &json!({})).await;
        assert_eq!(left.status, StatusCode::NO_CONTENT);
        assert_eq!(sam.get(&format!("/api/people/{person}/timeline")).await.problem(404).code, ErrorCode::NotFound);
        let helpers: Helpers = amina.get(&format!("/api/people/{person}/helpers")).await.json();
        assert!(helpers.helpers.is_empty());
    }
}

#[tokio::test]
async fn ten_guesses_a_day_are_all_there_are() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let code = invite(&amina, person).await.code;
        let guesser = other(&app, "guesser@example.org").await;
        for guess in 0..10 {
            let wrong = if guess % 2 == 0 { "0000-0000".to_owned() } else { format!("nonsense {guess}") };
            assert_eq!(take(&guesser, &wrong).await.problem(422).code, ErrorCode::NotValid);
        }
        let rested = take(&guesser, &code).await;
        let problem = rested.problem(429);
        assert_eq!(problem.code, ErrorCode::TooManyRequests);
        // Until midnight: it is ten in the morning.
        assert_eq!(problem.retry_after_seconds, Some(14 * 3_600));
        assert_eq!(rested.header("retry-after"), "50400");
        assert!(guesser.me().await.helping.is_empty());
        // It is the guesser who rests, not the invitation, and not for ever.
        app.clock.advance(TimeDelta::hours(14));
        let guesser = other(&app, "guesser@example.org").await;
        assert_eq!(take(&guesser, &code).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn somebody_elses_guesses_cost_nobody_their_invitation() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let code = invite(&amina, person).await.code;
        let guesser = other(&app, "guesser@example.org").await;
        for _ in 0..11 {
            take(&guesser, "0000-0000").await;
        }
        let sam = other(&app, "sam@example.org").await;
        assert_eq!(take(&sam, &code).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn after_a_day_a_code_is_over() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let (first, second) = (invite(&amina, person).await, invite(&amina, person).await);
        app.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
        let sam = other(&app, "sam@example.org").await;
        assert_eq!(take(&sam, &first.code).await.status, StatusCode::OK);
        app.clock.advance(TimeDelta::seconds(1));
        let late = other(&app, "late@example.org").await;
        assert_eq!(take(&late, &second.code).await.problem(422).code, ErrorCode::NotValid);
        let amina = other(&app, HERS).await;
        let helpers: Helpers = amina.get(&format!("/api/people/{person}/helpers")).await.json();
        assert!(helpers.invitations.is_empty(), "it is listed no longer");
    }
}

#[tokio::test]
async fn nobody_is_their_own_helper_and_what_was_withdrawn_is_over() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let invitation = invite(&amina, person).await;
        assert_eq!(take(&amina, &invitation.code).await.problem(422).code, ErrorCode::NotValid);
        app.clock.advance(TimeDelta::minutes(11));
        let withdrawing = format!("/api/people/{person}/invitations/{}/withdraw", invitation.id);
        let helpers: Helpers = amina.post(&withdrawing, &json!({})).await.json();
        assert!(helpers.invitations.is_empty(), "taking back asks for nothing");
        assert_eq!(amina.post(&withdrawing, &json!({})).await.problem(404).code, ErrorCode::NotFound);
        let sam = other(&app, "sam@example.org").await;
        assert_eq!(take(&sam, &invitation.code).await.problem(422).code, ErrorCode::NotValid);
    }
}

#[tokio::test]
async fn inviting_asks_again_who_it_is_and_has_its_limits() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let address = format!("/api/people/{person}/helpers/invite");
        for (field, text, code) in
            [("name", String::new(), FieldCode::Missing), ("relation", "x".repeat(101), FieldCode::TooLong)]
        {
            let mut wrong = neighbour();
            wrong[field] = json!(text);
            let problem = amina.post(&address, &wrong).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, code));
        }
        for _ in 0..10 {
            invite(&amina, person).await;
        }
        assert_eq!(amina.post(&address, &neighbour()).await.problem(422).code, ErrorCode::NotNow);
        app.clock.advance(TimeDelta::minutes(10));
        assert_eq!(amina.post(&address, &neighbour()).await.problem(403).code, ErrorCode::ConfirmFirst);
    }
}

#[tokio::test]
async fn the_newer_word_of_the_person_holds() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let mut wide = neighbour();
        wide["terms"] = may(&["see_plan", "see_messages", "write_as_helper", "book_visits"]);
        let wide: HelperInvitation = amina.post(&format!("/api/people/{person}/helpers/invite"), &wide).await.json();
        let narrow = invite(&amina, person).await;
        let sam = other(&app, "sam@example.org").await;
        take(&sam, &wide.code).await;
        assert_eq!(sam.get(&format!("/api/people/{person}/details")).await.status, StatusCode::OK);
        take(&sam, &narrow.code).await;
        assert_eq!(sam.get(&format!("/api/people/{person}/details")).await.problem(404).code, ErrorCode::NotFound);
        let helpers: Helpers = amina.get(&format!("/api/people/{person}/helpers")).await.json();
        assert_eq!(helpers.helpers.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_take_a_code_at_once_are_one() {
    for store in stores().await {
        let app = roomy(store).await;
        let (amina, person) = amina(&app).await;
        let (one, two) = (other(&app, "one@example.org").await, other(&app, "two@example.org").await);
        for _ in 0..5 {
            let code = invite(&amina, person).await.code;
            let (a, b) = tokio::join!(take(&one, &code), take(&two, &code));
            let mut both = [a.status.as_u16(), b.status.as_u16()];
            both.sort_unstable();
            assert_eq!(both, [200, 422]);
        }
    }
}
