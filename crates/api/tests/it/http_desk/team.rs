//! What a lead changes: hours, promise, cover, days off; the listings that people report; the feeds.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{DeskTeam, ErrorCode, FeedView, FieldCode, ReportedListing, TeamListed};

use super::super::people_world::furnish;
use super::super::steps::{Browser, for_me, roomy, send};
use super::super::support::stores;
use super::super::test_app::{HOSTILE, KNITTING, TestApp, monday, team};

async fn leads(app: &TestApp) -> (Browser<'_>, Browser<'_>, Browser<'_>, wire::TeamId) {
    let world = furnish(app).await;
    (
        Browser::of(app, &world.here.lead),
        Browser::of(app, &world.there.lead),
        Browser::of(app, &world.administrator),
        world.there.team,
    )
}

fn address(team: wire::TeamId) -> String {
    format!("/api/desk/teams/{team}")
}

#[tokio::test]
async fn what_cannot_be_is_named_and_changes_nothing() {
    for store in stores().await {
        let app = roomy(store).await;
        let (lead, ..) = leads(&app).await;
        let before = lead.json(&address(team())).await;
        let wrong = [
            (json!({ "hours": "whenever" }), "hours", FieldCode::Unreadable),
            (json!({ "phone": "" }), "phone", FieldCode::Missing),
            (json!({ "phone": "12" }), "phone", FieldCode::Unreadable),
            (json!({ "email": "nobody" }), "email", FieldCode::Unreadable),
            (json!({ "promise_days": 0 }), "promise_days", FieldCode::NotOffered),
            (json!({ "promise_days": 61 }), "promise_days", FieldCode::NotOffered),
            (json!({ "surgeries": ["QQ99999"] }), "surgeries", FieldCode::NotOffered),
            (json!({ "districts": ["QQ1 1AA"] }), "districts", FieldCode::Unreadable),
            (
                json!({ "closures": [{ "id": Uuid::now_v7(), "date": "2026-12-01", "title": "x".repeat(101) }] }),
                "closures",
                FieldCode::TooLong,
            ),
        ];
        for (change, field, code) in wrong {
            // Something right beside it does not save it.
            let mut change = change;
            change.as_object_mut().unwrap().entry("promise_days").or_insert(json!(5));
            let problem = lead.put(&address(team()), &change).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, code), "{change}");
        }
        assert_eq!(lead.json(&address(team())).await, before);
        // By letter is a way too.
        let by_mail = lead.put(&address(team()), &json!({ "phone": "", "email": "team@example.org" })).await;
        let changed: DeskTeam = by_mail.json();
        assert_eq!((changed.phone.as_str(), changed.email.as_str()), ("", "team@example.org"));
    }
}

#[tokio::test]
async fn what_is_changed_is_so_for_everybody_and_the_rest_stays() {
    for store in stores().await {
        let app = roomy(store).await;
        let (lead, _, ada, _) = leads(&app).await;
        let change = json!({ "hours": "Tue-Thu 10:00-16:00", "promise_days": 3 });
        let changed: DeskTeam = lead.put(&address(team()), &change).await.json();
        assert_eq!((changed.hours.as_str(), changed.promise_days), ("Tue-Thu 10:00-16:00", 3));
        assert_eq!(
            (changed.phone.as_str(), changed.districts.as_slice()),
            ("01632 960100", ["QQ1".to_owned()].as_slice())
        );
        assert_eq!(changed.surgeries[0].name, "Stileham Health Centre");
        assert_eq!(changed.holidays[0].title, "Christmas Day");
        let seen: DeskTeam = ada.get(&address(team())).await.json();
        assert_eq!(seen, changed, "an administrator sees the team, and no people");
        // Monday is closed: Tuesday is day nought, and three working days on is Friday.
        let receipt = send(&Browser::new(&app), for_me("Amina Ahmed", "a@example.org")).await;
        assert_eq!(
            (receipt.promised_by.to_string().as_str(), receipt.team.hours.as_str()),
            ("2026-11-27", "Tue-Thu 10:00-16:00")
        );
    }
}

#[tokio::test]
async fn a_day_off_of_the_team_counts_in_its_promise() {
    for store in stores().await {
        let app = roomy(store).await;
        let (lead, there, _, other) = leads(&app).await;
        let closure = json!({ "id": Uuid::now_v7(), "date": "2026-11-24", "title": "Training day" });
        let changed: DeskTeam = lead.put(&address(team()), &json!({ "closures": [closure] })).await.json();
        assert_eq!(changed.closures[0].title, "Training day");
        let receipt = send(&Browser::new(&app), for_me("Amina Ahmed", "a@example.org")).await;
        assert_eq!(receipt.promised_by.to_string(), "2026-11-26");
        // Another team's days off are its own.
        assert!(there.get(&address(other)).await.json::<DeskTeam>().closures.is_empty());
        assert_eq!(
            there.put(&address(other), &json!({ "closures": [closure] })).await.problem(409).code,
            ErrorCode::Conflict
        );
        let none: DeskTeam = lead.put(&address(team()), &json!({ "closures": [] })).await.json();
        assert!(none.closures.is_empty());
        let receipt = send(&Browser::new(&app), for_me("Bea Example", "b@example.org")).await;
        assert_eq!(receipt.promised_by.to_string(), "2026-11-25");
    }
}

#[tokio::test]
async fn a_district_or_surgery_moves_from_one_team_to_another() {
    for store in stores().await {
        let app = roomy(store).await;
        let (here, there, administrator, other) = leads(&app).await;
        let cover = json!({ "districts": [" qq1", "QQ2", "QQ1"], "surgeries": ["qq00001", "QQ00001"] });
        // Nobody takes another team's people by themselves.
        for (field, theirs) in [("districts", "QQ1"), ("surgeries", "QQ00001")] {
            let problem = there.put(&address(other), &json!({ field: [theirs] })).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, FieldCode::NotOffered));
        }
        let moved: DeskTeam = administrator.put(&address(other), &cover).await.json();
        assert_eq!(moved.districts, ["QQ1", "QQ2"]);
        assert_eq!(moved.surgeries.iter().map(|surgery| surgery.code.as_str()).collect::<Vec<_>>(), ["QQ00001"]);
        let left: DeskTeam = here.get(&address(team())).await.json();
        assert!(left.districts.is_empty() && left.surgeries.is_empty());
        let receipt = send(&Browser::new(&app), for_me("Amina Ahmed", "a@example.org")).await;
        assert_eq!(receipt.team.id, other);
        // Lists replace.
        let fewer: DeskTeam = there.put(&address(other), &json!({ "districts": ["QQ2"] })).await.json();
        assert_eq!((fewer.districts.len(), fewer.surgeries.len()), (1, 1));
        assert_eq!(here.put(&address(other), &json!({ "districts": [] })).await.problem(404).code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn reported_listings_are_laid_aside_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let (lead, ..) = leads(&app).await;
        let report =
            |group, words: &str| json!({ "id": Uuid::now_v7(), "group": group, "kind": "wrong_time", "words": words });
        app.clock.advance(chrono::TimeDelta::minutes(1));
        let nobody = Browser::new(&app);
        assert_eq!(nobody.post("/api/reports", &report(HOSTILE, "It is at two.")).await.status, StatusCode::CREATED);
        let listed: Vec<ReportedListing> = lead.get("/api/desk/reports").await.json();
        let told: Vec<(wire::GroupId, &str, &str)> =
            listed.iter().map(|row| (row.group, row.name.as_str(), row.words.as_str())).collect();
        assert_eq!(
            told,
            [(KNITTING, "Knit and natter", ""), (HOSTILE, super::super::test_app::HOSTILE_NAME, "It is at two.")]
        );
        assert_eq!(listed[0].at, monday());
        let settle = format!("/api/desk/reports/{}/settle", listed[0].id);
        assert_eq!(lead.post(&settle, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(lead.post(&settle, &json!({})).await.problem(404).code, ErrorCode::NotFound);
        let left: Vec<ReportedListing> = lead.get("/api/desk/reports").await.json();
        assert_eq!(left.iter().map(|row| row.group).collect::<Vec<_>>(), [HOSTILE]);
    }
}

#[tokio::test]
async fn feeds_tell_how_much_came_and_when() {
    for store in stores().await {
        let app = roomy(store).await;
        let (lead, _, ada, other) = leads(&app).await;
        for browser in [&lead, &ada] {
            let feeds: Vec<FeedView> = browser.get("/api/desk/feeds").await.json();
            assert_eq!(feeds.len(), 1);
            assert_eq!((feeds[0].name.as_str(), feeds[0].source.as_str(), feeds[0].groups), ("Invented", "test", 2));
            assert_eq!(feeds[0].imported_at, Some(monday()));
        }
        // A file of the machine it came from cannot be read again from here.
        let refresh = ada.post("/api/desk/feeds/Invented/refresh", &json!({})).await;
        assert_eq!(refresh.problem(422).code, ErrorCode::NotNow);
        assert_eq!(ada.post("/api/desk/feeds/Other/refresh", &json!({})).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(
            lead.post("/api/desk/feeds/Invented/refresh", &json!({})).await.problem(404).code,
            ErrorCode::NotFound
        );
        let teams: Vec<TeamListed> = ada.get("/api/desk/teams").await.json();
        let told: Vec<(wire::TeamId, u32)> = teams.iter().map(|team| (team.id, team.staff)).collect();
        assert_eq!(told, [(other, 3), (team(), 3)]);
        let refused: Value = lead.get("/api/desk/teams").await.json();
        assert_eq!(refused["code"], "not_found");
    }
}
