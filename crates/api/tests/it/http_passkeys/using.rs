//! Signing in by a passkey: without a name, in any browser, once for each time it is asked for.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::{Value, json};
use stile_api::store::{Ceremony, CeremonyKind, Holder};
use tokio::task::JoinSet;
use uuid::Uuid;
use wire::{CeremonyId, ErrorCode, Life, WhoAmI};

use super::super::http_sign_in::{Door, somebody};
use super::super::support::stores;
use super::super::test_app::monday;
use super::Authenticator;
use super::authenticator::{begin, finish};

const MARY: &str = "mary@example.org";
const BEGIN: &str = "/api/sign-in/passkeys/begin";
const FINISH: &str = "/api/sign-in/passkeys/finish";

#[tokio::test]
async fn passkey_signs_in_without_a_name() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = phone.sign_in(MARY).await;
        let mut key = Authenticator::new();
        key.add(&mut phone).await;
        door.pass(TimeDelta::days(40));
        let mut laptop = door.browser();
        let begun = begin(&mut laptop, BEGIN).await;
        let options: Value = serde_json::from_str(&begun.options).unwrap();
        assert!(options["allowCredentials"].as_array().is_none_or(Vec::is_empty), "any passkey that it finds");
        assert_eq!((&options["rpId"], &options["userVerification"]), (&json!("localhost"), &json!("required")));
        let answer = key.answer(&begun.options);
        let answer = finish(&mut laptop, FINISH, begun.ceremony, answer).await;
        let back = somebody(&answer);
        assert_eq!((back.account, back.life, back.has_chosen_life), (me.account, Life::Shared, false));
        assert!(back.is_fresh && back.passkeys == 1);
        assert_eq!(laptop.cookie("__Host-c"), None);
        assert_eq!(laptop.me_somebody().await.account, me.account);
        // Again and again: what counts uses is kept.
        for _ in 0..3 {
            assert_eq!(somebody(&key.sign_in(&mut door.browser()).await).account, me.account);
        }
    }
}

#[tokio::test]
async fn passkey_confirms_and_keeps_what_was_chosen() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let mut key = Authenticator::new();
        key.add(&mut phone).await;
        phone.post("/api/sign-in/life", &json!({ "life": Life::Mine })).await;
        door.pass(TimeDelta::days(1));
        assert!(!phone.me_somebody().await.is_fresh);
        let mut thief = phone.copy();
        let me = somebody(&key.sign_in(&mut phone).await);
        assert_eq!((me.life, me.has_chosen_life, me.is_fresh), (Life::Mine, true, true));
        assert_eq!(thief.me().await, WhoAmI::Nobody, "under a new token");
    }
}

#[tokio::test]
async fn answer_is_taken_once_and_from_its_own_browser() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let mut key = Authenticator::new();
        key.add(&mut phone).await;
        let refused = ErrorCode::NotValid;

        let (mut laptop, mut other) = (door.browser(), door.browser());
        let begun = begin(&mut laptop, BEGIN).await;
        let credential = key.answer(&begun.options);
        // No cookie, then the cookie of a ceremony of its own.
        assert_eq!(finish(&mut other, FINISH, begun.ceremony, credential.clone()).await.problem(422).code, refused);
        let own = begin(&mut other, BEGIN).await;
        assert_eq!(finish(&mut other, FINISH, begun.ceremony, credential.clone()).await.problem(422).code, refused);
        // Its own ceremony with somebody else's answer.
        assert_eq!(finish(&mut other, FINISH, own.ceremony, credential.clone()).await.problem(422).code, refused);
        let replayer = laptop.copy();
        assert_eq!(finish(&mut laptop, FINISH, begun.ceremony, credential.clone()).await.status.as_u16(), 200);
        let mut replayer = replayer;
        assert_eq!(finish(&mut replayer, FINISH, begun.ceremony, credential.clone()).await.problem(422).code, refused);

        // A ceremony that is there to make one, one that never was, and one that is five minutes old.
        let making = begin(&mut phone, "/api/passkeys/begin").await;
        assert_eq!(finish(&mut phone, FINISH, making.ceremony, credential.clone()).await.problem(422).code, refused);
        let never = CeremonyId(Uuid::now_v7());
        assert_eq!(finish(&mut phone, FINISH, never, credential).await.problem(422).code, refused);
        let mut slow = door.browser();
        let begun = begin(&mut slow, BEGIN).await;
        let credential = key.answer(&begun.options);
        door.pass(TimeDelta::minutes(5));
        assert_eq!(finish(&mut slow, FINISH, begun.ceremony, credential).await.problem(422).code, refused);
        assert_eq!((other.me().await, slow.me().await), (WhoAmI::Nobody, WhoAmI::Nobody));
    }
}

#[tokio::test]
async fn passkey_opens_nobody_else() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut other) = (door.browser(), door.browser());
        phone.sign_in(MARY).await;
        let victim = other.sign_in("somebody-else@example.org").await;
        let mut key = Authenticator::new();
        key.add(&mut phone).await;
        Authenticator::new().add(&mut other).await;
        let own = key.holder.clone();
        for whose in [victim.account.0.as_bytes().to_vec(), Uuid::now_v7().as_bytes().to_vec(), Vec::new()] {
            key.holder = whose;
            let answer = key.sign_in(&mut door.browser()).await;
            assert_eq!(answer.problem(422).code, ErrorCode::NotValid);
        }
        key.holder = own;
        assert_eq!(key.sign_in(&mut door.browser()).await.status.as_u16(), 200);
    }
}

#[tokio::test]
async fn answer_that_was_changed_or_given_elsewhere_is_refused() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let mut key = Authenticator::new();
        key.add(&mut phone).await;
        for field in ["signature", "authenticatorData", "clientDataJSON"] {
            let mut laptop = door.browser();
            let begun = begin(&mut laptop, BEGIN).await;
            let mut credential: Value = serde_json::from_str(&key.answer(&begun.options)).unwrap();
            let text = credential["response"][field].as_str().unwrap();
            let flipped = if text.as_bytes()[40] == b'A' { "B" } else { "A" };
            credential["response"][field] = json!(format!("{}{flipped}{}", &text[..40], &text[41..]));
            let answer = finish(&mut laptop, FINISH, begun.ceremony, credential.to_string()).await;
            assert_eq!(answer.problem(422).code, ErrorCode::NotValid, "{field}");
        }
        for junk in ["", "{}", "[]"] {
            let mut laptop = door.browser();
            let begun = begin(&mut laptop, BEGIN).await;
            let answer = finish(&mut laptop, FINISH, begun.ceremony, junk.to_owned()).await;
            assert_eq!(answer.problem(422).code, ErrorCode::NotValid, "{junk}");
        }
        let mut laptop = door.browser();
        key.go_to("https://stile.example.net");
        assert_eq!(
            key.sign_in(&mut laptop).await.problem(422).code,
            ErrorCode::NotValid,
            "a page that looks like ours"
        );
    }
}

/// Two answers, of which the older comes last: the counter of a copied passkey looks like that.
#[tokio::test]
async fn passkey_whose_counter_goes_back_is_refused() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let mut key = Authenticator::new();
        key.add(&mut phone).await;
        let (mut first, mut second) = (door.browser(), door.browser());
        let (older, newer) = (begin(&mut first, BEGIN).await, begin(&mut second, BEGIN).await);
        let older_answer = key.answer(&older.options);
        let newer_answer = key.answer(&newer.options);
        assert_eq!(finish(&mut second, FINISH, newer.ceremony, newer_answer).await.status.as_u16(), 200);
        let copy = finish(&mut first, FINISH, older.ceremony, older_answer).await;
        assert_eq!(copy.problem(422).code, ErrorCode::NotValid);
    }
}

#[tokio::test]
async fn ceremony_that_is_taken_ten_times_at_once_is_given_once() {
    for store in stores().await {
        for round in 0..10 {
            let ceremony = Ceremony {
                id: CeremonyId(Uuid::now_v7()),
                kind: CeremonyKind::Use,
                holder: None::<Holder>,
                state: format!("{{\"round\":{round}}}"),
                browser: [7; 32],
                expires_at: monday() + TimeDelta::minutes(5),
            };
            store.begin_ceremony(&ceremony).await.unwrap();
            let mut takers = JoinSet::new();
            for _ in 0..10 {
                let (store, id) = (store.clone(), ceremony.id);
                takers.spawn(async move {
                    store.take_ceremony(id, CeremonyKind::Use, &[7; 32], monday()).await.unwrap().is_some()
                });
            }
            let taken = takers.join_all().await.into_iter().filter(|is_taken| *is_taken).count();
            assert_eq!(taken, 1, "{:?}", store.engine());
        }
    }
}
