//! What is new: kept in the inbox always, told over what is safe, in the order that was chosen, never at night, and only
//! once for everything that came meanwhile.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use stile_api::clock::Clock as _;
use uuid::Uuid;
use wire::{Channel, FieldCode, Inbox, NoticeKind, ReportKept, Scope, StaffRole};

use super::http_thread::{Cast, PERSON, Post, cast, write};
use super::people_world::{account, helper, staff};
use super::raw_sql::RawSql;
use super::steps::{Browser, roomy};
use super::support::{located_stores, stores};
use super::test_app::{Answer, KNITTING, TestApp, team};

fn choice(channels: &[&str], wait_minutes: u32) -> Value {
    json!({ "choice": {
        "channels": channels, "quiet_from": "22:00", "quiet_until": "07:00", "wait_minutes": wait_minutes,
    } })
}

async fn choose(browser: &Browser<'_>, channels: &[&str], wait_minutes: u32) {
    let answer = browser.put("/api/notices/choice", &choice(channels, wait_minutes)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// What somebody says of a channel.
async fn say(of: &Cast<'_>, channel: &str, is_safe: bool) {
    let said = json!({ "channels": [{ "channel": channel, "is_safe": is_safe }] });
    let address = format!("/api/people/{}/safe-contact", of.person);
    let answer = of.amina.put(&address, &said).await;
    assert!(answer.status.is_success(), "{}", answer.text());
}

async fn inbox(browser: &Browser<'_>) -> Inbox {
    let answer = browser.get("/api/notices").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn updates(letters: &[String]) -> usize {
    letters.iter().filter(|letter| letter.contains("You have an update.")).count()
}

fn move_to(app: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    app.clock.advance(at - app.clock.now());
}

#[tokio::test]
async fn off_until_asked_for_and_the_inbox_is_there_always() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        write(&of.wen.1, of.person, "Hello.").await;
        assert_eq!(updates(&post.sent_to(PERSON).await), 0);
        let kept = inbox(&of.amina).await;
        let kinds: Vec<NoticeKind> = kept.notices.iter().map(|notice| notice.kind).collect();
        assert_eq!(kinds[0], NoticeKind::Message);
        assert!(kinds.contains(&NoticeKind::Stage) && kept.notices.iter().all(|notice| notice.is_new));
        assert!(kept.choice.channels.is_empty());
        assert_eq!(of.amina.post("/api/notices/opened", &json!({})).await.status, 204);
        assert!(inbox(&of.amina).await.notices.iter().all(|notice| !notice.is_new));
        // Somebody who works here has none.
        of.wen.1.get("/api/notices").await.problem(404);
    }
}

#[tokio::test]
async fn five_messages_are_one_letter_and_opening_ends_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        of.amina.post("/api/notices/opened", &json!({})).await;
        choose(&of.amina, &["email"], 60).await;
        for words in ["One.", "Two.", "Three.", "Four.", "Five."] {
            write(&of.wen.1, of.person, words).await;
        }
        let letters = post.sent_to(PERSON).await;
        assert_eq!(updates(&letters), 1);
        for told in ["Amina", "Wen", "One.", "link worker", "message"] {
            assert!(!letters.last().unwrap().contains(told), "{told}");
        }
        // She has looked: what comes next is told anew.
        of.amina.post("/api/notices/opened", &json!({})).await;
        write(&of.wen.1, of.person, "Six.").await;
        assert_eq!(updates(&post.sent_to(PERSON).await), 2);
    }
}

#[tokio::test]
async fn what_is_not_taken_up_goes_over_the_next_channel_and_safety_is_judged_when_it_goes() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let change = json!({ "to": "07700 900123" });
        of.amina.post("/api/contacts", &change).await;
        app.store
            .add_contact(of.amina.me().await.account, wire::ContactKind::Mobile, "+447700900123", app.clock.now())
            .await
            .unwrap();
        of.amina.post("/api/notices/opened", &json!({})).await;
        say(&of, "text", true).await;
        choose(&of.amina, &["text", "email"], 60).await;
        write(&of.wen.1, of.person, "Hello.").await;
        let text = "+447700900123";
        assert_eq!(updates(&post.sent_to(text).await), 1);
        assert_eq!(updates(&post.sent_to(PERSON).await), 0, "one after the other");
        app.clock.advance(TimeDelta::minutes(61));
        assert_eq!(updates(&post.sent_to(PERSON).await), 1);
        assert_eq!(updates(&post.sent_to(text).await), 1);

        // Put in line while it was safe, and not safe any more when it is its turn.
        let amina = Browser::prove(&app, PERSON).await;
        amina.post("/api/notices/opened", &json!({})).await;
        let wen = super::people_world::sign_in_staff(&app, of.wen.0).await;
        move_to(&app, "2026-11-23T23:00:00Z");
        let wen_later = super::people_world::sign_in_staff(&app, of.wen.0).await;
        write(&Browser::of(&app, &wen_later), of.person, "Good night.").await;
        assert_eq!(updates(&post.sent_to(text).await), 1, "nothing goes at night");
        let amina = Browser::prove(&app, PERSON).await;
        let no =
            json!({ "channels": [{ "channel": "text", "is_safe": false }, { "channel": "email", "is_safe": false }] });
        amina.put(&format!("/api/people/{}/safe-contact", of.person), &no).await;
        move_to(&app, "2026-11-24T07:00:00Z");
        assert_eq!(updates(&post.sent_to(text).await), 1);
        assert_eq!(updates(&post.sent_to(PERSON).await), 1);
        drop(wen);
    }
}

#[tokio::test]
async fn helpers_who_may_read_have_it_in_their_inbox_and_are_written_to_over_nothing() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        let reads = Browser::of(&app, &helper(&app, of.person, "reads@example.org", &[Scope::SeeMessages]).await.0);
        let plan = Browser::of(&app, &helper(&app, of.person, "plan@example.org", &[Scope::SeePlan]).await.0);
        choose(&reads, &["email"], 60).await;
        write(&of.wen.1, of.person, "Hello.").await;
        let of_kind = |inbox: Inbox| inbox.notices.iter().filter(|one| one.kind == NoticeKind::Message).count();
        assert_eq!(of_kind(inbox(&reads).await), 1);
        assert_eq!(of_kind(inbox(&plan).await), 0);
        // They have not said of any way that it is safe.
        assert_eq!(updates(&post.sent_to("reads@example.org").await), 0);
        write(&of.amina, of.person, "Thank you.").await;
        assert_eq!(of_kind(inbox(&reads).await), 1, "what she writes to her team is no news");
    }
}

#[tokio::test]
async fn a_choice_that_cannot_be_says_what_to_put_right() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let wrong = json!({ "choice": {
            "channels": ["post", "email", "email"], "quiet_from": "25:00", "quiet_until": "07:00", "wait_minutes": 1,
        } });
        let problem = of.amina.put("/api/notices/choice", &wrong).await.problem(422);
        let fields: Vec<(&str, FieldCode)> =
            problem.fields.iter().map(|field| (field.field.as_str(), field.code)).collect();
        assert_eq!(
            fields,
            [
                ("choice.channels.0", FieldCode::NotOffered),
                ("choice.channels.2", FieldCode::NotOffered),
                ("choice.quiet_from", FieldCode::Unreadable),
                ("choice.wait_minutes", FieldCode::NotOffered),
            ]
        );
        let device = json!({ "endpoint": "https://169.254.169.254/latest", "p256dh": "AA", "auth": "AA" });
        let problem = of.amina.post("/api/notices/devices", &device).await.problem(422);
        assert_eq!(problem.fields[0].code, FieldCode::NotOffered);
    }
}

#[tokio::test]
async fn a_missed_promise_and_a_date_for_tomorrow_are_told() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        of.amina.post("/api/notices/opened", &json!({})).await;
        // Sent on Monday, promised by Wednesday; on Thursday nobody has been in touch.
        move_to(&app, "2026-11-26T08:00:00Z");
        post.sent_to(PERSON).await;
        let amina = Browser::prove(&app, PERSON).await;
        let kinds: Vec<NoticeKind> =
            inbox(&amina).await.notices.iter().filter(|one| one.is_new).map(|one| one.kind).collect();
        assert_eq!(kinds, [NoticeKind::PromiseMissed]);
        let wen = super::people_world::sign_in_staff(&app, of.wen.0).await;
        let id = wire::MessageId(uuid::Uuid::now_v7());
        let dates = json!({ "dates": { "starts_at": ["2026-12-01T10:00:00.000Z"], "minutes": 30, "how": "call" } });
        super::http_thread::write_as(&Browser::of(&app, &wen), of.person, id, dates).await;
        let take = format!("{}/dates", super::http_thread::thread_of(of.person));
        assert_eq!(amina.post(&take, &json!({ "message": id, "option": 0 })).await.status, 200);
        amina.post("/api/notices/opened", &json!({})).await;
        move_to(&app, "2026-11-30T17:01:00Z");
        post.sent_to(PERSON).await;
        let amina = Browser::prove(&app, PERSON).await;
        let newest = inbox(&amina).await.notices[0].clone();
        assert_eq!((newest.kind, newest.is_new), (NoticeKind::MeetingTomorrow, true));
        assert!(inbox(&amina).await.ways.iter().any(|way| way.channel == Channel::Email));
    }
}

#[tokio::test]
async fn what_cannot_be_handed_over_is_tried_for_four_hours_and_then_staff_see_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        // A mail server that is not there.
        let post = Post::with_mail(&app, "smtp://127.0.0.1:9");
        of.amina.post("/api/notices/opened", &json!({})).await;
        choose(&of.amina, &["email"], 60).await;
        move_to(&app, "2026-11-24T09:00:00Z");
        let wen = super::people_world::sign_in_staff(&app, of.wen.0).await;
        write(&Browser::of(&app, &wen), of.person, "Hello.").await;
        let list = format!("/api/desk/teams/{}/undelivered", super::test_app::team());
        let undelivered = async |app: &TestApp| {
            let wen = super::people_world::sign_in_staff(app, of.wen.0).await;
            Browser::of(app, &wen).json(&list).await
        };
        let mut hours = 0;
        while undelivered(&app).await.as_array().unwrap().is_empty() {
            assert!(hours <= 5, "it was never given up");
            for _ in 0..60 {
                post.work().await;
                app.clock.advance(TimeDelta::minutes(1));
            }
            hours += 1;
        }
        assert!(hours >= 4, "given up after {hours} hours");
        let seen = undelivered(&app).await;
        assert_eq!((seen[0]["name"].clone(), seen[0]["channel"].clone()), (json!("Amina Ahmed"), json!("email")));
        assert_eq!(seen[0]["is_refused"], json!(false));
    }
}

#[tokio::test]
async fn reading_the_thread_opens_its_notices_and_what_comes_after_a_rest_is_told_again() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        of.amina.post("/api/notices/opened", &json!({})).await;
        choose(&of.amina, &["email"], 60).await;
        let first = write(&of.wen.1, of.person, "Hello.").await;
        assert_eq!(updates(&post.sent_to(PERSON).await), 1);
        super::http_thread::see(&of.amina, of.person, first.seq).await;
        assert!(inbox(&of.amina).await.notices.iter().all(|notice| !notice.is_new));
        write(&of.wen.1, of.person, "Can you come at two?").await;
        assert_eq!(updates(&post.sent_to(PERSON).await), 2, "she had read the one before");
        // Told, and not taken up: what comes within the rest is told after it, and only once.
        let wen = super::people_world::sign_in_staff(&app, of.wen.0).await;
        write(&Browser::of(&app, &wen), of.person, "Or at three?").await;
        write(&Browser::of(&app, &wen), of.person, "Or at four?").await;
        assert_eq!(updates(&post.sent_to(PERSON).await), 2);
        app.clock.advance(TimeDelta::hours(24));
        assert_eq!(updates(&post.sent_to(PERSON).await), 3);
    }
}

#[tokio::test]
async fn whoever_helps_no_more_has_nothing_of_it_in_their_inbox() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let (known, grant) = helper(&app, of.person, "reads@example.org", &[Scope::SeeMessages]).await;
        let reads = Browser::of(&app, &known);
        write(&of.wen.1, of.person, "Hello.").await;
        assert_eq!(inbox(&reads).await.notices.len(), 1);
        let end = format!("/api/people/{}/helpers/{grant}/end", of.person);
        assert!(of.amina.post(&end, &json!({})).await.status.is_success());
        assert!(inbox(&reads).await.notices.is_empty());
    }
}

#[tokio::test]
async fn tests_cost_money_and_are_counted() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        // Nothing chosen, nothing sent, nothing counted.
        for _ in 0..3 {
            assert_eq!(of.amina.post("/api/notices/test", &json!({})).await.status, 200);
        }
        choose(&of.amina, &["email"], 60).await;
        assert_eq!(of.amina.post("/api/notices/test", &json!({})).await.status, 200);
        of.amina.post("/api/notices/test", &json!({})).await.problem(429);
        app.clock.advance(TimeDelta::minutes(2));
        assert_eq!(of.amina.post("/api/notices/test", &json!({})).await.status, 200);
    }
}

/// Reports a listing; whether an answer will come.
async fn report(browser: &Browser<'_>, id: Uuid) -> bool {
    let sent = json!({ "id": id, "group": KNITTING, "kind": "ended", "words": "" });
    let answer = browser.post("/api/reports", &sent).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json::<ReportKept>().is_answered
}

async fn lead(app: &TestApp) -> Browser<'_> {
    Browser::of(app, &staff(app, Some(team()), "Lea", StaffRole::TeamLead).await.1)
}

async fn settle(lead: &Browser<'_>, id: Uuid) -> Answer {
    lead.post(&format!("/api/desk/reports/{id}/settle"), &json!({})).await
}

#[tokio::test]
async fn whoever_reports_a_listing_signed_in_is_told_once_when_it_was_looked_at() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let post = Post::of(&app);
        of.amina.post("/api/notices/opened", &json!({})).await;
        choose(&of.amina, &["email"], 60).await;
        let id = Uuid::now_v7();
        assert!(report(&of.amina, id).await);
        assert!(report(&of.amina, id).await, "sent again it is the same");
        assert!(!report(&Browser::new(&app), id).await, "and nobody else's");
        assert!(inbox(&of.amina).await.notices.iter().all(|notice| !notice.is_new));

        let lead = lead(&app).await;
        assert_eq!(settle(&lead, id).await.status, 204);
        settle(&lead, id).await.problem(404);
        let new: Vec<(NoticeKind, bool)> = inbox(&of.amina)
            .await
            .notices
            .iter()
            .filter(|notice| notice.is_new)
            .map(|notice| (notice.kind, notice.person.is_some()))
            .collect();
        assert_eq!(new, [(NoticeKind::Listing, false)]);
        assert_eq!(updates(&post.sent_to(PERSON).await), 1);
        assert_eq!(raw.number("SELECT count(*) FROM awaited_report").await, 0, "whose it was is kept no longer");
        assert!(!report(&of.amina, id).await, "the answer is there");
    }
}

#[tokio::test]
async fn a_report_without_a_sign_in_or_of_staff_has_no_answer() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let lead = lead(&app).await;
        // Somebody who is not there when it is first sent.
        let later = Browser::of(&app, &account(&app, "later@example.org").await);
        for browser in [&Browser::new(&app), &lead] {
            let id = Uuid::now_v7();
            assert!(!report(browser, id).await);
            assert!(!report(&later, id).await, "it is kept already, as nobody's");
            assert_eq!(raw.number("SELECT count(*) FROM awaited_report").await, 0);
            assert_eq!(settle(&lead, id).await.status, 204);
        }
        assert!(inbox(&later).await.notices.is_empty());
        // An account without a record of its own is told too.
        let id = Uuid::now_v7();
        assert!(report(&later, id).await);
        assert_eq!(settle(&lead, id).await.status, 204);
        assert_eq!(inbox(&later).await.notices[0].kind, NoticeKind::Listing);
    }
}

#[tokio::test]
async fn whoever_is_erased_waits_for_no_answer() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        let id = Uuid::now_v7();
        assert!(report(&of.amina, id).await);
        assert_eq!(raw.number("SELECT count(*) FROM awaited_report").await, 1);
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        assert_eq!(raw.number("SELECT count(*) FROM awaited_report").await, 0);
        // The report is still there to be looked at.
        assert_eq!(settle(&lead(&app).await, id).await.status, 204);
        assert_eq!(raw.number("SELECT count(*) FROM notice").await, 0);
    }
}
