//! On which devices one is signed in, and ending that.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::json;
use stile_api::store::Removed;
use uuid::Uuid;
use wire::{ErrorCode, Life, SignInView, WhoAmI};

use super::super::support::stores;
use super::super::test_app::monday;
use super::{Browser, Door};

const MARY: &str = "mary@example.org";
const ANDROID: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile \
                       Safari/537.36";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/17.5 Mobile/15E148 Safari/604.1";

async fn list(browser: &mut Browser<'_>) -> Vec<SignInView> {
    browser.get("/api/sign-ins").await.json()
}

#[tokio::test]
async fn sign_ins_are_listed_the_newest_first() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut tablet) = (door.browser().called(ANDROID), door.browser().called(IPHONE));
        phone.sign_in(MARY).await;
        door.pass(TimeDelta::minutes(5));
        tablet.sign_in(MARY).await;
        door.browser().sign_in("somebody-else@example.org").await;
        let views = list(&mut phone).await;
        let told: Vec<_> = views
            .iter()
            .map(|view| (view.device.as_str(), view.life, view.since, view.last_seen, view.is_this))
            .collect();
        let (first, second) = (monday(), monday() + TimeDelta::minutes(5));
        let expected = [
            ("Safari on iPhone", Life::Shared, second, second, false),
            ("Chrome on Android", Life::Shared, first, first, true),
        ];
        assert_eq!(told[0], expected[0]);
        assert_eq!((told[1].0, told[1].2, told[1].4), (expected[1].0, expected[1].2, expected[1].4));
        assert_eq!(list(&mut tablet).await.iter().map(|view| view.is_this).collect::<Vec<_>>(), [true, false]);
        // The tablet is used on; the phone has been left alone and is not listed any more.
        door.pass(TimeDelta::minutes(12));
        list(&mut tablet).await;
        door.pass(TimeDelta::minutes(3));
        assert_eq!(list(&mut tablet).await.len(), 1);
    }
}

#[tokio::test]
async fn one_sign_in_ends_and_the_others_stay() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut lost, mut tablet) = (door.browser(), door.browser(), door.browser());
        phone.sign_in(MARY).await;
        lost.sign_in(MARY).await;
        tablet.sign_in(MARY).await;
        let id = list(&mut lost).await.iter().find(|view| view.is_this).unwrap().id;
        let end = format!("/api/sign-ins/{id}/end");
        assert_eq!(phone.post(&end, &json!({})).await.status.as_u16(), 204);
        assert_eq!(lost.me().await, WhoAmI::Nobody, "at its next request");
        assert_eq!(phone.post(&end, &json!({})).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(list(&mut tablet).await.len(), 2);
        // Ending the one in one's hand is signing out.
        let this = list(&mut tablet).await.iter().find(|view| view.is_this).unwrap().id;
        tablet.post(&format!("/api/sign-ins/{this}/end"), &json!({})).await;
        assert_eq!(tablet.me().await, WhoAmI::Nobody);
        assert_eq!(list(&mut phone).await.len(), 1);
    }
}

#[tokio::test]
async fn all_others_end_together() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut lost, mut tablet) = (door.browser(), door.browser(), door.browser());
        phone.sign_in(MARY).await;
        lost.sign_in(MARY).await;
        tablet.sign_in(MARY).await;
        let mut other = door.browser();
        other.sign_in("somebody-else@example.org").await;
        assert_eq!(phone.post("/api/sign-ins/end-others", &json!({})).await.status.as_u16(), 204);
        assert_eq!((lost.me().await, tablet.me().await), (WhoAmI::Nobody, WhoAmI::Nobody));
        assert_eq!(list(&mut phone).await.len(), 1);
        assert!(matches!(other.me().await, WhoAmI::Somebody(_)));
    }
}

#[tokio::test]
async fn sign_in_of_somebody_else_is_not_there() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut other) = (door.browser(), door.browser());
        phone.sign_in(MARY).await;
        other.sign_in("somebody-else@example.org").await;
        let theirs = list(&mut phone).await[0].id;
        for id in [theirs.to_string(), Uuid::now_v7().to_string(), "nonsense".to_owned()] {
            let answer = other.post(&format!("/api/sign-ins/{id}/end"), &json!({})).await;
            assert_eq!(answer.problem(404).code, ErrorCode::NotFound, "{id}");
        }
        assert!(matches!(phone.me().await, WhoAmI::Somebody(_)));
        let nobody = door.browser().post(&format!("/api/sign-ins/{theirs}/end"), &json!({})).await;
        assert_eq!(nobody.problem(401).code, ErrorCode::SignedOut);
    }
}

#[tokio::test]
async fn two_ways_in_that_are_taken_out_at_once_leave_one() {
    for store in stores().await {
        let door = Door::new(store).await;
        for round in 0..10 {
            let mut phone = door.browser();
            let account = phone.sign_in(&format!("mary{round}@example.org")).await.account;
            let both = phone.add_contact(&format!("new{round}@example.org")).await;
            let store = &door.app.store;
            let (one, other) =
                tokio::join!(store.remove_contact(account, both[0].id), store.remove_contact(account, both[1].id));
            let mut removed = [one.unwrap(), other.unwrap()];
            removed.sort_unstable_by_key(|removed| *removed != Removed::Yes);
            assert_eq!(removed, [Removed::Yes, Removed::IsLast], "{:?}", store.engine());
            assert_eq!(store.contacts_of(account).await.unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn last_way_in_is_not_given_away() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = phone.sign_in(MARY).await;
        let first = format!("/api/contacts/{}/remove", me.contacts[0].id);
        assert_eq!(phone.post(&first, &json!({})).await.problem(422).code, ErrorCode::NotNow);
        let both = phone.add_contact("new@example.org").await;
        assert_eq!(
            both.iter().map(|contact| contact.shown.as_str()).collect::<Vec<_>>(),
            ["m•••@example.org", "n•••@example.org"]
        );
        assert_eq!(phone.post(&first, &json!({})).await.status.as_u16(), 204);
        let mut other = door.browser();
        assert_ne!(other.sign_in(MARY).await.account, me.account, "the address is anybody's again");
        assert_eq!(other.post(&format!("/api/contacts/{}/remove", both[1].id), &json!({})).await.status.as_u16(), 404);
        assert_eq!(door.browser().sign_in("new@example.org").await.account, me.account);
        // What signs somebody else in is not taken over.
        let answer = phone.post("/api/contacts", &json!({ "to": MARY })).await;
        let asked: wire::CodeAsked = answer.json();
        let code = door.last_to(MARY).await.code();
        let taken = phone.post(&format!("/api/contacts/{}/prove", asked.id), &json!({ "code": code })).await;
        assert_eq!(taken.problem(409).code, ErrorCode::Taken);
    }
}
