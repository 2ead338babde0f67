//! The desk's list of people says when somebody was last heard of, and who would like company.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use stile_api::clock::Clock as _;
use uuid::Uuid;
use wire::{CaseSummary, ReferralId, Scope};

use super::http_plan::begin;
use super::http_thread::{Cast, PERSON, cast, write};
use super::people_world::{account, helper, sign_in_staff};
use super::steps::{Browser, roomy, talked};
use super::support::stores;
use super::test_app::{HALL, KNITTING, TestApp, monday, team};

/// The one case of the team, as Wen sees it now.
async fn case(app: &TestApp, of: &Cast<'_>) -> CaseSummary {
    let wen = wen(app, of).await;
    let mut cases: Vec<CaseSummary> = wen.get(&format!("/api/desk/teams/{}/people", team())).await.json();
    assert_eq!(cases.len(), 1);
    cases.remove(0)
}

async fn wen<'a>(app: &'a TestApp, of: &Cast<'_>) -> Browser<'a> {
    Browser::of(app, &sign_in_staff(app, of.wen.0).await)
}

/// A day later; she has signed in again.
async fn next_day(app: &TestApp) -> (Browser<'_>, DateTime<Utc>) {
    app.clock.advance(TimeDelta::days(1));
    (Browser::of(app, &account(app, PERSON).await), app.clock.now())
}

#[tokio::test]
async fn whatever_somebody_does_is_heard_and_what_the_team_does_is_not() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let first = case(&app, &of).await;
        assert_eq!((first.last_heard, first.wants_company), (monday(), false), "the day it was sent");
        let referral: ReferralId = first.referral;

        // The team writes, on the plan and in the thread.
        next_day(&app).await;
        let wen_now = wen(&app, &of).await;
        write(&wen_now, of.person, "How are you?").await;
        begin(&wen_now, of.person, "Get out more").await;
        let case_now = case(&app, &of).await;
        assert_eq!(case_now.last_heard, monday());

        // She writes; then somebody who helps her does.
        let (amina, at) = next_day(&app).await;
        write(&amina, of.person, "I am well.").await;
        assert_eq!(case(&app, &of).await.last_heard, at);
        let (_, at) = next_day(&app).await;
        let scopes = [Scope::SeeMessages, Scope::WriteAsHelper];
        let (sara, _) = helper(&app, of.person, "sara@example.org", &scopes).await;
        write(&Browser::of(&app, &sara), of.person, "She is out.").await;
        assert_eq!(case(&app, &of).await.last_heard, at);

        // On the plan, by a visit, by a check-in.
        let (amina, at) = next_day(&app).await;
        begin(&amina, of.person, "Bake bread").await;
        assert_eq!(case(&app, &of).await.last_heard, at);
        let (amina, at) = next_day(&app).await;
        let visit = json!({
            "id": Uuid::now_v7(), "outcome": "did_not",
            "meeting": { "group": KNITTING, "place": HALL, "starts_at": "2026-11-25T14:00:00.000Z" },
        });
        let answer = amina.post(&format!("/api/people/{}/plan/visits", of.person), &visit).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(case(&app, &of).await.last_heard, at);
        let (amina, at) = next_day(&app).await;
        let check_in = json!({
            "id": Uuid::now_v7(), "measure": "ons4", "version": 1, "day": at.date_naive().to_string(),
            "answers": { "happy": { "number": 7 } },
        });
        let answer = amina.post(&format!("/api/people/{}/check-ins", of.person), &check_in).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(case(&app, &of).await.last_heard, at);

        // Nobody there is not heard of; a talk is.
        next_day(&app).await;
        let tried = super::steps::contact("no_answer", "");
        wen(&app, &of).await.done(referral, "accepted", tried).await;
        assert_eq!(case(&app, &of).await.last_heard, at);
        let (_, at) = next_day(&app).await;
        wen(&app, &of).await.done(referral, "accepted", talked("")).await;
        assert_eq!(case(&app, &of).await.last_heard, at);
    }
}

#[tokio::test]
async fn company_is_wanted_until_somebody_is_found() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let groups = format!("/api/people/{}/plan/groups", of.person);
        let id = Uuid::now_v7();
        let added = of.amina.post(&groups, &json!({ "id": id, "group": KNITTING })).await;
        assert_eq!(added.status, 200, "{}", added.text());
        assert!(!case(&app, &of).await.wants_company);
        let act = async |browser: &Browser<'_>, act: serde_json::Value| {
            let sent = json!({ "id": Uuid::now_v7(), "act": act });
            let answer = browser.post(&format!("{groups}/{id}/acts"), &sent).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        };
        act(&of.amina, json!({ "ask_company": { "company": "buddy" } })).await;
        assert!(case(&app, &of).await.wants_company);
        act(&of.wen.1, json!({ "arrange_company": { "name": "Bo" } })).await;
        assert!(!case(&app, &of).await.wants_company);
    }
}
