//! When a member of staff is away and who looks after their people: nobody is away without somebody who is there. It
//! must not know names, roles or teams.

use chrono::{Months, NaiveDate};
use wire::{Absence, FieldCode, FieldProblem, StaffId};

/// How many months somebody may be away at a time, and how many ahead it may begin.
const LONGEST_MONTHS: u32 = 12;

/// What has to be put right in an absence on `today` (London), in the order of its fields; paths are such as
/// `absence.until`. `of` is who goes away, `away` everybody's absences, first and last day included.
pub fn problems(
    absence: &Absence,
    of: StaffId,
    today: NaiveDate,
    away: &[(StaffId, NaiveDate, NaiveDate)],
) -> Vec<FieldProblem> {
    let from = is_beyond(absence.from, today).then_some(FieldCode::TooFar);
    let until = if absence.until < today {
        Some(FieldCode::InPast)
    } else if absence.until < absence.from {
        Some(FieldCode::NotOffered)
    } else {
        is_beyond(absence.until, absence.from).then_some(FieldCode::TooFar)
    };
    let is_cover_away =
        away.iter().any(|(who, first, last)| *who == absence.cover && *first <= absence.until && absence.from <= *last);
    let cover = (absence.cover == of || is_cover_away).then_some(FieldCode::NotOffered);
    [("absence.from", from), ("absence.until", until), ("absence.cover", cover)]
        .into_iter()
        .filter_map(|(field, code)| code.map(|code| FieldProblem { field: field.to_owned(), code }))
        .collect()
}

/// Whether somebody is away today (London).
pub fn is_away(from: NaiveDate, until: NaiveDate, today: NaiveDate) -> bool {
    (from..=until).contains(&today)
}

/// Whether `day` comes more than a year after `start`.
fn is_beyond(day: NaiveDate, start: NaiveDate) -> bool {
    start.checked_add_months(Months::new(LONGEST_MONTHS)).is_none_or(|last| day > last)
}

#[cfg(test)]
mod tests;
