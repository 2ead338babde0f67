//! The singing: suggested, asked about, with company; the evening before it; and going there, once and again.

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{
    Company, Due, FeedMade, GoalId, GroupStage, HostTold, MeetingWord, NoticeKind, PlanGroupId, Visit, VisitOutcome,
};

use super::super::http_plan_groups::{act, add, done, list, new_group};
use super::super::http_visits::{list as visits, record};
use super::super::http_week::{day as day_of, week};
use super::super::support::at;
use super::{HOST, SINGING, Story, day, due, meeting, told};

const TO_THE_HOST: &str = "Hello, I would like to come on Wednesday. I am a bit shy.";

pub async fn a_group_is_suggested_and_its_host_told(of: &Story<'_>) -> PlanGroupId {
    of.it_is("2026-11-27T10:30:00Z").await;
    let (amina, wen) = (of.amina().await, of.wen().await);
    let suggested = add(&wen, of.person, &new_group(SINGING, "You like to sing.")).await;
    let read = list(&amina, of.person).await.remove(0);
    assert_eq!((read.stage, read.name.as_str()), (GroupStage::Suggested, "Singing together"));
    assert_eq!((read.by.name.as_str(), read.reason.words.as_str()), ("Wen", "You like to sing."));
    let taken = done(&amina, of.person, suggested.id, json!("take_interest")).await;
    assert_eq!(taken.stage, GroupStage::Interested);

    let letters = of.hers(&format!("plan/groups/{}/host-letters", suggested.id));
    let sent = json!({ "id": Uuid::now_v7(), "words": TO_THE_HOST });
    wen.post(&letters, &sent).await.problem(404);
    let answer = amina.post(&letters, &sent).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json::<HostTold>(), HostTold { to: HOST.to_owned(), at: at("2026-11-27T10:30:00Z") });
    let arrived = of.post.sent_to(HOST).await;
    assert_eq!(arrived.len(), 1);
    assert!(arrived[0].contains(TO_THE_HOST) && !arrived[0].contains("Amina"), "{}", arrived[0]);

    done(&amina, of.person, suggested.id, json!("ask")).await;
    let going = done(&amina, of.person, suggested.id, json!("plan_to_go")).await;
    for browser in [&wen, &of.lea().await] {
        assert_eq!(list(browser, of.person).await, std::slice::from_ref(&going));
    }
    let otto = of.otto().await;
    act(&otto, of.person, going.id, json!("not_for_me")).await.problem(404);
    of.is_hidden_from(&otto).await;
    going.id
}

pub async fn company_is_found(of: &Story<'_>, singing: PlanGroupId) {
    let (amina, wen) = (of.amina().await, of.wen().await);
    done(&amina, of.person, singing, json!({ "ask_company": { "company": "buddy" } })).await;
    assert!(of.case().await.wants_company);
    assert_eq!(told(&amina, NoticeKind::Company).await, 0);
    let arranged = done(&wen, of.person, singing, json!({ "arrange_company": { "name": "Bo from the team" } })).await;
    assert_eq!((arranged.stage, arranged.company), (GroupStage::Going, Company::Buddy));
    assert!(!of.case().await.wants_company);
    assert_eq!(told(&amina, NoticeKind::Company).await, 1);
    let read = list(&amina, of.person).await.remove(0);
    let found = read.arranged.as_ref().map(|arranged| (arranged.name.as_str(), arranged.by.name.as_str()));
    assert_eq!(found, Some(("Bo from the team", "Wen")));
}

pub async fn the_evening_before_is_told_and_is_nervous(of: &Story<'_>, goal: GoalId) {
    of.it_is("2026-12-01T16:59:00Z").await;
    assert_eq!(told(&of.amina().await, NoticeKind::MeetingTomorrow).await, 0);
    of.it_is("2026-12-01T17:00:00Z").await;
    let (amina, wen) = (of.amina().await, of.wen().await);
    assert_eq!(told(&amina, NoticeKind::MeetingTomorrow).await, 1);
    let said = json!({ "meeting": meeting("2026-12-02"), "word": "nervous" });
    wen.put(&of.hers("plan/meeting-words"), &said).await.problem(404);
    let answer = amina.put(&of.hers("plan/meeting-words"), &said).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    of.post.work().await;
    assert_eq!(told(&amina, NoticeKind::MeetingTomorrow).await, 1, "told once");

    for (browser, word) in [(&amina, Some(MeetingWord::Nervous)), (&wen, None), (&of.lea().await, None)] {
        let seen = week(browser, of.person, "2026-11-30").await;
        let meetings = &day_of(&seen, "2026-12-02").meetings;
        assert_eq!((meetings.len(), meetings[0].word), (1, word), "how she feels about it is hers");
        assert_eq!((meetings[0].stage, meetings[0].visit), (GroupStage::Going, None));
        assert_eq!((meetings[0].company, meetings[0].starts.as_deref()), (Company::Buddy, Some("14:00")));
        assert_eq!(serde_json::to_value(meetings[0].meeting).unwrap(), meeting("2026-12-02"));
        assert_eq!(meetings[0].arranged.as_ref().unwrap().name, "Bo from the team");
        assert!(day_of(&seen, "2026-12-01").steps.iter().any(|step| step.goal == goal && step.is_done));
        let steps = &day_of(&seen, "2026-12-02").steps;
        assert_eq!((steps.len(), steps[0].goal, steps[0].is_done), (1, goal, false));
        assert_eq!(steps[0].words, "Ring the chapel.");
    }
    of.is_hidden_from(&of.otto().await).await;
}

pub async fn a_calendar_shows_the_times_alone(of: &Story<'_>) {
    let amina = of.amina().await;
    of.wen().await.post(&of.hers("plan/calendar-feed"), &json!({ "shows": "times" })).await.problem(404);
    let made = amina.post(&of.hers("plan/calendar-feed"), &json!({ "shows": "times" })).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let made: FeedMade = made.json();
    let name = made.address.rsplit('/').next().unwrap();
    let answer = of.app.get(&format!("/calendar/{name}")).await;
    assert_eq!(answer.status, 200);
    let file = answer.text();
    // Eight Wednesdays: those before it came onto her plan are not in it.
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 8, "{file}");
    assert!(file.contains("DTSTART:20261202T140000Z") && file.contains("DTSTART:20270120T140000Z"), "{file}");
    for hidden in ["Singing", "Village", "Amina", "Wen", "Bo from", "nervous"] {
        assert!(!file.contains(hidden), "{hidden}: {file}");
    }
}

/// What she records of a meeting.
fn visit(day: &str, outcome: &str) -> Value {
    json!({ "id": Uuid::now_v7(), "meeting": meeting(day), "outcome": outcome })
}

fn line(visit: &Visit) -> Option<&str> {
    visit.line.as_ref().map(|line| line.words.as_str())
}

pub async fn the_first_visit_stays_private(of: &Story<'_>, singing: PlanGroupId) {
    of.it_is("2026-12-02T16:30:00Z").await;
    let (amina, wen) = (of.amina().await, of.wen().await);
    let mut sent = visit("2026-12-02", "went");
    (sent["face"], sent["line"]) = (json!(4), json!("Warm tea."));
    wen.post(&of.hers("plan/visits"), &sent).await.problem(404);
    let kept = record(&amina, of.person, &sent).await;
    assert_eq!((kept.face, line(&kept), kept.is_private), (Some(4), Some("Warm tea."), true));
    assert_eq!(visits(&amina, of.person).await, [kept]);
    for browser in [&wen, &of.lea().await] {
        let seen = visits(browser, of.person).await.remove(0);
        assert_eq!((seen.outcome, seen.name.as_str()), (VisitOutcome::Went, "Singing together"));
        assert_eq!((seen.face, line(&seen), seen.is_private), (None, None, false));
        let group = list(browser, of.person).await.remove(0);
        assert_eq!((group.id, group.stage, group.by.name.as_str()), (singing, GroupStage::Went, "Wen"));
    }
    assert_eq!(of.case().await.last_heard, at("2026-12-02T16:30:00Z"));
    of.is_hidden_from(&of.otto().await).await;
}

pub async fn three_more_meetings_pass(of: &Story<'_>) {
    of.it_is("2026-12-08T17:00:00Z").await;
    assert_eq!(told(&of.amina().await, NoticeKind::MeetingTomorrow).await, 1, "she has been there");
    of.it_is("2026-12-09T16:30:00Z").await;
    let mut shared = visit("2026-12-09", "went");
    (shared["face"], shared["line"], shared["is_private"]) = (json!(5), json!("We sang."), json!(false));
    let shared = record(&of.amina().await, of.person, &shared).await;
    assert_eq!(visits(&of.wen().await, of.person).await[0], shared, "what she shows is read");
    of.it_is("2026-12-16T16:30:00Z").await;
    record(&of.amina().await, of.person, &visit("2026-12-16", "did_not_run")).await;

    // Over Christmas nothing is heard of her, and the desk is to ask how she is.
    of.it_is("2027-01-06T16:30:00Z").await;
    let case = of.case().await;
    assert_eq!(due(&case), (Due::KeepInTouch, Some(day("2026-12-17")), true));
    assert_eq!(case.last_heard, at("2026-12-16T16:30:00Z"));
    let amina = of.amina().await;
    let mut plain = visit("2027-01-06", "went");
    plain["is_private"] = json!(false);
    record(&amina, of.person, &plain).await;
    assert_eq!(of.case().await.last_heard, at("2027-01-06T16:30:00Z"));

    for browser in [&amina, &of.wen().await] {
        for (on, outcome) in [
            ("2026-12-02", VisitOutcome::Went),
            ("2026-12-09", VisitOutcome::Went),
            ("2026-12-16", VisitOutcome::DidNotRun),
            ("2027-01-06", VisitOutcome::Went),
        ] {
            let seen = week(browser, of.person, on).await;
            assert_eq!(day_of(&seen, on).meetings[0].visit.unwrap().outcome, outcome, "{on}");
        }
        let days: Vec<String> =
            visits(browser, of.person).await.iter().map(|one| one.meeting.starts_at.date_naive().to_string()).collect();
        assert_eq!(days, ["2027-01-06", "2026-12-16", "2026-12-09", "2026-12-02"], "the newest first");
    }
    of.is_hidden_from(&of.otto().await).await;
}
