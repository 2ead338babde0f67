//! What becomes of all this when a record is erased, or turns out to be another's.

use serde_json::json;
use stile_api::clock::Clock as _;
use wire::{ChangeRoutine, FeedShows, MeetingWord, PersonId, ReferralId, SayMeetingWord, VisitedMeeting};

use super::super::http_thread::PERSON;
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::super::support::located_stores;
use super::super::test_app::{HALL, KNITTING, TestApp};
use super::{cast, goes, meeting, plan_of};

async fn count(raw: &mut RawSql) -> i64 {
    let mut all = raw.number("SELECT count(*) FROM job WHERE kind = 'meetings'").await;
    for table in ["meeting_word", "routine", "calendar_feed"] {
        all += raw.number(&format!("SELECT count(*) FROM {table}")).await;
    }
    all
}

#[tokio::test]
async fn of_whoever_is_erased_nothing_is_left() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        let said = json!({ "meeting": meeting("2026-11-25"), "word": "nervous" });
        assert_eq!(of.amina.put(&plan_of(of.person, "meeting-words"), &said).await.status, 200);
        let list = json!({ "lines": ["Keys"], "is_told_evening_before": true, "base": 0 });
        assert_eq!(of.amina.put(&plan_of(of.person, "routine"), &list).await.status, 200);
        let made: wire::FeedMade =
            of.amina.post(&plan_of(of.person, "calendar-feed"), &json!({ "shows": "times" })).await.json();
        assert_eq!(count(&mut raw).await, 4);
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        assert_eq!(count(&mut raw).await, 0);
        let file = made.address.rsplit('/').next().unwrap().to_owned();
        app.get(&format!("/calendar/{file}")).await.problem(404);
    }
}

#[tokio::test]
async fn two_records_that_are_one_have_one_week() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let (first, person) = sent(&app).await;
        let (second, twin) = sent(&app).await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.done(first, "seen", accept(wen_id, "Hello.")).await;
        wen.open(second).await;
        let now = app.clock.now();
        let said = |day: &str, word| SayMeetingWord {
            meeting: VisitedMeeting {
                group: KNITTING,
                place: Some(HALL),
                starts_at: format!("{day}T14:00:00Z").parse().unwrap(),
            },
            word: Some(word),
        };
        for (whose, day, word) in [
            (person, "2026-11-25", MeetingWord::Going),
            (twin, "2026-11-25", MeetingWord::CannotGo),
            (twin, "2026-12-02", MeetingWord::Nervous),
        ] {
            assert!(app.store.say_meeting_word(whose, &said(day, word), now).await.unwrap());
        }
        for (whose, lines, evening) in [(person, ["Keys", "Coat"], false), (twin, ["Coat", "Water"], true)] {
            let list = ChangeRoutine {
                lines: lines.map(str::to_owned).to_vec(),
                remind_minutes: None,
                is_told_evening_before: evening,
                base: 0,
            };
            app.store.change_routine(whose, &list, now).await.unwrap().unwrap();
        }
        app.store.make_calendar_feed(twin, &[7; 32], FeedShows::Times, now).await.unwrap().unwrap();

        wen.done(second, "seen", json!({ "merge": { "into": first } })).await;
        let kept = app.store.routine_of(person).await.unwrap().unwrap().routine;
        assert_eq!((kept.lines.join(", ").as_str(), kept.is_told_evening_before), ("Keys, Coat, Water", false));
        let words = app.store.meeting_words_of(person, now, now + chrono::TimeDelta::days(30)).await.unwrap();
        let words: Vec<MeetingWord> = words.into_iter().map(|said| said.word).collect();
        assert_eq!(words, [MeetingWord::Going, MeetingWord::Nervous]);
        assert_eq!(app.store.calendar_of(&[7; 32], now).await.unwrap(), Some((person, FeedShows::Times)));
        assert!(app.store.routine_of(twin).await.unwrap().is_none());
        // Each had a look to come; now there is one for both.
        assert_eq!(raw.texts("SELECT about FROM job WHERE kind = 'meetings'").await, [person.to_string()]);
        // Nothing is kept for the record that is another by now.
        assert!(!app.store.say_meeting_word(twin, &said("2026-12-09", MeetingWord::Going), now).await.unwrap());
        assert!(app.store.make_calendar_feed(twin, &[8; 32], FeedShows::Times, now).await.unwrap().is_none());
    }
}

async fn sent(app: &TestApp) -> (ReferralId, PersonId) {
    let id = send(&Browser::new(app), for_me("Amina Ahmed", PERSON)).await.id;
    (id, app.store.person_of_referral(id).await.unwrap().unwrap())
}
