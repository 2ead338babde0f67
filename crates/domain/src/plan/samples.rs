//! Writers, days and ids for the tests of a plan.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;
use wire::{Author, NewStep, NewWords, Side, StepId};

pub fn person() -> Author {
    author(Side::Person, "Ann")
}

pub fn worker() -> Author {
    author(Side::Staff, "Wil")
}

pub fn author(side: Side, name: &str) -> Author {
    Author { side, name: name.to_owned(), relation: String::new(), covers_for: String::new() }
}

/// So many minutes after some afternoon.
pub fn at(minutes: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-25T14:00:00Z".parse().unwrap();
    start + TimeDelta::minutes(minutes)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn words(text: &str, base: u32) -> NewWords {
    NewWords { words: text.to_owned(), base }
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn step(number: u128, text: &str) -> NewStep {
    NewStep { id: StepId(id(number)), words: text.to_owned(), on: None }
}
