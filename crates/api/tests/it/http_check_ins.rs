//! How somebody says they are doing: kept once, by themselves alone, seen by their team and by no helper, and asked for
//! gently.

#![expect(clippy::unwrap_used, reason = "tests")]

mod due;

use serde_json::{Value, json};
use stile_api::store::NewCheckIn;
use uuid::Uuid;
use wire::{
    CheckIn, CheckInAnswer, CheckInMoment, ContactKind, ErrorCode, FieldCode, FieldProblem, Look, Looked, PersonId,
    Scope, StaffRole,
};

use super::http_thread::{PERSON, cast};
use super::people_world::{account, furnish, helper, staff};
use super::raw_sql::RawSql;
use super::steps::{Browser, for_me, roomy, send};
use super::support::{located_stores, stores};
use super::test_app::{Answer, TestApp, monday, team};

fn check_ins_of(person: PersonId) -> String {
    format!("/api/people/{person}/check-ins")
}

/// Answers to the four questions of ONS4.
fn ons4(id: Uuid, day: &str, answers: Value) -> Value {
    json!({ "id": id, "measure": "ons4", "version": 1, "day": day, "answers": answers })
}

fn happy(day: &str) -> Value {
    ons4(Uuid::now_v7(), day, json!({ "happy": { "number": 7 } }))
}

async fn send_check_in(browser: &Browser<'_>, person: PersonId, sent: &Value) -> Answer {
    browser.post(&check_ins_of(person), sent).await
}

async fn keep(browser: &Browser<'_>, person: PersonId, sent: &Value) -> CheckIn {
    let answer = send_check_in(browser, person, sent).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

async fn list(browser: &Browser<'_>, person: PersonId) -> Vec<CheckIn> {
    let answer = browser.get(&check_ins_of(person)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

async fn amina(app: &TestApp) -> Browser<'_> {
    Browser::of(app, &account(app, PERSON).await)
}

#[tokio::test]
async fn the_measures_are_told_word_for_word_and_may_be_kept() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let answer = app.get("/api/measures").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "public, max-age=3600");
        let files = [
            include_str!("../../../../data/measures/ons4.json"),
            include_str!("../../../../data/measures/loneliness.json"),
        ];
        let told: Vec<Value> = answer.json();
        assert_eq!(told, files.map(|file| serde_json::from_str::<Value>(file).unwrap()));
        // An app reads what it is told as it reads a file.
        let read: Vec<_> = told.iter().map(|one| domain::measure::read(&one.to_string()).unwrap()).collect();
        assert_eq!(read, domain::measure::built_in());
    }
}

#[tokio::test]
async fn a_check_in_is_kept_once_and_for_ever() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let id = Uuid::now_v7();
        let sent = ons4(id, "2026-11-22", json!({ "happy": { "number": 7 }, "anxious": "rather_not_say" }));
        let first = keep(&of.amina, of.person, &sent).await;
        assert_eq!((first.id.0, first.measure.as_str(), first.version), (id, "ons4", 1));
        assert_eq!((first.day.to_string().as_str(), first.moment), ("2026-11-22", CheckInMoment::Baseline));
        assert_eq!(first.answers["happy"], CheckInAnswer::Number(7));
        assert_eq!(first.answers["anxious"], CheckInAnswer::RatherNotSay, "that she was asked is kept");
        assert_eq!(first.answers.len(), 2, "and nothing of what she passed over");
        assert_eq!(keep(&of.amina, of.person, &sent).await, first);
        let other = ons4(id, "2026-11-22", json!({ "happy": { "number": 8 } }));
        assert_eq!(send_check_in(&of.amina, of.person, &other).await.problem(409).code, ErrorCode::Conflict);
        // Under this id nobody else keeps one.
        send(&Browser::new(&app), for_me("Bea Example", "bea@example.org")).await;
        let bea = Browser::of(&app, &account(&app, "bea@example.org").await);
        let beas = bea.me().await.person.unwrap().id;
        assert_eq!(send_check_in(&bea, beas, &sent).await.problem(409).code, ErrorCode::Conflict);
        assert_eq!(list(&bea, beas).await, []);
        // A phone that never read the answer asks weeks later, when the day would be too long ago.
        app.clock.advance(chrono::TimeDelta::days(30));
        let amina = amina(&app).await;
        assert_eq!(keep(&amina, of.person, &sent).await, first);
        assert_eq!(list(&amina, of.person).await, [first]);
    }
}

#[tokio::test]
async fn the_first_is_the_baseline_of_its_measure_and_the_closing_one_the_end() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let lonely = json!({
            "id": Uuid::now_v7(), "measure": "loneliness", "version": 1, "day": "2026-11-23",
            "answers": { "lonely": { "option": "never" } },
        });
        let mut closing = happy("2026-11-23");
        closing["is_closing"] = json!(true);
        for sent in [happy("2026-11-21"), happy("2026-11-22"), lonely, closing, happy("2026-11-20")] {
            app.clock.advance(chrono::TimeDelta::minutes(1));
            keep(&of.amina, of.person, &sent).await;
        }
        let told: Vec<(String, String, CheckInMoment)> = list(&of.amina, of.person)
            .await
            .into_iter()
            .map(|one| (one.day.to_string(), one.measure, one.moment))
            .collect();
        let expected = [
            // It waited on the other phone.
            ("2026-11-20", "ons4", CheckInMoment::Between),
            ("2026-11-21", "ons4", CheckInMoment::Baseline),
            ("2026-11-22", "ons4", CheckInMoment::Between),
            ("2026-11-23", "loneliness", CheckInMoment::Baseline),
            ("2026-11-23", "ons4", CheckInMoment::End),
        ];
        assert_eq!(told, expected.map(|(day, measure, moment)| (day.to_owned(), measure.to_owned(), moment)));
    }
}

#[tokio::test]
async fn a_wrong_answer_says_what_to_put_right() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let with = |field: &str, value: Value| {
            let mut sent = happy("2026-11-23");
            sent[field] = value;
            sent
        };
        let lonely = |answer: Value| {
            let mut sent = with("measure", json!("loneliness"));
            sent["answers"] = json!({ "lonely": answer });
            sent
        };
        let answers = |answers: Value| with("answers", answers);
        let cases = [
            (with("measure", json!("swemwbs")), "measure", FieldCode::NotOffered),
            (with("measure", json!("goals")), "measure", FieldCode::NotOffered),
            (with("version", json!(2)), "version", FieldCode::OldVersion),
            (with("day", json!("2026-11-24")), "day", FieldCode::InFuture),
            (with("day", json!("2026-11-08")), "day", FieldCode::TooLongAgo),
            (answers(json!({})), "answers", FieldCode::Missing),
            (answers(json!({ "cheerful": { "number": 1 } })), "answers", FieldCode::NotOffered),
            (answers(json!({ "happy": { "number": 11 } })), "answers.happy", FieldCode::NotOffered),
            (answers(json!({ "happy": { "option": "often" } })), "answers.happy", FieldCode::Unreadable),
            (lonely(json!({ "option": "always" })), "answers.lonely", FieldCode::NotOffered),
            (lonely(json!({ "number": 3 })), "answers.lonely", FieldCode::Unreadable),
        ];
        for (sent, field, code) in cases {
            let problem = send_check_in(&of.amina, of.person, &sent).await.problem(422);
            assert_eq!(problem.code, ErrorCode::Invalid, "{sent}");
            assert_eq!(problem.fields, [FieldProblem { field: field.to_owned(), code }], "{sent}");
        }
        let unreadable = answers(json!({ "happy": { "number": 300 } }));
        assert_eq!(send_check_in(&of.amina, of.person, &unreadable).await.problem(400).code, ErrorCode::BadRequest);
        assert_eq!(list(&of.amina, of.person).await, []);
        // To every question, and on the last day that can wait on a phone.
        let silent =
            json!({ "satisfied": "rather_not_say", "worthwhile": "rather_not_say", "happy": "rather_not_say" });
        keep(&of.amina, of.person, &ons4(Uuid::now_v7(), "2026-11-09", silent)).await;
        assert_eq!(list(&of.amina, of.person).await.len(), 1);
    }
}

#[tokio::test]
async fn for_a_helper_there_is_nothing_there_whatever_they_may_do() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let before = Browser::of(&app, &helper(&app, of.person, "all@example.org", &Scope::ALL).await.0);
        let timeline = format!("/api/people/{}/timeline", of.person);
        let seen = before.json(&timeline).await;
        keep(&of.amina, of.person, &happy("2026-11-23")).await;
        let nowhere = before.get(&check_ins_of(PersonId(Uuid::now_v7()))).await;
        nowhere.problem(404);
        let asked = before.get(&check_ins_of(of.person)).await;
        asked.problem(404);
        assert_eq!(asked.body, nowhere.body, "as for what is not there");
        let answered = send_check_in(&before, of.person, &happy("2026-11-23")).await;
        answered.problem(404);
        assert_eq!(answered.body, nowhere.body);
        assert_eq!(before.json(&timeline).await, seen, "no gap and no mark");
        assert_eq!(list(&of.amina, of.person).await.len(), 1);
    }
}

#[tokio::test]
async fn the_team_sees_and_never_answers_and_every_look_is_told() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let person = world.here.person;
        let own = Browser::of(&app, &world.here.own);
        let kept = keep(&own, person, &happy("2026-11-23")).await;
        let opened = async || {
            let looks: Vec<Look> = own.get(&format!("/api/people/{person}/looks")).await.json();
            looks.into_iter().filter(|look| look.what == Looked::SawCheckIns).map(|look| look.who).collect::<Vec<_>>()
        };
        list(&own, person).await;
        for other in [
            &world.stranger,
            &world.administrator,
            &world.there.own,
            &world.there.worker,
            &world.there.lead,
            &world.here.helper_plan,
        ] {
            let browser = Browser::of(&app, other);
            browser.get(&check_ins_of(person)).await.problem(404);
            send_check_in(&browser, person, &happy("2026-11-23")).await.problem(404);
        }
        assert_eq!(opened().await, [""; 0], "whoever was refused has not looked, and one's own eyes are none");
        for known in [&world.here.worker, &world.here.lead] {
            let browser = Browser::of(&app, known);
            assert_eq!(list(&browser, person).await, std::slice::from_ref(&kept));
            send_check_in(&browser, person, &happy("2026-11-23")).await.problem(404);
        }
        assert_eq!(opened().await, ["Lea", "Wen"]);
        assert_eq!(list(&own, person).await, [kept]);
        Browser::new(&app).get(&check_ins_of(person)).await.problem(401);
        // Somebody who works for no team of theirs any more sees nothing.
        let (_, elsewhere) = staff(&app, None, "Ada", StaffRole::TeamLead).await;
        Browser::of(&app, &elsewhere).get(&check_ins_of(person)).await.problem(404);
    }
}

#[tokio::test]
async fn two_records_that_become_one_have_one_baseline() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let first = keep(&of.amina, of.person, &happy("2026-11-23")).await;
        let second = send(&Browser::new(&app), for_me("Amina Ahmed", "second@example.org")).await.id;
        let twin = app.store.person_of_referral(second).await.unwrap().unwrap();
        assert_ne!(twin, of.person);
        let me = of.amina.me().await.account;
        let sent = serde_json::from_value(happy("2026-11-23")).unwrap();
        let new = NewCheckIn { person: twin, account: me, sent: &sent, payload_digest: [1; 32] };
        let later = monday() + chrono::TimeDelta::minutes(1);
        app.store.keep_check_in(&new, later).await.unwrap();
        app.store.add_contact(me, ContactKind::Email, "second@example.org", later).await.unwrap();
        assert!(app.store.find_person(twin).await.unwrap().is_none(), "they are one by now");
        let told: Vec<_> = list(&of.amina, of.person).await.into_iter().map(|one| (one.id, one.moment)).collect();
        assert_eq!(told, [(first.id, CheckInMoment::Baseline), (sent.id, CheckInMoment::Between)]);
    }
}

#[tokio::test]
async fn whoever_is_erased_leaves_none() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        keep(&of.amina, of.person, &happy("2026-11-23")).await;
        assert_eq!(raw.number("SELECT count(*) FROM check_in").await, 1);
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        assert_eq!(raw.number("SELECT count(*) FROM check_in").await, 0);
        let gone = Browser::of(&app, &staff(&app, Some(team()), "Lea", StaffRole::TeamLead).await.1);
        gone.get(&check_ins_of(of.person)).await.problem(404);
    }
}
