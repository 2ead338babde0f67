//! That the next answers are due: told to the person alone, on the right days, once in a while, and to nobody who rests.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use stile_api::clock::Clock as _;
use wire::{CheckInMoment, ContactKind, Inbox, NoticeKind, ReferralId, Scope, StaffId};

use super::super::http_thread::{Cast, Post, cast};
use super::super::people_world::{account, helper, sign_in_staff};
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, accept, end, for_me, roomy, send, talked};
use super::super::support::{located_stores, stores};
use super::super::test_app::TestApp;
use super::{amina, happy, keep};

async fn referral_of(app: &TestApp, of: &Cast<'_>) -> ReferralId {
    app.store.referrals_of_person(of.person).await.unwrap()[0].id
}

/// They have talked, and work together from now on.
async fn begin_work(wen: &Browser<'_>, referral: ReferralId) {
    wen.done(referral, "accepted", talked("It was good to talk.")).await;
    wen.done(referral, "first_contact", json!({ "start_work": { "words": "Let us begin." } })).await;
}

fn move_to(app: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    app.clock.advance(at - app.clock.now());
}

async fn inbox(browser: &Browser<'_>) -> Inbox {
    let answer = browser.get("/api/notices").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// How many notices of a check-in somebody has, and how many of those nobody has opened.
async fn due_in(browser: &Browser<'_>) -> (usize, usize) {
    let notices = inbox(browser).await.notices;
    let due = notices.iter().filter(|notice| notice.kind == NoticeKind::CheckInDue);
    (due.clone().count(), due.filter(|notice| notice.is_new).count())
}

/// How many notices of a check-in Amina has been given by an instant.
async fn due_by(app: &TestApp, post: &Post, at: &str) -> usize {
    move_to(app, at);
    post.work().await;
    due_in(&amina(app).await).await.0
}

/// Wen does something with a referral that goes on.
async fn act(app: &TestApp, wen: StaffId, referral: ReferralId, act: Value) {
    Browser::of(app, &sign_in_staff(app, wen).await).done(referral, "working_together", act).await;
}

#[tokio::test]
async fn the_first_is_asked_for_the_next_morning_and_then_once_in_six_weeks() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        begin_work(&of.wen.1, referral_of(&app, &of).await).await;
        assert_eq!(due_by(&app, &post, "2026-11-24T09:59:00Z").await, 0);
        assert_eq!(due_by(&app, &post, "2026-11-24T10:00:00Z").await, 1);
        // Nobody answers: of the first there is one notice and no more.
        assert_eq!(due_by(&app, &post, "2026-12-21T12:00:00Z").await, 1);
        let amina = amina(&app).await;
        assert_eq!(due_in(&amina).await, (1, 1));
        assert_eq!(keep(&amina, of.person, &happy("2026-12-21")).await.moment, CheckInMoment::Baseline);
        assert_eq!(due_in(&amina).await, (1, 0), "nobody goes on telling her of what she has done");
        // Six weeks later, and six weeks after that, for she says nothing.
        assert_eq!(due_by(&app, &post, "2027-02-01T09:59:00Z").await, 1);
        assert_eq!(due_by(&app, &post, "2027-02-01T10:00:00Z").await, 2);
        assert_eq!(due_by(&app, &post, "2027-03-15T09:59:00Z").await, 2);
        assert_eq!(due_by(&app, &post, "2027-03-15T10:00:00Z").await, 3);
        // In summer ten in the morning is nine.
        assert_eq!(due_by(&app, &post, "2027-04-26T08:59:00Z").await, 3);
        assert_eq!(due_by(&app, &post, "2027-04-26T09:00:00Z").await, 4);
    }
}

#[tokio::test]
async fn whoever_answers_of_themselves_is_asked_six_weeks_after_it() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        // Before anybody works with her nothing is due.
        keep(&of.amina, of.person, &happy("2026-11-20")).await;
        assert_eq!(raw.number("SELECT count(*) FROM job WHERE kind = 'check_in'").await, 0);
        begin_work(&of.wen.1, referral_of(&app, &of).await).await;
        assert_eq!(due_by(&app, &post, "2026-12-20T12:00:00Z").await, 0);
        keep(&amina(&app).await, of.person, &happy("2026-12-20")).await;
        assert_eq!(raw.number("SELECT count(*) FROM job WHERE kind = 'check_in'").await, 1, "one look, not two");
        assert_eq!(due_by(&app, &post, "2027-01-30T12:00:00Z").await, 0);
        assert_eq!(due_by(&app, &post, "2027-01-31T10:00:00Z").await, 1);
    }
}

#[tokio::test]
async fn no_helper_is_told_whatever_they_may_do() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        helper(&app, of.person, "all@example.org", &Scope::ALL).await;
        begin_work(&of.wen.1, referral_of(&app, &of).await).await;
        assert_eq!(due_by(&app, &post, "2026-11-24T10:00:00Z").await, 1);
        let sara = Browser::of(&app, &account(&app, "all@example.org").await);
        let kinds: Vec<NoticeKind> = inbox(&sara).await.notices.iter().map(|notice| notice.kind).collect();
        assert!(kinds.contains(&NoticeKind::Stage), "of the plan they are told: {kinds:?}");
        assert_eq!(due_in(&sara).await, (0, 0));
    }
}

#[tokio::test]
async fn whoever_rests_is_asked_the_morning_after_it_goes_on() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let referral = referral_of(&app, &of).await;
        begin_work(&of.wen.1, referral).await;
        let pause = json!({ "pause": { "until": "2026-12-01", "words": "Get well." } });
        act(&app, of.wen.0, referral, pause).await;
        assert_eq!(due_by(&app, &post, "2026-11-24T10:00:00Z").await, 0);
        assert_eq!(due_by(&app, &post, "2026-12-05T12:00:00Z").await, 0);
        act(&app, of.wen.0, referral, json!({ "resume": { "words": "Welcome back." } })).await;
        assert_eq!(due_by(&app, &post, "2026-12-05T18:00:00Z").await, 0);
        assert_eq!(due_by(&app, &post, "2026-12-06T10:00:00Z").await, 1);
    }
}

#[tokio::test]
async fn when_it_ends_the_closing_one_is_asked_for_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let referral = referral_of(&app, &of).await;
        begin_work(&of.wen.1, referral).await;
        assert_eq!(due_by(&app, &post, "2026-11-24T10:00:00Z").await, 1);
        keep(&amina(&app).await, of.person, &happy("2026-11-24")).await;
        move_to(&app, "2026-12-10T12:00:00Z");
        act(&app, of.wen.0, referral, end("Our door is open.")).await;
        assert_eq!(due_by(&app, &post, "2026-12-10T12:00:00Z").await, 2);
        assert_eq!(due_by(&app, &post, "2027-03-01T12:00:00Z").await, 2);
        let mut closing = happy("2027-03-01");
        closing["is_closing"] = json!(true);
        assert_eq!(keep(&amina(&app).await, of.person, &closing).await.moment, CheckInMoment::End);
        assert_eq!(due_by(&app, &post, "2027-06-01T12:00:00Z").await, 2);
    }
}

#[tokio::test]
async fn a_closing_one_waits_until_the_last_notice_is_a_fortnight_old() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let referral = referral_of(&app, &of).await;
        begin_work(&of.wen.1, referral).await;
        assert_eq!(due_by(&app, &post, "2026-11-24T10:00:00Z").await, 1);
        keep(&amina(&app).await, of.person, &happy("2026-11-24")).await;
        move_to(&app, "2026-11-30T12:00:00Z");
        act(&app, of.wen.0, referral, end("Our door is open.")).await;
        assert_eq!(due_by(&app, &post, "2026-11-30T12:00:00Z").await, 1);
        assert_eq!(due_by(&app, &post, "2026-12-08T09:59:00Z").await, 1);
        assert_eq!(due_by(&app, &post, "2026-12-08T10:00:00Z").await, 2);
    }
}

#[tokio::test]
async fn work_that_ended_before_anything_was_answered_is_left_in_peace() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let referral = referral_of(&app, &of).await;
        begin_work(&of.wen.1, referral).await;
        act(&app, of.wen.0, referral, end("Our door is open.")).await;
        assert_eq!(due_by(&app, &post, "2026-11-24T10:00:00Z").await, 0);
        assert_eq!(due_by(&app, &post, "2027-02-01T10:00:00Z").await, 0);
        assert_eq!(raw.number("SELECT count(*) FROM job WHERE kind = 'check_in'").await, 0, "nobody looks again");
    }
}

#[tokio::test]
async fn what_was_looked_forward_to_goes_along_when_records_become_one() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let second = send(&Browser::new(&app), for_me("Amina Ahmed", "second@example.org")).await.id;
        of.wen.1.open(second).await;
        of.wen.1.done(second, "seen", accept(of.wen.0, "Hello.")).await;
        begin_work(&of.wen.1, second).await;
        let me = of.amina.me().await.account;
        app.store.add_contact(me, ContactKind::Email, "second@example.org", app.clock.now()).await.unwrap();
        assert_eq!(due_by(&app, &post, "2026-11-24T10:00:00Z").await, 1);
    }
}

#[tokio::test]
async fn nobody_is_told_of_whoever_is_erased() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        begin_work(&of.wen.1, referral_of(&app, &of).await).await;
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        move_to(&app, "2026-11-24T10:00:00Z");
        post.work().await;
        assert_eq!(raw.number("SELECT count(*) FROM notice").await, 0);
        assert_eq!(raw.number("SELECT count(*) FROM job WHERE kind = 'check_in'").await, 0);
    }
}
