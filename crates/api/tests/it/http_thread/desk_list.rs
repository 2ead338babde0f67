//! All threads of a team: danger that nobody has answered first, then what nobody has seen, what stands last in each, and
//! words that are looked for among one's own people.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{DangerKind, LastWhat, MessageId, Side, ThreadSummary};

use super::super::steps::{Browser, accept, for_me, roomy, send};
use super::super::support::stores;
use super::super::test_app::{KNITTING, team};
use super::{answer_to, cast, see, thread_of, write, write_as};

/// The only thread of the team.
async fn only(browser: &Browser<'_>) -> ThreadSummary {
    let answer = browser.get(&format!("/api/desk/teams/{}/threads", team())).await;
    let mut threads: Vec<ThreadSummary> = answer.json();
    assert_eq!(threads.len(), 1);
    threads.remove(0)
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|thread| thread["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn unseen_threads_come_first_and_danger_before_them() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let mut others = Vec::new();
        for (name, email) in [("Bela Bartos", "bela@example.org"), ("Cora Cole", "cora@example.org")] {
            let receipt = send(&Browser::new(&app), for_me(name, email)).await;
            let browser = Browser::prove(&app, email).await;
            let person = browser.me().await.person.unwrap().id;
            of.kim.1.open(receipt.id).await;
            of.kim.1.done(receipt.id, "seen", accept(of.kim.0, "Hello.")).await;
            others.push((browser, person));
        }
        write(&of.amina, of.person, "What about the choir on Fridays?").await;
        app.clock.advance(chrono::TimeDelta::minutes(1));
        write(&others[0].0, others[0].1, "Thank you.").await;
        app.clock.advance(chrono::TimeDelta::minutes(1));
        write(&others[1].0, others[1].1, "He hits me").await;
        let list = format!("/api/desk/teams/{}/threads", team());
        let threads = of.wen.1.json(&list).await;
        assert_eq!(names(&threads), ["Cora Cole", "Amina Ahmed", "Bela Bartos"]);
        assert_eq!((threads[0]["danger"].clone(), threads[1]["is_mine"].clone()), (json!("abuse"), json!(true)));
        assert_eq!(threads[1]["words"], "What about the choir on Fridays?");
        see(&of.wen.1, of.person, 1).await;
        assert_eq!(names(&of.wen.1.json(&list).await), ["Cora Cole", "Bela Bartos", "Amina Ahmed"]);
        // Searched are one's own people alone.
        assert_eq!(names(&of.wen.1.json(&format!("{list}?q=choir")).await), ["Amina Ahmed"]);
        assert_eq!(names(&of.wen.1.json(&format!("{list}?q=ahmed")).await), ["Amina Ahmed"]);
        assert!(names(&of.wen.1.json(&format!("{list}?q=thank")).await).is_empty());
        assert_eq!(names(&of.kim.1.json(&format!("{list}?q=THANK+you")).await), ["Bela Bartos"]);
    }
}

#[tokio::test]
async fn danger_stays_until_somebody_answers_and_looking_is_no_answer() {
    for store in stores().await {
        let app = roomy(store).await;
        // In the evening, when the server says that nobody reads.
        app.clock.advance(TimeDelta::hours(9));
        let of = cast(&app).await;
        let first = write(&of.amina, of.person, "I want to kill myself").await;
        app.clock.advance(TimeDelta::minutes(1));
        write(&of.amina, of.person, "Are you there?").await;
        let unseen = only(&of.wen.1).await;
        assert_eq!((unseen.danger, unseen.unseen, unseen.last_side), (Some(DangerKind::Suicide), 2, Side::Person));
        assert_eq!((unseen.waiting_since, unseen.unanswered_since), (Some(first.at), Some(first.at)));
        // Both of them and the automatic answer have been on a colleague's screen.
        see(&of.kim.1, of.person, 3).await;
        let seen = only(&of.wen.1).await;
        assert_eq!((seen.unseen, seen.waiting_since), (0, None));
        assert_eq!((seen.danger, seen.unanswered_since), (Some(DangerKind::Suicide), Some(first.at)));

        // Written before any of that was on the writer's screen: it crossed them on the way.
        let crossed = write(&of.wen.1, of.person, "Shall we say Tuesday?").await;
        see(&of.wen.1, of.person, crossed.seq).await;
        assert_eq!(only(&of.wen.1).await.danger, Some(DangerKind::Suicide));

        answer_to(&of.wen.1, of.person, "I am here, Amina.", crossed.seq).await;
        let answered = only(&of.kim.1).await;
        assert_eq!((answered.danger, answered.unanswered_since, answered.last_side), (None, None, Side::Staff));
        app.clock.advance(TimeDelta::minutes(1));
        let thanks = write(&of.amina, of.person, "Thank you.").await;
        let again = only(&of.wen.1).await;
        assert_eq!((again.danger, again.unanswered_since, again.unseen), (None, Some(thanks.at), 1));
    }
}

#[tokio::test]
async fn what_stands_last_is_told_by_what_it_is() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let id = || MessageId(Uuid::now_v7());
        write(&of.amina, of.person, "What about the choir?").await;
        assert_eq!(only(&of.wen.1).await.last_what, LastWhat::Words);

        let group = json!({ "group": { "group": KNITTING, "words": "" } });
        assert_eq!(write_as(&of.wen.1, of.person, id(), group).await.status, 200);
        let shared = only(&of.wen.1).await;
        assert_eq!((shared.last_what, shared.words.as_str()), (LastWhat::Group, ""));

        let dates = json!({ "dates": {
            "starts_at": ["2026-12-01T10:00:00.000Z", "2026-12-02T10:00:00.000Z"], "minutes": 45, "how": "call",
        } });
        let suggested = id();
        assert_eq!(write_as(&of.wen.1, of.person, suggested, dates).await.status, 200);
        assert_eq!(only(&of.wen.1).await.last_what, LastWhat::Dates);
        let take = json!({ "message": suggested, "option": 1 });
        assert_eq!(of.amina.post(&format!("{}/dates", thread_of(of.person)), &take).await.status, 200);
        assert_eq!(only(&of.wen.1).await.last_what, LastWhat::DateTaken);

        write(&of.amina, of.person, "See you then.").await;
        assert_eq!(only(&of.wen.1).await.last_what, LastWhat::Words);
    }
}
