//! The first week: the promised day passes, somebody is in touch after all, and she says how she is.

use serde_json::json;
use uuid::Uuid;
use wire::{CheckInMoment, Due, EventKind, Inbox, NoticeKind, Stage, WaitingReferral};

use super::super::steps::{accept, talked};
use super::super::support::at;
use super::super::test_app::{monday, team};
use super::{HERS, LEAD, Story, day, due, ons4, told, words_of};

pub async fn the_promise_is_missed(of: &Story<'_>) {
    of.it_is("2026-11-25T10:00:00Z").await;
    let amina = of.amina().await;
    assert_eq!(of.timeline(&amina).await.promised_anew, None, "the day is not over");
    assert_eq!((of.letters_to(LEAD).await, told(&amina, NoticeKind::PromiseMissed).await), (0, 0));

    of.it_is("2026-11-26T08:00:00Z").await;
    let (amina, wen, lea) = (of.amina().await, of.wen().await, of.lea().await);
    for browser in [&amina, &wen, &lea] {
        let read = of.timeline(browser).await;
        assert_eq!((read.stage, read.worker.as_deref()), (Stage::Sent, None));
        assert_eq!((read.promised_by, read.promised_anew), (day("2026-11-25"), Some(day("2026-11-27"))));
        assert_eq!((read.closing, read.can_come_back), (None, false));
    }
    assert_eq!((of.letters_to(LEAD).await, told(&amina, NoticeKind::PromiseMissed).await), (1, 1));
    assert_eq!(of.letters_to(HERS).await, 0, "she has chosen no way to be told");

    let waiting: Vec<WaitingReferral> = wen.get(&format!("/api/desk/teams/{}/waiting", team())).await.json();
    assert_eq!((waiting.len(), waiting[0].id), (1, of.referral));
    assert_eq!((waiting[0].is_late, waiting[0].promised_anew), (true, Some(day("2026-11-27"))));
    let case = of.case().await;
    assert_eq!(due(&case), (Due::Answer, Some(day("2026-11-25")), true));
    assert_eq!((case.last_heard, case.wants_company), (monday(), false), "the day it was sent");
    of.is_hidden_from(&of.otto().await).await;
}

pub async fn the_work_begins(of: &Story<'_>) {
    of.it_is("2026-11-26T10:00:00Z").await;
    let (amina, wen) = (of.amina().await, of.wen().await);
    wen.open(of.referral).await;
    wen.done(of.referral, "seen", accept(of.wen, "Hello Amina.")).await;
    let read = of.timeline(&amina).await;
    assert_eq!((read.stage, read.worker.as_deref()), (Stage::Accepted, Some("Wen")));
    assert_eq!(read.promised_anew, Some(day("2026-11-27")), "a yes is not yet being in touch");
    wen.done(of.referral, "accepted", talked("It was good to talk.")).await;
    wen.done(of.referral, "first_contact", json!({ "start_work": { "words": "Let us begin." } })).await;

    for browser in [&amina, &wen, &of.lea().await] {
        let read = of.timeline(browser).await;
        assert_eq!((read.stage, read.promised_anew), (Stage::WorkingTogether, None));
        assert_eq!(words_of(&read, EventKind::Accepted), "Hello Amina.");
        assert_eq!(words_of(&read, EventKind::FirstContact), "It was good to talk.");
        assert_eq!(words_of(&read, EventKind::WorkingTogether), "Let us begin.");
    }
    let case = of.case().await;
    assert_eq!(due(&case), (Due::KeepInTouch, Some(day("2026-12-17")), false));
    assert_eq!((case.promised_anew, case.last_heard), (None, at("2026-11-26T10:00:00Z")), "they talked");
    of.is_hidden_from(&of.otto().await).await;
}

pub async fn the_first_check_ins_are_given(of: &Story<'_>) {
    of.it_is("2026-11-27T09:59:00Z").await;
    let amina = of.amina().await;
    assert_eq!(told(&amina, NoticeKind::CheckInDue).await, 0);
    of.it_is("2026-11-27T10:00:00Z").await;
    assert_eq!(told(&amina, NoticeKind::CheckInDue).await, 1);
    // Somebody is in touch: nothing more is said of the promise.
    assert_eq!((of.letters_to(LEAD).await, told(&amina, NoticeKind::PromiseMissed).await), (1, 1));

    let kept = of.keep(&amina, &ons4("2026-11-27", 3, false)).await;
    assert_eq!((kept.moment, kept.answers.len()), (CheckInMoment::Baseline, 3));
    of.it_is("2026-11-27T10:05:00Z").await;
    let lonely = json!({
        "id": Uuid::now_v7(), "measure": "loneliness", "version": 1, "day": "2026-11-27",
        "answers": { "isolated": { "option": "some" }, "lonely": { "option": "often-or-always" } },
    });
    let lonely = of.keep(&amina, &lonely).await;
    assert_eq!(lonely.moment, CheckInMoment::Baseline, "the first of its measure");
    let inbox: Inbox = amina.get("/api/notices").await.json();
    let is_told_on = inbox.notices.iter().any(|notice| notice.kind == NoticeKind::CheckInDue && notice.is_new);
    assert!(!is_told_on, "nobody goes on telling her of what she has done");

    // Her team reads it, and never answers for her.
    let wen = of.wen().await;
    for browser in [&amina, &wen, &of.lea().await] {
        assert_eq!(of.check_ins(browser).await, [kept.clone(), lonely.clone()]);
    }
    wen.post(&of.hers("check-ins"), &ons4("2026-11-27", 9, false)).await.problem(404);
    of.is_hidden_from(&of.otto().await).await;
    assert_eq!(of.case().await.last_heard, at("2026-11-27T10:05:00Z"));
}
