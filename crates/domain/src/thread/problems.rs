//! What has to be put right in a message before it is sent. It must not know the thread it goes to, nor who sends it.

use chrono::{DateTime, Months, Utc};
use wire::{FieldCode, FieldProblem, NewBody, NewDates};

use super::{LONGEST, clean};

/// How many dates may be suggested at once.
const MOST_DATES: usize = 3;

/// How many months ahead a date may lie.
const FURTHEST_MONTHS: u32 = 6;

/// How short and how long a suggested meeting may be.
const SHORTEST_MINUTES: u16 = 5;
const LONGEST_MINUTES: u16 = 240;

/// The problems of what is sent at `now`, in the order of its fields. Paths are such as `body.text` and `body.dates.1`,
/// dates counted from 0.
pub fn problems(body: &NewBody, now: DateTime<Utc>) -> Vec<FieldProblem> {
    match body {
        NewBody::Text(text) => needed("body.text", text).into_iter().collect(),
        NewBody::Group(group) => optional("body.words", &group.words).into_iter().collect(),
        NewBody::Dates(dates) => of_dates(dates, now),
    }
}

fn of_dates(dates: &NewDates, now: DateTime<Utc>) -> Vec<FieldProblem> {
    let starts = &dates.starts_at;
    let count = match starts.len() {
        0 => problem("body.dates", FieldCode::Missing),
        1..=MOST_DATES => None,
        _ => problem("body.dates", FieldCode::NotOffered),
    };
    let each = starts.iter().take(MOST_DATES).enumerate().filter_map(|(at, start)| {
        let code = if start.0 <= now {
            FieldCode::InPast
        } else if is_far(start.0, now) {
            FieldCode::TooFar
        } else if starts[..at].contains(start) {
            FieldCode::NotOffered
        } else {
            return None;
        };
        problem(&format!("body.dates.{at}"), code)
    });
    let is_length = (SHORTEST_MINUTES..=LONGEST_MINUTES).contains(&dates.minutes);
    let minutes = if is_length { None } else { problem("body.minutes", FieldCode::NotOffered) };
    count.into_iter().chain(each).chain(minutes).chain(optional("body.words", &dates.words)).collect()
}

fn is_far(start: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now.checked_add_months(Months::new(FURTHEST_MONTHS)).is_none_or(|last| start > last)
}

fn needed(field: &str, text: &str) -> Option<FieldProblem> {
    if clean(text).is_empty() { problem(field, FieldCode::Missing) } else { optional(field, text) }
}

fn optional(field: &str, text: &str) -> Option<FieldProblem> {
    if clean(text).chars().count() > LONGEST { problem(field, FieldCode::TooLong) } else { None }
}

fn problem(field: &str, code: FieldCode) -> Option<FieldProblem> {
    Some(FieldProblem { field: field.to_owned(), code })
}
