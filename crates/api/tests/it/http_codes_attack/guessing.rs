//! Guessing the codes of one address: ten a day over all of them, also when a hundred arrive at once.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{TimeDelta, TimeZone, Utc};
use serde_json::json;
use stile_api::auth::LIMITS;
use stile_api::store::{Asked, CodeLimits, NewCode, Store, Tried, Try};
use tokio::task::JoinSet;
use uuid::Uuid;
use wire::{CodeAsked, CodeId, ContactKind, ErrorCode, RecoveryWords, SpendRecovery};

use super::super::http_passkeys::Authenticator;
use super::super::http_sign_in::{Browser, Door, somebody};
use super::super::support::stores;
use super::super::test_app::monday;

const MARY: &str = "mary@example.org";

/// Guesses wrong so many times.
async fn guess(browser: &mut Browser<'_>, asked: &CodeAsked, times: usize) {
    for _ in 0..times {
        let problem = browser.spend_wrong(asked).await.problem(422).code;
        assert!(matches!(problem, ErrorCode::WrongCode | ErrorCode::CodeOver), "{problem:?}");
    }
}

#[tokio::test]
async fn ten_wrong_guesses_a_day_over_all_codes_and_other_ways_stay_open() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut mary = door.browser();
        let me = mary.sign_in(MARY).await;
        let words: RecoveryWords = mary.post("/api/recovery-words", &json!({})).await.json();
        let mut key = Authenticator::new();
        key.add(&mut mary).await;
        door.pass(TimeDelta::hours(1));

        let mut thief = door.browser();
        for tries in [4, 4, 1] {
            let asked = thief.ask(MARY).await;
            guess(&mut thief, &asked, tries).await;
        }
        door.pass(TimeDelta::hours(1));
        // Nine are no more than a bad day: she comes in, and the tenth is still there for the next time.
        let asked = mary.ask(MARY).await;
        somebody(&mary.spend_right(&asked).await);
        let asked = thief.ask(MARY).await;
        guess(&mut thief, &asked, 1).await;

        // It is noon in London; the day ends in twelve hours.
        let refused = thief.spend_right(&asked).await;
        assert_eq!(refused.problem(429).code, ErrorCode::TooManyRequests, "not even the right one");
        assert_eq!(refused.header("retry-after"), "43200");
        let unasked = mary.try_ask(MARY).await;
        assert_eq!(unasked.problem(429).retry_after_seconds, Some(43_200));
        let other_address = thief.ask("other@example.org").await;
        somebody(&thief.copy().spend_right(&other_address).await);

        assert_eq!(somebody(&key.sign_in(&mut door.browser()).await).account, me.account, "her passkey");
        let sent = SpendRecovery { words: words.words.join(" ") };
        let back = door.browser().post("/api/sign-in/recovery", &sent).await;
        assert_eq!(somebody(&back).account, me.account, "her words on paper");

        door.pass(TimeDelta::hours(12) - TimeDelta::seconds(1));
        assert_eq!(mary.try_ask(MARY).await.header("retry-after"), "1");
        door.pass(TimeDelta::seconds(1));
        assert_eq!(door.browser().sign_in(MARY).await.account, me.account, "a new day");
    }
}

#[tokio::test]
async fn day_ends_at_midnight_in_london_also_in_summer() {
    for store in stores().await {
        let door = Door::new(store).await;
        // 23:10 in London, 22:10 in Greenwich.
        door.pass(Utc.with_ymd_and_hms(2027, 6, 14, 22, 10, 0).unwrap() - monday());
        let mut thief = door.browser();
        for _ in 0..2 {
            let asked = thief.ask(MARY).await;
            guess(&mut thief, &asked, 5).await;
        }
        assert_eq!(thief.try_ask(MARY).await.header("retry-after"), "3000");
        door.pass(TimeDelta::minutes(50));
        let asked = thief.ask(MARY).await;
        assert_eq!(thief.spend_wrong(&asked).await.problem(422).code, ErrorCode::WrongCode);
    }
}

#[tokio::test]
async fn guesses_that_arrive_at_once_are_counted_one_by_one() {
    for store in stores().await {
        let (id, browser) = (CodeId(Uuid::now_v7()), [7; 32]);
        ask(&store, id, browser).await;
        let mut guesses = JoinSet::new();
        for _ in 0..60 {
            let store = store.clone();
            guesses.spawn(async move { try_digits(&store, id, browser, false).await });
        }
        let tried = guesses.join_all().await;
        let wrong: Vec<bool> = tried
            .iter()
            .filter_map(|tried| match tried {
                Tried::Wrong { is_last, .. } => Some(*is_last),
                Tried::Over => None,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(wrong.len(), 5, "{:?}", store.engine());
        assert_eq!(wrong.iter().filter(|is_last| **is_last).count(), 1);
        assert_eq!(store.failures_this_hour(monday()).await.unwrap(), 5);
        assert_eq!(store.guesses_today(MARY, monday().date_naive()).await.unwrap(), 5);
        assert_eq!(try_digits(&store, id, browser, true).await, Tried::Over);
    }
}

#[tokio::test]
async fn right_code_that_arrives_twenty_times_opens_once() {
    for store in stores().await {
        for by_link in [false, true] {
            let (id, browser) = (CodeId(Uuid::now_v7()), [7; 32]);
            ask(&store, id, browser).await;
            let mut tries = JoinSet::new();
            for _ in 0..20 {
                let store = store.clone();
                tries.spawn(async move {
                    match by_link {
                        true => store.try_code(id, Try::Link, &LIMITS, monday(), monday().date_naive()).await.unwrap(),
                        false => try_digits(&store, id, browser, true).await,
                    }
                });
            }
            let tried = tries.join_all().await;
            let spent = tried.iter().filter(|tried| matches!(tried, Tried::Spent(_))).count();
            let over = tried.iter().filter(|tried| **tried == Tried::Over).count();
            assert_eq!((spent, over), (1, 19), "{:?}", store.engine());
        }
    }
}

#[tokio::test]
async fn asking_at_once_gives_three_codes_and_one_of_them_lives() {
    for store in stores().await {
        let mut asks = JoinSet::new();
        for _ in 0..20 {
            let store = store.clone();
            asks.spawn(async move {
                let id = CodeId(Uuid::now_v7());
                (id, store.ask_code(&new(id, [7; 32]), &LIMITS, monday().date_naive()).await.unwrap())
            });
        }
        let asked = asks.join_all().await;
        let given: Vec<CodeId> = asked.iter().filter(|(_, asked)| *asked == Asked::Yes).map(|(id, _)| *id).collect();
        assert_eq!(given.len(), 3, "{:?}", store.engine());
        let mut alive = 0;
        for id in given {
            alive += usize::from(!store.find_code(id, monday()).await.unwrap().unwrap().is_over);
        }
        assert_eq!(alive, 1);
    }
}

#[tokio::test]
async fn limit_of_everybody_holds_to_the_last_guess_when_all_come_at_once() {
    for store in stores().await {
        let limits = CodeLimits { failures_an_hour: 10, ..LIMITS };
        let ids: Vec<CodeId> = (0..30).map(|_| CodeId(Uuid::now_v7())).collect();
        for (number, id) in ids.iter().enumerate() {
            let new = NewCode { value: format!("victim{number}@example.org"), ..new(*id, [7; 32]) };
            assert_eq!(store.ask_code(&new, &limits, monday().date_naive()).await.unwrap(), Asked::Yes);
        }
        let mut guesses = JoinSet::new();
        for id in ids {
            let store = store.clone();
            guesses.spawn(async move {
                let tried = Try::Digits { is_right: false, browser: &[7; 32] };
                store.try_code(id, tried, &limits, monday(), monday().date_naive()).await.unwrap()
            });
        }
        let tried = guesses.join_all().await;
        let resting = tried.iter().filter(|tried| **tried == Tried::Resting).count();
        let mut counts: Vec<i32> = tried
            .iter()
            .filter_map(|tried| match tried {
                Tried::Wrong { this_hour, .. } => Some(*this_hour),
                _ => None,
            })
            .collect();
        counts.sort_unstable();
        assert_eq!(counts, (1..=10).collect::<Vec<_>>(), "{:?}: each count is told once", store.engine());
        assert_eq!(resting, 20);
    }
}

fn new(id: CodeId, browser: [u8; 32]) -> NewCode {
    NewCode {
        id,
        kind: ContactKind::Email,
        value: MARY.to_owned(),
        adds_to: None,
        browser,
        created_at: monday(),
        expires_at: monday() + TimeDelta::minutes(10),
    }
}

async fn ask(store: &Store, id: CodeId, browser: [u8; 32]) {
    let asked = store.ask_code(&new(id, browser), &LIMITS, monday().date_naive()).await.unwrap();
    assert_eq!(asked, Asked::Yes);
}

async fn try_digits(store: &Store, id: CodeId, browser: [u8; 32], is_right: bool) -> Tried {
    let tried = Try::Digits { is_right, browser: &browser };
    store.try_code(id, tried, &LIMITS, monday(), monday().date_naive()).await.unwrap()
}
