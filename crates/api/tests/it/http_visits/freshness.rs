//! What visits tell of a group: that somebody went lately, and that it may not run any more.

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, Group, PersonId, ReportKind, ReportedListing, StaffRole, Visit};

use super::super::http_plan::{PERSON, cast};
use super::super::people_world::{account, refer, staff};
use super::super::steps::{Browser, roomy};
use super::super::support::stores;
use super::super::test_app::{HOSTILE, KNITTING, TestApp, team};
use super::{WEDNESDAY, done, new_visit, record};

/// When the listing says that somebody last went.
async fn went_on(app: &TestApp) -> String {
    let group: Group = app.get(&format!("/api/groups/{KNITTING}")).await.json();
    group.went_on.map(|day| day.to_string()).unwrap_or_default()
}

/// Somebody with a record of their own, and the address with which they sign in.
async fn someone(app: &TestApp, name: &str) -> (PersonId, String) {
    let email = format!("{name}@fresh.example.org");
    let (person, _) = refer(&app.store, team(), &email, &format!("{name}@helper.example.org")).await;
    (person, email)
}

async fn say(app: &TestApp, who: &(PersonId, String), starts_at: &str, outcome: &str) -> Visit {
    let browser = Browser::of(app, &account(app, &who.1).await);
    record(&browser, who.0, &new_visit(KNITTING, starts_at, outcome)).await
}

async fn open_reports(app: &TestApp) -> usize {
    let reports = app.store.list_reports().await.unwrap();
    reports.iter().filter(|report| !report.is_settled && report.report.kind == ReportKind::DidNotRun).count()
}

#[tokio::test]
async fn a_listing_says_from_the_next_day_on_when_somebody_last_went() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        for name in ["hal", "ivy"] {
            assert_eq!(went_on(&app).await, "", "of one or two it would say who");
            let other = someone(&app, name).await;
            say(&app, &other, "2026-11-04T14:00:00.000Z", "went").await;
        }
        assert_eq!(went_on(&app).await, "");
        let earlier = record(&of.amina, of.person, &new_visit(KNITTING, "2026-11-11T14:00:00.000Z", "went")).await;
        record(&of.amina, of.person, &new_visit(KNITTING, WEDNESDAY, "did_not")).await;
        record(&of.amina, of.person, &new_visit(HOSTILE, WEDNESDAY, "went")).await;
        assert_eq!(went_on(&app).await, "2026-11-11");
        record(&of.amina, of.person, &new_visit(KNITTING, "2026-11-23T09:00:00.000Z", "went")).await;
        assert_eq!(went_on(&app).await, "2026-11-11", "nobody who is there today is told of");
        app.clock.advance(chrono::TimeDelta::days(1));
        assert_eq!(went_on(&app).await, "2026-11-23");
        let amina = Browser::of(&app, &account(&app, PERSON).await);
        done(&amina, of.person, earlier.id, json!({ "set_outcome": { "outcome": "did_not_run" } })).await;
        assert_eq!(open_reports(&app).await, 0, "one says so, and somebody went later");
    }
}

#[tokio::test]
async fn a_group_that_did_not_run_for_three_people_is_looked_at_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let mut people = Vec::new();
        for name in ["ann", "bea", "cora", "dee", "eve", "fay", "gil"] {
            people.push(someone(&app, name).await);
        }
        // One who went to a later meeting: what two said of an earlier one counts no more.
        say(&app, &people[0], "2026-11-04T14:00:00.000Z", "did_not_run").await;
        say(&app, &people[1], "2026-11-04T14:00:00.000Z", "did_not_run").await;
        say(&app, &people[3], "2026-11-11T14:00:00.000Z", "went").await;
        say(&app, &people[2], "2026-11-04T14:00:00.000Z", "did_not_run").await;
        // Nor what was said of a meeting long ago, nor twice by the same.
        say(&app, &people[0], "2026-09-02T13:00:00.000Z", "did_not_run").await;
        say(&app, &people[4], WEDNESDAY, "did_not_run").await;
        say(&app, &people[4], "2026-11-20T14:00:00.000Z", "did_not_run").await;
        let wrong = say(&app, &people[5], WEDNESDAY, "did_not").await;
        assert_eq!(open_reports(&app).await, 0);
        let browser = Browser::of(&app, &account(&app, &people[5].1).await);
        done(&browser, people[5].0, wrong.id, json!({ "set_outcome": { "outcome": "did_not_run" } })).await;
        assert_eq!(open_reports(&app).await, 0);
        say(&app, &people[6], WEDNESDAY, "did_not_run").await;
        assert_eq!(open_reports(&app).await, 1);
        say(&app, &people[0], WEDNESDAY, "did_not_run").await;
        assert_eq!(open_reports(&app).await, 1, "it stands there already");

        let lead = Browser::of(&app, &staff(&app, Some(team()), "Lea", StaffRole::TeamLead).await.1);
        let listed: Vec<ReportedListing> = lead.get("/api/desk/reports").await.json();
        let [report] = listed.as_slice() else { panic!("{listed:?}") };
        assert_eq!((report.group, report.kind, report.words.as_str()), (KNITTING, ReportKind::DidNotRun, ""));
        let settled = lead.post(&format!("/api/desk/reports/{}/settle", report.id), &json!({})).await;
        assert_eq!(settled.status, 204);
        say(&app, &people[1], WEDNESDAY, "did_not_run").await;
        assert_eq!(open_reports(&app).await, 0, "the desk has looked at that");
        app.clock.advance(chrono::TimeDelta::days(3));
        for who in &people[..3] {
            say(&app, who, "2026-11-25T14:00:00.000Z", "did_not_run").await;
        }
        assert_eq!(open_reports(&app).await, 1, "and not at what came later");
    }
}

#[tokio::test]
async fn nobody_reports_alone_that_a_group_did_not_run() {
    for store in stores().await {
        let app = roomy(store).await;
        let report: Value = json!({ "id": Uuid::now_v7(), "group": KNITTING, "kind": "did_not_run", "words": "" });
        let refused = app.post("/api/reports", &report).await;
        let problem = refused.problem(422);
        assert_eq!(problem.code, ErrorCode::Invalid);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("kind", FieldCode::NotOffered));
        assert_eq!(open_reports(&app).await, 0);
    }
}
