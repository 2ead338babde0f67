//! How long a sign-in lives, how long it is fresh, and what ends it.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::json;
use wire::{ChooseLife, ErrorCode, Life, SignInView, WhoAmI};

use super::super::support::stores;
use super::super::test_app::Answer;
use super::{Browser, Door, somebody};

const MARY: &str = "mary@example.org";

async fn choose(browser: &mut Browser<'_>, life: Life) -> Answer {
    browser.post("/api/sign-in/life", &ChooseLife { life }).await
}

/// The `Set-Cookie` of the sign-in.
fn set(answer: &Answer) -> String {
    let all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    all.filter(|set| set.starts_with("__Host-s=")).map(str::to_owned).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn shared_phone_is_signed_out_after_a_quarter_of_an_hour_alone() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        door.pass(TimeDelta::minutes(15) - TimeDelta::milliseconds(1));
        assert!(matches!(phone.me().await, WhoAmI::Somebody(_)));
        door.pass(TimeDelta::minutes(15));
        assert_eq!(phone.me().await, WhoAmI::Nobody);
        assert_eq!(phone.get("/api/sign-ins").await.problem(401).code, ErrorCode::SignedOut);
    }
}

#[tokio::test]
async fn shared_phone_is_signed_out_after_four_hours_whatever_happens() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let me = choose(&mut phone, Life::Shared).await;
        assert!(!set(&me).contains("Max-Age"), "{}", set(&me));
        for minute in (10..240).step_by(10) {
            door.pass(TimeDelta::minutes(10));
            assert!(matches!(phone.me().await, WhoAmI::Somebody(_)), "{minute}");
        }
        door.pass(TimeDelta::minutes(10));
        assert_eq!(phone.me().await, WhoAmI::Nobody);
    }
}

#[tokio::test]
async fn phone_of_ones_own_stays_signed_in_for_thirty_days() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let token = phone.cookie("__Host-s").unwrap().to_owned();
        let answer = choose(&mut phone, Life::Mine).await;
        let me = somebody(&answer);
        assert_eq!((me.life, me.has_chosen_life), (Life::Mine, true));
        let cookie = set(&answer);
        assert!(cookie.contains("; Max-Age=2592000;"), "{cookie}");
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert_eq!(phone.cookie("__Host-s").unwrap(), token);
        door.pass(TimeDelta::days(30) - TimeDelta::milliseconds(1));
        assert_eq!(phone.me_somebody().await.life, Life::Mine);
        door.pass(TimeDelta::milliseconds(1));
        assert_eq!(phone.me().await, WhoAmI::Nobody);
    }
}

#[tokio::test]
async fn the_question_is_answered_once() {
    for store in stores().await {
        let door = Door::new(store).await;
        for (first, second) in [(Life::Mine, Life::Shared), (Life::Shared, Life::Mine)] {
            let mut phone = door.browser();
            phone.sign_in(MARY).await;
            let staff = choose(&mut phone, Life::Staff).await.problem(422);
            assert_eq!(staff.code, ErrorCode::Invalid);
            assert_eq!(somebody(&choose(&mut phone, first).await).life, first);
            assert_eq!(choose(&mut phone, second).await.problem(422).code, ErrorCode::NotNow);
            assert_eq!(somebody(&choose(&mut phone, first).await).life, first, "the same again is no other answer");
            assert_eq!(phone.me_somebody().await.life, first);
        }
        assert_eq!(choose(&mut door.browser(), Life::Mine).await.problem(401).code, ErrorCode::SignedOut);
    }
}

#[tokio::test]
async fn every_sign_in_has_a_token_of_its_own() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let mut thief = phone.copy();
        assert!(matches!(thief.me().await, WhoAmI::Somebody(_)));
        phone.sign_in(MARY).await;
        assert_ne!(phone.cookie("__Host-s"), thief.cookie("__Host-s"));
        assert_eq!(thief.me().await, WhoAmI::Nobody, "signing in again ends what was there");
        let mut thief = phone.copy();
        // Somebody else signs in on the same phone.
        phone.sign_in("somebody-else@example.org").await;
        assert_eq!(thief.me().await, WhoAmI::Nobody);
        let views: Vec<SignInView> = phone.get("/api/sign-ins").await.json();
        assert_eq!(views.len(), 1);
    }
}

#[tokio::test]
async fn after_ten_minutes_what_matters_asks_again() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        choose(&mut phone, Life::Mine).await;
        door.pass(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
        assert_eq!(phone.post("/api/recovery-words", &json!({})).await.status.as_u16(), 200);
        door.pass(TimeDelta::milliseconds(1));
        assert!(!phone.me_somebody().await.is_fresh);
        for route in ["/api/recovery-words", "/api/passkeys/begin"] {
            assert_eq!(phone.post(route, &json!({})).await.problem(403).code, ErrorCode::ConfirmFirst, "{route}");
        }
        let add = phone.post("/api/contacts", &json!({ "to": "new@example.org" })).await;
        assert_eq!(add.problem(403).code, ErrorCode::ConfirmFirst);

        let mut thief = phone.copy();
        let contact = phone.me_somebody().await.contacts[0].id;
        let asked = phone.ask(&format!("contact:{contact}")).await;
        let code = door.last_to(MARY).await.code();
        let answer = phone.spend(&asked, &code).await;
        let me = somebody(&answer);
        assert!(me.is_fresh);
        assert_eq!((me.life, me.has_chosen_life), (Life::Mine, true), "what they chose is kept");
        assert!(set(&answer).contains("Max-Age=2592000"), "{}", set(&answer));
        assert_eq!(thief.me().await, WhoAmI::Nobody, "and the earlier cookie is dead");
        assert_eq!(phone.post("/api/recovery-words", &json!({})).await.status.as_u16(), 200);
        let views: Vec<SignInView> = phone.get("/api/sign-ins").await.json();
        assert_eq!(views.len(), 1);

        // Confirming makes it fresh and not longer: thirty days from the first time.
        door.pass(TimeDelta::days(30) - TimeDelta::minutes(10));
        assert_eq!(phone.me().await, WhoAmI::Nobody);
    }
}

#[tokio::test]
async fn confirming_before_the_question_leaves_it_open() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        door.pass(TimeDelta::minutes(11));
        let me = phone.confirm().await;
        assert_eq!((me.life, me.has_chosen_life, me.is_fresh), (Life::Shared, false, true));
        assert_eq!(somebody(&choose(&mut phone, Life::Mine).await).life, Life::Mine);
    }
}

#[tokio::test]
async fn sign_in_that_has_ended_lends_its_life_to_no_other() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        choose(&mut phone, Life::Mine).await;
        door.pass(TimeDelta::days(30));
        let me = phone.sign_in(MARY).await;
        assert_eq!((me.life, me.has_chosen_life), (Life::Shared, false));
        choose(&mut phone, Life::Mine).await;
        let other = phone.sign_in("somebody-else@example.org").await;
        assert_eq!((other.life, other.has_chosen_life), (Life::Shared, false), "nor to somebody else");
    }
}

#[tokio::test]
async fn address_of_somebody_else_confirms_nothing() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut other) = (door.browser(), door.browser());
        let mary = phone.sign_in(MARY).await.contacts[0].id;
        other.sign_in("somebody-else@example.org").await;
        let before = door.count_to(MARY).await;
        let refused = other.try_ask(&format!("contact:{mary}")).await;
        assert_eq!(refused.problem(404).code, ErrorCode::NotFound);
        let nobody = door.browser().try_ask(&format!("contact:{mary}")).await;
        assert_eq!(nobody.problem(401).code, ErrorCode::SignedOut);
        assert_eq!(door.count_to(MARY).await, before);
    }
}

#[tokio::test]
async fn signing_out_and_leaving_end_it_at_once() {
    for store in stores().await {
        let door = Door::new(store).await;
        for way in ["/api/sign-out", "/api/leave"] {
            let mut phone = door.browser();
            phone.sign_in(MARY).await;
            let mut thief = phone.copy();
            let answer = phone.post(way, &json!({})).await;
            assert_eq!(answer.status.as_u16(), 204, "{way}");
            assert_eq!((phone.cookie("__Host-s"), phone.cookie("__Host-c")), (None, None), "{way}");
            assert_eq!(phone.me().await, WhoAmI::Nobody);
            assert_eq!(thief.me().await, WhoAmI::Nobody, "{way}: the server forgets it too");
            assert_eq!(thief.post(way, &json!({})).await.status.as_u16(), 204, "{way}: twice is fine");
            assert_eq!(door.browser().post(way, &json!({})).await.status.as_u16(), 204, "{way}: nobody too");
        }
    }
}
