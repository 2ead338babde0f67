//! What a team may say of a quarter: how far people came, counted once each, and never few of them.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, Utc};
use serde_json::json;
use stile_api::clock::Clock as _;
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, PersonId, ReferralId, ReportStepKind, TeamReport};

use super::people_world::{furnish, refer};
use super::raw_sql::RawSql;
use super::steps::{Browser, accept, roomy, worker};
use super::support::{at, located_stores, stores};
use super::test_app::{KNITTING, TestApp, team};

/// When people of these tests are contacted in time, and too late: their referrals are sent on Monday 23 November 2026,
/// and somebody is to be in touch by the Wednesday.
const IN_TIME: &str = "2026-11-25T23:30:00Z";
const TOO_LATE: &str = "2026-11-26T00:30:00Z";

fn report_of(quarter: &str) -> String {
    format!("/api/desk/teams/{}/report?quarter={quarter}", team())
}

async fn report(browser: &Browser<'_>, quarter: &str) -> TeamReport {
    let answer = browser.get(&report_of(quarter)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The people and the days of each step.
fn steps(report: &TeamReport) -> Vec<(Option<u32>, Option<u32>)> {
    let kinds: Vec<ReportStepKind> = report.steps.iter().map(|step| step.kind).collect();
    assert_eq!(
        kinds,
        [
            ReportStepKind::Referred,
            ReportStepKind::Contacted,
            ReportStepKind::ContactedInTime,
            ReportStepKind::FirstVisit,
            ReportStepKind::SecondVisit,
        ]
    );
    report.steps.iter().map(|step| (step.people, step.median_days)).collect()
}

fn what_is_wrong(problem: &wire::Problem) -> (ErrorCode, &str, FieldCode) {
    (problem.code, problem.fields[0].field.as_str(), problem.fields[0].code)
}

fn millis(instant: &str) -> i64 {
    at(instant).timestamp_millis()
}

fn move_to(app: &TestApp, instant: &str) {
    let to: DateTime<Utc> = at(instant);
    app.clock.advance(to - app.clock.now());
}

/// So many referrals to the team, of a person each.
async fn referred(app: &TestApp, people: usize) -> Vec<(PersonId, ReferralId)> {
    let mut sent = Vec::with_capacity(people);
    for _ in 0..people {
        let name = Uuid::now_v7().simple().to_string();
        let addresses = (format!("{name}@example.org"), format!("{name}@helper.example.org"));
        sent.push(refer(&app.store, team(), &addresses.0, &addresses.1).await);
    }
    sent
}

/// Somebody of the team talked with them.
async fn contacted(raw: &mut RawSql, referral: ReferralId, instant: &str) {
    let (id, at) = (Uuid::now_v7(), millis(instant));
    raw.run(&format!(
        "INSERT INTO referral_event (id, referral, kind, at, staff, words, elsewhere, note, act, payload_digest) \
         VALUES ('{id}', '{referral}', 'first_contact', {at}, NULL, '', '', '', '', '')"
    ))
    .await;
}

/// They recorded something of a meeting.
async fn recorded(raw: &mut RawSql, person: PersonId, outcome: &str, instant: &str) {
    let (id, at, day) = (Uuid::now_v7(), millis(instant), &instant[..10]);
    raw.run(&format!(
        "INSERT INTO visit (id, person, group_id, place, starts_at, day, outcome, recorded_at, body, revision, \
         updated_at, payload_digest) \
         VALUES ('{id}', '{person}', '{KNITTING}', '', {at}, '{day}', '{outcome}', {at}, '{{}}', 1, {at}, '')"
    ))
    .await;
}

/// They answered how happy they were.
async fn answered(raw: &mut RawSql, person: PersonId, moment: &str, day: &str, happy: u8) {
    let id = Uuid::now_v7();
    let answers = format!("{{\"happy\":{{\"number\":{happy}}}}}");
    raw.run(&format!(
        "INSERT INTO check_in (id, person, measure, version, day, moment, answers, payload_digest, kept_at) \
         VALUES ('{id}', '{person}', 'ons4', 1, '{day}', '{moment}', '{answers}', '', 0)"
    ))
    .await;
}

/// Thirty-three people, of whom 23 were contacted, 12 in time; 23 went somewhere, 12 again.
async fn autumn(app: &TestApp, raw: &mut RawSql) -> Vec<(PersonId, ReferralId)> {
    let people = referred(app, 33).await;
    for (number, (person, referral)) in people.iter().enumerate() {
        if number < 23 {
            contacted(raw, *referral, if number < 12 { IN_TIME } else { TOO_LATE }).await;
            recorded(raw, *person, "went", "2026-12-02T14:00:00Z").await;
        }
        if number < 12 {
            recorded(raw, *person, "went", "2026-12-09T14:00:00Z").await;
        }
        // What was before they asked, and what did not come to be, is no visit.
        recorded(raw, *person, "went", "2026-11-18T14:00:00Z").await;
        recorded(raw, *person, "did_not", "2026-11-25T14:00:00Z").await;
        recorded(raw, *person, "did_not_run", "2026-12-16T14:00:00Z").await;
    }
    people
}

/// Nothing is given.
const NOTHING: [(Option<u32>, Option<u32>); 5] = [(None, None); 5];

const AUTUMN: [(Option<u32>, Option<u32>); 5] =
    [(Some(33), None), (Some(23), Some(2)), (Some(12), Some(2)), (Some(23), Some(9)), (Some(12), Some(16))];

#[tokio::test]
async fn steps_are_counted_by_people() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let people = autumn(&app, &mut raw).await;
        // A contact is the first one, and counts once.
        contacted(&mut raw, people[0].1, "2026-12-20T10:00:00Z").await;
        // One who asked twice is one; who was told no, and what became part of another, is none.
        let more = referred(&app, 3).await;
        for sql in [
            format!("UPDATE referral SET person = '{}' WHERE id = '{}'", people[32].0, more[0].1),
            format!("UPDATE referral SET stage = 'declined' WHERE id = '{}'", more[1].1),
            format!("UPDATE referral SET merged_into = '{}' WHERE id = '{}'", people[0].1, more[2].1),
        ] {
            assert_eq!(raw.run(&sql).await, 1);
        }
        move_to(&app, "2027-01-04T10:00:00Z");
        let (_, wen) = worker(&app, "Wen").await;
        let told = report(&wen, "2026-q4").await;
        assert_eq!((told.team, told.team_name.as_str()), (team(), "Stileham Link Workers"));
        assert_eq!((told.quarter.as_str(), told.is_over), ("2026-q4", true));
        assert_eq!((told.from.to_string().as_str(), told.to.to_string().as_str()), ("2026-10-01", "2026-12-31"));
        assert_eq!(steps(&told), AUTUMN);
        // The last one that is over is what is meant where nothing is said.
        let plain: TeamReport = wen.get(&format!("/api/desk/teams/{}/report", team())).await.json();
        assert_eq!(plain, told);
    }
}

#[tokio::test]
async fn a_contact_counts_on_the_day_on_which_it_was() {
    for store in stores().await {
        let app = roomy(store).await;
        let people = referred(&app, 12).await;
        // All of it is written down on the Friday, which is too late; the earlier one last.
        move_to(&app, "2026-11-27T10:00:00Z");
        let (id, wen) = worker(&app, "Wen").await;
        for (_, referral) in people {
            wen.open(referral).await;
            wen.done(referral, "seen", accept(id, "Hello.")).await;
            for (seen, on) in [("accepted", "2026-11-26"), ("first_contact", "2026-11-24")] {
                let contact = json!({ "how": "call", "outcome": "talked", "on": on, "words": "", "note": "" });
                wen.done(referral, seen, json!({ "record_contact": contact })).await;
            }
        }
        move_to(&app, "2027-01-04T10:00:00Z");
        let (_, kim) = worker(&app, "Kim").await;
        let told = steps(&report(&kim, "2026-q4").await);
        assert_eq!(told[..3], [(Some(12), None), (Some(12), Some(1)), (Some(12), Some(1))]);
    }
}

#[tokio::test]
async fn few_people_are_nobodys_business() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let people = referred(&app, 12).await;
        for (person, referral) in &people[..9] {
            contacted(&mut raw, *referral, IN_TIME).await;
            recorded(&mut raw, *person, "went", "2026-12-02T14:00:00Z").await;
        }
        move_to(&app, "2027-01-04T10:00:00Z");
        let (_, wen) = worker(&app, "Wen").await;
        let nothing = NOTHING[0];
        assert_eq!(steps(&report(&wen, "2026-q4").await), [(Some(12), None), nothing, nothing, nothing, nothing]);
        // Three more, and it may be said that all of them were.
        for (person, referral) in &people[9..] {
            contacted(&mut raw, *referral, TOO_LATE).await;
            recorded(&mut raw, *person, "went", "2026-12-02T14:00:00Z").await;
        }
        assert_eq!(
            steps(&report(&wen, "2026-q4").await),
            [(Some(12), None), (Some(12), Some(2)), nothing, (Some(12), Some(9)), nothing]
        );
    }
}

#[tokio::test]
async fn only_whole_quarters_that_are_over_can_be_asked_for() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let (_, wen) = worker(&app, "Wen").await;
        let nobody: TeamReport = wen.get(&format!("/api/desk/teams/{}/report", team())).await.json();
        assert_eq!((nobody.quarter.as_str(), nobody.quarters.len()), ("2026-q3", 0));
        assert_eq!(steps(&nobody), NOTHING);

        let people = referred(&app, 12).await;
        let answer = wen.get(&report_of("2026-q4")).await;
        let growing = answer.problem(422);
        assert_eq!(what_is_wrong(&growing), (ErrorCode::Invalid, "quarter", FieldCode::InFuture));
        // One of them asked in the spring: from then on every quarter can be asked for.
        let spring = millis("2026-03-31T22:59:59Z");
        raw.run(&format!("UPDATE referral SET sent_at = {spring} WHERE id = '{}'", people[0].1)).await;
        move_to(&app, "2027-01-01T00:30:00Z");
        let (_, wen) = worker(&app, "Kim").await;
        let told = report(&wen, "2026-q4").await;
        assert_eq!(told.quarters, ["2026-q4", "2026-q1"]);
        assert_eq!(steps(&told)[0], (Some(11), None));
        for quiet in ["2026-q1", "2026-q2", "2026-q3"] {
            assert_eq!(steps(&report(&wen, quiet).await), NOTHING, "{quiet}");
        }
        for (asked, code) in [
            ("2025-q4", FieldCode::NotOffered),
            ("2027-q1", FieldCode::InFuture),
            ("2099-q1", FieldCode::InFuture),
            ("2026-q5", FieldCode::Unreadable),
            ("autumn", FieldCode::Unreadable),
        ] {
            for address in [report_of(asked), report_of(asked).replace("/report?", "/report/file?")] {
                let answer = wen.get(&address).await;
                let problem = answer.problem(422);
                assert_eq!(what_is_wrong(&problem), (ErrorCode::Invalid, "quarter", code), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn measures_are_of_those_whose_end_was_in_the_quarter() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let world = furnish(&app).await;
        let people = referred(&app, 13).await;
        for (number, (person, _)) in people.iter().enumerate() {
            answered(&mut raw, *person, "baseline", "2026-11-24", 4).await;
            answered(&mut raw, *person, "between", "2026-12-08", 9).await;
            // The last one ends in the quarter after.
            answered(&mut raw, *person, "end", if number < 12 { "2026-12-31" } else { "2027-01-01" }, 7).await;
        }
        // Somebody whom another team knows.
        answered(&mut raw, world.there.person, "baseline", "2026-11-24", 1).await;
        answered(&mut raw, world.there.person, "end", "2026-12-20", 1).await;
        move_to(&app, "2027-04-05T10:00:00Z");
        let (_, wen) = worker(&app, "Wen").await;
        let told = report(&wen, "2026-q4").await;
        let ons4 = told.measures.iter().find(|measure| measure.measure == "ons4").unwrap();
        let happy = ons4.items.iter().find(|item| item.item == "happy").unwrap();
        assert!(!happy.words.is_empty());
        assert_eq!((happy.people, happy.up), (Some(12), None), "that all went up would be everybody's answer");
        assert_eq!((happy.before_tenths, happy.after_tenths), (Some(40), Some(70)));
        let anxious = ons4.items.iter().find(|item| item.item == "anxious").unwrap();
        assert_eq!((anxious.people, anxious.before_tenths), (None, None));
        // One alone is nobody's business.
        let later = report(&wen, "2027-q1").await;
        assert!(later.measures.iter().flat_map(|measure| &measure.items).all(|item| item.people.is_none()));
    }
}

#[tokio::test]
async fn the_file_says_the_same_as_the_screen() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        autumn(&app, &mut raw).await;
        raw.run("UPDATE team SET name = '=1+1, \"Stileham\"'").await;
        move_to(&app, "2027-01-04T10:00:00Z");
        let (_, wen) = worker(&app, "Wen").await;
        let told = report(&wen, "2026-q4").await;
        let answer = wen.get(&report_of("2026-q4").replace("/report?", "/report/file?")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"report-2026-q4.csv\"");
        assert_eq!(answer.header("cache-control"), "no-store");
        let lines: Vec<&str> = answer.text().split_terminator("\r\n").collect();
        assert_eq!(
            lines[..4],
            [
                "quarter,team,kind,measure,version,item,words,people,median_days,up,same,down,before,after",
                "2026-q4,\"'=1+1, \"\"Stileham\"\"\",referred,,,,,33,,,,,,",
                "2026-q4,\"'=1+1, \"\"Stileham\"\"\",contacted,,,,,23,2,,,,,",
                "2026-q4,\"'=1+1, \"\"Stileham\"\"\",contacted_in_time,,,,,12,2,,,,,",
            ]
        );
        let items: usize = told.measures.iter().map(|measure| measure.items.len()).sum();
        assert_eq!(lines.len(), 1 + told.steps.len() + items);
    }
}

#[tokio::test]
async fn a_report_is_its_own_teams_alone() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        for known in [&world.here.worker, &world.here.lead] {
            assert_eq!(Browser::of(&app, known).get(&report_of("")).await.status, 200);
        }
        for known in [&world.administrator, &world.there.lead, &world.here.own, &world.stranger] {
            let browser = Browser::of(&app, known);
            for address in [report_of(""), report_of("").replace("/report?", "/report/file?")] {
                assert_eq!(browser.get(&address).await.problem(404).code, ErrorCode::NotFound);
            }
        }
    }
}
