//! What has to be put right in a check-in before it is kept. It must not know earlier ones.

use chrono::{NaiveDate, TimeDelta};
use thiserror::Error;
use wire::{CheckInAnswer, FieldCode, FieldProblem, KeepCheckIn};

use super::{Item, Measure, Scale};
use crate::access::Who;

/// How many days a check-in may wait on a phone without a signal.
pub const OLDEST_DAYS: i64 = 14;

/// Why a check-in is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problems {
    /// Whoever sends it is not the one who was asked.
    #[error("only the person themselves may answer")]
    NotThemselves,
    /// These have to be put right. Paths are such as `day` and `answers.happy`.
    #[error("some fields need putting right")]
    Fields(Vec<FieldProblem>),
}

/// Whether somebody may answer a measure: the person themselves and nobody else, whatever a helper may do for them. How
/// somebody feels cannot be said by another.
pub fn may_answer(who: &Who) -> bool {
    matches!(who, Who::Own)
}

/// Looks at a check-in that `who` sends on `today` (London).
///
/// A check-in without any answer is [`FieldCode::Missing`] at `answers`, which the app says kindly: nothing is lost,
/// and nobody has to. "Rather not say" is an answer, to every item too: whoever says so has been asked, and is left in
/// peace.
///
/// # Errors
/// What keeps it from being kept, in the order of the fields.
pub fn check(sent: &KeepCheckIn, measure: &Measure, who: &Who, today: NaiveDate) -> Result<(), Problems> {
    if !may_answer(who) {
        return Err(Problems::NotThemselves);
    }
    let problem = |field: &str, code: FieldCode| FieldProblem { field: field.to_owned(), code };
    // Answers to other questions are not looked at: whether they would fit these says nothing.
    if sent.measure != measure.id {
        return Err(Problems::Fields(vec![problem("measure", FieldCode::NotOffered)]));
    }
    if sent.version != measure.version {
        return Err(Problems::Fields(vec![problem("version", FieldCode::OldVersion)]));
    }
    let mut found = Vec::new();
    if sent.day > today {
        found.push(problem("day", FieldCode::InFuture));
    } else if today.signed_duration_since(sent.day) > TimeDelta::days(OLDEST_DAYS) {
        found.push(problem("day", FieldCode::TooLongAgo));
    }
    if sent.answers.is_empty() {
        found.push(problem("answers", FieldCode::Missing));
    } else {
        // An item that is not known has no field that could be put right, and its name is not repeated.
        if sent.answers.keys().any(|id| measure.item(id).is_none()) {
            found.push(problem("answers", FieldCode::NotOffered));
        }
        for item in &measure.items {
            if let Some(code) = fault(item, sent.answers.get(&item.id)) {
                found.push(problem(&format!("answers.{}", item.id), code));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Problems::Fields(found)) }
}

fn fault(item: &Item, answer: Option<&CheckInAnswer>) -> Option<FieldCode> {
    match (&item.answers, answer) {
        (_, None | Some(CheckInAnswer::RatherNotSay)) => (!item.may_skip).then_some(FieldCode::Missing),
        (Scale::Numbers { .. }, Some(CheckInAnswer::Option(_)))
        | (Scale::Options(_), Some(CheckInAnswer::Number(_))) => Some(FieldCode::Unreadable),
        (_, Some(answer)) => item.place(answer).is_none().then_some(FieldCode::NotOffered),
    }
}
