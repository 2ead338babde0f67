//! Adding and removing passkeys.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::{Value, json};
use wire::{ErrorCode, FieldCode, FinishPasskey, PasskeyView};

use super::super::http_sign_in::Door;
use super::super::support::stores;
use super::super::test_app::monday;
use super::Authenticator;
use super::authenticator::{begin, finish};

const MARY: &str = "mary@example.org";
const BEGIN: &str = "/api/passkeys/begin";
const FINISH: &str = "/api/passkeys/finish";

#[tokio::test]
async fn passkey_is_added_and_listed() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser().called("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0");
        phone.sign_in(MARY).await;
        let begun = begin(&mut phone, BEGIN).await;
        let options: Value = serde_json::from_str(&begun.options).unwrap();
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required", "the browser finds it by itself");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["extensions"]["prf"], json!({}), "it has a secret that can lock what a phone keeps");
        assert_eq!((&options["rp"]["id"], &options["rp"]["name"]), (&json!("localhost"), &json!("Stile")));
        assert_eq!(options["user"]["name"], "Stile", "what a phone shows says nothing about anybody");
        let mut key = Authenticator::new();
        let credential = key.make(&begun.options);
        let label = "My phone".to_owned();
        let sent = FinishPasskey { ceremony: begun.ceremony, credential, label };
        let added: Vec<PasskeyView> = phone.post(FINISH, &sent).await.json();
        let told: Vec<_> = added.iter().map(|view| (view.label.as_str(), view.since, view.is_synced)).collect();
        assert_eq!(told, [("My phone", monday(), false)]);
        assert_eq!(phone.me_somebody().await.passkeys, 1);

        door.pass(TimeDelta::minutes(1));
        let again = begin(&mut phone, BEGIN).await;
        let options: Value = serde_json::from_str(&again.options).unwrap();
        assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1, "a phone that has one makes no second");
        let both = Authenticator::new().add(&mut phone).await;
        assert_eq!(both.iter().map(|view| view.label.as_str()).collect::<Vec<_>>(), ["My phone", "Firefox on Linux"]);
        assert_eq!(phone.get("/api/passkeys").await.json::<Vec<PasskeyView>>(), both);
    }
}

#[tokio::test]
async fn adding_and_removing_ask_for_a_fresh_sign_in() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let added = Authenticator::new().add(&mut phone).await;
        let begun = begin(&mut phone, BEGIN).await;
        let credential = Authenticator::new().make(&begun.options);
        door.pass(TimeDelta::minutes(10));
        let remove = format!("/api/passkeys/{}/remove", added[0].id);
        for route in [BEGIN, &remove] {
            assert_eq!(phone.post(route, &json!({})).await.problem(403).code, ErrorCode::ConfirmFirst, "{route}");
        }
        let late = finish(&mut phone, FINISH, begun.ceremony, credential).await;
        assert_eq!(late.problem(403).code, ErrorCode::ConfirmFirst);
        assert_eq!(door.browser().post(BEGIN, &json!({})).await.problem(401).code, ErrorCode::SignedOut);
        assert_eq!(phone.me_somebody().await.passkeys, 1);
    }
}

#[tokio::test]
async fn answer_of_another_browser_person_or_ceremony_adds_nothing() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut other) = (door.browser(), door.browser());
        phone.sign_in(MARY).await;
        other.sign_in("somebody-else@example.org").await;
        let refused = ErrorCode::NotValid;

        // Somebody else, who has a browser of their own and a ceremony under way in it.
        let begun = begin(&mut phone, BEGIN).await;
        let credential = Authenticator::new().make(&begun.options);
        begin(&mut other, BEGIN).await;
        let answer = finish(&mut other, FINISH, begun.ceremony, credential.clone()).await;
        assert_eq!(answer.problem(422).code, refused);
        // The challenge of another ceremony, and one that is for signing in.
        let another = begin(&mut phone, BEGIN).await;
        let answer = finish(&mut phone, FINISH, another.ceremony, credential.clone()).await;
        assert_eq!(answer.problem(422).code, refused);
        let to_sign_in = begin(&mut phone, "/api/sign-in/passkeys/begin").await;
        let answer = finish(&mut phone, FINISH, to_sign_in.ceremony, credential.clone()).await;
        assert_eq!(answer.problem(422).code, refused);
        for junk in ["", "{}", "[]", "null"] {
            let begun = begin(&mut phone, BEGIN).await;
            let answer = finish(&mut phone, FINISH, begun.ceremony, junk.to_owned()).await;
            assert_eq!(answer.problem(422).code, refused, "{junk}");
        }
        // A page at another address that passes the questions on.
        let begun = begin(&mut phone, BEGIN).await;
        let phished = Authenticator::at("https://stile.example.net").make(&begun.options);
        assert_eq!(finish(&mut phone, FINISH, begun.ceremony, phished).await.problem(422).code, refused);
        assert_eq!((phone.me_somebody().await.passkeys, other.me_somebody().await.passkeys), (0, 0));

        // Somebody else on the same browser: what she began is not theirs.
        let begun = begin(&mut phone, BEGIN).await;
        let credential = Authenticator::new().make(&begun.options);
        let asker = phone.copy();
        phone.sign_in("third@example.org").await;
        let mut mixed = phone.with_cookie_of(&asker, "__Host-c");
        let answer = finish(&mut mixed, FINISH, begun.ceremony, credential).await;
        assert_eq!(answer.problem(422).code, refused);
    }
}

#[tokio::test]
async fn what_was_made_is_added_once_and_within_five_minutes() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let begun = begin(&mut phone, BEGIN).await;
        let credential = Authenticator::new().make(&begun.options);
        let first = finish(&mut phone, FINISH, begun.ceremony, credential.clone()).await;
        assert_eq!(first.status.as_u16(), 200, "{}", first.text());
        let again = finish(&mut phone, FINISH, begun.ceremony, credential).await;
        assert_eq!(again.problem(422).code, ErrorCode::NotValid);
        let begun = begin(&mut phone, BEGIN).await;
        let credential = Authenticator::new().make(&begun.options);
        door.pass(TimeDelta::minutes(5));
        let late = finish(&mut phone, FINISH, begun.ceremony, credential).await;
        assert_eq!(late.problem(422).code, ErrorCode::NotValid);
        assert_eq!(phone.me_somebody().await.passkeys, 1);
        let sent = FinishPasskey { ceremony: begun.ceremony, credential: String::new(), label: "x".repeat(61) };
        assert_eq!(phone.post(FINISH, &sent).await.problem(422).fields[0].code, FieldCode::TooLong);
    }
}

#[tokio::test]
async fn removed_passkey_opens_nothing() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut other) = (door.browser(), door.browser());
        phone.sign_in(MARY).await;
        other.sign_in("somebody-else@example.org").await;
        let (mut lost, mut kept) = (Authenticator::new(), Authenticator::new());
        let id = lost.add(&mut phone).await[0].id;
        kept.add(&mut phone).await;
        let remove = format!("/api/passkeys/{id}/remove");
        assert_eq!(other.post(&remove, &json!({})).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(phone.post(&remove, &json!({})).await.status.as_u16(), 204);
        assert_eq!(phone.post(&remove, &json!({})).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(lost.sign_in(&mut door.browser()).await.problem(422).code, ErrorCode::NotValid);
        assert_eq!(kept.sign_in(&mut door.browser()).await.status.as_u16(), 200);
    }
}

#[tokio::test]
async fn last_passkey_stays_where_nothing_else_signs_in() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = phone.sign_in(MARY).await;
        let mut key = Authenticator::new();
        let id = key.add(&mut phone).await[0].id;
        let contact = format!("/api/contacts/{}/remove", me.contacts[0].id);
        assert_eq!(phone.post(&contact, &json!({})).await.status.as_u16(), 204, "a passkey is left");
        let remove = format!("/api/passkeys/{id}/remove");
        assert_eq!(phone.post(&remove, &json!({})).await.problem(422).code, ErrorCode::NotNow);
        assert_eq!(key.sign_in(&mut door.browser()).await.status.as_u16(), 200);
        phone.add_contact("new@example.org").await;
        assert_eq!(phone.post(&remove, &json!({})).await.status.as_u16(), 204);
    }
}
