//! What cannot be recorded says why, and nobody records for somebody else.

use serde_json::json;
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, GroupId, Scope, VisitId};

use super::super::http_plan::cast;
use super::super::people_world::{furnish, helper};
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, roomy};
use super::super::support::{located_stores, stores};
use super::super::test_app::{Answer, KNITTING};
use super::{WEDNESDAY, act_as, done, list, new_visit, record, visits_of};

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
async fn a_visit_is_of_a_known_group_lately() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let address = visits_of(of.person);
        for (group, starts_at, expected) in [
            (GroupId(Uuid::now_v7()), WEDNESDAY, wrong("meeting.group", FieldCode::NotOffered)),
            (KNITTING, "2026-11-25T14:00:00.000Z", wrong("meeting.starts_at", FieldCode::InFuture)),
            (KNITTING, "2026-05-06T13:00:00.000Z", wrong("meeting.starts_at", FieldCode::TooLongAgo)),
        ] {
            let refused = of.amina.post(&address, &new_visit(group, starts_at, "went")).await;
            assert_eq!(field(&refused), expected);
        }
        let mut faced = new_visit(KNITTING, WEDNESDAY, "did_not");
        faced["face"] = json!(3);
        assert_eq!(field(&of.amina.post(&address, &faced).await), wrong("face", FieldCode::NotOffered));
        assert!(list(&of.amina, of.person).await.is_empty());

        let sent = new_visit(KNITTING, WEDNESDAY, "did_not");
        let visit = record(&of.amina, of.person, &sent).await;
        let rated = act_as(&of.amina, of.person, visit.id, Uuid::now_v7(), &json!({ "rate": { "face": 3 } })).await;
        assert_eq!(rated.problem(422).code, ErrorCode::NotNow);
        let nothing =
            act_as(&of.amina, of.person, VisitId(Uuid::now_v7()), Uuid::now_v7(), &json!({ "rate": {} })).await;
        assert_eq!(nothing.problem(404).code, ErrorCode::NotFound);
        assert_eq!(list(&of.amina, of.person).await, std::slice::from_ref(&visit));

        // What is recorded is received, and can be put right, however long ago it is by then.
        let mut amina = Browser::new(&app);
        app.clock.advance(chrono::TimeDelta::days(200));
        amina.confirm(super::super::http_plan::PERSON).await;
        assert_eq!(record(&amina, of.person, &sent).await, visit);
        done(&amina, of.person, visit.id, json!({ "set_outcome": { "outcome": "went" } })).await;
    }
}

#[tokio::test]
async fn there_is_an_end_to_how_much_is_kept() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let sent = new_visit(KNITTING, WEDNESDAY, "went");
        let visit = record(&of.amina, of.person, &sent).await;
        let more = "WITH RECURSIVE more(number) AS \
             (SELECT 1 UNION ALL SELECT number + 1 FROM more WHERE number < 1999) \
             INSERT INTO visit (id, person, group_id, place, starts_at, day, outcome, recorded_at, body, revision, \
             updated_at, payload_digest) \
             SELECT id || number, person, group_id, place, starts_at - number, day, outcome, recorded_at, body, \
             revision, updated_at, payload_digest FROM visit, more";
        raw.run(more).await;
        assert_eq!(raw.number("SELECT count(*) FROM visit").await, 2_000);
        let address = visits_of(of.person);
        let refused = of.amina.post(&address, &new_visit(KNITTING, "2026-11-11T14:00:00.000Z", "went")).await;
        assert_eq!(field(&refused), wrong("visits", FieldCode::TooMany));
        // What is there is received, and can be recorded again.
        assert_eq!(record(&of.amina, of.person, &sent).await, visit);
        let again = record(&of.amina, of.person, &new_visit(KNITTING, WEDNESDAY, "went")).await;
        assert_eq!(again.id, visit.id);
    }
}

#[tokio::test]
async fn nobody_says_for_somebody_else_where_they_went() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let of = cast(&app).await;
        let visit = record(&of.amina, of.person, &new_visit(KNITTING, WEDNESDAY, "went")).await;
        let all = helper(&app, of.person, "all@example.org", &Scope::ALL).await.0;
        let all = Browser::of(&app, &all);
        let act = json!({ "set_private": { "is_private": false } });
        for browser in [&all, &of.wen.1] {
            assert_eq!(list(browser, of.person).await.len(), 1);
            browser.post(&visits_of(of.person), &new_visit(KNITTING, WEDNESDAY, "went")).await.problem(404);
            act_as(browser, of.person, visit.id, Uuid::now_v7(), &act).await.problem(404);
        }
        let writes = helper(&app, of.person, "writes@example.org", &[Scope::WriteAsHelper]).await.0;
        Browser::of(&app, &writes).get(&visits_of(of.person)).await.problem(404);
        for known in [&world.there.worker, &world.there.lead, &world.administrator, &world.stranger, &world.there.own] {
            let browser = Browser::of(&app, known);
            browser.get(&visits_of(of.person)).await.problem(404);
            browser.post(&visits_of(of.person), &new_visit(KNITTING, WEDNESDAY, "went")).await.problem(404);
            act_as(&browser, of.person, visit.id, Uuid::now_v7(), &act).await.problem(404);
        }
        // Under somebody's own address there is no visit of another.
        let own = Browser::of(&app, &world.here.own);
        act_as(&own, world.here.person, visit.id, Uuid::now_v7(), &act).await.problem(404);
        let mut taken = new_visit(KNITTING, WEDNESDAY, "went");
        taken["id"] = json!(visit.id);
        own.post(&visits_of(world.here.person), &taken).await.problem(409);
        assert_eq!(list(&of.amina, of.person).await, [visit]);
    }
}
