//! Kept once: the same message sent again, by two at once, by somebody else; and what cannot be sent.

use serde_json::json;
use uuid::Uuid;
use wire::{ErrorCode, FieldCode, MessageId};

use super::super::steps::roomy;
use super::super::support::stores;
use super::{cast, read, told, words, write, write_as};

#[tokio::test]
async fn a_message_sent_again_is_the_same_message() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let id = MessageId(Uuid::now_v7());
        let first: wire::Message = write_as(&of.amina, of.person, id, json!({ "text": "Hello" })).await.json();
        app.clock.advance(chrono::TimeDelta::minutes(3));
        write(&of.amina, of.person, "And another").await;
        let again: wire::Message = write_as(&of.amina, of.person, id, json!({ "text": "Hello " })).await.json();
        assert_eq!(first, again);
        let other = write_as(&of.amina, of.person, id, json!({ "text": "Bye" })).await;
        assert_eq!(other.problem(409).code, ErrorCode::Conflict);
        // The id of somebody else's message is no key to it.
        let stolen = write_as(&of.wen.1, of.person, id, json!({ "text": "Hello" })).await;
        assert_eq!(stolen.problem(409).code, ErrorCode::Conflict);
        assert_eq!(told(&read(&of.amina, of.person).await), words(&[("Amina", "Hello"), ("Amina", "And another")]));
    }
}

#[tokio::test]
async fn many_at_once_get_places_without_a_gap() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let hers = (0..12).map(|at| write(&of.amina, of.person, if at % 2 == 0 { "tick" } else { "tock" }));
        let theirs = (0..12).map(|_| write(&of.wen.1, of.person, "hm"));
        let (mut seqs, more) =
            tokio::join!(futures_of(hers.collect::<Vec<_>>()), futures_of(theirs.collect::<Vec<_>>()));
        seqs.extend(more);
        seqs.sort_unstable();
        assert_eq!(seqs, (1..=24).collect::<Vec<i64>>());
        let thread = read(&of.amina, of.person).await;
        assert!(thread.messages.is_sorted_by_key(|message| message.seq));
    }
}

/// All at once, on this task.
async fn futures_of(sent: Vec<impl Future<Output = wire::Message>>) -> Vec<i64> {
    let mut waiting: Vec<_> = sent.into_iter().map(Box::pin).collect();
    let mut seqs = Vec::new();
    std::future::poll_fn(|context| {
        waiting.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(message) => {
                seqs.push(message.seq);
                false
            }
            std::task::Poll::Pending => true,
        });
        if waiting.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    seqs
}

#[tokio::test]
async fn what_cannot_be_sent_says_how_to_put_it_right() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let id = || MessageId(Uuid::now_v7());
        let code = |answer: super::Answer| answer.problem(422).fields.first().map(|field| field.code).unwrap();
        assert_eq!(code(write_as(&of.amina, of.person, id(), json!({ "text": " \n " })).await), FieldCode::Missing);
        let long = "a".repeat(domain::thread::LONGEST + 1);
        assert_eq!(code(write_as(&of.amina, of.person, id(), json!({ "text": long })).await), FieldCode::TooLong);
        let group = json!({ "group": { "group": Uuid::now_v7(), "words": "" } });
        assert_eq!(code(write_as(&of.wen.1, of.person, id(), group).await), FieldCode::NotOffered);
        let gone = json!({ "dates": { "starts_at": ["2020-01-01T10:00:00.000Z"], "minutes": 30, "how": "call" } });
        assert_eq!(code(write_as(&of.wen.1, of.person, id(), gone).await), FieldCode::InPast);
        assert!(read(&of.amina, of.person).await.messages.is_empty());
        // A group that is there comes back as a card.
        let there = json!({ "group": { "group": super::super::test_app::KNITTING, "words": "On Tuesdays." } });
        let card: wire::Message = write_as(&of.wen.1, of.person, id(), there).await.json();
        assert!(matches!(card.body, wire::MessageBody::Group(group) if !group.name.is_empty()));
    }
}

#[tokio::test]
async fn a_message_that_waited_has_read_nothing_that_came_meanwhile_and_is_nobody_elses() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let first = write(&of.amina, of.person, "Hello").await;
        let second = write(&of.amina, of.person, "I want to die").await;
        // Wen had pressed Send when only the first one was there.
        let messages = format!("{}/messages", super::thread_of(of.person));
        let late = json!({ "id": Uuid::now_v7(), "body": { "text": "See you." }, "read_to": first.seq });
        assert_eq!(of.wen.1.post(&messages, &late).await.status, 200);
        let thread = read(&of.amina, of.person).await;
        let state = |seq: i64| {
            let message = thread.messages.iter().find(|message| message.seq == seq).unwrap();
            domain::thread::delivered(message, &thread.messages, &thread.readers)
        };
        assert_eq!(state(first.seq), domain::thread::Delivered::Replied);
        assert_eq!(state(second.seq), domain::thread::Delivered::Received);
        let list = format!("/api/desk/teams/{}/threads", super::super::test_app::team());
        let threads = of.wen.1.json(&list).await;
        assert_eq!((threads[0]["unseen"].clone(), threads[0]["danger"].clone()), (json!(1), json!("suicide")));
        // And what Kim wrote is not sent as Wen's.
        let kims = json!({ "id": Uuid::now_v7(), "body": { "text": "Hm." }, "writer": of.kim.0 });
        assert_eq!(of.wen.1.post(&messages, &kims).await.problem(401).code, ErrorCode::SignedOut);
        assert_eq!(of.kim.1.post(&messages, &kims).await.status, 200);
    }
}
