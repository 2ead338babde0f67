//! What to expect at a group: read by everybody, written by a team that knows it.

use serde_json::json;
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, TeamId, Welcome};

use super::people_world::furnish;
use super::steps::{Browser, roomy, worker};
use super::support::stores;
use super::test_app::{GONE, KNITTING, TestApp, team};

fn written_by(team: TeamId) -> String {
    format!("/api/desk/teams/{team}/groups/{KNITTING}/welcome")
}

async fn read(app: &TestApp) -> Welcome {
    let answer = app.get(&format!("/api/groups/{KNITTING}/welcome")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "private, max-age=60");
    answer.json()
}

#[tokio::test]
async fn everybody_reads_what_a_team_wrote() {
    for store in stores().await {
        let app = roomy(store).await;
        assert_eq!(read(&app).await, Welcome::default(), "nobody has said anything");
        let (_, wen) = worker(&app, "Wen").await;
        let said = json!({ "arriving": "  By the side door.\r\nCome at ten to two. ", "quiet": "The small room." });
        let answer = wen.put(&written_by(team()), &said).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let welcome: Welcome = answer.json();
        assert_eq!(welcome.arriving, "By the side door.\nCome at ten to two.");
        assert_eq!((welcome.quiet.as_str(), welcome.greeting.as_str()), ("The small room.", ""));
        assert_eq!(welcome.by, "Stileham Link Workers");
        assert_eq!(welcome.written_on.map(|day| day.to_string()).as_deref(), Some("2026-11-23"));
        assert_eq!(read(&app).await, welcome);
        // Said again it is the same.
        assert_eq!(wen.put(&written_by(team()), &said).await.json::<Welcome>(), welcome);
    }
}

#[tokio::test]
async fn the_latest_team_counts_and_nothing_takes_it_away() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let (here, there) = (Browser::of(&app, &world.here.worker), Browser::of(&app, &world.there.lead));
        here.put(&written_by(world.here.team), &json!({ "arriving": "By the side door.", "toilets": "Two." })).await;
        let answer = there.put(&written_by(world.there.team), &json!({ "greeting": "Ask for Bea." })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let welcome = read(&app).await;
        assert_eq!((welcome.arriving.as_str(), welcome.greeting.as_str()), ("", "Ask for Bea."));
        assert_eq!((welcome.toilets.as_str(), welcome.by.as_str()), ("", "Overbrook Link Workers"));
        let answer = here.put(&written_by(world.here.team), &json!({ "arriving": " \n " })).await;
        assert_eq!(answer.json::<Welcome>(), Welcome::default());
        assert_eq!(read(&app).await, Welcome::default());
    }
}

#[tokio::test]
async fn nobody_writes_for_another_team() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let said = json!({ "arriving": "By the side door." });
        for known in [&world.here.own, &world.stranger, &world.administrator, &world.there.worker, &world.there.lead] {
            let refused = Browser::of(&app, known).put(&written_by(world.here.team), &said).await;
            assert_eq!(refused.problem(404).code, ErrorCode::NotFound);
        }
        Browser::new(&app).put(&written_by(world.here.team), &said).await.problem(401);
        assert_eq!(read(&app).await, Welcome::default());
    }
}

#[tokio::test]
async fn what_cannot_be_kept_is_named() {
    for store in stores().await {
        let app = roomy(store).await;
        let (_, wen) = worker(&app, "Wen").await;
        let (most, more) = ("é".repeat(500), "é".repeat(501));
        let refused = wen.put(&written_by(team()), &json!({ "arriving": most, "watching": more, "quiet": more })).await;
        let problem = refused.problem(422);
        let wrong: Vec<(&str, FieldCode)> =
            problem.fields.iter().map(|wrong| (wrong.field.as_str(), wrong.code)).collect();
        assert_eq!(wrong, [("watching", FieldCode::TooLong), ("quiet", FieldCode::TooLong)]);
        assert_eq!(read(&app).await, Welcome::default());
        assert_eq!(wen.put(&written_by(team()), &json!({ "arriving": most })).await.status, 200);

        let nowhere = Uuid::now_v7();
        app.get(&format!("/api/groups/{nowhere}/welcome")).await.problem(404);
        let address = format!("/api/desk/teams/{}/groups/{nowhere}/welcome", team());
        wen.put(&address, &json!({ "arriving": "Nowhere." })).await.problem(404);
        // One that has left its feed is still shown, and so is what was said of it.
        assert_eq!(app.get(&format!("/api/groups/{GONE}/welcome")).await.status, 200);
    }
}
