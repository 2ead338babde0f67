//! Who reads the groups of a plan, who writes them, and who hears of it.

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;
use wire::{GroupStage, Look, Looked, Scope, Side};

use super::super::http_plan::cast;
use super::super::people_world::{furnish, helper};
use super::super::steps::{A_SECOND, Browser, Stream, feed, roomy};
use super::super::support::stores;
use super::super::test_app::{HOSTILE, KNITTING};
use super::{act, add, done, groups_of, list, new_group};

/// Long enough for what should not come to come all the same.
const A_WHILE: Duration = Duration::from_millis(600);

#[tokio::test]
async fn helpers_read_and_suggest_by_what_they_may() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let group = add(&of.amina, of.person, &new_group(KNITTING, "")).await;
        let reads = helper(&app, of.person, "reads@example.org", &[Scope::SeePlan]).await.0;
        let both = helper(&app, of.person, "both@example.org", &[Scope::SeePlan, Scope::WriteAsHelper]).await.0;
        let writes = helper(&app, of.person, "writes@example.org", &[Scope::WriteAsHelper]).await.0;
        let (reads, both) = (Browser::of(&app, &reads), Browser::of(&app, &both));
        let writes = Browser::of(&app, &writes);

        assert_eq!(list(&reads, of.person).await, std::slice::from_ref(&group));
        writes.get(&groups_of(of.person)).await.problem(404);
        for browser in [&reads, &writes] {
            browser.post(&groups_of(of.person), &new_group(HOSTILE, "")).await.problem(404);
            act(browser, of.person, group.id, json!("ask")).await.problem(404);
        }
        let suggested = add(&both, of.person, &new_group(HOSTILE, "It is on your street.")).await;
        assert_eq!((suggested.stage, suggested.by.side), (GroupStage::Suggested, Side::Helper));
        assert_eq!((suggested.by.name.as_str(), suggested.by.relation.as_str()), ("Sara Ahmed", "daughter"));
        // Who else helps is hers to tell.
        let read = list(&reads, of.person).await.remove(1);
        assert_eq!((read.by.name.as_str(), read.reason.by.name.as_str()), ("", ""));
        assert_eq!(list(&of.wen.1, of.person).await, [group, suggested]);
        let looks: Vec<Look> = of.amina.get(&format!("/api/people/{}/looks", of.person)).await.json();
        assert!(looks.iter().any(|look| look.who == "Wen" && look.what == Looked::SawPlan), "{looks:?}");
    }
}

#[tokio::test]
async fn what_is_another_teams_is_not_there() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let of = cast(&app).await;
        let group = add(&of.amina, of.person, &new_group(KNITTING, "")).await;
        for known in [&world.there.worker, &world.there.lead, &world.administrator, &world.stranger, &world.there.own] {
            let browser = Browser::of(&app, known);
            browser.get(&groups_of(of.person)).await.problem(404);
            browser.post(&groups_of(of.person), &new_group(HOSTILE, "")).await.problem(404);
            act(&browser, of.person, group.id, json!("ask")).await.problem(404);
        }
        // A group is on the plan under its own person's address alone, and its id is nobody else's.
        act(&of.wen.1, world.here.person, group.id, json!("ask")).await.problem(404);
        let taken = json!({ "id": group.id, "group": KNITTING, "reason": "" });
        of.wen.1.post(&groups_of(world.here.person), &taken).await.problem(409);
        assert_eq!(list(&of.amina, of.person).await, [group]);
        Browser::new(&app).get(&groups_of(of.person)).await.problem(401);
    }
}

#[tokio::test]
async fn a_change_is_heard_by_the_person_and_at_the_desk() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        let of = cast(&app).await;
        let mut hers = Stream::open(&of.amina).await;
        let mut desks = Stream::open(&of.wen.1).await;
        desks.all(A_WHILE).await;
        let group = add(&of.amina, of.person, &new_group(KNITTING, "")).await;
        for stream in [&mut hers, &mut desks] {
            assert!(stream.waits_for("plan", A_SECOND).await);
        }
        done(&of.amina, of.person, group.id, json!({ "ask_company": { "company": "buddy" } })).await;
        assert!(desks.waits_for("desk", A_SECOND).await, "the list says who would like company");
        hers.all(A_WHILE).await;
        // Nobody hears what changed nothing.
        let same = json!({ "id": Uuid::now_v7(), "group": KNITTING, "reason": "" });
        add(&of.amina, of.person, &same).await;
        assert_eq!(hers.all(A_WHILE).await, [""; 0]);
    }
}
