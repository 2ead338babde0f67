//! What matters to her: goals and steps of both sides, how near she feels, and how she says she is in between.

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{CheckInMoment, Due, Goal, GoalId, GoalStage, NoticeKind, ScoreWhen, StepStage};

use super::super::http_plan::{act_on_step, begin, done, done_with_step, list, new_goal};
use super::super::steps::Browser;
use super::super::support::at;
use super::{Story, day, due, ons4, told};

fn score(when: ScoreWhen, score: u8, on: &str) -> Value {
    json!({ "score": { "when": when, "score": { "score": score, "on": on } } })
}

/// One goal, as somebody reads it.
async fn read(of: &Story<'_>, browser: &Browser<'_>, goal: GoalId) -> Goal {
    list(browser, of.person).await.into_iter().find(|one| one.id == goal).unwrap()
}

/// Her goal with a step of each side, and one that Wen thought of.
pub async fn both_write_goals(of: &Story<'_>) -> GoalId {
    of.it_is("2026-11-27T10:15:00Z").await;
    let (amina, wen) = (of.amina().await, of.wen().await);
    let goal = begin(&amina, of.person, "Get out more").await;
    done(&amina, of.person, goal.id, score(ScoreWhen::Now, 3, "2026-11-27")).await;
    let step = json!({ "id": Uuid::now_v7(), "words": "Ring the chapel.", "on": "2026-12-02" });
    let both = done(&wen, of.person, goal.id, json!({ "add_step": { "step": step } })).await;
    let by: Vec<&str> = both.steps.iter().map(|step| step.words.by.name.as_str()).collect();
    assert_eq!(by, ["Amina", "Wen"]);
    let finish = json!({ "finish": { "on": "2026-11-27" } });
    done_with_step(&amina, of.person, goal.id, both.steps[0].id, finish).await;
    let other = begin(&wen, of.person, "Bake bread").await;
    assert_eq!((other.title.by.name.as_str(), other.stage), ("Wen", GoalStage::Open));

    let goals = list(&amina, of.person).await;
    assert_eq!(goals.len(), 2);
    for browser in [&wen, &of.lea().await] {
        assert_eq!(list(browser, of.person).await, goals, "they read the same");
    }
    let kept = read(of, &amina, goal.id).await;
    assert_eq!(kept.score_now.unwrap().score, 3);
    assert_eq!(kept.steps[0].stage, StepStage::Done { on: day("2026-11-27") });
    assert_eq!((kept.steps[1].stage, kept.steps[1].on), (StepStage::Open, Some(day("2026-12-02"))));
    assert_eq!(of.case().await.last_heard, at("2026-11-27T10:15:00Z"));

    let otto = of.otto().await;
    otto.post(&of.hers("plan/goals"), &new_goal("Walk")).await.problem(404);
    act_on_step(&otto, of.person, goal.id, kept.steps[0].id, json!("take_up")).await.problem(404);
    of.is_hidden_from(&otto).await;
    goal.id
}

pub async fn six_weeks_later_a_check_in_is_asked_for(of: &Story<'_>) {
    of.it_is("2027-01-08T09:59:00Z").await;
    let amina = of.amina().await;
    assert_eq!(told(&amina, NoticeKind::CheckInDue).await, 1);
    of.it_is("2027-01-08T10:00:00Z").await;
    assert_eq!(told(&amina, NoticeKind::CheckInDue).await, 2);
    let between = of.keep(&amina, &ons4("2027-01-08", 6, false)).await;
    assert_eq!(between.moment, CheckInMoment::Between);
    let wen = of.wen().await;
    for browser in [&amina, &wen] {
        let kept = of.check_ins(browser).await;
        assert_eq!((kept.len(), kept.last()), (3, Some(&between)));
    }
    let case = of.case().await;
    assert_eq!((case.is_late, case.last_heard), (true, at("2027-01-08T10:00:00Z")), "heard of, and not talked with");

    // Wen has rung her, and the list is calm again.
    let rang = json!({
        "record_contact": { "how": "call", "outcome": "talked", "on": "2027-01-08", "words": "", "note": "" },
    });
    wen.done(of.referral, "working_together", rang).await;
    assert_eq!(due(&of.case().await), (Due::KeepInTouch, Some(day("2027-01-29")), false));
}

pub async fn the_goal_is_done(of: &Story<'_>, goal: GoalId) {
    of.it_is("2027-01-20T10:00:00Z").await;
    let amina = of.amina().await;
    done(&amina, of.person, goal, json!("finish")).await;
    done(&amina, of.person, goal, score(ScoreWhen::Later, 8, "2027-01-20")).await;
    for browser in [&amina, &of.wen().await, &of.lea().await] {
        let kept = read(of, browser, goal).await;
        assert_eq!((kept.stage, kept.since), (GoalStage::Done, at("2027-01-20T10:00:00Z")));
        let (now, later) = (kept.score_now.unwrap(), kept.score_later.unwrap());
        assert_eq!((now.score, later.score, later.by.name.as_str()), (3, 8, "Amina"));
    }
    of.is_hidden_from(&of.otto().await).await;
}
