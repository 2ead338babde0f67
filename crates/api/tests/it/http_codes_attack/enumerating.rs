//! Finding out who has an account: whatever is asked, the answer is the same to the byte, whoever is known by the
//! address. The time is measured by `cargo xtask bench attack`.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;
use wire::{Channel, Life};

use super::super::http_sign_in::{Browser, Door, bytes};
use super::super::support::stores;

/// So many known addresses of each sort, and as many unknown ones.
const EACH: usize = 25;

/// Makes somebody known by an address, in one of four ways.
async fn make_known(door: &Door, address: &str, number: usize) {
    let mut browser = door.browser();
    if !number.is_multiple_of(4) {
        browser
            .refer(|answers| {
                answers.email = address.to_owned();
                answers.name = format!("Person {number}");
                answers.phone = "01632 960001".to_owned();
                answers.text_safe = Some(false);
            })
            .await;
    }
    let me = browser.sign_in(address).await;
    if let Some(own) = me.person.filter(|_| number % 4 > 1) {
        let said = json!({ "channels": [{ "channel": Channel::Email, "is_safe": number % 4 == 2 }] });
        let kept = browser.put(&format!("/api/people/{}/safe-contact", own.id), &said).await;
        assert_eq!(kept.status.as_u16(), 200, "{}", kept.text());
        browser.post("/api/sign-in/life", &json!({ "life": Life::Mine })).await;
    }
}

#[tokio::test]
async fn known_and_unknown_addresses_get_the_same_bytes() {
    for store in stores().await {
        let door = Door::new(store).await;
        // All of one length, because an answer could tell the length of what it repeats.
        let (known, unknown): (Vec<String>, Vec<String>) = (0..4 * EACH)
            .map(|number| (format!("known{number:04}@example.org"), format!("other{number:04}@example.org")))
            .unzip();
        for (number, address) in known.iter().enumerate() {
            make_known(&door, address, number).await;
        }
        // The codes by which they became known are over.
        door.pass(TimeDelta::hours(2));
        let (mut asked, mut guessed, mut spent) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for address in known.iter().zip(&unknown).flat_map(|(one, other)| [one, other]) {
            let mut browser = door.browser();
            let answer = browser.try_ask(address).await;
            assert_eq!(answer.status.as_u16(), 202);
            assert!(!answer.text().contains("known") && !answer.text().contains("other"), "{}", answer.text());
            asked.insert(bytes(&answer));
            let code: wire::CodeAsked = answer.json();
            guessed.insert(bytes(&browser.spend_wrong(&code).await));
            // Tried where it was not asked for.
            spent.insert(bytes(&door.browser().spend_right(&code).await));
        }
        assert_eq!((asked.len(), guessed.len(), spent.len()), (1, 1, 1), "{asked:?}\n{guessed:?}\n{spent:?}");
    }
}

#[tokio::test]
async fn refusals_tell_nothing_either() {
    for store in stores().await {
        let door = Door::new(store).await;
        make_known(&door, "known@example.org", 1).await;
        door.pass(TimeDelta::hours(2));
        let mut answers = Vec::new();
        for address in ["known@example.org", "other@example.org"] {
            let mut browser = door.browser();
            let mut told = Vec::new();
            for _ in 0..3 {
                let asked = browser.ask(address).await;
                for _ in 0..4 {
                    told.push(bytes(&browser.spend_wrong(&asked).await));
                }
            }
            // Too many in this hour, then too many today.
            told.push(bytes(&browser.try_ask(address).await));
            door.pass(TimeDelta::hours(1));
            told.push(bytes(&browser.try_ask(address).await));
            door.pass(-TimeDelta::hours(1));
            answers.push(told);
        }
        assert_eq!(answers[0], answers[1]);
    }
}

#[tokio::test]
async fn code_that_never_was_is_like_one_of_another_browser() {
    for store in stores().await {
        let door = Door::new(store).await;
        let asked = door.browser().ask("mary@example.org").await;
        let mut browser = door.browser();
        browser.ask("other@example.org").await;
        let theirs = spend(&mut browser, &asked.id.to_string()).await;
        let never = spend(&mut browser, &Uuid::now_v7().to_string()).await;
        assert_eq!(theirs, never);
    }
}

async fn spend(browser: &mut Browser<'_>, id: &str) -> String {
    bytes(&browser.post(&format!("/api/sign-in/codes/{id}/spend"), &json!({ "code": "123456" })).await)
}

#[tokio::test]
async fn passkeys_are_asked_for_without_a_name() {
    for store in stores().await {
        let door = Door::new(store).await;
        make_known(&door, "known@example.org", 1).await;
        let told: BTreeSet<usize> = {
            let mut lengths = BTreeSet::new();
            for body in [json!({}), json!({ "to": "known@example.org" }), json!({ "to": "other@example.org" })] {
                let answer = door.browser().post("/api/sign-in/passkeys/begin", &body).await;
                assert_eq!(answer.status.as_u16(), 200);
                assert!(!answer.text().contains("example.org"));
                lengths.insert(answer.body.len());
            }
            lengths
        };
        assert_eq!(told.len(), 1);
    }
}
