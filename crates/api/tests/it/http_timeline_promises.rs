//! A promise that was missed: it is said first, promised anew and watched again, and the team's leads hear of it.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use stile_api::clock::Clock as _;
use stile_api::store::{Holder, TeamChange};
use uuid::Uuid;
use wire::{
    CaseSummary, Closure, ClosureId, NoticeKind, PersonId, ReferralId, Scope, StaffRole, Timeline, WaitingReferral,
};

use super::http_thread::Post;
use super::people_world::{account, helper, staff};
use super::steps::{Browser, accept, for_me, roomy, send, talked, worker};
use super::support::stores;
use super::test_app::{TestApp, team};

const HERS: &str = "amina@example.org";
const LEAD: &str = "lea@work.example.org";

fn move_to(app: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    app.clock.advance(at - app.clock.now());
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A referral of Monday, promised by Wednesday, of somebody who signs in; and a lead who is written to.
async fn sent(app: &TestApp) -> ReferralId {
    let id = send(&Browser::new(app), for_me("Amina Ahmed", HERS)).await.id;
    account(app, HERS).await;
    let (lea, _) = staff(app, Some(team()), "Lea", StaffRole::TeamLead).await;
    assert!(app.store.set_staff_email(lea, Some(LEAD)).await.unwrap());
    // One who has said nothing, and one who leads nobody.
    staff(app, Some(team()), "Lou", StaffRole::TeamLead).await;
    let (mo, _) = staff(app, Some(team()), "Mo", StaffRole::LinkWorker).await;
    app.store.set_staff_email(mo, Some("mo@work.example.org")).await.unwrap();
    id
}

/// What happens next, as she reads it now.
async fn timeline(app: &TestApp) -> Timeline {
    let amina = Browser::of(app, &account(app, HERS).await);
    let id = amina.me().await.person.unwrap().id;
    let mut timelines: Vec<Timeline> = amina.get(&format!("/api/people/{id}/timeline")).await.json();
    assert_eq!(timelines.len(), 1);
    timelines.remove(0)
}

/// How many letters an address has had that say that there is something new.
async fn letters(post: &Post, address: &str) -> usize {
    post.sent_to(address).await.iter().filter(|letter| letter.contains("You have an update.")).count()
}

/// How often she was told of a missed promise.
async fn told(app: &TestApp) -> usize {
    let Holder::Account(id) = account(app, HERS).await.holder else { panic!("an account") };
    let notices = app.store.notices_of(id).await.unwrap();
    notices.iter().filter(|notice| notice.kind == NoticeKind::PromiseMissed).count()
}

#[tokio::test]
async fn what_was_missed_is_promised_anew_every_working_day_and_told_once_a_week() {
    for store in stores().await {
        let app = roomy(store).await;
        sent(&app).await;
        let post = Post::of(&app);
        move_to(&app, "2026-11-25T10:00:00Z");
        assert_eq!((letters(&post, LEAD).await, told(&app).await), (0, 0), "it is not over yet");
        assert_eq!(timeline(&app).await.promised_anew, None);
        // Thursday, Saturday, Tuesday, Thursday a week later: each time the day before has passed in vain.
        let found = [
            ("2026-11-26T08:00:00Z", "2026-11-27", 1),
            ("2026-11-28T08:00:00Z", "2026-11-30", 1),
            ("2026-12-01T08:00:00Z", "2026-12-02", 1),
            ("2026-12-03T08:00:01Z", "2026-12-04", 2),
        ];
        for (times, (at, anew, often)) in found.into_iter().enumerate() {
            move_to(&app, at);
            assert_eq!(letters(&post, LEAD).await, times + 1, "{at}");
            assert_eq!(told(&app).await, often, "{at}");
            let read = timeline(&app).await;
            assert_eq!(read.promised_anew, Some(day(anew)), "{at}");
            assert_eq!(read.promised_by, day("2026-11-25"), "what was promised first stays said");
        }
        assert_eq!(letters(&post, "mo@work.example.org").await, 0, "only leads are told");
    }
}

#[tokio::test]
async fn however_many_are_late_one_letter_says_so() {
    for store in stores().await {
        let app = roomy(store).await;
        sent(&app).await;
        for (name, address) in [("Bea Example", "bea@example.org"), ("Cal Example", "cal@example.org")] {
            send(&Browser::new(&app), for_me(name, address)).await;
        }
        let post = Post::of(&app);
        move_to(&app, "2026-11-26T08:00:00Z");
        assert_eq!(letters(&post, LEAD).await, 1);
    }
}

#[tokio::test]
async fn the_new_day_is_one_on_which_the_team_is_there() {
    for store in stores().await {
        let app = roomy(store).await;
        sent(&app).await;
        let closed = Closure { id: ClosureId(Uuid::now_v7()), date: day("2026-11-27"), title: "Training".to_owned() };
        let change = TeamChange { closures: Some(vec![closed]), ..TeamChange::default() };
        app.store.change_team(team(), change, false).await.unwrap();
        move_to(&app, "2026-11-26T08:00:00Z");
        Post::of(&app).work().await;
        assert_eq!(timeline(&app).await.promised_anew, Some(day("2026-11-30")));
    }
}

#[tokio::test]
async fn a_look_that_is_done_twice_does_nothing_twice() {
    for store in stores().await {
        let app = roomy(store).await;
        let id = sent(&app).await;
        let post = Post::of(&app);
        move_to(&app, "2026-11-26T08:00:00Z");
        assert_eq!(letters(&post, LEAD).await, 1);
        for what in ["due", "missed", "anything"] {
            let about = format!("{id} 2026-11-25 {what}");
            app.store.look_at_promise(&about, day("2026-12-24"), app.clock.now()).await.unwrap();
        }
        assert_eq!((letters(&post, LEAD).await, told(&app).await), (1, 1));
        assert_eq!(timeline(&app).await.promised_anew, Some(day("2026-11-27")));
    }
}

#[tokio::test]
async fn the_desk_sees_it_late_with_its_new_day_until_somebody_is_in_touch() {
    for store in stores().await {
        let app = roomy(store).await;
        let id = sent(&app).await;
        let post = Post::of(&app);
        move_to(&app, "2026-11-26T08:00:00Z");
        post.work().await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        let waiting =
            async || -> Vec<WaitingReferral> { wen.get(&format!("/api/desk/teams/{}/waiting", team())).await.json() };
        let people =
            async || -> Vec<CaseSummary> { wen.get(&format!("/api/desk/teams/{}/people", team())).await.json() };
        let late = (true, Some(day("2026-11-27")));
        let (row, case) = (waiting().await.remove(0), people().await.remove(0));
        assert_eq!(((row.is_late, row.promised_anew), (case.is_late, case.promised_anew)), (late, late));
        wen.open(id).await;
        wen.done(id, "seen", accept(wen_id, "Hello.")).await;
        assert_eq!(timeline(&app).await.promised_anew, Some(day("2026-11-27")), "a yes is not yet being in touch");
        wen.done(id, "accepted", talked("It was good to talk.")).await;
        assert_eq!(timeline(&app).await.promised_anew, None);
        let case = people().await.remove(0);
        assert_eq!((case.is_late, case.promised_anew), (false, None));
        let before = letters(&post, LEAD).await;
        move_to(&app, "2026-12-03T08:00:00Z");
        assert_eq!((letters(&post, LEAD).await, told(&app).await), (before, 1));
    }
}

#[tokio::test]
async fn what_rests_is_not_missed() {
    for store in stores().await {
        let app = roomy(store).await;
        let id = sent(&app).await;
        let post = Post::of(&app);
        move_to(&app, "2026-11-26T08:00:00Z");
        post.work().await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(id).await;
        wen.done(id, "seen", accept(wen_id, "Hello.")).await;
        wen.done(id, "accepted", json!({ "pause": { "until": "2026-12-10", "words": "Get well." } })).await;
        assert_eq!(timeline(&app).await.promised_anew, None);
        let before = letters(&post, LEAD).await;
        move_to(&app, "2026-12-04T08:00:00Z");
        assert_eq!((letters(&post, LEAD).await, told(&app).await), (before, 1));
    }
}

#[tokio::test]
async fn a_helper_who_may_see_the_plan_reads_and_hears_the_same() {
    for store in stores().await {
        let app = roomy(store).await;
        sent(&app).await;
        let person = whose(&app).await;
        helper(&app, person, "sara@example.org", &[Scope::SeePlan]).await;
        move_to(&app, "2026-11-26T08:00:00Z");
        Post::of(&app).work().await;
        let known = account(&app, "sara@example.org").await;
        let Holder::Account(id) = known.holder else { panic!("an account") };
        let sara = Browser::of(&app, &known);
        let read: Vec<Timeline> = sara.get(&format!("/api/people/{person}/timeline")).await.json();
        assert_eq!(read[0].promised_anew, Some(day("2026-11-27")));
        let notices = app.store.notices_of(id).await.unwrap();
        assert!(notices.iter().any(|notice| notice.kind == NoticeKind::PromiseMissed));
    }
}

/// Whose record it is.
async fn whose(app: &TestApp) -> PersonId {
    Browser::of(app, &account(app, HERS).await).me().await.person.unwrap().id
}

#[tokio::test]
async fn a_lead_who_has_left_is_written_to_no_more() {
    for store in stores().await {
        let app = roomy(store).await;
        sent(&app).await;
        let lea = app.store.staff_of(team()).await.unwrap().into_iter().find(|staff| staff.name == "Lea").unwrap();
        app.store.end_staff(lea.id, app.clock.now()).await.unwrap();
        assert!(!app.store.set_staff_email(lea.id, Some(LEAD)).await.unwrap());
        assert_eq!(app.store.lead_email(lea.id).await.unwrap(), None);
        let post = Post::of(&app);
        move_to(&app, "2026-11-26T08:00:00Z");
        assert_eq!(letters(&post, LEAD).await, 0);
    }
}
