//! Being told of a meeting on the evening before and in time to get ready: the person alone, once, and of nothing that is off.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use stile_api::clock::Clock as _;
use wire::{Inbox, NoticeKind, Scope};

use super::super::http_plan_groups::done;
use super::super::http_thread::Post;
use super::super::people_world::{account, helper};
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, roomy};
use super::super::support::{located_stores, stores};
use super::super::test_app::{KNITTING, TestApp, import};
use super::{amina, cast, goes, meeting, plan_of, record};

fn move_to(app: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    app.clock.advance(at - app.clock.now());
}

/// How many notices of a meeting somebody has, of tomorrow's and of one that is soon.
async fn told(browser: &Browser<'_>) -> (usize, usize) {
    let inbox: Inbox = browser.get("/api/notices").await.json();
    let count = |kind: NoticeKind| inbox.notices.iter().filter(|notice| notice.kind == kind).count();
    (count(NoticeKind::MeetingTomorrow), count(NoticeKind::MeetingSoon))
}

/// The same by an instant.
async fn told_by(app: &TestApp, post: &Post, at: &str) -> (usize, usize) {
    move_to(app, at);
    post.work().await;
    told(&amina(app).await).await
}

/// What they want to hear of a meeting.
async fn want(browser: &Browser<'_>, person: wire::PersonId, evening: bool, remind: Value) {
    let sent = json!({ "lines": [], "remind_minutes": remind, "is_told_evening_before": evening, "base": 0 });
    let answer = browser.put(&plan_of(person, "routine"), &sent).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn whoever_goes_is_told_on_the_evening_before_each_meeting() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        helper(&app, of.person, "all@example.org", &Scope::ALL).await;
        goes(&of.amina, of.person).await;
        assert_eq!(told_by(&app, &post, "2026-11-23T17:00:00Z").await, (0, 0));
        assert_eq!(told_by(&app, &post, "2026-11-24T16:59:00Z").await, (0, 0));
        assert_eq!(told_by(&app, &post, "2026-11-24T17:00:00Z").await, (1, 0));
        assert_eq!(told_by(&app, &post, "2026-11-25T18:00:00Z").await, (1, 0));
        assert_eq!(told_by(&app, &post, "2026-12-01T17:00:00Z").await, (2, 0));
        let sara = Browser::of(&app, &account(&app, "all@example.org").await);
        assert_eq!(told(&sara).await, (0, 0), "no helper is told");
    }
}

#[tokio::test]
async fn whoever_wants_to_get_ready_is_reminded_in_time() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        goes(&of.amina, of.person).await;
        want(&of.amina, of.person, false, json!(120)).await;
        assert_eq!(told_by(&app, &post, "2026-11-24T17:00:00Z").await, (0, 0));
        assert_eq!(told_by(&app, &post, "2026-11-25T11:59:00Z").await, (0, 0));
        assert_eq!(told_by(&app, &post, "2026-11-25T12:00:00Z").await, (0, 1));
        let is_new = async || {
            let inbox: Inbox = amina(&app).await.get("/api/notices").await.json();
            inbox.notices.iter().any(|notice| notice.kind == NoticeKind::MeetingSoon && notice.is_new)
        };
        assert_eq!(told_by(&app, &post, "2026-11-25T13:30:00Z").await, (0, 1));
        assert!(is_new().await);
        assert_eq!(told_by(&app, &post, "2026-11-25T14:00:00Z").await, (0, 1));
        assert!(!is_new().await, "it has begun");
        assert_eq!(told_by(&app, &post, "2026-12-02T12:00:00Z").await, (0, 2));
    }
}

#[tokio::test]
async fn whoever_has_been_there_is_told_only_where_they_said_so() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        goes(&of.amina, of.person).await;
        record(&of.amina, of.person, meeting("2026-11-18"), "went").await;
        assert_eq!(told_by(&app, &post, "2026-11-24T17:30:00Z").await, (0, 0));
        want(&amina(&app).await, of.person, true, Value::Null).await;
        assert_eq!(told_by(&app, &post, "2026-11-24T17:31:00Z").await, (0, 0), "she has just said so");
        assert_eq!(told_by(&app, &post, "2026-12-01T17:00:00Z").await, (1, 0));
    }
}

#[tokio::test]
async fn of_what_is_off_nobody_is_told() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let going = goes(&of.amina, of.person).await;
        let said = json!({ "meeting": meeting("2026-11-25"), "word": "cannot_go" });
        assert_eq!(of.amina.put(&plan_of(of.person, "meeting-words"), &said).await.status, 200);
        assert_eq!(told_by(&app, &post, "2026-11-24T17:00:00Z").await, (0, 0));
        // The next one is another matter, until the group rests.
        assert_eq!(told_by(&app, &post, "2026-12-01T17:00:00Z").await, (1, 0));
        import(&app.store, &[], &[KNITTING]).await;
        app.catalogue.refresh(&app.store).await.unwrap();
        assert_eq!(told_by(&app, &post, "2026-12-08T17:00:00Z").await, (1, 0));
        done(&amina(&app).await, of.person, going.id, json!("not_for_me")).await;
        assert_eq!(told_by(&app, &post, "2026-12-15T17:00:00Z").await, (1, 0));
        assert_eq!(raw.number("SELECT count(*) FROM job WHERE kind = 'meetings'").await, 0, "nobody looks again");
    }
}

#[tokio::test]
async fn what_was_told_and_is_off_is_told_no_further() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        goes(&of.amina, of.person).await;
        assert_eq!(told_by(&app, &post, "2026-11-24T17:00:00Z").await, (1, 0));
        let is_new = async || {
            let inbox: Inbox = amina(&app).await.get("/api/notices").await.json();
            inbox.notices.iter().any(|notice| notice.kind == NoticeKind::MeetingTomorrow && notice.is_new)
        };
        assert!(is_new().await);
        let said = json!({ "meeting": meeting("2026-11-25"), "word": "cannot_go" });
        assert_eq!(amina(&app).await.put(&plan_of(of.person, "meeting-words"), &said).await.status, 200);
        post.work().await;
        assert!(!is_new().await);
        // Said otherwise, they know.
        let said = json!({ "meeting": meeting("2026-11-25"), "word": "going" });
        assert_eq!(amina(&app).await.put(&plan_of(of.person, "meeting-words"), &said).await.status, 200);
        assert_eq!(told_by(&app, &post, "2026-11-24T18:00:00Z").await, (1, 0));
    }
}
