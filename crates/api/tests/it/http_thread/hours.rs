//! When nobody reads: off until the team has everything, the automatic answer once, and waiting too long.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use stile_api::clock::Clock as _;
use stile_api::store::TeamChange;
use uuid::Uuid;
use wire::{ClosedAnswer, ErrorCode, MessageBody, MessageId, MessagesLack};

use super::super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::super::support::stores;
use super::super::test_app::TestApp;
use super::super::test_app::team;
use super::{PERSON, Post, cast, make_ready, read, told, words, write, write_as};

fn move_to(app: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    app.clock.advance(at - app.clock.now());
}

#[tokio::test]
async fn messages_are_off_until_the_team_has_everything() {
    for store in stores().await {
        let app = roomy(store).await;
        let receipt = send(&Browser::new(&app), for_me("Amina Ahmed", PERSON)).await;
        let amina = Browser::prove(&app, PERSON).await;
        let person = amina.me().await.person.unwrap().id;
        let (wen, desk) = worker(&app, "Wen").await;
        desk.open(receipt.id).await;
        desk.done(receipt.id, "seen", accept(wen, "Hello Amina.")).await;
        let lack = async || {
            let answer = desk.json(&format!("/api/desk/teams/{}", team())).await;
            serde_json::from_value::<Vec<MessagesLack>>(answer["messages_lack"].clone()).unwrap()
        };
        assert_eq!(lack().await, [MessagesLack::Staff, MessagesLack::Cover, MessagesLack::SafeguardingLead]);
        let thread = read(&amina, person).await;
        assert!(!thread.reading.is_on && thread.team.phone.is_some());
        let id = MessageId(Uuid::now_v7());
        let refused = write_as(&amina, person, id, json!({ "text": "Hello" })).await;
        assert_eq!(refused.problem(422).code, ErrorCode::NotNow);
        // Everything else still works.
        assert_eq!(amina.get(&format!("/api/people/{person}/timeline")).await.status, 200);

        make_ready(&app, &[wen]).await;
        assert_eq!(lack().await, [MessagesLack::Cover]);
        let (kim, _) = worker(&app, "Kim").await;
        make_ready(&app, &[kim]).await;
        assert!(lack().await.is_empty());
        assert_eq!(write_as(&amina, person, id, json!({ "text": "Hello" })).await.status, 200);
        // A lead who has left is none.
        app.store.end_staff(kim, app.clock.now()).await.unwrap();
        assert_eq!(lack().await, [MessagesLack::Cover, MessagesLack::SafeguardingLead]);
        assert_eq!(write_as(&amina, person, id, json!({ "text": "Hello" })).await.status, 200, "it was received once");
    }
}

#[tokio::test]
async fn out_of_hours_the_answer_names_the_next_opening_and_is_given_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        // From Monday morning to Monday evening.
        move_to(&app, "2026-11-23T18:30:00Z");
        let amina = Browser::prove(&app, PERSON).await;
        write(&amina, of.person, "Is anybody there?").await;
        write(&amina, of.person, "Hello?").await;
        let thread = read(&amina, of.person).await;
        let told_of = told(&thread);
        assert_eq!(told_of, words(&[("Amina", "Is anybody there?"), ("", "closed"), ("Amina", "Hello?")]));
        let opens_at = Some("2026-11-24T09:00:00Z".parse().unwrap());
        assert_eq!(thread.messages[1].body, MessageBody::Closed(ClosedAnswer { opens_at }));
        assert_eq!((thread.reading.is_open, thread.reading.opens_at), (false, opens_at));
        // The next evening it is another opening, and said again.
        move_to(&app, "2026-11-24T18:30:00Z");
        let amina = Browser::prove(&app, PERSON).await;
        write(&amina, of.person, "Good evening.").await;
        assert_eq!(read(&amina, of.person).await.messages.len(), 5);
    }
}

#[tokio::test]
async fn what_nobody_has_seen_for_a_working_day_is_late_at_the_desk_and_the_team_is_written_to() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let change = TeamChange { email: Some(Some("team@example.org".to_owned())), ..TeamChange::default() };
        app.store.change_team(team(), change, false).await.unwrap();
        write(&of.amina, of.person, "First.").await;
        write(&of.amina, of.person, "Second.").await;
        let post = Post::of(&app);
        let before = post.sent_to("team@example.org").await;
        assert!(before.is_empty());
        app.clock.advance(TimeDelta::hours(23));
        assert!(post.sent_to("team@example.org").await.is_empty());
        app.clock.advance(TimeDelta::hours(1));
        let letters = post.sent_to("team@example.org").await;
        assert_eq!(letters.len(), 1, "one for both");
        assert!(!letters[0].contains("Amina") && letters[0].contains("You have an update."), "{}", letters[0]);
        let wen = super::super::people_world::sign_in_staff(&app, of.wen.0).await;
        let threads = Browser::of(&app, &wen).json(&format!("/api/desk/teams/{}/threads", team())).await;
        assert_eq!((threads[0]["is_late"].clone(), threads[0]["unseen"].clone()), (json!(true), json!(2)));
        assert_eq!(threads.as_array().unwrap().len(), 1);
    }
}
