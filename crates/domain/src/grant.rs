//! What a person lets a helper see and do, and until when: its limits. It must not know who helps whom.

use chrono::{Months, NaiveDate};
use wire::{FieldCode, FieldProblem, GrantTerms, Scope};

/// A helper is asked about again after at most so many months.
pub const LONGEST_MONTHS: u32 = 6;

/// What has to be put right in the terms on `today` (London), in the order of the fields. Paths are such as `ends_on`,
/// without whatever the terms are part of.
pub fn problems(terms: &GrantTerms, today: NaiveDate) -> Vec<FieldProblem> {
    let problem = |field: &str, code| FieldProblem { field: field.to_owned(), code };
    let mut found = Vec::new();
    let is_double = terms.scopes.iter().enumerate().any(|(at, scope)| terms.scopes[..at].contains(scope));
    if terms.scopes.is_empty() {
        found.push(problem("scopes", FieldCode::Missing));
    } else if is_double {
        found.push(problem("scopes", FieldCode::NotOffered));
    }
    let last = today.checked_add_months(Months::new(LONGEST_MONTHS));
    if terms.ends_on <= today {
        found.push(problem("ends_on", FieldCode::InPast));
    } else if last.is_none_or(|last| terms.ends_on > last) {
        found.push(problem("ends_on", FieldCode::TooFar));
    }
    if terms.is_alone.is_none() {
        found.push(problem("is_alone", FieldCode::Missing));
    }
    found
}

/// Whether new terms allow anything that the old ones did not, or for longer. That asks for a fresh sign-in; taking
/// away never does.
pub fn is_widening(old: &[Scope], old_end: NaiveDate, new: &GrantTerms) -> bool {
    new.ends_on > old_end || new.scopes.iter().any(|scope| !old.contains(scope))
}

/// Whether a helper may use it today (London). The last day is included.
pub fn is_live(ends_on: NaiveDate, is_revoked: bool, today: NaiveDate) -> bool {
    !is_revoked && today <= ends_on
}

#[cfg(test)]
mod tests;
