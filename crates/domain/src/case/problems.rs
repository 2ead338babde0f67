//! What has to be put right in an act before it is done. It must not know the referral it is done with.

use chrono::{NaiveDate, TimeDelta};
use wire::{Act, FieldCode, FieldProblem};

use crate::referral::limits;

/// How many days back a contact may be recorded.
pub const OLDEST_CONTACT_DAYS: i64 = 60;

/// How many days a referral may rest at most.
pub const LONGEST_PAUSE_DAYS: i64 = 180;

/// The problems of an act on `today` (London), in the order of its fields. Paths are such as `act.words`.
///
/// Whoever is declined, accepted or let go is always told in words.
pub fn problems(act: &Act, today: NaiveDate) -> Vec<FieldProblem> {
    let found = match act {
        Act::Accept { words, .. } | Act::End { words, .. } => vec![needed("act.words", words)],
        Act::Decline { words, elsewhere, .. } => {
            vec![needed("act.words", words), needed("act.elsewhere", elsewhere)]
        }
        Act::RecordContact { on, words, note, .. } => {
            vec![contact_day(*on, today), optional("act.words", words), optional("act.note", note)]
        }
        Act::PassOn { words, note, .. } => vec![optional("act.words", words), optional("act.note", note)],
        Act::Pause { until, words } => vec![pause_end(*until, today), optional("act.words", words)],
        Act::StartWork { words } | Act::Resume { words } | Act::Reopen { words } => {
            vec![optional("act.words", words)]
        }
        Act::Merge { .. } => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

fn needed(field: &str, text: &str) -> Option<FieldProblem> {
    let is_blank = text.chars().all(|letter| letter.is_whitespace() || letter.is_control());
    if is_blank { problem(field, FieldCode::Missing) } else { optional(field, text) }
}

fn optional(field: &str, text: &str) -> Option<FieldProblem> {
    if text.trim().chars().count() > limits::WORDS { problem(field, FieldCode::TooLong) } else { None }
}

fn contact_day(on: NaiveDate, today: NaiveDate) -> Option<FieldProblem> {
    if on > today {
        return problem("act.on", FieldCode::InFuture);
    }
    let is_old = today.signed_duration_since(on) > TimeDelta::days(OLDEST_CONTACT_DAYS);
    if is_old { problem("act.on", FieldCode::TooLongAgo) } else { None }
}

fn pause_end(until: NaiveDate, today: NaiveDate) -> Option<FieldProblem> {
    if until <= today {
        return problem("act.until", FieldCode::InPast);
    }
    let is_far = until.signed_duration_since(today) > TimeDelta::days(LONGEST_PAUSE_DAYS);
    if is_far { problem("act.until", FieldCode::TooFar) } else { None }
}

fn problem(field: &str, code: FieldCode) -> Option<FieldProblem> {
    Some(FieldProblem { field: field.to_owned(), code })
}
