//! What matters to a person: goals and their steps, written together with their team.

#![expect(clippy::unwrap_used, reason = "tests")]

mod hands;
mod once;
mod records;
mod refused;
mod together;

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{Goal, GoalId, Kept, PersonId, StaffId, StepId};

use super::steps::{Browser, accept, for_me, send, worker};
use super::test_app::{Answer, TestApp};

pub const PERSON: &str = "amina@example.org";

/// A person, and their link worker Wen.
pub struct Cast<'a> {
    pub person: PersonId,
    pub amina: Browser<'a>,
    pub wen: (StaffId, Browser<'a>),
}

pub async fn cast(app: &TestApp) -> Cast<'_> {
    let referral = send(&Browser::new(app), for_me("Amina Ahmed", PERSON)).await.id;
    let amina = Browser::prove(app, PERSON).await;
    let person = amina.me().await.person.unwrap().id;
    let wen = worker(app, "Wen").await;
    wen.1.open(referral).await;
    wen.1.done(referral, "seen", accept(wen.0, "Hello Amina.")).await;
    Cast { person, amina, wen }
}

pub fn goals_of(person: PersonId) -> String {
    format!("/api/people/{person}/plan/goals")
}

/// A goal with one step, under ids of their own.
pub fn new_goal(title: &str) -> Value {
    json!({
        "id": Uuid::now_v7(), "title": title, "why": "To see people.", "how_known": "I know two names.",
        "steps": [{ "id": Uuid::now_v7(), "words": "Look what is on.", "on": "2026-12-01" }],
    })
}

pub async fn begin(browser: &Browser<'_>, person: PersonId, title: &str) -> Goal {
    let answer = browser.post(&goals_of(person), &new_goal(title)).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

pub async fn list(browser: &Browser<'_>, person: PersonId) -> Vec<Goal> {
    let answer = browser.get(&goals_of(person)).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

/// Does something with a goal under this id.
pub async fn act_as(browser: &Browser<'_>, person: PersonId, goal: GoalId, id: Uuid, act: &Value) -> Answer {
    browser.post(&format!("{}/{goal}/acts", goals_of(person)), &json!({ "id": id, "act": act })).await
}

pub async fn act(browser: &Browser<'_>, person: PersonId, goal: GoalId, act: Value) -> Answer {
    act_as(browser, person, goal, Uuid::now_v7(), &act).await
}

/// Does something that has to work.
pub async fn done(browser: &Browser<'_>, person: PersonId, goal: GoalId, what: Value) -> Goal {
    let answer = act(browser, person, goal, what).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

pub async fn act_on_step(browser: &Browser<'_>, person: PersonId, goal: GoalId, step: StepId, act: Value) -> Answer {
    let address = format!("{}/{goal}/steps/{step}/acts", goals_of(person));
    browser.post(&address, &json!({ "id": Uuid::now_v7(), "act": act })).await
}

pub async fn done_with_step(browser: &Browser<'_>, person: PersonId, goal: GoalId, step: StepId, act: Value) -> Goal {
    let answer = act_on_step(browser, person, goal, step, act).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

pub fn change(text: &str, words: &str, base: u32) -> Value {
    json!({ "change": { "text": text, "words": { "words": words, "base": base } } })
}

/// Everything that stands in a text, the newest first, each with who wrote it.
pub fn stands(kept: &Kept) -> Vec<(String, String)> {
    let mut stands = vec![(kept.by.name.clone(), kept.words.clone())];
    stands.extend(kept.others.iter().map(|other| (other.by.name.clone(), other.words.clone())));
    stands
}

pub fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect()
}
