//! Referrals are kept once, marked when alike, and shown only to the browser that sent them.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{NaiveDate, TimeDelta};
use domain::hours::Hours;
use stile_api::store::{Error, Kept, NewPerson, NewReferral, Store, StoredReferral, Team};
use tokio::task::JoinSet;
use uuid::Uuid;
use wire::{Answers, ForWhom, Nation, ReferralId, Stage, TeamId};

use super::support::{at, stores};

const TEAM: TeamId = TeamId(Uuid::from_u128(7));
const SENT: &str = "2026-11-23T10:40:00.123Z";

const MINE: [u8; 32] = [1; 32];
const OTHERS: [u8; 32] = [2; 32];

async fn add_team(store: &Store) {
    let team = Team {
        id: TEAM,
        name: "Stileham Link Workers".into(),
        nation: Nation::England,
        phone: None,
        email: None,
        hours: Hours::parse("Mon-Fri 09:00-17:00").unwrap(),
        promise_days: 2,
        safeguarding_lead: None,
    };
    store.add_team(&team).await.unwrap();
}

fn referral(number: u128, likeness: &[&str]) -> NewReferral {
    let answers = Answers {
        for_whom: Some(ForWhom::Me),
        words: format!("Words of {number} with a quote ' and a percent % sign"),
        ..Answers::default()
    };
    NewReferral {
        id: ReferralId(Uuid::from_u128(number)),
        payload_digest: [number as u8; 32],
        answers: serde_json::to_string(&answers).unwrap(),
        team: TEAM,
        reference: format!("REF-{number}"),
        sent_at: at(SENT),
        promised_by: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        consent_version: "2026-11".into(),
        likeness: likeness.iter().map(|key| (*key).to_owned()).collect(),
        is_urgent_words: number == 2,
        person: NewPerson {
            account: None,
            name: "Ann Example".to_owned(),
            likeness: format!("annexample|1950-01-01|{number}"),
            birth: NaiveDate::from_ymd_opt(1950, 1, 1).unwrap(),
            language: String::new(),
            access: Vec::new(),
            access_note: String::new(),
            phone: String::new(),
            email: String::new(),
            postcode: String::new(),
            surgery: String::new(),
            safe: Vec::new(),
        },
        contacts: Vec::new(),
    }
}

async fn keep(store: &Store, new: &NewReferral, viewer: &[u8; 32]) -> StoredReferral {
    match store.create_referral(new, viewer).await.unwrap() {
        Kept::New(kept) => kept,
        other => panic!("not new: {other:?}"),
    }
}

#[tokio::test]
async fn a_referral_is_read_back_as_it_was_sent() {
    for store in stores().await {
        add_team(&store).await;
        let new = referral(2, &["ann|1950-01-01|01632960001"]);
        let kept = keep(&store, &new, &MINE).await;
        assert_eq!(kept.id, new.id);
        assert_eq!(kept.reference, "REF-2");
        assert_eq!((kept.team, kept.stage, kept.stage_since, kept.sent_at), (TEAM, Stage::Sent, at(SENT), at(SENT)));
        assert_eq!(kept.promised_by, new.promised_by);
        assert!(kept.is_urgent_words);
        assert_eq!(kept.answers, serde_json::from_str(&new.answers).unwrap());
        assert_eq!(store.list_referrals(None, 10).await.unwrap(), [kept]);
    }
}

#[tokio::test]
async fn sending_twice_is_one_referral_for_ever() {
    for store in stores().await {
        add_team(&store).await;
        let kept = keep(&store, &referral(1, &["same"]), &MINE).await;
        // The server draws another reference and it is a later day; the first answer stands.
        let again = NewReferral {
            reference: "REF-LATER".into(),
            sent_at: at(SENT) + TimeDelta::days(400),
            ..referral(1, &["same"])
        };
        assert_eq!(store.create_referral(&again, &MINE).await.unwrap(), Kept::Same(kept.clone()));
        assert_eq!(kept.duplicate_of, None, "it is not its own duplicate");
        assert_eq!(store.list_referrals(None, 10).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn an_id_used_for_something_else_is_refused() {
    for store in stores().await {
        add_team(&store).await;
        let kept = keep(&store, &referral(1, &[]), &MINE).await;
        let other = NewReferral { payload_digest: [9; 32], reference: "REF-9".into(), ..referral(1, &[]) };
        assert_eq!(store.create_referral(&other, &OTHERS).await.unwrap(), Kept::Different);
        assert_eq!(store.list_referrals(None, 10).await.unwrap(), [kept]);
        assert!(store.referrals_of_viewer(&OTHERS, at(SENT)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_reference_in_use_asks_for_another_draw() {
    for store in stores().await {
        add_team(&store).await;
        keep(&store, &referral(1, &[]), &MINE).await;
        let clash = NewReferral { reference: "REF-1".into(), ..referral(2, &[]) };
        assert!(matches!(store.create_referral(&clash, &MINE).await, Err(Error::Conflict)));
        keep(&store, &referral(2, &[]), &MINE).await;
    }
}

#[tokio::test]
async fn an_unknown_team_keeps_nothing() {
    for store in stores().await {
        assert!(store.create_referral(&referral(1, &[]), &MINE).await.is_err());
        assert!(store.list_referrals(None, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_likely_duplicate_names_the_first() {
    for store in stores().await {
        add_team(&store).await;
        let first = keep(&store, &referral(1, &["ann|1950|phone", "ann|1950|mail"]), &MINE).await;
        let later = |number: u128, likeness: &[&str]| NewReferral {
            sent_at: at(SENT) + TimeDelta::minutes(number as i64),
            ..referral(number, likeness)
        };
        let by_mail = keep(&store, &later(2, &["ann|1950|mail"]), &OTHERS).await;
        assert_eq!(by_mail.duplicate_of, Some(first.id));
        let third = keep(&store, &later(3, &["ann|1950|mail", "ann|1950|new"]), &OTHERS).await;
        assert_eq!(third.duplicate_of, Some(first.id));
        let stranger = keep(&store, &later(4, &["bob|1950|mail"]), &OTHERS).await;
        assert_eq!(stranger.duplicate_of, None);
        let nobody = keep(&store, &later(5, &[]), &OTHERS).await;
        assert_eq!(nobody.duplicate_of, None);
    }
}

#[tokio::test]
async fn a_browser_sees_only_what_it_sent() {
    for store in stores().await {
        add_team(&store).await;
        let mine = keep(&store, &referral(1, &[]), &MINE).await;
        let later = NewReferral { sent_at: at(SENT) + TimeDelta::hours(1), ..referral(3, &[]) };
        let mine_too = keep(&store, &later, &MINE).await;
        let others = keep(&store, &referral(2, &[]), &OTHERS).await;
        let now = at(SENT) + TimeDelta::hours(2);
        assert_eq!(store.referrals_of_viewer(&MINE, now).await.unwrap(), [mine, mine_too]);
        assert_eq!(store.referrals_of_viewer(&OTHERS, now).await.unwrap(), [others]);
        assert!(store.referrals_of_viewer(&[3; 32], now).await.unwrap().is_empty());

        store.forget_viewer(&MINE).await.unwrap();
        assert!(store.referrals_of_viewer(&MINE, now).await.unwrap().is_empty());
        assert_eq!(store.referrals_of_viewer(&OTHERS, now).await.unwrap().len(), 1);
        assert_eq!(store.list_referrals(None, 10).await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn a_browser_sees_it_for_thirty_days() {
    for store in stores().await {
        add_team(&store).await;
        keep(&store, &referral(1, &[]), &MINE).await;
        let last = at(SENT) + TimeDelta::days(30);
        assert_eq!(store.referrals_of_viewer(&MINE, last - TimeDelta::milliseconds(1)).await.unwrap().len(), 1);
        assert!(store.referrals_of_viewer(&MINE, last).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn sending_again_after_a_lost_answer_shows_it_to_the_new_token() {
    for store in stores().await {
        add_team(&store).await;
        let kept = keep(&store, &referral(1, &[]), &MINE).await;
        assert!(matches!(store.create_referral(&referral(1, &[]), &OTHERS).await.unwrap(), Kept::Same(_)));
        assert_eq!(store.referrals_of_viewer(&OTHERS, at(SENT)).await.unwrap(), [kept]);
    }
}

#[tokio::test]
async fn the_list_pages_on_without_a_gap_or_a_double() {
    for store in stores().await {
        add_team(&store).await;
        // Three at the same moment, so that the id has to part them.
        for number in [5, 3, 4] {
            keep(&store, &referral(number, &[]), &MINE).await;
        }
        let late = NewReferral { sent_at: at(SENT) + TimeDelta::milliseconds(1), ..referral(1, &[]) };
        keep(&store, &late, &MINE).await;

        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = store.list_referrals(after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.cursor());
            seen.extend(page.into_iter().map(|referral| referral.reference));
        }
        assert_eq!(seen, ["REF-3", "REF-4", "REF-5", "REF-1"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_sendings_at_once_are_one_referral() {
    for store in stores().await {
        add_team(&store).await;
        let mut sending = JoinSet::new();
        for number in 0..20_u8 {
            let store = store.clone();
            sending.spawn(async move {
                let new = NewReferral { reference: format!("DRAW-{number}"), ..referral(1, &["ann|1950|phone"]) };
                store.create_referral(&new, &[number; 32]).await.unwrap()
            });
        }
        let kept = sending.join_all().await;
        assert_eq!(kept.iter().filter(|kept| matches!(kept, Kept::New(_))).count(), 1);
        assert!(kept.iter().all(|kept| matches!(kept, Kept::New(_) | Kept::Same(_))));
        assert_eq!(store.list_referrals(None, 10).await.unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn alike_referrals_at_once_name_the_one_that_was_first() {
    for store in stores().await {
        add_team(&store).await;
        let mut sending = JoinSet::new();
        for number in 1..=8_u128 {
            let store = store.clone();
            // In either order, so that waiting for each other would show.
            let likeness = if number % 2 == 0 { ["a", "b"] } else { ["b", "a"] };
            sending.spawn(async move { keep(&store, &referral(number, &likeness), &MINE).await });
        }
        let unmarked = sending.join_all().await.into_iter().filter(|kept| kept.duplicate_of.is_none()).count();
        assert_eq!(unmarked, 1);
    }
}

#[test]
fn what_is_printed_of_a_referral_holds_no_answer() {
    let new = referral(1, &["ann|1950|phone"]);
    let printed = format!("{new:?}");
    assert!(
        !printed.contains("Words") && !printed.contains("ann") && printed.contains(&new.id.to_string()),
        "{printed}"
    );
}
