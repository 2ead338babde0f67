//! Kept once: the same goal and the same act sent again, by two at once, by somebody else, with something else.

use serde_json::json;
use uuid::Uuid;
use wire::{ErrorCode, Goal, GoalStage};

use super::super::steps::roomy;
use super::super::support::stores;
use super::{act_as, begin, cast, change, done, goals_of, list, new_goal};

#[tokio::test]
async fn a_goal_sent_again_is_the_same_goal() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let sent = new_goal("  Get out more ");
        let first: Goal = of.amina.post(&goals_of(of.person), &sent).await.json();
        assert_eq!(
            (first.title.words.as_str(), first.title.revision, first.stage),
            ("Get out more", 1, GoalStage::Open)
        );
        assert_eq!((first.steps.len(), first.steps[0].words.words.as_str()), (1, "Look what is on."));
        app.clock.advance(chrono::TimeDelta::minutes(3));
        let again: Goal = of.amina.post(&goals_of(of.person), &sent).await.json();
        assert_eq!(first, again);
        // It is answered as it is by then.
        let finished = done(&of.amina, of.person, first.id, json!("finish")).await;
        let again: Goal = of.amina.post(&goals_of(of.person), &sent).await.json();
        assert_eq!((again.stage, &again), (GoalStage::Done, &finished));

        let mut other = sent.clone();
        other["title"] = json!("Something else");
        let refused = of.amina.post(&goals_of(of.person), &other).await;
        assert_eq!(refused.problem(409).code, ErrorCode::Conflict);
        // The id of somebody else's goal is no key to it.
        assert_eq!(of.wen.1.post(&goals_of(of.person), &sent).await.problem(409).code, ErrorCode::Conflict);
        assert_eq!(list(&of.amina, of.person).await, [finished]);
    }
}

#[tokio::test]
async fn a_goal_sent_twice_at_once_is_one() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let (sent, address) = (new_goal("Get out more"), goals_of(of.person));
        let (one, two) = tokio::join!(of.amina.post(&address, &sent), of.amina.post(&address, &sent));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200), "{} {}", one.text(), two.text());
        assert_eq!(one.json::<Goal>(), two.json::<Goal>());
        assert_eq!(list(&of.amina, of.person).await.len(), 1);
    }
}

#[tokio::test]
async fn an_act_sent_again_is_one_act() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let other = begin(&of.amina, of.person, "Sleep better").await;
        let (id, words) = (Uuid::now_v7(), change("why", "I miss my friends.", 1));
        let first: Goal = act_as(&of.amina, of.person, goal.id, id, &words).await.json();
        assert_eq!((first.why.words.as_str(), first.why.revision), ("I miss my friends.", 2));
        let later = done(&of.amina, of.person, goal.id, change("why", "I miss Bea.", 2)).await;
        assert_eq!(later.why.revision, 3);
        // The first one has waited somewhere and comes again: it was done, and is not done again.
        let again: Goal = act_as(&of.amina, of.person, goal.id, id, &words).await.json();
        assert_eq!(again, later);

        for (browser, goal, act) in [
            (&of.amina, goal.id, change("why", "Something else.", 3)),
            (&of.amina, other.id, words.clone()),
            (&of.wen.1, goal.id, words.clone()),
        ] {
            let refused = act_as(browser, of.person, goal, id, &act).await;
            assert_eq!(refused.problem(409).code, ErrorCode::Conflict);
        }
        assert_eq!(list(&of.amina, of.person).await, [later, other]);
    }
}

#[tokio::test]
async fn an_act_sent_twice_at_once_is_one() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let (id, finish) = (Uuid::now_v7(), json!("finish"));
        let (one, two) = tokio::join!(
            act_as(&of.amina, of.person, goal.id, id, &finish),
            act_as(&of.amina, of.person, goal.id, id, &finish)
        );
        // Two acts under ids of their own would be one that is done and one that comes too late.
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200), "{} {}", one.text(), two.text());
        assert_eq!(one.json::<Goal>(), two.json::<Goal>());
    }
}
