//! Jobs: each is done by one, again when whoever took it is gone, and laid aside in the end.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use chrono::TimeDelta;
use stile_api::auth::LIMITS;
use stile_api::store::{Asked, JobKind, NewCode, Store};
use tokio::task::JoinSet;
use uuid::Uuid;
use wire::{CodeId, ContactKind};

use super::super::support::stores;
use super::super::test_app::monday;

async fn ask(store: &Store, to: &str) -> CodeId {
    let id = CodeId(Uuid::now_v7());
    let new = NewCode {
        id,
        kind: ContactKind::Email,
        value: to.to_owned(),
        adds_to: None,
        browser: [7; 32],
        created_at: monday(),
        expires_at: monday() + TimeDelta::minutes(10),
    };
    assert_eq!(store.ask_code(&new, &LIMITS, monday().date_naive()).await.unwrap(), Asked::Yes);
    id
}

#[tokio::test]
async fn job_is_taken_by_one_however_many_ask() {
    for store in stores().await {
        let mut asked = BTreeSet::new();
        for number in 0..20 {
            asked.insert(ask(&store, &format!("mary{number}@example.org")).await.to_string());
        }
        let mut takers = JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            takers.spawn(async move {
                let mut taken = Vec::new();
                // A taker that finds everything under others' hands for a moment looks again.
                for _ in 0..40 {
                    if let Some(job) = store.claim_job(monday()).await.unwrap() {
                        assert_eq!((job.kind, job.attempts), (JobKind::SendCode, 0));
                        taken.push(job.about);
                    }
                }
                taken
            });
        }
        let taken: Vec<String> = takers.join_all().await.into_iter().flatten().collect();
        assert_eq!(taken.len(), 20, "{:?}", store.engine());
        assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), asked);
    }
}

#[tokio::test]
async fn job_of_a_server_that_died_is_taken_again() {
    for store in stores().await {
        let id = ask(&store, "mary@example.org").await;
        let first = store.claim_job(monday()).await.unwrap().unwrap();
        assert_eq!(first.about, id.to_string());
        assert_eq!(store.claim_job(monday() + TimeDelta::seconds(60)).await.unwrap(), None, "it may be under way");
        let again = store.claim_job(monday() + TimeDelta::seconds(61)).await.unwrap().unwrap();
        assert_eq!((again.id, again.attempts), (first.id, 1));
        store.finish_job(again.id).await.unwrap();
        assert_eq!(store.claim_job(monday() + TimeDelta::days(1)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn job_that_was_put_back_waits_and_one_laid_aside_stays_aside() {
    for store in stores().await {
        ask(&store, "mary@example.org").await;
        let job = store.claim_job(monday()).await.unwrap().unwrap();
        let later = monday() + TimeDelta::minutes(2);
        store.put_job_back(job.id, Some(later), monday()).await.unwrap();
        assert_eq!(store.claim_job(later - TimeDelta::milliseconds(1)).await.unwrap(), None);
        let job = store.claim_job(later).await.unwrap().unwrap();
        store.put_job_back(job.id, None, later).await.unwrap();
        assert_eq!(store.claim_job(later + TimeDelta::days(1)).await.unwrap(), None);
    }
}
