//! Written together: what two have written without having seen it of each other stands beside each other.

use serde_json::json;
use uuid::Uuid;
use wire::{GoalStage, ScoreWhen, Side, StepStage};

use super::super::steps::{Browser, roomy};
use super::super::support::stores;
use super::{PERSON, act, begin, cast, change, done, done_with_step, list, pairs, stands};

#[tokio::test]
async fn words_from_the_same_base_are_both_kept_until_somebody_chooses() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        assert_eq!(goal.title.by.side, Side::Person);
        // Both have the first words on the screen.
        done(&of.amina, of.person, goal.id, change("title", "Walk every day", 1)).await;
        let both = done(&of.wen.1, of.person, goal.id, change("title", "Walk with Bea", 1)).await;
        let stood = pairs(&[("Wen", "Walk with Bea"), ("Amina", "Walk every day")]);
        assert_eq!((stands(&both.title), both.title.revision, both.title.by.side), (stood.clone(), 3, Side::Staff));
        let read = list(&of.amina, of.person).await;
        assert_eq!(stands(&read[0].title), stood, "the person reads both too");
        // She sees both and takes her own.
        let chosen = done(&of.amina, of.person, goal.id, change("title", "Walk every day", 3)).await;
        assert_eq!(stands(&chosen.title), pairs(&[("Amina", "Walk every day")]));
        assert_eq!(list(&of.wen.1, of.person).await, [chosen]);
    }
}

#[tokio::test]
async fn two_devices_at_once_lose_nothing() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let tablet = Browser::prove(&app, PERSON).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let (phones, tablets) = (change("why", "From the phone.", 1), change("why", "From the tablet.", 1));
        let (one, two) =
            tokio::join!(act(&of.amina, of.person, goal.id, phones), act(&tablet, of.person, goal.id, tablets));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200), "{} {}", one.text(), two.text());
        let goals = list(&of.amina, of.person).await;
        let mut words: Vec<String> = stands(&goals[0].why).into_iter().map(|(_, words)| words).collect();
        words.sort();
        assert_eq!(words, ["From the phone.", "From the tablet."]);
        assert_eq!(goals[0].why.revision, 3);
    }
}

#[tokio::test]
async fn a_goal_goes_its_way_with_scores_and_steps() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let first = goal.steps[0].id;
        let score = |when: ScoreWhen, score: u8| json!({ "score": { "when": when, "score": { "score": score, "on": "2026-11-23" } } });
        done(&of.amina, of.person, goal.id, score(ScoreWhen::Now, 3)).await;
        let step = json!({ "add_step": { "step": { "id": Uuid::now_v7(), "words": "Ring the hall." } } });
        let added = done(&of.wen.1, of.person, goal.id, step).await;
        let second = added.steps[1].id;
        assert_eq!((added.steps[1].words.by.name.as_str(), added.steps[1].on), ("Wen", None));

        let day = json!({ "set_day": { "day": { "on": "2026-12-02" } } });
        let planned = done_with_step(&of.amina, of.person, goal.id, second, day).await;
        assert_eq!(planned.steps[1].on.map(|day| day.to_string()).as_deref(), Some("2026-12-02"));
        let went = json!({ "finish": { "on": "2026-11-22" } });
        let went = done_with_step(&of.amina, of.person, goal.id, second, went).await;
        assert!(matches!(went.steps[1].stage, StepStage::Done { .. }));
        let rang = json!({ "change": { "words": { "words": "Ring the hall at two.", "base": 1 } } });
        let rang = done_with_step(&of.wen.1, of.person, goal.id, second, rang).await;
        assert_eq!(stands(&rang.steps[1].words), pairs(&[("Wen", "Ring the hall at two.")]));
        done_with_step(&of.amina, of.person, goal.id, first, json!("let_go")).await;
        let again = done_with_step(&of.amina, of.person, goal.id, first, json!("take_up")).await;
        assert_eq!(again.steps[0].stage, StepStage::Open);

        app.clock.advance(chrono::TimeDelta::minutes(2));
        let there = done(&of.amina, of.person, goal.id, json!("finish")).await;
        assert_eq!(there.stage, GoalStage::Done);
        assert!(there.since > goal.since);
        let later = done(&of.amina, of.person, goal.id, score(ScoreWhen::Later, 8)).await;
        assert_eq!((later.score_now.unwrap().score, later.score_later.as_ref().unwrap().score), (3, 8));
        assert_eq!(later.score_later.unwrap().by.name, "Amina");
        let open = done(&of.amina, of.person, goal.id, json!("take_up")).await;
        assert_eq!(open.stage, GoalStage::Open);
    }
}
