//! What becomes of visits when a record is erased, or turns out to be another's.

use serde_json::json;
use stile_api::store::{NewVisit, VisitKept};
use uuid::Uuid;
use wire::{Author, PersonId, RecordVisit, Side, VisitId, VisitOutcome, VisitedMeeting};

use super::super::http_plan::{PERSON, cast};
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::super::support::{located_stores, stores};
use super::super::test_app::{KNITTING, TestApp, monday};
use super::{WEDNESDAY, done, new_visit, record, visits_of};

#[tokio::test]
async fn of_whoever_is_erased_no_visit_is_left() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let visit = record(&of.amina, of.person, &new_visit(KNITTING, WEDNESDAY, "went")).await;
        done(&of.amina, of.person, visit.id, json!({ "rate": { "face": 2 } })).await;
        assert_eq!(raw.number("SELECT count(*) FROM visit").await, 1);
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        for table in ["visit", "plan_group", "plan_act"] {
            assert_eq!(raw.number(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
        }
        of.wen.1.get(&visits_of(of.person)).await.problem(404);
    }
}

#[tokio::test]
async fn two_records_that_are_one_have_one_visit_to_a_meeting() {
    for store in stores().await {
        let app = roomy(store).await;
        let (first, person) = sent(&app).await;
        let (second, twin) = sent(&app).await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.done(first, "seen", accept(wen_id, "Hello.")).await;
        wen.open(second).await;
        let theirs = went(person, 5, "Warm tea.");
        let twins = went(twin, 5, "She sang.");
        let other = went(twin, 12, "");
        for (minutes, new) in (0..).zip([&theirs, &twins, &other]) {
            let kept = app.store.record_visit(new, monday() + chrono::TimeDelta::minutes(minutes)).await.unwrap();
            assert!(matches!(kept, VisitKept::Done(_)));
        }
        wen.done(second, "seen", json!({ "merge": { "into": first } })).await;
        assert!(app.store.visits_of(twin).await.unwrap().is_empty());
        let visits = app.store.visits_of(person).await.unwrap();
        let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
        assert_eq!(ids, [theirs.sent.id, other.sent.id]);
        let line = visits[0].line.as_ref().unwrap();
        assert_eq!((line.words.as_str(), line.others[0].words.as_str()), ("She sang.", "Warm tea."));
        // What waited somewhere under the other id is received, and changes nothing.
        let again = NewVisit { person, ..twins };
        let Some(VisitKept::Same(same)) = app.store.find_sent_visit(&again).await.unwrap() else { panic!("kept") };
        assert_eq!(same, visits[0]);
    }
}

/// So many days before Monday, at ten.
fn went(person: PersonId, days: i64, line: &str) -> NewVisit {
    let starts_at = monday() - chrono::TimeDelta::days(days);
    NewVisit {
        person,
        sent: RecordVisit {
            id: VisitId(Uuid::now_v7()),
            meeting: VisitedMeeting { group: KNITTING, place: None, starts_at },
            outcome: VisitOutcome::Went,
            face: None,
            line: line.to_owned(),
            is_private: true,
        },
        name: "Knit and natter".to_owned(),
        by: Author {
            side: Side::Person,
            name: Uuid::nil().to_string(),
            relation: String::new(),
            covers_for: String::new(),
        },
        payload_digest: [7; 32],
    }
}

async fn sent(app: &TestApp) -> (wire::ReferralId, PersonId) {
    let id = send(&Browser::new(app), for_me("Amina Ahmed", PERSON)).await.id;
    (id, app.store.person_of_referral(id).await.unwrap().unwrap())
}
