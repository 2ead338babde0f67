//! Groups on a plan: picked or suggested, once each, and who comes along.

#![expect(clippy::unwrap_used, reason = "tests")]

mod company;
mod hands;
mod records;

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, GroupId, GroupOnPlan, GroupStage, PersonId, PlaceId, PlanGroupId, Side};

use super::http_plan::{act as act_on_goal, cast, goals_of, new_goal};
use super::steps::{Browser, roomy};
use super::support::stores;
use super::test_app::{Answer, HOSTILE, KNITTING, group, import};

pub fn groups_of(person: PersonId) -> String {
    format!("/api/people/{person}/plan/groups")
}

pub fn new_group(group: GroupId, reason: &str) -> Value {
    json!({ "id": Uuid::now_v7(), "group": group, "reason": reason })
}

pub async fn add(browser: &Browser<'_>, person: PersonId, sent: &Value) -> GroupOnPlan {
    let answer = browser.post(&groups_of(person), sent).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

pub async fn list(browser: &Browser<'_>, person: PersonId) -> Vec<GroupOnPlan> {
    let answer = browser.get(&groups_of(person)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// Does something with a group under this id.
pub async fn act_as(browser: &Browser<'_>, person: PersonId, group: PlanGroupId, id: Uuid, act: &Value) -> Answer {
    browser.post(&format!("{}/{group}/acts", groups_of(person)), &json!({ "id": id, "act": act })).await
}

pub async fn act(browser: &Browser<'_>, person: PersonId, group: PlanGroupId, act: Value) -> Answer {
    act_as(browser, person, group, Uuid::now_v7(), &act).await
}

/// Does something that has to work.
pub async fn done(browser: &Browser<'_>, person: PersonId, group: PlanGroupId, what: Value) -> GroupOnPlan {
    let answer = act(browser, person, group, what).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

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
async fn what_is_suggested_is_theirs_once_they_pick_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let suggested = add(&of.wen.1, of.person, &new_group(KNITTING, "You like to knit.")).await;
        assert_eq!((suggested.stage, suggested.name.as_str()), (GroupStage::Suggested, "Knit and natter"));
        assert_eq!((suggested.by.side, suggested.by.name.as_str()), (Side::Staff, "Wen"));
        app.clock.advance(chrono::TimeDelta::minutes(3));

        // She has not seen it when she picks it on the group's page.
        let mine = new_group(KNITTING, "");
        let picked = add(&of.amina, of.person, &mine).await;
        assert_eq!((picked.id, picked.stage), (suggested.id, GroupStage::Interested));
        assert_eq!(picked.reason.words, "You like to knit.");
        assert!(picked.since > suggested.since);
        assert_eq!(add(&of.amina, of.person, &mine).await, picked, "sent again");
        // What she does with it under her own id is done with it.
        let hers: PlanGroupId = serde_json::from_value(mine["id"].clone()).unwrap();
        let going = done(&of.amina, of.person, hers, json!("plan_to_go")).await;
        assert_eq!((going.id, going.stage), (suggested.id, GroupStage::Going));
        assert_eq!(add(&of.amina, of.person, &mine).await, going, "sent again, it is answered as it is by then");

        // Suggested once more, it stays where she has it, and both reasons stand.
        let again = add(&of.wen.1, of.person, &new_group(KNITTING, "They meet near you.")).await;
        assert_eq!((again.stage, again.reason.words.as_str()), (GroupStage::Going, "They meet near you."));
        assert_eq!(again.reason.others[0].words, "You like to knit.");
        let other = add(&of.amina, of.person, &new_group(HOSTILE, "")).await;
        assert_eq!(list(&of.wen.1, of.person).await, [again, other]);
    }
}

#[tokio::test]
async fn a_group_and_an_act_are_kept_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let sent = new_group(KNITTING, "To see people.");
        let address = groups_of(of.person);
        let (one, two) = tokio::join!(of.amina.post(&address, &sent), of.amina.post(&address, &sent));
        assert_eq!(one.json::<GroupOnPlan>(), two.json::<GroupOnPlan>());
        let kept = list(&of.amina, of.person).await.remove(0);
        assert_eq!(kept.stage, GroupStage::Interested);
        let other = json!({ "id": sent["id"], "group": HOSTILE, "reason": "" });
        for (browser, sent) in [(&of.amina, &other), (&of.wen.1, &sent)] {
            let refused = browser.post(&groups_of(of.person), sent).await;
            assert_eq!(refused.problem(409).code, ErrorCode::Conflict);
        }

        let (id, ask) = (Uuid::now_v7(), json!("ask"));
        let asked: GroupOnPlan = act_as(&of.amina, of.person, kept.id, id, &ask).await.json();
        let going = done(&of.wen.1, of.person, kept.id, json!("plan_to_go")).await;
        assert_eq!((asked.stage, going.stage), (GroupStage::Asked, GroupStage::Going));
        let again: GroupOnPlan = act_as(&of.amina, of.person, kept.id, id, &ask).await.json();
        assert_eq!(again, going, "what waited somewhere is not done again");
        let second = add(&of.amina, of.person, &new_group(HOSTILE, "")).await;
        for (browser, group, act) in [
            (&of.amina, kept.id, json!("not_for_me")),
            (&of.amina, second.id, ask.clone()),
            (&of.wen.1, kept.id, ask.clone()),
        ] {
            let refused = act_as(browser, of.person, group, id, &act).await;
            assert_eq!(refused.problem(409).code, ErrorCode::Conflict);
        }
        assert_eq!(list(&of.amina, of.person).await, [going, second]);
    }
}

#[tokio::test]
async fn what_cannot_be_done_says_why_and_changes_nothing() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let address = groups_of(of.person);
        let unknown = of.amina.post(&address, &new_group(GroupId(Uuid::now_v7()), "")).await;
        assert_eq!(field(&unknown), wrong("group", FieldCode::NotOffered));
        let long = of.amina.post(&address, &new_group(KNITTING, &"a".repeat(2_001))).await;
        assert_eq!(field(&long), wrong("reason", FieldCode::TooLong));
        assert!(list(&of.amina, of.person).await.is_empty());

        let kept = add(&of.amina, of.person, &new_group(KNITTING, "")).await;
        let twice = act(&of.amina, of.person, kept.id, json!("take_interest")).await;
        assert_eq!(twice.problem(409).code, ErrorCode::MovedOn);
        let laid_aside = done(&of.amina, of.person, kept.id, json!("not_for_me")).await;
        let late = act(&of.wen.1, of.person, kept.id, json!("ask")).await;
        assert_eq!(late.problem(422).code, ErrorCode::NotNow);
        let nameless = act(&of.wen.1, of.person, kept.id, json!({ "arrange_company": { "name": " " } })).await;
        assert_eq!(field(&nameless), wrong("act.name", FieldCode::Missing));
        let nothing = act(&of.amina, of.person, PlanGroupId(Uuid::now_v7()), json!("ask")).await;
        assert_eq!(nothing.problem(404).code, ErrorCode::NotFound);
        assert_eq!(list(&of.amina, of.person).await, [laid_aside]);
    }
}

#[tokio::test]
async fn a_plan_that_is_full_of_groups_or_goals_says_so() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let many: Vec<_> = (0..=domain::plan::group::MOST)
            .map(|number| {
                let id = Uuid::from_u128(2_000 + number as u128);
                (GroupId(id), group(&format!("Group {number}"), PlaceId(id), 53.05, -1.85))
            })
            .collect();
        import(&app.store, &many, &[]).await;
        app.catalogue.refresh(&app.store).await.unwrap();
        for (id, _) in &many[1..] {
            add(&of.amina, of.person, &new_group(*id, "")).await;
        }
        let full = of.amina.post(&groups_of(of.person), &new_group(many[0].0, "")).await;
        assert_eq!(field(&full), wrong("groups", FieldCode::TooMany));
        let there = add(&of.amina, of.person, &new_group(many[1].0, "It is there.")).await;
        assert_eq!(there.reason.words, "It is there.");

        for number in 0..domain::plan::goal::MOST {
            let goal = new_goal(&format!("Goal {number}"));
            assert_eq!(of.amina.post(&goals_of(of.person), &goal).await.status, 200);
            let id = serde_json::from_value(goal["id"].clone()).unwrap();
            assert_eq!(act_on_goal(&of.amina, of.person, id, json!("let_go")).await.status, 200);
        }
        let full = of.amina.post(&goals_of(of.person), &new_goal("One too many")).await;
        assert_eq!(field(&full), wrong("goals", FieldCode::TooMany));
    }
}
