//! Her daughter may see the plan: that and nothing else, and nothing shows that there is more.

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{EventKind, PersonId, Scope, Stage, VisitOutcome};

use super::super::http_plan::{goals_of, list as goals, new_goal};
use super::super::http_plan_groups::{groups_of, list as groups, new_group};
use super::super::http_visits::visits_of;
use super::super::http_week::{day as day_of, week};
use super::super::people_world::helper;
use super::super::steps::Browser;
use super::super::test_app::KNITTING;
use super::{SARAS, Story, meeting, ons4, words_of};

pub async fn a_helper_sees_the_plan_and_no_more(of: &Story<'_>) {
    of.it_is("2027-01-20T10:30:00Z").await;
    let (known, _) = helper(of.app, of.person, SARAS, &[Scope::SeePlan]).await;
    let (sara, amina) = (Browser::of(of.app, &known), of.amina().await);
    let mut without_scores = goals(&amina, of.person).await;
    assert!(without_scores.iter().any(|goal| goal.score_now.is_some()));
    for goal in &mut without_scores {
        (goal.score_now, goal.score_later) = (None, None);
    }
    assert_eq!(goals(&sara, of.person).await, without_scores, "how near it feels is no helper's to see");
    assert_eq!(groups(&sara, of.person).await, groups(&amina, of.person).await);
    sees_visits_without_a_gap(of, &sara).await;
    let seen = week(&sara, of.person, "2026-12-02").await;
    let first = &day_of(&seen, "2026-12-02").meetings[0];
    assert_eq!((first.word, first.visit.unwrap().outcome), (None, VisitOutcome::Went));

    let read = of.timeline(&sara).await;
    assert_eq!((read.stage, read.worker.as_deref()), (Stage::WorkingTogether, Some("Wen")));
    assert_eq!(read.words, "I would like to get out more.");
    assert_eq!(words_of(&read, EventKind::Accepted), "", "what the team writes to her is hers");
    assert_eq!((read.closing, read.can_come_back), (None, false));
    finds_no_check_ins(of, &sara).await;

    // Seeing is not writing.
    sara.post(&goals_of(of.person), &new_goal("Walk")).await.problem(404);
    sara.post(&groups_of(of.person), &new_group(KNITTING, "")).await.problem(404);
    let visit = json!({ "id": Uuid::now_v7(), "meeting": meeting("2027-01-13"), "outcome": "went" });
    sara.post(&visits_of(of.person), &visit).await.problem(404);
    for beneath in ["thread", "details", "helpers", "looks", "plan/routine", "plan/calendar-feed"] {
        sara.get(&of.hers(beneath)).await.problem(404);
    }
}

/// A visit that is private looks exactly like one of which nothing was said.
async fn sees_visits_without_a_gap(of: &Story<'_>, sara: &Browser<'_>) {
    let answer = sara.get(&visits_of(of.person)).await;
    assert!(!answer.text().contains("Warm tea."));
    let visits: Vec<Value> = answer.json();
    assert_eq!(visits.len(), 4);
    let on = |day: &str| {
        let starts_at = meeting(day)["starts_at"].clone();
        visits.iter().find(|visit| visit["meeting"]["starts_at"] == starts_at).unwrap().as_object().unwrap()
    };
    let (private, plain, shared) = (on("2026-12-02"), on("2027-01-06"), on("2026-12-09"));
    assert!(private.keys().eq(plain.keys()), "{private:?} {plain:?}");
    for visit in [private, plain] {
        assert_eq!((&visit["outcome"], &visit["is_private"]), (&json!("went"), &json!(false)));
        assert!(!visit.contains_key("face") && !visit.contains_key("line"), "{visit:?}");
    }
    assert_eq!((&shared["face"], &shared["line"]["words"]), (&json!(5), &json!("We sang.")));
    assert_eq!(on("2026-12-16")["outcome"], json!("did_not_run"));
}

/// Check-ins are not there, as for a person who is not there.
async fn finds_no_check_ins(of: &Story<'_>, sara: &Browser<'_>) {
    let nowhere = sara.get(&format!("/api/people/{}/check-ins", PersonId(Uuid::now_v7()))).await;
    nowhere.problem(404);
    let asked = sara.get(&of.hers("check-ins")).await;
    asked.problem(404);
    assert_eq!(asked.body, nowhere.body);
    sara.post(&of.hers("check-ins"), &ons4("2027-01-20", 9, false)).await.problem(404);
}
