//! Signing in by six digits: they open the browser that asked, once, for ten minutes, and not after five wrong tries.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use stile_api::http::{Settings, Ways};
use wire::{AskCode, CodeAsked, ContactKind, ErrorCode, FieldCode, Life, WhoAmI};

use super::super::support::stores;
use super::super::test_app::{TestApp, monday};
use super::{Canary, Door, somebody};

const MARY: &str = "mary@example.org";

#[tokio::test]
async fn code_opens_the_browser_that_asked_and_no_other() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut phone, mut library) = (door.browser(), door.browser());
        let asked = phone.ask(MARY).await;
        assert_eq!((asked.kind, asked.expires_at), (ContactKind::Email, monday() + TimeDelta::minutes(10)));
        let code = door.last_to(MARY).await.code();

        // A browser without any cookie, and one that has asked for a code of its own.
        assert_eq!(library.spend(&asked, &code).await.problem(422).code, ErrorCode::CodeOver);
        library.ask("other@example.org").await;
        assert_eq!(library.spend(&asked, &code).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(library.me().await, WhoAmI::Nobody);
        assert_eq!(door.app.store.failures_this_hour(door.now()).await.unwrap(), 0, "it was no guess of Mary's");

        let answer = phone.spend(&asked, &code).await;
        let me = somebody(&answer);
        assert_eq!((me.life, me.has_chosen_life, me.is_fresh), (Life::Shared, false, true));
        assert_eq!((me.person, me.passkeys, me.has_recovery_words), (None, 0, false));
        assert_eq!(me.contacts.len(), 1);
        assert_eq!(me.contacts[0].shown, "m•••@example.org");
        assert!(!answer.text().contains("mary"), "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(phone.me_somebody().await.account, me.account);

        assert_eq!(phone.spend(&asked, &code).await.problem(422).code, ErrorCode::CodeOver, "spent");
        assert_eq!(door.browser().sign_in(MARY).await.account, me.account, "the same person the next time");
    }
}

#[tokio::test]
async fn cookie_of_a_sign_in_is_out_of_reach_and_ends_with_the_browser() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let asked = phone.ask(MARY).await;
        let asker = phone.cookie("__Host-c").unwrap().to_owned();
        let answer = phone.spend_right(&asked).await;
        let set: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
        let sign_in = set.iter().find(|set| set.starts_with("__Host-s=")).unwrap();
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
            assert!(sign_in.contains(attribute), "{sign_in}");
        }
        for attribute in ["Max-Age", "Expires", "Domain"] {
            assert!(!sign_in.contains(attribute), "{sign_in}");
        }
        let token = phone.cookie("__Host-s").unwrap();
        assert_eq!(token.len(), 43, "256 bits");
        assert!(token != asker && !answer.text().contains(token));
        assert_eq!(phone.cookie("__Host-c"), None, "what asked is of no use any more");
    }
}

#[tokio::test]
async fn five_wrong_tries_end_a_code() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let asked = phone.ask(MARY).await;
        for _ in 0..4 {
            assert_eq!(phone.spend_wrong(&asked).await.problem(422).code, ErrorCode::WrongCode);
        }
        assert_eq!(phone.spend_wrong(&asked).await.problem(422).code, ErrorCode::CodeOver, "the fifth");
        assert_eq!(phone.spend_right(&asked).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(phone.me().await, WhoAmI::Nobody);
        assert_eq!(door.app.store.failures_this_hour(door.now()).await.unwrap(), 5);
        let again = phone.ask(MARY).await;
        for junk in ["", "12345", "1234567", "abcdef", "١٢٣"] {
            let problem = phone.spend(&again, junk).await.problem(422).code;
            assert!(matches!(problem, ErrorCode::WrongCode | ErrorCode::CodeOver), "{junk}: {problem:?}");
        }
        assert_eq!(phone.spend_right(&again).await.problem(422).code, ErrorCode::CodeOver, "junk counts as well");
    }
}

#[tokio::test]
async fn fourth_wrong_try_still_leaves_the_right_one() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let asked = phone.ask(MARY).await;
        for _ in 0..4 {
            phone.spend_wrong(&asked).await;
        }
        let code = door.last_to(MARY).await.code();
        somebody(&phone.spend(&asked, &format!(" {}-{} ", &code[..3], &code[3..])).await);
    }
}

#[tokio::test]
async fn older_code_is_over_when_a_newer_one_is_asked_for() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let older = phone.ask(MARY).await;
        // With another spelling of the same address.
        let newer = phone.ask(" Mary@Example.ORG ").await;
        assert_eq!(phone.spend_right(&older).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(door.count_to(MARY).await, 1, "the older one is not even sent");
        // What somebody else asks for takes nothing away from whoever holds a code.
        door.browser().ask(MARY).await;
        somebody(&phone.spend_right(&newer).await);
    }
}

#[tokio::test]
async fn code_lasts_ten_minutes() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut in_time, mut late) = (door.browser(), door.browser());
        let (first, second) = (in_time.ask(MARY).await, late.ask("late@example.org").await);
        door.pass(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
        somebody(&in_time.spend_right(&first).await);
        door.pass(TimeDelta::milliseconds(1));
        assert_eq!(late.spend_right(&second).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(door.count_to("late@example.org").await, 0, "what is over is not sent");
    }
}

#[tokio::test]
async fn three_codes_an_hour_and_then_a_wait_is_named() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        for _ in 0..3 {
            phone.ask(MARY).await;
            door.pass(TimeDelta::minutes(10));
        }
        let refused = phone.try_ask(MARY).await;
        let problem = refused.problem(429);
        assert_eq!((problem.code, problem.retry_after_seconds), (ErrorCode::TooManyRequests, Some(30 * 60)));
        assert_eq!(refused.header("retry-after"), "1800");
        phone.ask("somebody-else@example.org").await;
        door.pass(TimeDelta::minutes(30));
        let asked = phone.ask(MARY).await;
        somebody(&phone.spend_right(&asked).await);
        // Whoever spends a code reads what comes there: it is not one of the three.
        let asked = phone.ask(MARY).await;
        assert_eq!(door.count_to(MARY).await, 1);
        somebody(&phone.spend_right(&asked).await);
    }
}

#[tokio::test]
async fn nobody_learns_from_the_limit_that_another_has_asked() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut mary = door.browser();
        let mut asked = Vec::new();
        for _ in 0..2 {
            asked.push(mary.ask(MARY).await);
            door.send_all().await;
            door.pass(TimeDelta::minutes(4));
        }
        let mut prying = door.browser();
        // One is left of the three, the next two answer the same and are never sent.
        for sent in [3, 3, 3] {
            let (real, free) = (prying.ask(MARY).await, prying.ask(&format!("free{sent}@example.org")).await);
            assert_eq!(real.expires_at, free.expires_at);
            assert_eq!(door.count_to(MARY).await, sent);
            for code in [real, free] {
                assert_eq!(prying.spend_wrong(&code).await.problem(422).code, ErrorCode::WrongCode);
            }
        }
        assert_eq!(prying.try_ask(MARY).await.status, StatusCode::TOO_MANY_REQUESTS, "its own three it is told of");
        let mut another = door.browser();
        another.ask(MARY).await;
        assert_eq!(door.count_to(MARY).await, 3);
        // The code that has come to her is not touched by any of it.
        somebody(&mary.spend_right(&asked[1]).await);
        door.pass(TimeDelta::hours(1));
        let asked = another.ask(MARY).await;
        assert_eq!(door.count_to(MARY).await, 4, "what was never sent uses nothing up");
        somebody(&another.spend_right(&asked).await);
    }
}

#[tokio::test]
async fn nor_by_adding_the_address_to_an_account() {
    for store in stores().await {
        let door = Door::new(store).await;
        for _ in 0..3 {
            door.browser().ask(MARY).await;
        }
        let mut prying = door.browser();
        prying.sign_in("prying@example.org").await;
        for (to, at) in [(MARY, 0), ("free@example.org", 1)] {
            let asked: CodeAsked = prying.post("/api/contacts", &AskCode { to: to.to_owned() }).await.json();
            let prove = format!("/api/contacts/{}/prove", asked.id);
            for tries in 1..=5 {
                let refused = prying.post(&prove, &json!({ "code": "000000" })).await.problem(422).code;
                let expected = if tries == 5 { ErrorCode::CodeOver } else { ErrorCode::WrongCode };
                assert_eq!(refused, expected, "{to}, {tries}");
                assert_eq!(door.app.store.failures_this_hour(door.now()).await.unwrap(), at * 5 + tries);
            }
        }
    }
}

#[tokio::test]
async fn ten_messages_an_hour_are_the_most_even_where_each_is_spent() {
    for store in stores().await {
        let door = Door::new(store).await;
        for number in 1..=12 {
            let mut phone = door.browser();
            let asked = phone.ask(MARY).await;
            assert_eq!(door.count_to(MARY).await, number.min(10));
            somebody(&phone.spend_right(&asked).await);
        }
        door.pass(TimeDelta::hours(1));
        door.browser().ask(MARY).await;
        assert_eq!(door.count_to(MARY).await, 11);
    }
}

#[tokio::test]
async fn nobody_who_asked_can_tell_that_an_address_was_taken_away() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut mary = door.browser();
        let me = mary.sign_in(MARY).await;
        mary.add_contact("new@example.org").await;
        let mut prying = door.browser();
        let mut asked = prying.ask(MARY).await;
        let code = door.last_to(MARY).await.code();
        for _ in 0..2 {
            asked = prying.ask(MARY).await;
        }
        assert_eq!(prying.spend_wrong(&asked).await.problem(422).code, ErrorCode::WrongCode);
        let removed = format!("/api/contacts/{}/remove", me.contacts[0].id);
        assert_eq!(mary.post(&removed, &json!({})).await.status.as_u16(), 204);
        assert_eq!(prying.try_ask(MARY).await.status, StatusCode::TOO_MANY_REQUESTS, "as before");
        assert_eq!(prying.spend_wrong(&asked).await.problem(422).code, ErrorCode::WrongCode, "as before");
        assert_eq!(code, door.last_to(MARY).await.code(), "what was on its way is not sent there any more");
        // What was on its way opens nothing.
        assert_eq!(prying.spend_right(&asked).await.problem(422).code, ErrorCode::CodeOver);
    }
}

#[tokio::test]
async fn code_comes_to_a_mobile_too() {
    for store in stores().await {
        let door = Door::new(store).await;
        let me = door.browser().sign_in("+447700900123").await;
        assert_eq!(me.contacts[0].shown, "•••• 123");
        let text = door.last_to("+447700900123").await;
        assert!(text.link().is_none() && text.text.lines().count() == 1, "{}", text.text);
        let mut phone = door.browser();
        let asked = phone.ask("07700 900123").await;
        assert_eq!(asked.kind, ContactKind::Mobile);
        assert_eq!(somebody(&phone.spend_right(&asked).await).account, me.account);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_to_is_refused() {
    for store in stores().await {
        let door = Door::new(store).await;
        for unreadable in ["", "mary", "01632 960001", "mary@localhost", "contact:", "contact:mary"] {
            let problem = door.browser().try_ask(unreadable).await.problem(422);
            assert_eq!(problem.fields[0].code, FieldCode::Unreadable, "{unreadable}");
        }
        assert_eq!(door.app.store.count_codes().await.unwrap(), 0);
    }
    for store in stores().await {
        let ways = Ways { email: true, text: false };
        let app = TestApp::with(store, Settings { ways, ..Settings::default() }).await;
        let text = app.post("/api/sign-in/codes", &AskCode { to: "07700 900123".to_owned() }).await.problem(422);
        assert_eq!((text.fields[0].field.as_str(), text.fields[0].code), ("to", FieldCode::NotOffered));
        let letter = app.post("/api/sign-in/codes", &AskCode { to: MARY.to_owned() }).await;
        assert_eq!(letter.status, StatusCode::ACCEPTED);
    }
}

#[tokio::test]
async fn code_that_adds_an_address_signs_nobody_in() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = phone.sign_in(MARY).await;
        let asked: CodeAsked = phone.post("/api/contacts", &AskCode { to: "new@example.org".to_owned() }).await.json();
        let letter = door.last_to("new@example.org").await;
        assert!(letter.link().is_none(), "it is proved where it was begun");
        assert_eq!(phone.spend(&asked, &letter.code()).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(door.app.store.holder_of_contact("new@example.org").await.unwrap(), None);
        assert_eq!(phone.me_somebody().await.contacts, me.contacts);
    }
}

#[tokio::test]
async fn nothing_personal_and_no_secret_is_logged() {
    for store in stores().await {
        let canary = Canary::listen();
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let asked = phone.ask("canary-word@example.org").await;
        phone.spend_wrong(&asked).await;
        let letter = door.last_to("canary-word@example.org").await;
        let asker = phone.cookie("__Host-c").unwrap().to_owned();
        somebody(&phone.spend(&asked, &letter.code()).await);
        phone.refer(|answers| answers.name = "Canary Person".to_owned()).await;
        let mut other = door.browser();
        other.ask("canary-word@example.org").await;
        let link = door.last_to("canary-word@example.org").await.token();
        other.post("/api/sign-in/links/spend", &wire::SpendLink { token: link.clone() }).await;
        other.post("/api/sign-in/recovery", &wire::SpendRecovery { words: "canary words".to_owned() }).await;
        let log = canary.text();
        drop(canary);
        assert!(log.contains("request"), "something was logged");
        let (code, token) = (letter.code(), phone.cookie("__Host-s").unwrap().to_owned());
        let ours: String =
            log.lines().filter(|line| line.contains(" stile_api")).map(|line| format!("{line}\n")).collect();
        for told in ["canary", "Canary", &token, &asker, &link] {
            assert!(!log.contains(told), "{told} is logged: {:?}", log.lines().find(|line| line.contains(told)));
        }
        assert!(!ours.contains(&code), "a code is logged");
    }
}
