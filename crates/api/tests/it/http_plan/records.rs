//! What becomes of a plan when its person's record is erased, or turns out to be another's.

use serde_json::json;
use uuid::Uuid;
use wire::{Goal, PersonId};

use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::super::support::{located_stores, stores};
use super::super::test_app::TestApp;
use super::{PERSON, act_as, begin, cast, done, goals_of, list};

#[tokio::test]
async fn of_whoever_is_erased_no_plan_is_left() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        done(&of.amina, of.person, goal.id, json!("finish")).await;
        assert_eq!(count(&mut raw).await, 2);
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        assert_eq!(count(&mut raw).await, 0);
        of.amina.get(&goals_of(of.person)).await.problem(401);
        of.wen.1.get(&goals_of(of.person)).await.problem(404);
        let late = act_as(&of.wen.1, of.person, goal.id, Uuid::now_v7(), &json!("take_up")).await;
        late.problem(404);
    }
}

#[tokio::test]
async fn two_records_that_are_one_have_one_plan() {
    for store in stores().await {
        let app = roomy(store).await;
        let (first, person) = sent(&app).await;
        let (second, twin) = sent(&app).await;
        assert_ne!(person, twin);
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.done(first, "seen", accept(wen_id, "Hello.")).await;
        wen.open(second).await;
        let theirs = begin(&wen, person, "Get out more").await;
        app.clock.advance(chrono::TimeDelta::minutes(1));
        let twins = begin(&wen, twin, "Sleep better").await;
        let (id, finish) = (Uuid::now_v7(), json!("finish"));
        let finished: Goal = act_as(&wen, twin, twins.id, id, &finish).await.json();

        wen.done(second, "seen", json!({ "merge": { "into": first } })).await;
        assert_eq!(list(&wen, person).await, [theirs, finished.clone()]);
        wen.get(&goals_of(twin)).await.problem(404);
        // What was done in the one is not done again in the other.
        let again: Goal = act_as(&wen, person, twins.id, id, &finish).await.json();
        assert_eq!(again, finished);
        let amina = Browser::prove(&app, PERSON).await;
        assert_eq!(list(&amina, person).await.len(), 2);
    }
}

/// How many goals and acts there are.
async fn count(raw: &mut RawSql) -> i64 {
    raw.number("SELECT count(*) FROM goal").await + raw.number("SELECT count(*) FROM plan_act").await
}

async fn sent(app: &TestApp) -> (wire::ReferralId, PersonId) {
    let id = send(&Browser::new(app), for_me("Amina Ahmed", PERSON)).await.id;
    (id, app.store.person_of_referral(id).await.unwrap().unwrap())
}
