//! Months later she comes back: to the same link worker, with a new promise, and with everything where she left it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{Due, EventKind, Goal, GroupOnPlan, NoticeKind, Stage, Timeline, Visit, WaitingReferral};

use super::super::steps::{Browser, accept};
use super::super::support::at;
use super::super::test_app::team;
use super::super::{http_plan, http_plan_groups, http_visits};
use super::{LEAD, Story, day, due, told};

/// The whole plan, as somebody reads it.
async fn plan(of: &Story<'_>, browser: &Browser<'_>) -> (Vec<Goal>, Vec<GroupOnPlan>, Vec<Visit>) {
    (
        http_plan::list(browser, of.person).await,
        http_plan_groups::list(browser, of.person).await,
        http_visits::list(browser, of.person).await,
    )
}

pub async fn she_comes_back_to_wen(of: &Story<'_>) {
    of.it_is("2027-05-10T10:00:00Z").await;
    let (amina, wen) = (of.amina().await, of.wen().await);
    let before = (plan(of, &amina).await, plan(of, &wen).await);
    let sent = json!({ "id": Uuid::now_v7(), "words": "I would like to go on." });
    let address = of.hers(&format!("referrals/{}/come-back", of.referral));
    for other in [&wen, &of.otto().await, &of.sara().await] {
        other.post(&address, &sent).await.problem(404);
    }
    let answer = amina.post(&address, &sent).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let read: Timeline = answer.json();
    assert_eq!((read.stage, read.worker.as_deref()), (Stage::Seen, Some("Wen")));
    assert_eq!((read.promised_by, read.promised_anew), (day("2027-05-12"), None));
    assert_eq!((read.closing, read.can_come_back), (None, false));
    for browser in [&amina, &wen, &of.lea().await] {
        let last = of.timeline(browser).await.events.pop().unwrap();
        assert_eq!((last.kind, last.by.as_str()), (EventKind::Reopened, ""));
        assert_eq!(last.words, "I would like to go on.");
    }

    let waiting: Vec<WaitingReferral> = wen.get(&format!("/api/desk/teams/{}/waiting", team())).await.json();
    assert_eq!((waiting.len(), waiting[0].id), (1, of.referral));
    assert_eq!(waiting[0].worker.as_ref().unwrap().id, of.wen);
    let case = of.case().await;
    assert_eq!(due(&case), (Due::Answer, Some(day("2027-05-12")), false));
    assert_eq!(case.last_heard, at("2027-05-10T10:00:00Z"));
    assert_eq!((plan(of, &amina).await, plan(of, &wen).await), before, "nothing begins from nothing");
    of.is_hidden_from(&of.otto().await).await;
}

pub async fn the_work_begins_again_with_everything_there(of: &Story<'_>) {
    of.it_is("2027-05-11T10:00:00Z").await;
    let (amina, wen) = (of.amina().await, of.wen().await);
    let before = plan(of, &amina).await;
    wen.done(of.referral, "seen", accept(of.wen, "Good to see you again.")).await;
    let rang = json!({
        "record_contact": { "how": "call", "outcome": "talked", "on": "2027-05-11", "words": "", "note": "" },
    });
    wen.done(of.referral, "accepted", rang).await;
    wen.done(of.referral, "first_contact", json!({ "start_work": { "words": "" } })).await;
    for browser in [&amina, &wen] {
        let read = of.timeline(browser).await;
        assert_eq!((read.stage, read.worker.as_deref()), (Stage::WorkingTogether, Some("Wen")));
        assert_eq!((read.promised_anew, read.closing), (None, None));
    }
    assert_eq!((before.0.len(), before.1.len(), before.2.len()), (2, 1, 4));
    assert_eq!(plan(of, &amina).await, before);
    assert_eq!(of.check_ins(&wen).await.len(), 4);
    assert_eq!(due(&of.case().await), (Due::KeepInTouch, Some(day("2027-06-01")), false));

    // The new promise was kept: nobody is written to. The next morning she is asked how she is; it has been a while.
    of.it_is("2027-05-13T10:00:00Z").await;
    let amina = of.amina().await;
    assert_eq!(of.timeline(&amina).await.promised_anew, None);
    assert_eq!((of.letters_to(LEAD).await, told(&amina, NoticeKind::PromiseMissed).await), (1, 1));
    assert_eq!(told(&amina, NoticeKind::CheckInDue).await, 4);
    of.is_hidden_from(&of.otto().await).await;
    of.is_hidden_from(&of.sara().await).await;
}

pub async fn her_copy_has_it_all(of: &Story<'_>) {
    for other in [&of.wen().await, &of.lea().await, &of.otto().await, &of.sara().await] {
        other.post(&of.hers("export"), &json!({})).await.problem(404);
    }
    let answer = of.amina().await.post(&of.hers("export"), &json!({})).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.body.to_vec())).unwrap();
    let mut text_of = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (page, data) = (text_of("index.html"), text_of("data.json"));
    let rows: BTreeMap<String, Vec<Value>> = serde_json::from_str(&data).unwrap();
    for (table, count) in [
        ("referral", 1),
        ("goal", 2),
        ("plan_group", 1),
        ("visit", 4),
        ("check_in", 4),
        ("meeting_word", 1),
        ("calendar_feed", 1),
        ("host_letter", 1),
        ("helper_grant", 1),
    ] {
        assert_eq!(rows[table].len(), count, "{table}");
    }
    for words in ["Get out more", "Bake bread", "Ring the chapel.", "You like to sing.", "Warm tea.", "We sang."] {
        assert!(page.contains(words) && data.contains(words), "{words}");
    }
    for words in ["Hello Amina.", "Our door is open.", "I would like to go on.", "Good to see you again."] {
        assert!(page.contains(words) && data.contains(words), "{words}");
    }
}
