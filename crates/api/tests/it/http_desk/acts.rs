//! What is done with a referral, one act at a time, and what its person reads of it.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::{Value, json};
use stile_api::store::{ActKept, Actor, Deed, Moved};
use uuid::Uuid;
use wire::{ActId, ActKind, ErrorCode, EventKind, FieldCode, Looked, ReferralId, StaffRole, Stage, Timeline};

use super::super::people_world::{account, furnish, sign_in_staff, staff};
use super::super::steps::{Browser, accept, contact, end, for_me, roomy, send, talked, worker};
use super::super::support::stores;
use super::super::test_app::{TestApp, monday};

const HERS: &str = "amina@example.org";

/// A referral, and the browser of whoever it is about.
async fn sent(app: &TestApp) -> (ReferralId, Browser<'_>) {
    let receipt = send(&Browser::new(app), for_me("Amina Ahmed", HERS)).await;
    (receipt.id, Browser::of(app, &account(app, HERS).await))
}

async fn timeline(person: &Browser<'_>) -> Timeline {
    let id = person.me().await.person.unwrap().id;
    let mut timelines: Vec<Timeline> = person.get(&format!("/api/people/{id}/timeline")).await.json();
    assert_eq!(timelines.len(), 1);
    timelines.remove(0)
}

#[tokio::test]
async fn opening_it_is_seen_once_and_the_person_reads_by_whom() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, amina) = sent(&app).await;
        assert_eq!(timeline(&amina).await.stage, Stage::Sent);
        let ((_, wen), (_, col)) = (worker(&app, "Wen").await, worker(&app, "Col").await);
        app.clock.advance(TimeDelta::minutes(5));
        let one = wen.open(id).await;
        assert_eq!((one.stage, one.since), (Stage::Seen, monday() + TimeDelta::minutes(5)));
        assert_eq!(one.acts, [ActKind::Accept, ActKind::Decline, ActKind::Merge]);
        assert_eq!(one.colleagues.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Col", "Wen"]);
        assert_eq!(one.answers.words, "I would like to get out more.");
        app.clock.advance(TimeDelta::minutes(5));
        col.open(id).await;
        wen.open(id).await;
        let read = timeline(&amina).await;
        assert_eq!((read.stage, read.since), (Stage::Seen, monday() + TimeDelta::minutes(5)));
        let events: Vec<(EventKind, &str)> = read.events.iter().map(|event| (event.kind, event.by.as_str())).collect();
        assert_eq!(events, [(EventKind::Sent, ""), (EventKind::Seen, "Wen")]);
    }
}

#[tokio::test]
async fn a_referral_goes_all_the_way_and_back_through_the_open_door() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, _) = sent(&app).await;
        let ((wen_id, wen), (col_id, _)) = (worker(&app, "Wen").await, worker(&app, "Col").await);
        wen.open(id).await;
        let step = async |seen: &str, act: Value| {
            app.clock.advance(TimeDelta::hours(1));
            let wen = Browser::of(&app, &sign_in_staff(&app, wen_id).await);
            wen.done(id, seen, act).await
        };
        let now = step("seen", accept(wen_id, " Hello Amina. ")).await;
        assert_eq!((now.stage, now.worker.unwrap().name.as_str()), (Stage::Accepted, "Wen"));
        let mut tried = contact("no_answer", "We rang and will again.");
        tried["record_contact"]["note"] = json!("Ring after four.");
        let now = step("accepted", tried).await;
        assert_eq!((now.stage, now.events[3].note.as_str()), (Stage::Accepted, "Ring after four."));
        assert_eq!(now.events[3].event.kind, EventKind::ContactTried);
        let now = step("accepted", talked("It was good to talk.")).await;
        assert_eq!((now.stage, now.since), (Stage::FirstContact, monday() + TimeDelta::hours(3)));
        let now = step("first_contact", json!({ "start_work": { "words": "Let us begin." } })).await;
        assert_eq!(now.stage, Stage::WorkingTogether);
        let pass = json!({ "pass_on": { "to": col_id, "words": "Col is nearer to you.", "note": "Has a dog." } });
        let now = step("working_together", pass).await;
        assert_eq!(now.worker.unwrap().name, "Col");
        let now = step("working_together", json!({ "pause": { "until": "2026-12-01", "words": "Get well." } })).await;
        assert_eq!((now.stage, now.paused_until.unwrap().to_string().as_str()), (Stage::WorkingTogether, "2026-12-01"));
        assert_eq!(now.acts, [ActKind::Resume, ActKind::PassOn, ActKind::End]);
        let blocked = Browser::of(&app, &sign_in_staff(&app, wen_id).await);
        assert_eq!(blocked.act(id, "working_together", talked("")).await.problem(422).code, ErrorCode::NotNow);
        let now = step("working_together", json!({ "resume": { "words": "Welcome back." } })).await;
        assert!(now.paused_until.is_none() && now.acts.contains(&ActKind::RecordContact));
        let now = step("working_together", end("Our door is open.")).await;
        assert_eq!((now.stage, now.acts.as_slice()), (Stage::Ended, [ActKind::Reopen].as_slice()));
        // Tuesday morning: the promise is a new one.
        app.clock.advance(TimeDelta::hours(15));
        let now = step("ended", json!({ "reopen": { "words": "Good to see you." } })).await;
        assert_eq!((now.stage, now.promised_by.to_string().as_str()), (Stage::Seen, "2026-11-26"));

        let read = timeline(&Browser::of(&app, &account(&app, HERS).await)).await;
        let told: Vec<(EventKind, &str, &str)> =
            read.events.iter().map(|event| (event.kind, event.by.as_str(), event.words.as_str())).collect();
        assert_eq!(
            told,
            [
                (EventKind::Sent, "", ""),
                (EventKind::Seen, "Wen", ""),
                (EventKind::Accepted, "Wen", "Hello Amina."),
                (EventKind::ContactTried, "Wen", "We rang and will again."),
                (EventKind::FirstContact, "Wen", "It was good to talk."),
                (EventKind::WorkingTogether, "Wen", "Let us begin."),
                (EventKind::PassedOn, "Wen", "Col is nearer to you."),
                (EventKind::Paused, "Wen", "Get well."),
                (EventKind::Resumed, "Wen", "Welcome back."),
                (EventKind::Ended, "Wen", "Our door is open."),
                (EventKind::Reopened, "Wen", "Good to see you."),
            ]
        );
        let hours: Vec<i64> = read.events.iter().map(|event| (event.at - monday()).num_hours()).collect();
        assert_eq!(hours, [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 24]);
        let shown = serde_json::to_string(&read).unwrap();
        assert!(!shown.contains("after four") && !shown.contains("dog"), "notes are the team's");
        assert_eq!((read.promised_by.to_string().as_str(), read.worker.as_deref()), ("2026-11-26", Some("Col")));
    }
}

#[tokio::test]
async fn a_no_is_kind_and_points_elsewhere() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, amina) = sent(&app).await;
        let (_, wen) = worker(&app, "Wen").await;
        wen.open(id).await;
        let no = json!({ "decline": {
            "reason": "out_of_area", "words": "You live where another team is.", "elsewhere": "Ring 01632 960200.",
        } });
        let now = wen.done(id, "seen", no).await;
        assert_eq!((now.stage, now.acts.as_slice()), (Stage::Declined, [ActKind::Reopen].as_slice()));
        let read = timeline(&amina).await;
        let last = read.events.last().unwrap();
        assert_eq!(
            (last.words.as_str(), last.elsewhere.as_str()),
            ("You live where another team is.", "Ring 01632 960200.")
        );
        assert_eq!(wen.done(id, "declined", json!({ "reopen": { "words": "" } })).await.stage, Stage::Seen);
    }
}

#[tokio::test]
async fn the_same_act_twice_is_one_and_another_under_its_id_is_refused() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, _) = sent(&app).await;
        let other = send(&Browser::new(&app), for_me("Bea Example", "b@example.org")).await.id;
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(id).await;
        wen.open(other).await;
        let act = Uuid::now_v7();
        let yes = accept(wen_id, "Hello.");
        assert_eq!(wen.act_as(act, id, "seen", yes.clone()).await.status, 200);
        wen.done(id, "accepted", talked("")).await;
        // Sent again, as a phone does that heard no answer: done once, and answered with how it is now.
        let again = wen.act_as(act, id, "seen", yes.clone()).await;
        assert_eq!(again.json::<wire::DeskReferral>().stage, Stage::FirstContact);
        assert_eq!(wen.open(id).await.events.len(), 4);
        for (on, payload) in [(id, accept(wen_id, "Hello!")), (other, yes)] {
            let refused = wen.act_as(act, on, "seen", payload).await;
            assert_eq!(refused.problem(409).code, ErrorCode::Conflict);
        }
        assert_eq!(wen.open(other).await.stage, Stage::Seen);
    }
}

#[tokio::test]
async fn a_page_that_is_old_changes_nothing() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, _) = sent(&app).await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(id).await;
        wen.done(id, "seen", accept(wen_id, "Hello.")).await;
        let no = json!({ "decline": { "reason": "other", "words": "No.", "elsewhere": "There." } });
        for (seen, act) in [("seen", no), ("seen", accept(wen_id, "Hello.")), ("first_contact", talked(""))] {
            assert_eq!(wen.act(id, seen, act).await.problem(409).code, ErrorCode::MovedOn);
        }
        assert_eq!(wen.open(id).await.events.len(), 3);
    }
}

#[tokio::test]
async fn what_is_not_possible_now_is_refused_at_every_stage() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, _) = sent(&app).await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        let all = [
            (ActKind::Accept, accept(wen_id, "Hello.")),
            (ActKind::Decline, json!({ "decline": { "reason": "other", "words": "No.", "elsewhere": "There." } })),
            (ActKind::RecordContact, contact("no_answer", "")),
            (ActKind::StartWork, json!({ "start_work": { "words": "" } })),
            (ActKind::PassOn, json!({ "pass_on": { "to": wen_id, "words": "", "note": "" } })),
            (ActKind::Pause, json!({ "pause": { "until": "2026-12-01", "words": "" } })),
            (ActKind::Resume, json!({ "resume": { "words": "" } })),
            (ActKind::End, end("Go well.")),
            (ActKind::Reopen, json!({ "reopen": { "words": "" } })),
        ];
        let mut refused = 0;
        let mut stage = "seen";
        let way = [accept(wen_id, "Hello."), talked(""), json!({ "start_work": { "words": "" } }), end("Go well.")];
        for (next, act) in ["accepted", "first_contact", "working_together", "ended"].into_iter().zip(way) {
            let now = wen.open(id).await;
            for (kind, act) in &all {
                if !now.acts.contains(kind) {
                    assert_eq!(wen.act(id, stage, act.clone()).await.problem(422).code, ErrorCode::NotNow, "{act}");
                    refused += 1;
                }
            }
            assert_eq!(wen.open(id).await.events, now.events, "nothing was done");
            wen.done(id, stage, act).await;
            stage = next;
        }
        assert!(refused > 20, "{refused}");
    }
}

#[tokio::test]
async fn what_has_to_be_put_right_in_an_act_is_named() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let (id, _) = sent(&app).await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(id).await;
        let fields = async |seen: &str, act: Value| -> Vec<(String, FieldCode)> {
            let problem = wen.act(id, seen, act).await.problem(422);
            assert_eq!(problem.code, ErrorCode::Invalid);
            problem.fields.into_iter().map(|field| (field.field, field.code)).collect()
        };
        let missing = |field: &str| (field.to_owned(), FieldCode::Missing);
        let not_offered = |field: &str| (field.to_owned(), FieldCode::NotOffered);
        assert_eq!(fields("seen", accept(wen_id, " \n")).await, [missing("act.words")]);
        let no = json!({ "decline": { "reason": "other", "words": "", "elsewhere": "" } });
        assert_eq!(fields("seen", no).await, [missing("act.words"), missing("act.elsewhere")]);
        // Nobody but a link worker or lead of the team who is still here can have it.
        let (gone, _) = staff(&app, Some(super::super::test_app::team()), "Gone", StaffRole::LinkWorker).await;
        app.store.end_staff(gone, monday()).await.unwrap();
        let (admin, _) = staff(&app, Some(super::super::test_app::team()), "Ada", StaffRole::Administrator).await;
        for nobody in [world.there.member, gone, admin, wire::StaffId(Uuid::now_v7())] {
            assert_eq!(fields("seen", accept(nobody, "Hello.")).await, [not_offered("act.worker")]);
        }
        wen.done(id, "seen", accept(wen_id, "Hello.")).await;
        let pass = json!({ "pass_on": { "to": world.there.member, "words": "", "note": "" } });
        assert_eq!(fields("accepted", pass).await, [not_offered("act.to")]);
        for (on, code) in [("2026-11-24", FieldCode::InFuture), ("2026-09-23", FieldCode::TooLongAgo)] {
            let mut act = talked("");
            act["record_contact"]["on"] = json!(on);
            assert_eq!(fields("accepted", act).await, [("act.on".to_owned(), code)]);
        }
        for (until, code) in [("2026-11-23", FieldCode::InPast), ("2027-05-23", FieldCode::TooFar)] {
            let act = json!({ "pause": { "until": until, "words": "" } });
            assert_eq!(fields("accepted", act).await, [("act.until".to_owned(), code)]);
        }
        assert_eq!(fields("accepted", end("")).await, [missing("act.words")]);
        assert_eq!(wen.open(id).await.events.len(), 3);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_acts_at_once_exactly_one_is_done() {
    for store in stores().await {
        let app = roomy(store).await;
        let ((wen_id, wen), (_, col)) = (worker(&app, "Wen").await, worker(&app, "Col").await);
        let mut stages = Vec::new();
        for number in 0..12 {
            let name = format!("Person {number}");
            let id = send(&Browser::new(&app), for_me(&name, &format!("p{number}@example.org"))).await.id;
            wen.open(id).await;
            let no = json!({ "decline": { "reason": "other", "words": "No.", "elsewhere": "There." } });
            once(&app, wen.act(id, "seen", accept(wen_id, "Hello.")), col.act(id, "seen", no)).await;
            let now = wen.open(id).await;
            assert_eq!(now.events.len(), 3);
            stages.push(now.stage);
            if now.stage == Stage::Declined {
                wen.done(id, "declined", json!({ "reopen": { "words": "" } })).await;
                wen.done(id, "seen", accept(wen_id, "Hello.")).await;
            }
            // Where the stage stays the same, one of two still comes first.
            let events = wen.open(id).await.events.len();
            let pause = |until| json!({ "pause": { "until": until, "words": "" } });
            let pauses = (wen.act(id, "accepted", pause("2026-12-01")), col.act(id, "accepted", pause("2026-12-24")));
            once(&app, pauses.0, pauses.1).await;
            assert_eq!(wen.open(id).await.events.len(), events + 1);
        }
        assert_eq!(stages.len(), 12);
        let check = app.store.check_audit().await.unwrap();
        assert_eq!(check.broken_at, None);
    }
}

#[tokio::test]
async fn an_act_that_was_decided_on_what_is_no_longer_so_is_not_done() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, _) = sent(&app).await;
        let ((wen_id, wen), (col_id, _)) = (worker(&app, "Wen").await, worker(&app, "Col").await);
        wen.open(id).await;
        wen.done(id, "seen", accept(wen_id, "Hello.")).await;
        let person = app.store.person_of_referral(id).await.unwrap().unwrap();
        let pass_on = |to, pause| Moved {
            act: ActId(Uuid::now_v7()),
            payload_digest: [1; 32],
            referral: id,
            seen_stage: Stage::Accepted,
            seen_worker: Some(wen_id),
            seen_pause: pause,
            stage: Stage::Accepted,
            event: EventKind::PassedOn,
            staff: wen_id,
            words: String::new(),
            elsewhere: String::new(),
            note: String::new(),
            detail: "{}".to_owned(),
            worker: Some(to),
            paused_until: None,
            merged_into: None,
            promised_by: None,
            deed: Deed { actor: Actor::Staff(wen_id), person, what: Looked::ChangedStage },
        };
        // Two who read it at the same moment: the stage is the same afterwards, and who has it is not.
        let looks = app.store.looks_at(person, 99).await.unwrap().len();
        let rests = pass_on(col_id, monday().date_naive().succ_opt());
        assert_eq!(app.store.act_on_referral(&rests, monday()).await.unwrap(), ActKept::MovedOn);
        assert_eq!(app.store.act_on_referral(&pass_on(col_id, None), monday()).await.unwrap(), ActKept::Done);
        assert_eq!(app.store.act_on_referral(&pass_on(wen_id, None), monday()).await.unwrap(), ActKept::MovedOn);
        let now = wen.open(id).await;
        assert_eq!((now.worker.unwrap().id, now.events.len()), (col_id, 4));
        // Nor is what was not done remembered as done: one act. The opening is one look with the one before.
        assert_eq!(app.store.looks_at(person, 99).await.unwrap().len(), looks + 1);
    }
}

/// One of two acts is done; the other is told that it has moved on, or that it cannot be done now.
async fn once(
    app: &TestApp,
    a: impl Future<Output = super::super::test_app::Answer>,
    b: impl Future<Output = super::super::test_app::Answer>,
) {
    let (a, b) = tokio::join!(a, b);
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200, "{:?}: {} {}", app.store.engine(), a.text(), b.text());
    assert!(matches!(statuses[1], 409 | 422), "{:?}: {} {}", app.store.engine(), a.text(), b.text());
}

#[tokio::test]
async fn who_does_it_and_when_is_the_servers_to_say() {
    for store in stores().await {
        let app = roomy(store).await;
        let (id, amina) = sent(&app).await;
        let (wen_id, _) = worker(&app, "Wen").await;
        let (_, col) = worker(&app, "Col").await;
        col.open(id).await;
        let mut act = accept(wen_id, "Hello from Col, Wen will ring.");
        act["accept"]["by"] = json!("The King");
        act["accept"]["at"] = json!("2020-01-01T00:00:00Z");
        let answer = col.act(id, "seen", act).await;
        // Whether unknown fields are refused or passed over, nothing of them is kept.
        assert!(answer.status == 200 || answer.status == 400, "{}", answer.text());
        if answer.status == 200 {
            let last = timeline(&amina).await.events.pop().unwrap();
            assert_eq!((last.by.as_str(), last.at), ("Col", monday()));
        }
    }
}
