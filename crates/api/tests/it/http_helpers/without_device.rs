//! A person without a device lets somebody help: the link worker writes down the yes that was said face to face.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::StatusCode;
use serde_json::{Value, json};
use wire::{
    ErrorCode, FieldCode, Helpers, Look, Looked, LookerKind, PersonId, RecordedHelper, ReferralId, Scope, StaffRole,
};

use super::super::people_world::{account, furnish, staff};
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, for_mother, may, roomy, send, worker};
use super::super::support::{located_stores, stores};
use super::super::test_app::TestApp;

const MOTHER: &str = "amina@example.org";
const DAUGHTER: &str = "sara@example.org";

async fn referred(app: &TestApp) -> (ReferralId, PersonId) {
    let id = send(&Browser::new(app), for_mother(MOTHER, DAUGHTER)).await.id;
    (id, app.store.person_of_referral(id).await.unwrap().unwrap())
}

fn said(referral: Option<ReferralId>, how: &str) -> Value {
    json!({
        "referral": referral, "name": "Sam Okoro", "relation": "neighbour", "terms": may(&["see_plan"]), "how": how,
    })
}

fn recording(person: PersonId) -> String {
    format!("/api/desk/people/{person}/helpers")
}

#[tokio::test]
async fn a_daughter_who_asked_is_in_when_she_proves_her_address() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let (referral, person) = referred(&app).await;
        let (wen, desk) = worker(&app, "Wen").await;
        let how = "At her kitchen table; her sister was there.";
        let recorded = desk.post(&recording(person), &said(Some(referral), how)).await;
        let RecordedHelper::Granted(grant) = recorded.json() else { panic!("{}", recorded.text()) };
        // How it was said and who wrote it down is kept with the grant.
        assert_eq!(raw.texts("SELECT how FROM helper_grant").await, [how]);
        assert_eq!(raw.texts("SELECT recorded_by FROM helper_grant").await, [wen.to_string()]);

        let record: Value = desk.json(&format!("/api/desk/people/{person}")).await;
        assert_eq!(
            (&record["helpers"][0]["name"], &record["helpers"][0]["recorded_by"]),
            (&json!("Sara Ahmed"), &json!("Wen"))
        );
        assert_eq!((&record["helpers"][0]["is_here"], record["has_account"].as_bool()), (&json!(false), Some(false)));
        assert_eq!(record["waiting_helpers"], json!([]));

        let daughter = Browser::prove(&app, DAUGHTER).await;
        let helping = daughter.me().await.helping;
        assert_eq!((helping[0].grant, helping[0].scopes.as_slice()), (grant, [Scope::SeePlan].as_slice()));
        assert_eq!(daughter.get(&format!("/api/people/{person}/timeline")).await.status, StatusCode::OK);

        // Should the mother come to sign in one day, she reads all of it.
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let helpers: Helpers = mother.get(&format!("/api/people/{person}/helpers")).await.json();
        assert_eq!((helpers.helpers[0].recorded_by.as_deref(), helpers.helpers[0].is_here), (Some("Wen"), true));
        let looks: Vec<Look> = mother.get(&format!("/api/people/{person}/looks")).await.json();
        let told = looks.iter().find(|look| look.what == Looked::RecordedHelper).unwrap();
        assert_eq!((told.who.as_str(), told.as_what), ("Wen", LookerKind::Staff(StaffRole::LinkWorker)));
    }
}

#[tokio::test]
async fn a_daughter_who_has_signed_in_before_is_in_at_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let (referral, person) = referred(&app).await;
        let daughter = Browser::prove(&app, DAUGHTER).await;
        assert!(daughter.me().await.helping.is_empty());
        let (_, desk) = worker(&app, "Wen").await;
        desk.post(&recording(person), &said(Some(referral), "She told me on her doorstep.")).await;
        assert_eq!(daughter.me().await.helping.len(), 1);
        let twice = desk.post(&recording(person), &said(Some(referral), "She told me again.")).await;
        assert_eq!(twice.problem(404).code, ErrorCode::NotFound, "she waits no longer");
    }
}

#[tokio::test]
async fn anybody_else_is_handed_a_code() {
    for store in stores().await {
        let app = roomy(store).await;
        let (_, person) = referred(&app).await;
        let (_, desk) = worker(&app, "Wen").await;
        let recorded = desk.post(&recording(person), &said(None, "In the ward; she wrote his name down.")).await;
        let RecordedHelper::Invited(invitation) = recorded.json() else { panic!("{}", recorded.text()) };
        let sam = Browser::of(&app, &account(&app, "sam@example.org").await);
        let taken = sam.post("/api/helping/take", &json!({ "code": invitation.code })).await;
        assert_eq!(taken.status, StatusCode::OK);
        let record = desk.json(&format!("/api/desk/people/{person}")).await;
        let helper = &record["helpers"][0];
        assert_eq!(
            (&helper["name"], &helper["recorded_by"], &helper["is_here"]),
            (&json!("Sam Okoro"), &json!("Wen"), &json!(true))
        );
        // The daughter's own asking still waits for an answer.
        assert_eq!(record["waiting_helpers"][0]["name"], "Sara Ahmed");

        // The team can end what it wrote down, and the person reads that too.
        let id = helper["id"].as_str().unwrap();
        let ended = desk.post(&format!("/api/people/{person}/helpers/{id}/end"), &json!({})).await;
        assert_eq!(ended.status, StatusCode::OK);
        assert!(sam.me().await.helping.is_empty());
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let looks: Vec<Look> = mother.get(&format!("/api/people/{person}/looks")).await.json();
        assert!(looks.iter().any(|look| look.what == Looked::EndedHelper && look.who == "Wen"));
    }
}

#[tokio::test]
async fn a_yes_without_how_or_by_another_team_is_none() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let (referral, person) = referred(&app).await;
        let (_, desk) = worker(&app, "Wen").await;
        for (how, code) in [("  ", FieldCode::Missing), ("x".repeat(1_001).as_str(), FieldCode::TooLong)] {
            let problem = desk.post(&recording(person), &said(Some(referral), how)).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("how", code));
        }
        let mut nameless = said(None, "She said so.");
        nameless["name"] = json!("");
        assert_eq!(desk.post(&recording(person), &nameless).await.problem(422).fields[0].field, "name");
        // A helper who asked for somebody else.
        let elsewhere = desk.post(&recording(person), &said(Some(world.here.referral), "She said so.")).await;
        assert_eq!(elsewhere.problem(404).code, ErrorCode::NotFound);
        let (_, known) = staff(&app, Some(world.there.team), "Olu", StaffRole::LinkWorker).await;
        let others = Browser::of(&app, &known);
        let refused = others.post(&recording(person), &said(Some(referral), "She said so.")).await;
        assert_eq!(refused.problem(404).code, ErrorCode::NotFound);
        assert!(
            app.store
                .grants_of(person, domain::london::today(super::super::test_app::monday()))
                .await
                .unwrap()
                .is_empty()
        );
    }
}
