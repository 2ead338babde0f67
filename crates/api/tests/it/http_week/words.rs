//! What somebody says of a meeting beforehand: theirs alone, kept once, and taken back.

use serde_json::{Value, json};
use wire::{FieldCode, MeetingWord, Scope};

use super::super::http_plan_groups::{add, done, new_group};
use super::super::people_world::helper;
use super::super::steps::{Browser, roomy};
use super::super::support::stores;
use super::super::test_app::{Answer, HOSTILE, KNITTING};
use super::{Cast, cast, day, field, goes, meeting, plan_of, week};

async fn say(of: &Cast<'_>, meeting: Value, word: Value) -> Answer {
    of.amina.put(&plan_of(of.person, "meeting-words"), &json!({ "meeting": meeting, "word": word })).await
}

async fn word(of: &Cast<'_>) -> Option<MeetingWord> {
    day(&week(&of.amina, of.person, "2026-11-23").await, "2026-11-25").meetings[0].word
}

#[tokio::test]
async fn a_word_is_kept_changed_and_taken_back() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        for (said, kept) in [
            ("going", MeetingWord::Going),
            ("nervous", MeetingWord::Nervous),
            ("nervous", MeetingWord::Nervous),
            ("cannot_go", MeetingWord::CannotGo),
        ] {
            let answer = say(&of, meeting("2026-11-25"), json!(said)).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            assert_eq!(answer.json::<Value>()["word"], json!(said));
            assert_eq!(word(&of).await, Some(kept));
        }
        let other = week(&of.amina, of.person, "2026-12-02").await;
        assert_eq!(day(&other, "2026-12-02").meetings[0].word, None, "of one meeting alone");
        for _ in 0..2 {
            assert_eq!(say(&of, meeting("2026-11-25"), Value::Null).await.status, 200);
            assert_eq!(word(&of).await, None);
        }
    }
}

#[tokio::test]
async fn nobody_says_it_for_them() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        let all = Browser::of(&app, &helper(&app, of.person, "all@example.org", &Scope::ALL).await.0);
        let said = json!({ "meeting": meeting("2026-11-25"), "word": "going" });
        for browser in [&all, &of.wen.1] {
            browser.put(&plan_of(of.person, "meeting-words"), &said).await.problem(404);
        }
        assert_eq!(word(&of).await, None);
    }
}

#[tokio::test]
async fn only_a_meeting_that_is_to_come_can_be_spoken_of() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let wrong = |field: &str, code: FieldCode| (field.to_owned(), code);
        let said = say(&of, meeting("2026-11-25"), json!("going")).await;
        assert_eq!(field(&said), wrong("meeting.group", FieldCode::NotOffered));
        let going = goes(&of.amina, of.person).await;
        for (day, code) in [
            ("2026-11-18", FieldCode::InPast),
            ("2026-11-26", FieldCode::NotOffered),
            ("2027-01-28", FieldCode::NotOffered),
            ("2027-02-03", FieldCode::TooFar),
        ] {
            assert_eq!(field(&say(&of, meeting(day), json!("going")).await), wrong("meeting.starts_at", code), "{day}");
        }
        let mut elsewhere = meeting("2026-11-25");
        elsewhere["group"] = json!(HOSTILE);
        let said = say(&of, elsewhere, json!("going")).await;
        assert_eq!(field(&said), wrong("meeting.group", FieldCode::NotOffered));
        // What was said can be taken back when it is not for them any more.
        assert_eq!(say(&of, meeting("2026-11-25"), json!("nervous")).await.status, 200);
        done(&of.amina, of.person, going.id, json!("not_for_me")).await;
        let said = say(&of, meeting("2026-11-25"), json!("going")).await;
        assert_eq!(field(&said), wrong("meeting.group", FieldCode::NotOffered));
        assert_eq!(say(&of, meeting("2026-11-25"), Value::Null).await.status, 200);
        done(&of.amina, of.person, going.id, json!("take_interest")).await;
        done(&of.amina, of.person, going.id, json!("plan_to_go")).await;
        assert_eq!(word(&of).await, None);
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        add(&of.amina, of.person, &new_group(KNITTING, "")).await;
        say(&of, meeting("2026-11-25"), json!("perhaps")).await.problem(400);
        say(&of, json!({ "group": KNITTING, "starts_at": "tomorrow" }), json!("going")).await.problem(400);
    }
}
