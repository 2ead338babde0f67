//! Guessing the codes of everybody: at a hundred wrong guesses in an hour somebody is told, at a thousand codes rest, and
//! whoever has a passkey, words on paper or a link in their hand is not touched by it.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use domain::codes::{FAILURES_AN_HOUR_ALARM, FAILURES_AN_HOUR_STOP};
use serde_json::json;
use wire::{ErrorCode, RecoveryWords, SpendLink, SpendRecovery};

use super::super::http_passkeys::Authenticator;
use super::super::http_sign_in::{Canary, Door, somebody};
use super::super::support::stores;

const MARY: &str = "mary@example.org";
const ALARM: &str = "somebody may be guessing";

#[tokio::test]
async fn thousand_wrong_guesses_in_an_hour_let_codes_rest_and_passkeys_go_on() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut mary = door.browser();
        let me = mary.sign_in(MARY).await;
        let mut key = Authenticator::new();
        key.add(&mut mary).await;
        let words: RecoveryWords = mary.post("/api/recovery-words", &json!({})).await.json();
        // She has asked for a code, and it has come, before it begins.
        door.pass(TimeDelta::minutes(5));
        let mut waiting = door.browser();
        let asked = waiting.ask(MARY).await;
        let letter = door.last_to(MARY).await;

        let canary = Canary::listen();
        let mut guesses = 0;
        for number in 0.. {
            // Each address is guessed for ten times: two codes, five tries each.
            let (mut thief, address) = (door.browser(), format!("victim{number}@example.org"));
            for _ in 0..2 {
                let asked = thief.ask(&address).await;
                for _ in 0..5 {
                    assert_eq!(thief.spend_wrong(&asked).await.status.as_u16(), 422);
                    guesses += 1;
                    let alarms = canary.text().matches(ALARM).count();
                    assert_eq!(alarms, usize::from(guesses >= FAILURES_AN_HOUR_ALARM), "at {guesses}");
                }
            }
            if guesses == FAILURES_AN_HOUR_ALARM {
                // Looking for it a thousand times would take longer than guessing.
                break;
            }
        }
        drop(canary);
        let mut number = 1_000;
        while guesses < FAILURES_AN_HOUR_STOP {
            let (mut thief, address) = (door.browser(), format!("victim{number}@example.org"));
            let asked = thief.ask(&address).await;
            for _ in 0..5 {
                assert_eq!(thief.spend_wrong(&asked).await.status.as_u16(), 422, "at {guesses}");
                guesses += 1;
            }
            number += 1;
        }
        assert_eq!(door.app.store.failures_this_hour(door.now()).await.unwrap(), 1_000);

        // Nobody's code works, and nobody gets one, until the hour is over in 55 minutes.
        let mut thief = door.browser();
        let unasked = thief.try_ask("unknown@example.org").await;
        for refused in [unasked, mary.try_ask(MARY).await, waiting.spend(&asked, &letter.code()).await] {
            let problem = refused.problem(503);
            assert_eq!((problem.code, problem.retry_after_seconds), (ErrorCode::CodesRest, Some(55 * 60)));
            assert_eq!(refused.header("retry-after"), "3300");
        }

        assert_eq!(somebody(&key.sign_in(&mut door.browser()).await).account, me.account, "a passkey goes on");
        let sent = SpendRecovery { words: words.words.join(" ") };
        let back = door.browser().post("/api/sign-in/recovery", &sent).await;
        assert_eq!(somebody(&back).account, me.account, "words on paper go on");
        let link = door.browser().post("/api/sign-in/links/spend", &SpendLink { token: letter.token() }).await;
        assert_eq!(somebody(&link).account, me.account, "a link that has come goes on: nobody guesses 256 bits");
        assert!(mary.me_somebody().await.account == me.account, "and whoever is in stays in");

        door.pass(TimeDelta::minutes(55));
        assert_eq!(door.browser().sign_in(MARY).await.account, me.account, "a new hour");
    }
}

#[tokio::test]
async fn alarm_is_raised_by_wrong_words_too_and_once_an_hour() {
    for store in stores().await {
        let door = Door::new(store).await;
        let canary = Canary::listen();
        let wrong = domain::recovery_words::from_bits(7).join(" ");
        let alarms = || canary.text().matches(ALARM).count();
        for hour in 1..3 {
            for number in 1..=FAILURES_AN_HOUR_ALARM + 5 {
                let sent = SpendRecovery { words: wrong.clone() };
                let answer = door.browser().post("/api/sign-in/recovery", &sent).await;
                assert_eq!(answer.problem(422).code, ErrorCode::NotValid);
                assert_eq!(alarms() == hour, number >= FAILURES_AN_HOUR_ALARM, "{number} in hour {hour}");
            }
            door.pass(TimeDelta::hours(1));
        }
        assert_eq!(alarms(), 2);
    }
}
