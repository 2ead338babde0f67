//! One calm week: the meetings somebody goes to, their talks and their steps; and what is theirs alone beside it.

#![expect(clippy::unwrap_used, reason = "tests")]

mod evenings;
mod feed;
mod records;
mod routine;
mod words;

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};
use stile_api::clock::Clock as _;
use uuid::Uuid;
use wire::{
    ContactHow, FieldCode, GroupOnPlan, GroupStage, Look, Looked, MessageId, PersonId, Scope, VisitOutcome, Week,
    WeekDay,
};

use super::http_plan::{begin, done_with_step};
use super::http_plan_groups::{add, done, new_group};
use super::http_thread::{Cast, PERSON, cast, thread_of, write_as};
use super::people_world::{account, helper};
use super::steps::{Browser, roomy};
use super::support::{at, stores};
use super::test_app::{Answer, HALL, KNITTING, TestApp, import};

pub fn plan_of(person: PersonId, what: &str) -> String {
    format!("/api/people/{person}/plan/{what}")
}

/// The knitters' meeting on a Wednesday of winter.
pub fn meeting(day: &str) -> Value {
    json!({ "group": KNITTING, "place": HALL, "starts_at": format!("{day}T14:00:00.000Z") })
}

/// The knitters on the plan of somebody who goes to them.
pub async fn goes(browser: &Browser<'_>, person: PersonId) -> GroupOnPlan {
    let added = add(browser, person, &new_group(KNITTING, "")).await;
    done(browser, person, added.id, json!("plan_to_go")).await
}

/// Amina again, after her earlier sign-in is over.
pub async fn amina(app: &TestApp) -> Browser<'_> {
    Browser::of(app, &account(app, PERSON).await)
}

pub async fn week(browser: &Browser<'_>, person: PersonId, from: &str) -> Week {
    let answer = browser.get(&plan_of(person, &format!("week?from={from}"))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

pub fn day<'a>(week: &'a Week, day: &str) -> &'a WeekDay {
    let wanted: NaiveDate = day.parse().unwrap();
    week.days.iter().find(|one| one.day == wanted).unwrap()
}

/// The first field to put right.
pub fn field(answer: &Answer) -> (String, FieldCode) {
    let first = answer.problem(422).fields.remove(0);
    (first.field, first.code)
}

/// Wen suggests a talk of half an hour, and Amina takes it.
pub async fn agree(of: &Cast<'_>, starts_at: &str) -> MessageId {
    let id = MessageId(Uuid::now_v7());
    let dates = json!({ "dates": { "starts_at": [starts_at], "minutes": 30, "how": "call", "words": "" } });
    assert_eq!(write_as(&of.wen.1, of.person, id, dates).await.status, 200);
    let taken = of.amina.post(&format!("{}/dates", thread_of(of.person)), &json!({ "message": id, "option": 0 })).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    id
}

async fn record(browser: &Browser<'_>, person: PersonId, meeting: Value, outcome: &str) {
    let visit = json!({ "id": Uuid::now_v7(), "meeting": meeting, "outcome": outcome });
    let answer = browser.post(&plan_of(person, "visits"), &visit).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_week_holds_meetings_talks_and_steps() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let empty: Week = of.amina.get(&plan_of(of.person, "week")).await.json();
        assert_eq!((empty.from, empty.today, empty.days.len()), (empty.today, empty.days[0].day, 7));
        assert_eq!(empty.today.to_string(), "2026-11-23");
        assert!(empty.days.iter().all(|day| day.meetings.is_empty() && day.talks.is_empty() && day.steps.is_empty()));

        let going = goes(&of.amina, of.person).await;
        let goal = begin(&of.amina, of.person, "Get out more").await;
        let message = agree(&of, "2026-11-26T10:00:00.000Z").await;
        let seen = week(&of.amina, of.person, "2026-11-25").await;
        let wednesday = &day(&seen, "2026-11-25").meetings[0];
        assert_eq!((wednesday.plan_group, wednesday.stage), (going.id, GroupStage::Going));
        assert_eq!(serde_json::to_value(wednesday.meeting).unwrap(), meeting("2026-11-25"));
        assert_eq!((wednesday.starts.as_deref(), wednesday.ends.as_deref()), (Some("14:00"), Some("16:00")));
        assert_eq!(wednesday.name, "Knit and natter");
        assert_eq!(wednesday.place, "Village hall, 1 High Street, Stileham, QQ1 1AA");
        assert!(wednesday.word.is_none() && wednesday.visit.is_none());
        let talk = day(&seen, "2026-11-26").talks[0];
        assert_eq!((talk.message, talk.minutes, talk.how), (message, 30, ContactHow::Call));
        let step = &day(&seen, "2026-12-01").steps[0];
        assert_eq!((step.goal, step.step, step.is_done), (goal.id, goal.steps[0].id, false));
        assert_eq!(step.words, "Look what is on.");

        // What is done stays in its place; what is let go is not brought up again.
        let finish = json!({ "finish": { "on": "2026-11-23" } });
        done_with_step(&of.amina, of.person, goal.id, goal.steps[0].id, finish).await;
        assert!(day(&week(&of.amina, of.person, "2026-11-25").await, "2026-12-01").steps[0].is_done);
        done_with_step(&of.amina, of.person, goal.id, goal.steps[0].id, json!("take_up")).await;
        done_with_step(&of.amina, of.person, goal.id, goal.steps[0].id, json!("let_go")).await;
        assert!(day(&week(&of.amina, of.person, "2026-11-25").await, "2026-12-01").steps.is_empty());
    }
}

#[tokio::test]
async fn only_groups_that_they_go_to_or_asked_about_are_in_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let added = add(&of.amina, of.person, &new_group(KNITTING, "")).await;
        for (act, is_there) in [("ask", true), ("plan_to_go", true), ("not_for_me", false)] {
            done(&of.amina, of.person, added.id, json!(act)).await;
            let seen = week(&of.amina, of.person, "2026-11-23").await;
            assert_eq!(!day(&seen, "2026-11-25").meetings.is_empty(), is_there, "{act}");
        }
    }
}

#[tokio::test]
async fn what_is_over_is_there_with_what_was_recorded() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        record(&of.amina, of.person, meeting("2026-11-18"), "went").await;
        for browser in [&of.amina, &of.wen.1] {
            let seen = week(browser, of.person, "2026-11-12").await;
            let meetings = &day(&seen, "2026-11-18").meetings;
            assert_eq!(meetings.len(), 1);
            assert_eq!(meetings[0].visit.unwrap().outcome, VisitOutcome::Went);
            assert_eq!(meetings[0].stage, GroupStage::Went);
        }
        // The group is gone: what was recorded stays, and nothing is ahead.
        import(&app.store, &[], &[KNITTING]).await;
        app.catalogue.refresh(&app.store).await.unwrap();
        let seen = week(&of.amina, of.person, "2026-11-18").await;
        let gone = &day(&seen, "2026-11-18").meetings[0];
        assert_eq!((gone.starts.as_deref(), gone.name.as_str()), (Some("14:00"), "Knit and natter"));
        assert_eq!(gone.visit.unwrap().outcome, VisitOutcome::Went);
        assert!(week(&of.amina, of.person, "2026-11-23").await.days.iter().all(|day| day.meetings.is_empty()));
    }
}

#[tokio::test]
async fn nobody_is_asked_about_what_was_before_the_group_came_onto_the_plan() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        app.clock.advance(at("2026-11-25T17:00:00Z") - app.clock.now());
        let own = amina(&app).await;
        goes(&own, of.person).await;
        assert!(day(&week(&own, of.person, "2026-11-18").await, "2026-11-18").meetings.is_empty());
        let same_day = week(&own, of.person, "2026-11-19").await;
        assert_eq!(day(&same_day, "2026-11-25").meetings.len(), 1);
        // What they recorded is there, whenever it was.
        record(&own, of.person, meeting("2026-11-18"), "did_not").await;
        let recorded = week(&own, of.person, "2026-11-18").await;
        assert_eq!(day(&recorded, "2026-11-18").meetings[0].visit.unwrap().outcome, VisitOutcome::DidNot);
        assert!(day(&week(&own, of.person, "2026-11-11").await, "2026-11-11").meetings.is_empty());

        app.clock.advance(TimeDelta::days(14));
        let over = week(&amina(&app).await, of.person, "2026-12-02").await;
        let meetings = &day(&over, "2026-12-02").meetings;
        assert_eq!((meetings.len(), meetings[0].visit), (1, None), "of what was ahead then it is asked");
    }
}

#[tokio::test]
async fn a_helper_sees_what_they_may_and_no_more() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        agree(&of, "2026-11-26T10:00:00.000Z").await;
        let said = json!({ "meeting": meeting("2026-11-25"), "word": "nervous" });
        assert_eq!(of.amina.put(&plan_of(of.person, "meeting-words"), &said).await.status, 200);
        let plan = helper(&app, of.person, "plan@example.org", &[Scope::SeePlan]).await.0;
        let all = helper(&app, of.person, "all@example.org", &Scope::ALL).await.0;
        let none = helper(&app, of.person, "none@example.org", &[Scope::SeeMessages]).await.0;
        let (plan, all, none) = (Browser::of(&app, &plan), Browser::of(&app, &all), Browser::of(&app, &none));
        for (browser, talks) in [(&plan, 0), (&all, 1), (&of.wen.1, 1)] {
            let seen = week(browser, of.person, "2026-11-23").await;
            let wednesday = &day(&seen, "2026-11-25").meetings;
            assert_eq!((wednesday.len(), wednesday[0].word), (1, None));
            assert_eq!(day(&seen, "2026-11-26").talks.len(), talks);
        }
        none.get(&plan_of(of.person, "week")).await.problem(404);
        let looks: Vec<Look> = of.amina.get(&format!("/api/people/{}/looks", of.person)).await.json();
        let count = |who: &str| looks.iter().filter(|look| look.who == who && look.what == Looked::SawPlan).count();
        assert_eq!((count("Sara Ahmed"), count("Wen")), (2, 1), "{looks:?}");
    }
}

#[tokio::test]
async fn a_week_too_far_away_is_refused() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        for from in ["2026-05-27", "2027-01-22"] {
            assert_eq!(week(&of.amina, of.person, from).await.days[0].day.to_string(), from);
        }
        for from in ["2026-05-26", "2027-01-23"] {
            let answer = of.amina.get(&plan_of(of.person, &format!("week?from={from}"))).await;
            assert_eq!(field(&answer), ("from".to_owned(), FieldCode::TooFar));
        }
        for from in ["", "x", "2026-1-1", "2026-02-30"] {
            of.amina.get(&plan_of(of.person, &format!("week?from={from}"))).await.problem(400);
        }
    }
}
