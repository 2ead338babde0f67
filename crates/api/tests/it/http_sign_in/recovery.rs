//! Words on paper: twelve of them, made freshly, good once, and forgiving about how they are typed.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::json;
use wire::{ErrorCode, Life, RecoveryWords, SpendRecovery, WhoAmI};

use super::super::support::stores;
use super::super::test_app::Answer;
use super::{Browser, Door, somebody};

const MARY: &str = "mary@example.org";

async fn make(browser: &mut Browser<'_>) -> Vec<String> {
    let answer = browser.post("/api/recovery-words", &json!({})).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json::<RecoveryWords>().words
}

async fn type_in(browser: &mut Browser<'_>, words: &str) -> Answer {
    browser.post("/api/sign-in/recovery", &SpendRecovery { words: words.to_owned() }).await
}

#[tokio::test]
async fn words_on_paper_sign_in_once() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = phone.sign_in(MARY).await;
        let words = make(&mut phone).await;
        assert_eq!(words.len(), 12);
        assert!(phone.me_somebody().await.has_recovery_words);
        let mut borrowed = door.browser();
        let back = somebody(&type_in(&mut borrowed, &words.join(" ")).await);
        assert_eq!((back.account, back.life, back.has_chosen_life), (me.account, Life::Shared, false));
        assert!(back.is_fresh && !back.has_recovery_words);
        let mut other = door.browser();
        assert_eq!(type_in(&mut other, &words.join(" ")).await.problem(422).code, ErrorCode::NotValid, "spent");
        assert_eq!(other.me().await, WhoAmI::Nobody);
    }
}

#[tokio::test]
async fn words_are_forgiving() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = phone.sign_in(MARY).await;
        let sloppy: [fn(&[String]) -> String; 4] = [
            |words| words.join(" ").to_uppercase(),
            |words| words.iter().enumerate().map(|(at, word)| format!("{}. {word}\n", at + 1)).collect(),
            |words| words.iter().map(|word| word.chars().take(4).collect::<String>()).collect::<Vec<_>>().join(","),
            |words| format!("  {} .", words.join("  -  ")),
        ];
        for write in sloppy {
            let words = make(&mut phone).await;
            let back = somebody(&type_in(&mut door.browser(), &write(&words)).await);
            assert_eq!(back.account, me.account);
        }
    }
}

#[tokio::test]
async fn newer_words_take_the_place_of_older_ones() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let (older, newer) = (make(&mut phone).await, make(&mut phone).await);
        assert_ne!(older, newer);
        assert_eq!(type_in(&mut door.browser(), &older.join(" ")).await.problem(422).code, ErrorCode::NotValid);
        somebody(&type_in(&mut door.browser(), &newer.join(" ")).await);
    }
}

#[tokio::test]
async fn making_words_asks_for_a_fresh_sign_in() {
    for store in stores().await {
        let door = Door::new(store).await;
        let nobody = door.browser().post("/api/recovery-words", &json!({})).await;
        assert_eq!(nobody.problem(401).code, ErrorCode::SignedOut);
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        door.pass(TimeDelta::minutes(10));
        let late = phone.post("/api/recovery-words", &json!({})).await;
        assert_eq!(late.problem(403).code, ErrorCode::ConfirmFirst);
        phone.confirm().await;
        make(&mut phone).await;
    }
}

#[tokio::test]
async fn wrong_words_open_nothing_and_are_counted() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let words = make(&mut phone).await;
        let mut swapped = words.clone();
        swapped.reverse();
        let mut stranger = door.browser();
        for wrong in [String::new(), "canary".to_owned(), words[..11].join(" "), swapped.join(" ")] {
            assert_eq!(type_in(&mut stranger, &wrong).await.problem(422).code, ErrorCode::NotValid);
        }
        // What cannot be words at all is no guess.
        assert_eq!(door.app.store.guesses_today("recovery words", door.now().date_naive()).await.unwrap(), 1);
        assert_eq!(door.app.store.failures_this_hour(door.now()).await.unwrap(), 0, "codes rest for codes alone");
        somebody(&type_in(&mut stranger, &words.join(" ")).await);
    }
}
