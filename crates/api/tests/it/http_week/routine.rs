//! A list for getting ready: theirs alone, and no line lost when two devices change it.

use serde_json::{Value, json};
use wire::{FieldCode, Routine, Scope};

use super::super::people_world::helper;
use super::super::steps::{Browser, roomy};
use super::super::support::stores;
use super::super::test_app::Answer;
use super::{Cast, cast, field, plan_of};

fn sent(lines: &[&str], base: u32) -> Value {
    json!({ "lines": lines, "remind_minutes": 60, "is_told_evening_before": false, "base": base })
}

async fn change(of: &Cast<'_>, sent: &Value) -> Answer {
    of.amina.put(&plan_of(of.person, "routine"), sent).await
}

async fn changed(of: &Cast<'_>, sent: &Value) -> Routine {
    let answer = change(of, sent).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

async fn kept(of: &Cast<'_>) -> Routine {
    of.amina.get(&plan_of(of.person, "routine")).await.json()
}

#[tokio::test]
async fn a_list_is_kept_and_changed() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let unsaid = kept(&of).await;
        assert_eq!((unsaid.lines.len(), unsaid.remind_minutes, unsaid.revision), (0, None, 0));
        assert!(unsaid.is_told_evening_before);
        let first = changed(&of, &sent(&[" Keys ", "", "Coat"], 0)).await;
        assert_eq!((first.lines.as_slice(), first.revision), (["Keys".to_owned(), "Coat".to_owned()].as_slice(), 1));
        assert_eq!((first.remind_minutes, first.is_told_evening_before), (Some(60), false));
        assert_eq!(changed(&of, &sent(&["Keys", "Coat"], 0)).await, first, "sent again");
        assert_eq!(kept(&of).await, first);
        // Another device, which has not seen the change.
        let both = changed(&of, &sent(&["Water", "Keys"], 0)).await;
        assert_eq!((both.lines.join(", ").as_str(), both.revision), ("Water, Keys, Coat", 2));
        let less = changed(&of, &sent(&["Water"], 2)).await;
        assert_eq!((less.lines.join(", ").as_str(), less.revision), ("Water", 3));
        assert_eq!(kept(&of).await, less);
    }
}

#[tokio::test]
async fn what_is_too_much_is_named() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let many = sent(&["Keys"; 21], 0);
        assert_eq!(field(&change(&of, &many).await), ("lines".to_owned(), FieldCode::TooMany));
        let long = "a".repeat(201);
        assert_eq!(field(&change(&of, &sent(&[long.as_str()], 0)).await), ("lines.0".to_owned(), FieldCode::TooLong));
        let mut odd = sent(&[], 0);
        odd["remind_minutes"] = json!(45);
        assert_eq!(field(&change(&of, &odd).await), ("remind_minutes".to_owned(), FieldCode::NotOffered));
        assert_eq!(kept(&of).await.revision, 0);
    }
}

#[tokio::test]
async fn nobody_else_finds_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        changed(&of, &sent(&["Keys"], 0)).await;
        let all = Browser::of(&app, &helper(&app, of.person, "all@example.org", &Scope::ALL).await.0);
        for browser in [&all, &of.wen.1] {
            browser.get(&plan_of(of.person, "routine")).await.problem(404);
            browser.put(&plan_of(of.person, "routine"), &sent(&["Hers"], 0)).await.problem(404);
        }
        assert_eq!(kept(&of).await.lines, ["Keys"]);
    }
}
