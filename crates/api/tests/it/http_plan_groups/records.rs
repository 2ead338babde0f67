//! What becomes of the groups on a plan when a record is erased, or turns out to be another's.

use serde_json::json;
use uuid::Uuid;
use wire::{GroupOnPlan, GroupStage, PersonId, PlanGroupId, Scope, Side};

use super::super::http_plan::{PERSON, act as act_on_goal, begin, cast, change, list as goals};
use super::super::people_world::helper;
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::super::support::{located_stores, stores};
use super::super::test_app::{HOSTILE, KNITTING, TestApp};
use super::{act_as, add, done, groups_of, list, new_group};

#[tokio::test]
async fn of_whoever_is_erased_no_group_is_left() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let group = add(&of.amina, of.person, &new_group(KNITTING, "")).await;
        done(&of.amina, of.person, group.id, json!("ask")).await;
        assert_eq!(raw.number("SELECT count(*) FROM plan_group").await, 1);
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        let left = raw.number("SELECT count(*) FROM plan_group").await;
        assert_eq!(left + raw.number("SELECT count(*) FROM plan_act").await, 0);
        of.wen.1.get(&groups_of(of.person)).await.problem(404);
    }
}

#[tokio::test]
async fn a_helper_who_is_erased_stands_nowhere_in_the_plan() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        send(&Browser::new(&app), for_me("Bea Example", "bea@example.org")).await;
        let bea = Browser::prove(&app, "bea@example.org").await;
        let own = bea.me().await.person.unwrap().id;
        helper(&app, of.person, "bea@example.org", &[Scope::SeePlan, Scope::WriteAsHelper]).await;
        add(&bea, of.person, &new_group(KNITTING, "We could go together.")).await;
        let said = act_on_goal(&bea, of.person, goal.id, change("why", "She misses singing.", 1)).await;
        assert_eq!(said.status, 200, "{}", said.text());
        let account = format!("SELECT account FROM person WHERE id = '{own}'");
        let account = raw.texts(&account).await.remove(0);
        assert!(documents(&mut raw).await.contains(&account));

        let erased = bea.post(&format!("/api/people/{own}/erase"), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        assert!(!documents(&mut raw).await.contains(&account));
        let group = list(&of.amina, of.person).await.remove(0);
        assert_eq!((group.reason.words.as_str(), group.by.side), ("We could go together.", Side::Helper));
        assert_eq!((group.by.name.as_str(), group.reason.by.name.as_str()), ("", ""));
        let why = goals(&of.amina, of.person).await.remove(0).why;
        assert_eq!((why.words.as_str(), why.by.name.as_str()), ("She misses singing.", ""));
    }
}

#[tokio::test]
async fn two_records_that_are_one_have_every_group_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let (first, person) = sent(&app).await;
        let (second, twin) = sent(&app).await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.done(first, "seen", accept(wen_id, "Hello.")).await;
        wen.open(second).await;
        let theirs = add(&wen, person, &new_group(KNITTING, "You knit.")).await;
        app.clock.advance(chrono::TimeDelta::minutes(1));
        let sent = new_group(KNITTING, "They meet near you.");
        let twins = add(&wen, twin, &sent).await;
        let other = add(&wen, twin, &new_group(HOSTILE, "")).await;
        let (id, going) = (Uuid::now_v7(), json!("plan_to_go"));
        act_as(&wen, twin, twins.id, id, &going).await.json::<GroupOnPlan>();

        wen.done(second, "seen", json!({ "merge": { "into": first } })).await;
        let groups = list(&wen, person).await;
        let ids: Vec<PlanGroupId> = groups.iter().map(|group| group.id).collect();
        assert_eq!(ids, [theirs.id, other.id]);
        let one = &groups[0];
        assert_eq!((one.stage, one.reason.words.as_str()), (GroupStage::Going, "They meet near you."));
        assert_eq!(one.reason.others[0].words, "You knit.");
        // Who knows it by its other id still does, and what was done is not done again.
        assert_eq!(add(&wen, person, &sent).await, *one);
        let again: GroupOnPlan = act_as(&wen, person, twins.id, id, &going).await.json();
        assert_eq!(again, *one);
        done(&wen, person, twins.id, json!("not_for_me")).await;
        assert_eq!(list(&wen, person).await[0].stage, GroupStage::NotForMe);
    }
}

/// Everything that is written on plans.
async fn documents(raw: &mut RawSql) -> String {
    let goals = raw.texts("SELECT body FROM goal").await.concat();
    goals + &raw.texts("SELECT body FROM plan_group").await.concat()
}

async fn sent(app: &TestApp) -> (wire::ReferralId, PersonId) {
    let id = send(&Browser::new(app), for_me("Amina Ahmed", PERSON)).await.id;
    (id, app.store.person_of_referral(id).await.unwrap().unwrap())
}
