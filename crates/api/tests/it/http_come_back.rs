//! The end of working together, what is said of it, and the way back through the open door.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use stile_api::clock::Clock as _;
use stile_api::store::Holder;
use uuid::Uuid;
use wire::{
    Closing, ErrorCode, EventKind, FieldCode, NoticeKind, PersonId, ReferralId, Scope, StaffId, Stage, Timeline,
    WaitingReferral,
};

use super::http_plan::{begin, done};
use super::http_thread::Post;
use super::people_world::{account, furnish, helper, sign_in_staff};
use super::steps::{Browser, accept, end, for_me, roomy, send, talked, worker};
use super::support::stores;
use super::test_app::{Answer, HALL, KNITTING, TestApp, team};

const HERS: &str = "amina@example.org";

/// Somebody whose work together with Wen has ended.
struct Cast {
    person: PersonId,
    referral: ReferralId,
    wen: StaffId,
}

async fn ended(app: &TestApp) -> Cast {
    let referral = send(&Browser::new(app), for_me("Amina Ahmed", HERS)).await.id;
    let person = amina(app).await.me().await.person.unwrap().id;
    let (wen, browser) = worker(app, "Wen").await;
    browser.open(referral).await;
    browser.done(referral, "seen", accept(wen, "Hello.")).await;
    browser.done(referral, "accepted", talked("It was good to talk.")).await;
    browser.done(referral, "first_contact", json!({ "start_work": { "words": "" } })).await;
    browser.done(referral, "working_together", end("Our door is open.")).await;
    Cast { person, referral, wen }
}

/// Signed in now.
async fn amina(app: &TestApp) -> Browser<'_> {
    Browser::of(app, &account(app, HERS).await)
}

async fn wen<'a>(app: &'a TestApp, of: &Cast) -> Browser<'a> {
    Browser::of(app, &sign_in_staff(app, of.wen).await)
}

async fn timelines(browser: &Browser<'_>, person: PersonId) -> Vec<Timeline> {
    browser.get(&format!("/api/people/{person}/timeline")).await.json()
}

async fn back(browser: &Browser<'_>, of: &Cast, words: &str) -> Answer {
    back_as(browser, of.person, of.referral, Uuid::now_v7(), words).await
}

async fn back_as(browser: &Browser<'_>, person: PersonId, referral: ReferralId, id: Uuid, words: &str) -> Answer {
    let address = format!("/api/people/{person}/referrals/{referral}/come-back");
    browser.post(&address, &json!({ "id": id, "words": words })).await
}

fn move_to(app: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    app.clock.advance(at - app.clock.now());
}

#[tokio::test]
async fn whoever_comes_back_finds_the_same_link_worker_and_a_new_promise() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        assert!(timelines(&amina(&app).await, of.person).await[0].can_come_back);
        move_to(&app, "2026-11-24T10:00:00Z");
        let amina = amina(&app).await;
        amina.post("/api/notices/opened", &json!({})).await;
        let answer = back(&amina, &of, " I would like to go on. ").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let read: Timeline = answer.json();
        assert_eq!((read.stage, read.worker.as_deref()), (Stage::Seen, Some("Wen")));
        assert_eq!((read.promised_by.to_string().as_str(), read.promised_anew), ("2026-11-26", None));
        assert_eq!((read.can_come_back, read.closing), (false, None));
        let last = read.events.last().unwrap();
        let told = (last.kind, last.by.as_str(), last.words.as_str());
        assert_eq!(told, (EventKind::Reopened, "", "I would like to go on."));
        assert_eq!(timelines(&amina, of.person).await, [read]);
        // She knows it herself.
        let Holder::Account(hers) = account(&app, HERS).await.holder else { panic!("an account") };
        assert!(app.store.notices_of(hers).await.unwrap().iter().all(|notice| !notice.is_new));

        let wen = wen(&app, &of).await;
        let list: Vec<WaitingReferral> = wen.get(&format!("/api/desk/teams/{}/waiting", team())).await.json();
        assert_eq!((list[0].id, list[0].worker.as_ref().unwrap().id), (of.referral, of.wen));
        let page = wen.open(of.referral).await;
        assert_eq!(page.events.last().unwrap().event.words, "I would like to go on.");
        wen.done(of.referral, "seen", accept(of.wen, "Good to see you.")).await;

        // The new promise is watched as the first one was.
        move_to(&app, "2026-11-27T08:00:00Z");
        Post::of(&app).work().await;
        let read = timelines(&Browser::of(&app, &account(&app, HERS).await), of.person).await;
        assert_eq!(read[0].promised_anew.unwrap().to_string(), "2026-11-30");
    }
}

#[tokio::test]
async fn sent_twice_it_is_one_and_its_id_is_used_for_ever() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        let amina = amina(&app).await;
        let id = Uuid::now_v7();
        let come = async |words: &'static str| back_as(&amina, of.person, of.referral, id, words).await;
        let first: Timeline = come("Hello.").await.json();
        let again = come("Hello.").await;
        assert_eq!(again.status, 200, "{}", again.text());
        assert_eq!(again.json::<Timeline>(), first);
        assert_eq!(come("Hello again.").await.problem(409).code, ErrorCode::Conflict);
        let reopened = first.events.iter().filter(|event| event.kind == EventKind::Reopened).count();
        assert_eq!(reopened, 1);
        // However it goes on: what was sent once is received.
        let wen = wen(&app, &of).await;
        wen.done(of.referral, "seen", accept(of.wen, "Hello.")).await;
        assert_eq!(come("Hello.").await.json::<Timeline>().stage, Stage::Accepted);
        assert_eq!(back(&amina, &of, "").await.problem(422).code, ErrorCode::NotNow);
    }
}

#[tokio::test]
async fn two_phones_at_once_come_back_once() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        let amina = amina(&app).await;
        let (one, two) = tokio::join!(back(&amina, &of, "One."), back(&amina, &of, "Two."));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422], "{} {}", one.text(), two.text());
    }
}

#[tokio::test]
async fn what_has_not_ended_or_was_declined_is_not_come_back_to() {
    for store in stores().await {
        let app = roomy(store).await;
        let referral = send(&Browser::new(&app), for_me("Amina Ahmed", HERS)).await.id;
        let amina = amina(&app).await;
        let person = amina.me().await.person.unwrap().id;
        let come = async || back_as(&amina, person, referral, Uuid::now_v7(), "").await.problem(422).code;
        assert_eq!(come().await, ErrorCode::NotNow);
        let (_, wen) = worker(&app, "Wen").await;
        wen.open(referral).await;
        let no =
            json!({ "decline": { "reason": "out_of_area", "words": "Sorry.", "elsewhere": "Ring 01632 960200." } });
        wen.done(referral, "seen", no).await;
        assert_eq!(come().await, ErrorCode::NotNow);
        let read = timelines(&amina, person).await;
        assert_eq!((read[0].can_come_back, read[0].closing), (false, None));
    }
}

#[tokio::test]
async fn beside_another_request_to_the_same_team_there_is_nothing_to_come_back_to() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        let amina = amina(&app).await;
        send(&amina, for_me("Amina Ahmed", HERS)).await;
        let read = timelines(&amina, of.person).await;
        assert_eq!(read.len(), 2, "both are hers");
        assert!(read.iter().all(|timeline| !timeline.can_come_back));
        assert_eq!(back(&amina, &of, "").await.problem(422).code, ErrorCode::NotNow);
    }
}

#[tokio::test]
async fn words_may_be_left_out_and_not_be_too_long() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        let amina = amina(&app).await;
        let long = back(&amina, &of, &"a".repeat(domain::case::LONGEST_WORDS + 1)).await;
        let problem = long.problem(422);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("words", FieldCode::TooLong));
        let address = format!("/api/people/{}/referrals/{}/come-back", of.person, of.referral);
        let bare = amina.post(&address, &json!({ "id": Uuid::now_v7() })).await;
        assert_eq!(bare.status, 200, "{}", bare.text());
    }
}

#[tokio::test]
async fn nobody_else_comes_back_for_somebody() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let of = ended(&app).await;
        let (sara, _) = helper(&app, of.person, "sara@example.org", &Scope::ALL).await;
        let sara = Browser::of(&app, &sara);
        let others = [&world.stranger, &world.here.lead, &world.administrator, &world.there.own];
        for other in others.map(|known| Browser::of(&app, known)) {
            assert_eq!(back(&other, &of, "").await.problem(404).code, ErrorCode::NotFound);
        }
        for other in [&sara, &wen(&app, &of).await] {
            assert_eq!(back(other, &of, "").await.problem(404).code, ErrorCode::NotFound);
        }
        assert!(!timelines(&sara, of.person).await[0].can_come_back);
        // Nor with one's own record to what is another's.
        let own = Browser::of(&app, &world.here.own);
        let theirs = back_as(&own, world.here.person, of.referral, Uuid::now_v7(), "").await;
        assert_eq!(theirs.problem(404).code, ErrorCode::NotFound);
        assert_eq!(wen(&app, &of).await.open(of.referral).await.stage, Stage::Ended);
    }
}

#[tokio::test]
async fn where_the_link_worker_has_left_it_waits_for_the_team() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        app.store.end_staff(of.wen, app.clock.now()).await.unwrap();
        let read: Timeline = back(&amina(&app).await, &of, "").await.json();
        assert_eq!((read.stage, read.worker), (Stage::Seen, None));
    }
}

#[tokio::test]
async fn helpers_who_may_see_the_plan_hear_of_it_and_words_of_danger_come_first() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        let (sara, _) = helper(&app, of.person, "sara@example.org", &[Scope::SeePlan]).await;
        let sara = Browser::of(&app, &sara);
        sara.post("/api/notices/opened", &json!({})).await;
        let answer = back(&amina(&app).await, &of, "I want to kill myself.").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let inbox: Value = sara.get("/api/notices").await.json();
        assert_eq!(inbox["notices"][0]["kind"], json!(NoticeKind::Stage));
        assert_eq!(timelines(&sara, of.person).await[0].events.last().unwrap().words, "I want to kill myself.");
        let wen = wen(&app, &of).await;
        let list: Vec<WaitingReferral> = wen.get(&format!("/api/desk/teams/{}/waiting", team())).await.json();
        assert!(list[0].is_urgent_words);
    }
}

#[tokio::test]
async fn what_was_done_together_is_counted_for_whoever_may_see_the_plan() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = ended(&app).await;
        let amina = amina(&app).await;
        assert_eq!(timelines(&amina, of.person).await[0].closing, Some(Closing::default()));
        let goal = begin(&amina, of.person, "Get out more").await;
        done(&amina, of.person, goal.id, json!("finish")).await;
        begin(&amina, of.person, "Bake bread").await;
        for (starts_at, outcome) in [("2026-11-11", "went"), ("2026-11-18", "went"), ("2026-11-04", "did_not")] {
            let visit = json!({
                "id": Uuid::now_v7(), "outcome": outcome,
                "meeting": { "group": KNITTING, "place": HALL, "starts_at": format!("{starts_at}T14:00:00.000Z") },
            });
            let answer = amina.post(&format!("/api/people/{}/plan/visits", of.person), &visit).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        let all = Some(Closing { goals_done: 1, goals_open: 1, groups: 1, visits: 2 });
        assert_eq!(timelines(&amina, of.person).await[0].closing, all);
        let (sara, _) = helper(&app, of.person, "sara@example.org", &[Scope::SeePlan]).await;
        assert_eq!(timelines(&Browser::of(&app, &sara), of.person).await[0].closing, all);
        app.clock.advance(TimeDelta::minutes(1));
        assert_eq!(timelines(&wen(&app, &of).await, of.person).await[0].closing, all);
    }
}
