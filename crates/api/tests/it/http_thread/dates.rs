//! Three dates are suggested, one is taken, and it stands in both calendars.

use chrono::TimeDelta;
use serde_json::json;
use stile_api::clock::Clock as _;
use uuid::Uuid;
use wire::{ErrorCode, Message, MessageBody, MessageId};

use super::super::steps::roomy;
use super::super::support::stores;
use super::{cast, read, thread_of, write, write_as};

#[tokio::test]
async fn the_first_date_taken_holds_and_lands_in_both_calendars() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let dates = json!({ "dates": {
            "starts_at": ["2026-12-01T10:00:00.000Z", "2026-12-02T10:00:00.000Z", "2026-12-03T14:30:00.000Z"],
            "minutes": 45, "how": "in_person", "words": "At the library?",
        } });
        let id = MessageId(Uuid::now_v7());
        let sent: Message = write_as(&of.wen.1, of.person, id, dates).await.json();
        write(&of.amina, of.person, "Let me see.").await;
        let take = format!("{}/dates", thread_of(of.person));
        let file = format!("{take}/{id}");
        of.amina.get(&file).await.problem(404);
        // Whoever suggested it does not take it.
        let own = of.wen.1.post(&take, &json!({ "message": id, "option": 2 })).await;
        assert_eq!(own.problem(422).code, ErrorCode::NotNow);
        of.amina.post(&take, &json!({ "message": id, "option": 3 })).await.problem(422);
        let taken: Message = of.amina.post(&take, &json!({ "message": id, "option": 2 })).await.json();
        let MessageBody::Dates(card) = &taken.body else { panic!("dates") };
        let holds = card.taken.as_ref().unwrap();
        assert_eq!((holds.option, holds.by.as_str(), taken.seq), (2, "Amina", sent.seq));
        // Again is the same, another comes too late.
        assert_eq!(of.amina.post(&take, &json!({ "message": id, "option": 2 })).await.json::<Message>(), taken);
        let late = of.amina.post(&take, &json!({ "message": id, "option": 0 })).await;
        assert_eq!(late.problem(409).code, ErrorCode::MovedOn);
        // A screen that has the message is told along with what is new.
        let news = of.wen.1.json(&format!("{}?after=2", thread_of(of.person))).await;
        assert_eq!(news["messages"][0]["body"]["dates"]["taken"]["option"], json!(2));
        for browser in [&of.amina, &of.wen.1] {
            let answer = browser.get(&file).await;
            assert_eq!(answer.status, 200);
            let text = answer.text();
            assert!(text.contains("DTSTART:20261203T143000Z") && text.contains("DTEND:20261203T151500Z"), "{text}");
            for told in ["Amina", "Wen", "library", "link worker"] {
                assert!(!text.contains(told), "{told}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn a_date_that_has_passed_cannot_be_taken() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let soon = app.clock.now() + TimeDelta::minutes(5);
        let at = soon.format("%Y-%m-%dT%H:%M:%S.000Z").to_string();
        let id = MessageId(Uuid::now_v7());
        let dates = json!({ "dates": { "starts_at": [at], "minutes": 30, "how": "call" } });
        assert_eq!(write_as(&of.wen.1, of.person, id, dates).await.status, 200);
        app.clock.advance(TimeDelta::minutes(6));
        let take = format!("{}/dates", thread_of(of.person));
        of.amina.post(&take, &json!({ "message": id, "option": 0 })).await.problem(422);
        assert!(read(&of.amina, of.person).await.messages.len() == 1);
    }
}
