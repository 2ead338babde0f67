//! A daughter asks for her mother. The mother lets her in, narrows, widens, ends it; the daughter sees exactly that.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, Helpers, PersonId, Receipt, Scope, StaffRole, TeamId};

use super::super::people_world::{account, helper, staff};
use super::super::steps::{Browser, accept, contact, for_me, for_mother, may, roomy, send, talked, worker};
use super::super::support::stores;
use super::super::test_app::{TestApp, request, team};

const MOTHER: &str = "amina@example.org";
const DAUGHTER: &str = "sara@example.org";

/// A referral by the daughter, and both in browsers in which they have proved their addresses.
async fn both(app: &TestApp) -> (Receipt, Browser<'_>, PersonId, Browser<'_>) {
    let receipt = send(&Browser::new(app), for_mother(MOTHER, DAUGHTER)).await;
    let mother = Browser::prove(app, MOTHER).await;
    let person = mother.me().await.person.unwrap().id;
    let daughter = Browser::prove(app, DAUGHTER).await;
    (receipt, mother, person, daughter)
}

fn of(person: PersonId, what: &str) -> String {
    format!("/api/people/{person}/{what}")
}

#[tokio::test]
async fn what_a_daughter_asked_for_is_her_mothers() {
    for store in stores().await {
        let app = roomy(store).await;
        let (receipt, mother, person, daughter) = both(&app).await;
        let me = mother.me().await.person.unwrap();
        assert_eq!((me.call_name.as_str(), me.waiting_helpers), ("Amina", 1));
        let timeline = mother.json(&of(person, "timeline")).await;
        assert_eq!(timeline[0]["reference"], json!(receipt.reference));
        assert_eq!(timeline[0]["asked_by"], "Sara Ahmed");
        assert_eq!(timeline[0]["words"], "She would like somebody to talk to.");
        let helpers: Helpers = mother.get(&of(person, "helpers")).await.json();
        assert_eq!((helpers.helpers.len(), helpers.invitations.len()), (0, 0));
        let waiting = &helpers.waiting[0];
        assert_eq!((waiting.name.as_str(), waiting.relation.as_str()), ("Sara Ahmed", "daughter"));

        // Asking for somebody gives no right to their record, and no record of one's own.
        let me = daughter.me().await;
        assert!(me.person.is_none() && me.helping.is_empty());
        for what in ["timeline", "details", "helpers", "looks", "safe-contact", "complaints"] {
            assert_eq!(daughter.get(&of(person, what)).await.problem(404).code, ErrorCode::NotFound, "{what}");
        }
    }
}

#[tokio::test]
async fn mother_lets_her_daughter_in_narrows_widens_and_ends_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let (receipt, mut mother, person, daughter) = both(&app).await;
        let (wen, desk) = worker(&app, "Wen").await;
        desk.open(receipt.id).await;
        desk.done(receipt.id, "seen", accept(wen, "Hello Amina, I will ring you.")).await;

        // Eleven minutes later nobody is fresh any more.
        app.clock.advance(TimeDelta::minutes(11));
        assert_eq!(daughter.get(&of(person, "timeline")).await.problem(404).code, ErrorCode::NotFound);
        let yes = json!({ "referral": receipt.id, "terms": may(&["see_plan", "see_messages"]) });
        let accepting = of(person, "helpers/accept");
        assert_eq!(mother.post(&accepting, &yes).await.problem(403).code, ErrorCode::ConfirmFirst);
        mother.confirm(MOTHER).await;
        let helpers: Helpers = mother.post(&accepting, &yes).await.json();
        let sara = &helpers.helpers[0];
        assert_eq!((sara.name.as_str(), sara.is_here, helpers.waiting.len()), ("Sara Ahmed", true, 0));
        assert_eq!(sara.scopes, [Scope::SeePlan, Scope::SeeMessages]);
        let grant = of(person, &format!("helpers/{}", sara.id));

        let helping = daughter.me().await.helping;
        assert_eq!((helping[0].person, helping[0].name.as_str()), (person, "Amina"));
        let whole = mother.json(&of(person, "timeline")).await;
        assert_eq!(whole[0]["events"][2]["words"], "Hello Amina, I will ring you.");
        // All of it but who helps: that is the mother's alone to know.
        let mut expected = whole.clone();
        expected[0]["asked_by"] = "".into();
        assert_eq!(daughter.json(&of(person, "timeline")).await, expected, "plan and messages are all of it");
        assert_eq!(daughter.get(&of(person, "details")).await.problem(404).code, ErrorCode::NotFound);

        // Giving less is never harder than giving.
        app.clock.advance(TimeDelta::minutes(11));
        assert!(!mother.me().await.is_fresh);
        let narrowed: Helpers = mother.put(&grant, &may(&["see_plan"])).await.json();
        assert_eq!(narrowed.helpers[0].scopes, [Scope::SeePlan]);
        assert_eq!(daughter.json(&of(person, "timeline")).await, without_team_words(expected.clone()));
        for wider in [may(&["see_plan", "see_messages"]), later(may(&["see_plan"]))] {
            assert_eq!(mother.put(&grant, &wider).await.problem(403).code, ErrorCode::ConfirmFirst, "{wider}");
        }
        assert_eq!(daughter.json(&of(person, "timeline")).await, without_team_words(expected.clone()));
        mother.confirm(MOTHER).await;
        let widened: Helpers = mother.put(&grant, &later(may(&["see_plan", "see_messages"]))).await.json();
        assert_eq!(widened.helpers[0].ends_on.to_string(), "2027-05-01");
        assert_eq!(daughter.json(&of(person, "timeline")).await, expected);

        let ended: Helpers = mother.post(&format!("{grant}/end"), &json!({})).await.json();
        assert!(ended.helpers.is_empty() && ended.waiting.is_empty(), "nor does she wait again");
        assert_eq!(daughter.get(&of(person, "timeline")).await.problem(404).code, ErrorCode::NotFound);
        assert!(daughter.me().await.helping.is_empty());
        assert_eq!(mother.put(&grant, &may(&["see_plan"])).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(mother.post(&format!("{grant}/end"), &json!({})).await.problem(404).code, ErrorCode::NotFound);
    }
}

fn later(mut terms: Value) -> Value {
    terms["ends_on"] = json!("2027-05-01");
    terms
}

/// The same timeline with what the team wrote taken out, so that nothing tells that something was there.
fn without_team_words(mut timelines: Value) -> Value {
    for timeline in timelines.as_array_mut().unwrap() {
        for event in timeline["events"].as_array_mut().unwrap() {
            event["words"] = json!("");
            event.as_object_mut().unwrap().remove("elsewhere");
        }
    }
    timelines
}

#[tokio::test]
async fn where_words_are_kept_back_nothing_shows_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let receipt = send(&Browser::new(&app), for_mother(MOTHER, DAUGHTER)).await;
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let person = mother.me().await.person.unwrap().id;
        let (sara, _) = helper(&app, person, "other@example.org", &[Scope::SeePlan]).await;
        let (_, desk) = worker(&app, "Wen").await;
        desk.open(receipt.id).await;
        let no = json!({ "decline": { "reason": "other_service", "words": "Not us.", "elsewhere": "Ask Age UK." } });
        desk.done(receipt.id, "seen", no).await;
        let seen = Browser::of(&app, &sara).json(&of(person, "timeline")).await;
        let events = seen[0]["events"].as_array().unwrap();
        let names = |event: &Value| event.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        // An event with words has the same fields as one that never had any.
        assert_eq!(
            events.iter().map(|event| event["kind"].as_str().unwrap()).collect::<Vec<_>>(),
            ["sent", "seen", "declined"]
        );
        assert!(events.iter().all(|event| names(event) == names(&events[0])), "{seen}");
        assert!(!seen.to_string().contains("Age UK") && !seen.to_string().contains("Not us"));
    }
}

#[tokio::test]
async fn an_end_that_has_passed_is_the_end() {
    for store in stores().await {
        let app = roomy(store).await;
        let (receipt, mother, person, daughter) = both(&app).await;
        let mut terms = may(&["see_plan"]);
        terms["ends_on"] = json!("2026-11-24");
        let yes = json!({ "referral": receipt.id, "terms": terms });
        let helpers: Helpers = mother.post(&of(person, "helpers/accept"), &yes).await.json();
        let grant = helpers.helpers[0].id;
        drop(daughter);
        // The last day is within, by London's clock.
        app.clock.advance(TimeDelta::hours(37) + TimeDelta::minutes(59));
        let daughter = Browser::of(&app, &account(&app, DAUGHTER).await);
        assert_eq!(daughter.get(&of(person, "timeline")).await.status, StatusCode::OK);
        app.clock.advance(TimeDelta::minutes(1));
        assert_eq!(daughter.get(&of(person, "timeline")).await.problem(404).code, ErrorCode::NotFound);
        assert!(daughter.me().await.helping.is_empty());
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        let helpers: Helpers = mother.get(&of(person, "helpers")).await.json();
        assert!(helpers.helpers.is_empty());
        let renewing = mother.put(&of(person, &format!("helpers/{grant}")), &may(&["see_plan"])).await;
        assert_eq!(renewing.problem(404).code, ErrorCode::NotFound, "what has ended is given anew, not renewed");
    }
}

#[tokio::test]
async fn terms_that_cannot_be_are_named() {
    for store in stores().await {
        let app = roomy(store).await;
        let (receipt, mother, person, _) = both(&app).await;
        let wrong = [
            (json!({ "scopes": [], "ends_on": "2027-02-28", "is_alone": true }), "scopes", FieldCode::Missing),
            (
                json!({ "scopes": ["see_plan"], "ends_on": "2027-05-24", "is_alone": true }),
                "ends_on",
                FieldCode::TooFar,
            ),
            (
                json!({ "scopes": ["see_plan"], "ends_on": "2026-11-23", "is_alone": true }),
                "ends_on",
                FieldCode::InPast,
            ),
            (
                json!({ "scopes": ["see_plan"], "ends_on": "2027-02-28", "is_alone": null }),
                "is_alone",
                FieldCode::Missing,
            ),
        ];
        for (terms, field, code) in wrong {
            let yes = json!({ "referral": receipt.id, "terms": terms });
            let problem = mother.post(&of(person, "helpers/accept"), &yes).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, code));
        }
        let unknown = json!({ "referral": receipt.id, "terms": may(&["see_plan", "see_everything"]) });
        assert_eq!(mother.post(&of(person, "helpers/accept"), &unknown).await.status, StatusCode::BAD_REQUEST);
        let other = json!({ "referral": Uuid::now_v7(), "terms": may(&["see_plan"]) });
        assert_eq!(mother.post(&of(person, "helpers/accept"), &other).await.problem(404).code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn a_no_is_a_no() {
    for store in stores().await {
        let app = roomy(store).await;
        let (receipt, mother, person, daughter) = both(&app).await;
        app.clock.advance(TimeDelta::minutes(11));
        let refused: Helpers =
            mother.post(&of(person, "helpers/refuse"), &json!({ "referral": receipt.id })).await.json();
        assert!(refused.waiting.is_empty());
        assert_eq!(mother.me().await.person.unwrap().waiting_helpers, 0);
        assert_eq!(daughter.get(&of(person, "timeline")).await.problem(404).code, ErrorCode::NotFound);
        let yes = json!({ "referral": receipt.id, "terms": may(&["see_plan"]) });
        let mother = Browser::of(&app, &account(&app, MOTHER).await);
        assert_eq!(mother.post(&of(person, "helpers/accept"), &yes).await.problem(404).code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn an_address_that_a_helper_gave_for_both_proves_nothing_about_the_person() {
    for store in stores().await {
        let app = roomy(store).await;
        send(&Browser::new(&app), for_mother(DAUGHTER, DAUGHTER)).await;
        let me = Browser::prove(&app, DAUGHTER).await.me().await;
        assert!(me.person.is_none() && me.helping.is_empty());
    }
}

#[tokio::test]
async fn a_second_yes_to_the_same_helper_takes_the_place_of_the_first() {
    for store in stores().await {
        let app = roomy(store).await;
        let (receipt, mother, person, _) = both(&app).await;
        let (daughter, _) = helper(&app, person, DAUGHTER, &Scope::ALL).await;
        let daughter = Browser::of(&app, &daughter);
        assert_eq!(daughter.get(&of(person, "details")).await.status, StatusCode::OK);
        let yes = json!({ "referral": receipt.id, "terms": may(&["see_plan"]) });
        let helpers: Helpers = mother.post(&of(person, "helpers/accept"), &yes).await.json();
        assert_eq!(helpers.helpers.len(), 1, "one helper is in the list once");
        assert_eq!(daughter.get(&of(person, "timeline")).await.status, StatusCode::OK);
        assert_eq!(daughter.get(&of(person, "details")).await.problem(404).code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn what_is_never_given_away_is_refused_with_every_scope() {
    for store in stores().await {
        let app = roomy(store).await;
        let (receipt, mother, person, _) = both(&app).await;
        let (known, grant) = helper(&app, person, DAUGHTER, &Scope::ALL).await;
        let invitation = json!({
            "id": Uuid::now_v7(), "name": "Sam", "relation": "friend", "terms": may(&["see_plan"]),
        });
        let invited = mother.post(&of(person, "helpers/invite"), &invitation).await;
        let open = invited.json::<wire::HelperInvitation>().id;
        let before = mother.get(&of(person, "safe-contact")).await.text().to_owned();
        let helpers = mother.get(&of(person, "helpers")).await.text().to_owned();
        let safe = json!({ "channels": [{ "channel": "call", "is_safe": true }] });
        let never = [
            ("GET", "safe-contact".to_owned(), json!({})),
            ("PUT", "safe-contact".to_owned(), safe),
            ("GET", "helpers".to_owned(), json!({})),
            ("POST", "helpers/invite".to_owned(), invitation),
            ("POST", "helpers/accept".to_owned(), json!({ "referral": receipt.id, "terms": may(&["see_plan"]) })),
            ("POST", "helpers/refuse".to_owned(), json!({ "referral": receipt.id })),
            ("PUT", format!("helpers/{grant}"), may(&["see_plan"])),
            ("POST", format!("helpers/{grant}/end"), json!({})),
            ("POST", format!("invitations/{open}/withdraw"), json!({})),
            ("GET", "looks".to_owned(), json!({})),
            ("POST", "export".to_owned(), json!({})),
            ("POST", "erase".to_owned(), json!({})),
            ("GET", "complaints".to_owned(), json!({})),
            ("POST", "complaints".to_owned(), json!({ "id": Uuid::now_v7(), "words": "No." })),
        ];
        for (method, what, body) in never {
            let method: Method = method.parse().unwrap();
            let headers = [("cookie", known.cookie.as_str()), ("content-type", "application/json")];
            let body = if method == Method::GET { Body::empty() } else { Body::from(body.to_string()) };
            let answer = app.send(request(method, &of(person, &what), &headers, body)).await;
            assert_eq!(answer.problem(404).code, ErrorCode::NotFound, "{what}");
        }
        assert_eq!(mother.get(&of(person, "safe-contact")).await.text(), before);
        assert_eq!(mother.get(&of(person, "helpers")).await.text(), helpers);
    }
}

#[tokio::test]
async fn what_a_helper_writes_stands_under_their_name() {
    for store in stores().await {
        let app = roomy(store).await;
        let (_, mother, person, _) = both(&app).await;
        let (known, _) = helper(&app, person, DAUGHTER, &[Scope::WriteAsHelper]).await;
        let daughter = Browser::of(&app, &known);
        assert_eq!(daughter.get(&of(person, "timeline")).await.problem(404).code, ErrorCode::NotFound);
        let written = daughter.put(&of(person, "details"), &json!({ "about_me": " She likes tea.\u{7} " })).await;
        assert_eq!(written.status, StatusCode::OK);
        let details = mother.json(&of(person, "details")).await;
        assert_eq!(
            (details["about_me"].as_str(), details["about_me_by"].as_str()),
            (Some("She likes tea."), Some("Sara Ahmed"))
        );
        // Another field leaves whose words they are.
        daughter.put(&of(person, "details"), &json!({ "call_name": "Mina" })).await;
        let details = mother.json(&of(person, "details")).await;
        assert_eq!((&details["call_name"], &details["about_me_by"]), (&json!("Mina"), &json!("Sara Ahmed")));
        mother.put(&of(person, "details"), &json!({ "about_me": "I like coffee." })).await;
        let details = mother.json(&of(person, "details")).await;
        assert_eq!((&details["about_me"], &details["about_me_by"]), (&json!("I like coffee."), &json!("")));
        assert_eq!(details["name"], "Amina Ahmed");
        let long = json!({ "about_me": "x".repeat(2_001) });
        let problem = daughter.put(&of(person, "details"), &long).await.problem(422);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("about_me", FieldCode::TooLong));
        let (_, desk) = worker(&app, "Wen").await;
        assert_eq!(
            desk.put(&of(person, "details"), &json!({ "about_me": "x" })).await.problem(404).code,
            ErrorCode::NotFound
        );
    }
}

#[tokio::test]
async fn another_teams_words_stay_between_it_and_the_person() {
    for store in stores().await {
        let app = roomy(store).await;
        let other = super::super::people_world::furnish(&app).await.there.team;
        let mother = Browser::of(&app, &account(&app, "m@example.org").await);
        let ours = send(&mother, for_me("Mona Example", "m@example.org")).await;
        app.store.cover_district(other, "QQ1").await.unwrap();
        let theirs = send(&mother, for_me("Mona Example", "m@example.org")).await;
        assert_ne!(ours.team.id, theirs.team.id);
        let person = mother.me().await.person.unwrap().id;
        let (wen, desk) = worker(&app, "Wen").await;
        desk.open(ours.id).await;
        desk.done(ours.id, "seen", accept(wen, "Words of ours.")).await;
        desk.done(ours.id, "accepted", contact("no_answer", "We rang.")).await;
        desk.done(ours.id, "accepted", talked("We talked.")).await;
        let (id, known) = staff(&app, Some(other), "Olu", StaffRole::LinkWorker).await;
        let elsewhere = Browser::of(&app, &known);
        elsewhere.open(theirs.id).await;
        elsewhere.done(theirs.id, "seen", accept(id, "Words of theirs.")).await;

        let whole = mother.get(&of(person, "timeline")).await;
        assert!(whole.text().contains("Words of ours.") && whole.text().contains("Words of theirs."));
        for (browser, seen, hidden) in
            [(&desk, "Words of ours.", "Words of theirs."), (&elsewhere, "Words of theirs.", "Words of ours.")]
        {
            let timeline = browser.get(&of(person, "timeline")).await;
            assert!(timeline.text().contains(seen), "{}", timeline.text());
            assert!(!timeline.text().contains(hidden), "{}", timeline.text());
            let record = browser.get(&format!("/api/desk/people/{person}")).await;
            assert_eq!(record.json::<Value>()["cases"].as_array().unwrap().len(), 1);
        }
        let team: TeamId = team();
        assert_eq!(ours.team.id, team);
    }
}
