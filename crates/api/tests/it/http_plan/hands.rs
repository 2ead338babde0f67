//! Who reads a plan, who writes it, and who hears of it.

use std::time::Duration;

use serde_json::json;
use wire::{ErrorCode, Look, Looked, Scope, Side};

use super::super::people_world::{furnish, helper};
use super::super::steps::{A_SECOND, Browser, Stream, feed, for_me, roomy, send};
use super::super::support::stores;
use super::{act, act_on_step, begin, cast, change, done, goals_of, list, new_goal};

/// Long enough for what should not come to come all the same.
const A_WHILE: Duration = Duration::from_millis(600);

#[tokio::test]
async fn helpers_read_and_write_by_what_they_may() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let step = goal.steps[0].id;
        let reads = helper(&app, of.person, "reads@example.org", &[Scope::SeePlan]).await.0;
        let both = helper(&app, of.person, "both@example.org", &[Scope::SeePlan, Scope::WriteAsHelper]).await.0;
        let writes = helper(&app, of.person, "writes@example.org", &[Scope::WriteAsHelper, Scope::SeeMessages]).await.0;
        let (reads, both) = (Browser::of(&app, &reads), Browser::of(&app, &both));
        let writes = Browser::of(&app, &writes);

        assert_eq!(list(&reads, of.person).await, std::slice::from_ref(&goal));
        assert_eq!(writes.get(&goals_of(of.person)).await.problem(404).code, ErrorCode::NotFound);
        for browser in [&reads, &writes] {
            browser.post(&goals_of(of.person), &new_goal("Hers")).await.problem(404);
            act(browser, of.person, goal.id, json!("finish")).await.problem(404);
            act_on_step(browser, of.person, goal.id, step, json!("let_go")).await.problem(404);
        }
        assert_eq!(list(&of.amina, of.person).await, std::slice::from_ref(&goal), "nothing of it was done");

        let written = done(&both, of.person, goal.id, change("why", "She misses Bea.", 1)).await;
        let by = &written.why.by;
        assert_eq!((by.side, by.name.as_str(), by.relation.as_str()), (Side::Helper, "Sara Ahmed", "daughter"));
        assert_eq!(list(&of.wen.1, of.person).await, std::slice::from_ref(&written));
        // Who else helps is hers to tell: another helper reads that one wrote, and not who.
        let read = list(&reads, of.person).await.remove(0).why;
        assert_eq!((read.words.as_str(), read.by.side, read.by.name.as_str()), ("She misses Bea.", Side::Helper, ""));
        assert_eq!(read.by.relation, "");
        assert_eq!(list(&both, of.person).await, [written], "what she wrote herself has her name");

        // She reads who looked: her helpers and her link worker.
        let looks: Vec<Look> = of.amina.get(&format!("/api/people/{}/looks", of.person)).await.json();
        let count = |who: &str| looks.iter().filter(|look| look.who == who && look.what == Looked::SawPlan).count();
        assert_eq!((count("Sara Ahmed"), count("Wen")), (2, 1), "{looks:?}");
    }
}

#[tokio::test]
async fn what_is_another_teams_is_not_there() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        for known in [&world.there.worker, &world.there.lead, &world.administrator, &world.stranger, &world.there.own] {
            let browser = Browser::of(&app, known);
            browser.get(&goals_of(of.person)).await.problem(404);
            browser.post(&goals_of(of.person), &new_goal("Theirs")).await.problem(404);
            act(&browser, of.person, goal.id, json!("finish")).await.problem(404);
            act_on_step(&browser, of.person, goal.id, goal.steps[0].id, json!("let_go")).await.problem(404);
        }
        // A goal is there under its own person's address alone.
        act(&of.wen.1, world.here.person, goal.id, json!("finish")).await.problem(404);
        assert_eq!(list(&of.amina, of.person).await, [goal]);
    }
}

#[tokio::test]
async fn whoever_said_no_does_not_read_the_plan() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let referral = send(&Browser::new(&app), for_me("Bea Example", "bea@example.org")).await.id;
        let bea = Browser::prove(&app, "bea@example.org").await;
        let person = bea.me().await.person.unwrap().id;
        of.wen.1.open(referral).await;
        assert!(list(&of.wen.1, person).await.is_empty(), "while they may still say yes");
        let no = json!({ "decline": { "reason": "other", "words": "We are sorry.", "elsewhere": "The library." } });
        of.wen.1.done(referral, "seen", no).await;
        begin(&bea, person, "Learn to swim").await;
        of.wen.1.get(&goals_of(person)).await.problem(404);
        of.wen.1.get(&format!("/api/people/{person}/check-ins")).await.problem(404);
        of.wen.1.post(&goals_of(person), &new_goal("Theirs")).await.problem(404);
        assert_eq!(list(&bea, person).await.len(), 1, "it is hers all the same");
    }
}

#[tokio::test]
async fn a_change_is_heard_by_the_person_and_at_the_desk() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        let of = cast(&app).await;
        let reads = helper(&app, of.person, "reads@example.org", &[Scope::SeePlan]).await.0;
        let writes = helper(&app, of.person, "writes@example.org", &[Scope::WriteAsHelper]).await.0;
        let mut hers = Stream::open(&of.amina).await;
        let mut desks = Stream::open(&of.wen.1).await;
        let mut readers = Stream::open(&Browser::of(&app, &reads)).await;
        let mut writers = Stream::open(&Browser::of(&app, &writes)).await;
        writers.all(A_WHILE).await;

        let sent = new_goal("Get out more");
        assert_eq!(of.amina.post(&goals_of(of.person), &sent).await.status, 200);
        for stream in [&mut hers, &mut desks, &mut readers] {
            assert!(stream.waits_for("plan", A_SECOND).await);
        }
        let goal = list(&of.amina, of.person).await.remove(0);
        done(&of.wen.1, of.person, goal.id, change("why", "Company.", 1)).await;
        for stream in [&mut hers, &mut desks, &mut readers] {
            assert!(stream.waits_for("plan", A_SECOND).await);
        }
        // Nobody hears what changed nothing, nor what is not theirs to see.
        done(&of.wen.1, of.person, goal.id, change("why", "Company.", 2)).await;
        assert_eq!(of.amina.post(&goals_of(of.person), &sent).await.status, 200);
        assert_eq!(hers.all(A_WHILE).await, [""; 0]);
        assert_eq!(writers.all(A_WHILE).await, [""; 0]);
    }
}
