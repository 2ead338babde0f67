//! What cannot be done says why, by a code, and changes nothing.

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, GoalId, StepId};

use super::super::steps::roomy;
use super::super::support::stores;
use super::super::test_app::Answer;
use super::{act, act_as, act_on_step, begin, cast, change, done, done_with_step, goals_of, list, new_goal};

/// The first field to put right.
fn field(answer: &Answer) -> (String, FieldCode) {
    let problem = answer.problem(422);
    assert_eq!(problem.code, ErrorCode::Invalid);
    let first = problem.fields.first().unwrap();
    (first.field.clone(), first.code)
}

fn wrong(field: &str, code: FieldCode) -> (String, FieldCode) {
    (field.to_owned(), code)
}

#[tokio::test]
async fn what_is_not_right_says_how_to_put_it_right() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let step = goal.steps[0].id;
        let mut nameless = new_goal(" \n ");
        assert_eq!(field(&of.amina.post(&goals_of(of.person), &nameless).await), wrong("title", FieldCode::Missing));
        nameless["title"] = json!("a".repeat(domain::plan::problems::TITLE + 1));
        assert_eq!(field(&of.amina.post(&goals_of(of.person), &nameless).await), wrong("title", FieldCode::TooLong));
        let scored = |score: u8, on: &str| json!({ "score": { "when": "now", "score": { "score": score, "on": on } } });
        for (what, expected) in [
            (change("title", "", 1), wrong("act.words", FieldCode::Missing)),
            (scored(11, "2026-11-23"), wrong("act.score", FieldCode::NotOffered)),
            (scored(3, "2026-11-24"), wrong("act.on", FieldCode::InFuture)),
            (
                json!({ "add_step": { "step": { "id": Uuid::now_v7(), "words": " " } } }),
                wrong("act.step.words", FieldCode::Missing),
            ),
        ] {
            assert_eq!(field(&act(&of.amina, of.person, goal.id, what).await), expected);
        }
        for (what, expected) in [
            (json!({ "finish": { "on": "2026-11-24" } }), wrong("act.on", FieldCode::InFuture)),
            (json!({ "set_day": { "day": { "on": "2029-01-01" } } }), wrong("act.on", FieldCode::TooFar)),
        ] {
            assert_eq!(field(&act_on_step(&of.amina, of.person, goal.id, step, what).await), expected);
        }
        let unread = act(&of.amina, of.person, goal.id, json!("dance")).await;
        assert_eq!(unread.problem(400).code, ErrorCode::BadRequest);
        assert_eq!(list(&of.amina, of.person).await, [goal]);
    }
}

#[tokio::test]
async fn what_cannot_be_done_where_it_stands_is_refused() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let step = goal.steps[0].id;
        let add = |id: StepId| json!({ "add_step": { "step": { "id": id, "words": "Another." } } });
        let code = |answer: &Answer, status: u16| answer.problem(status).code;

        // While it is open.
        let taken_up = act(&of.amina, of.person, goal.id, json!("take_up")).await;
        assert_eq!(code(&taken_up, 409), ErrorCode::MovedOn);
        let same_step = act(&of.amina, of.person, goal.id, add(step)).await;
        assert_eq!(code(&same_step, 409), ErrorCode::Conflict);
        let open_step = act_on_step(&of.amina, of.person, goal.id, step, json!("take_up")).await;
        assert_eq!(code(&open_step, 409), ErrorCode::MovedOn);
        let nowhere = act_on_step(&of.amina, of.person, goal.id, StepId(Uuid::now_v7()), json!("let_go")).await;
        assert_eq!(code(&nowhere, 404), ErrorCode::NotFound);
        let nothing = act(&of.amina, of.person, GoalId(Uuid::now_v7()), json!("finish")).await;
        assert_eq!(code(&nothing, 404), ErrorCode::NotFound);
        assert_eq!(list(&of.amina, of.person).await, std::slice::from_ref(&goal));

        // A step that is let go.
        let rested = done_with_step(&of.amina, of.person, goal.id, step, json!("let_go")).await;
        let twice = act_on_step(&of.wen.1, of.person, goal.id, step, json!("let_go")).await;
        assert_eq!(code(&twice, 409), ErrorCode::MovedOn);
        let day = json!({ "set_day": { "day": {} } });
        assert_eq!(code(&act_on_step(&of.wen.1, of.person, goal.id, step, day).await, 422), ErrorCode::NotNow);
        assert_eq!(list(&of.amina, of.person).await, [rested]);

        // A goal that is done.
        let id = Uuid::now_v7();
        let finished = done(&of.amina, of.person, goal.id, json!("finish")).await;
        let late = act_as(&of.wen.1, of.person, goal.id, id, &json!("finish")).await;
        assert_eq!(code(&late, 409), ErrorCode::MovedOn);
        let added = act(&of.wen.1, of.person, goal.id, add(StepId(Uuid::now_v7()))).await;
        assert_eq!(code(&added, 422), ErrorCode::NotNow);
        let rests = act_on_step(&of.wen.1, of.person, goal.id, step, json!("take_up")).await;
        assert_eq!(code(&rests, 422), ErrorCode::NotNow);
        assert_eq!(list(&of.amina, of.person).await, [finished]);

        // What was refused was not done, and its id is free for when it can be.
        done(&of.amina, of.person, goal.id, json!("take_up")).await;
        let now = act_as(&of.wen.1, of.person, goal.id, id, &json!("finish")).await;
        assert_eq!(now.status, 200, "{}", now.text());
    }
}

#[tokio::test]
async fn a_plan_that_is_full_says_so() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let steps: Vec<Value> = (0..domain::plan::step::MOST_OPEN)
            .map(|number| json!({ "id": Uuid::now_v7(), "words": format!("Step {number}") }))
            .collect();
        let id = Uuid::now_v7();
        let long = json!({ "id": id, "title": "Get out more", "steps": steps });
        assert_eq!(of.amina.post(&goals_of(of.person), &long).await.status, 200);
        let one_more = json!({ "add_step": { "step": { "id": Uuid::now_v7(), "words": "One more." } } });
        let full = act(&of.amina, of.person, GoalId(id), one_more).await;
        assert_eq!(field(&full), wrong("steps", FieldCode::TooMany));

        done(&of.amina, of.person, GoalId(id), json!("let_go")).await;
        for number in 0..domain::plan::goal::MOST_OPEN - 1 {
            begin(&of.amina, of.person, &format!("Goal {number}")).await;
        }
        // There is room for one of these two.
        let (address, last, over) = (goals_of(of.person), new_goal("The last one"), new_goal("One too many"));
        let (one, two) = tokio::join!(of.amina.post(&address, &last), of.wen.1.post(&address, &over));
        let (kept, refused) = if one.status.is_success() { (one, two) } else { (two, one) };
        assert_eq!(kept.status, 200, "{}", kept.text());
        assert_eq!(field(&refused), wrong("goals", FieldCode::TooMany));
        let back = act(&of.amina, of.person, GoalId(id), json!("take_up")).await;
        assert_eq!(field(&back), wrong("goals", FieldCode::TooMany));
        let goals = list(&of.amina, of.person).await;
        assert_eq!(goals.len(), domain::plan::goal::MOST_OPEN + 1);
    }
}
