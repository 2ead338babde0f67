//! Help is given for a while, each part once, and taken away at any time.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn terms(scopes: &[Scope], ends_on: &str) -> GrantTerms {
    GrantTerms { scopes: scopes.to_vec(), ends_on: day(ends_on), is_alone: Some(true) }
}

fn found(terms: &GrantTerms) -> Vec<(String, FieldCode)> {
    problems(terms, day("2026-08-31")).into_iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn terms_within_the_limits_have_no_problem() {
    assert_eq!(found(&terms(&Scope::ALL, "2026-09-01")), []);
    assert_eq!(found(&terms(&[Scope::SeePlan], "2027-02-28")), [], "six months from the 31st end with February");
    let watched = GrantTerms { is_alone: Some(false), ..terms(&[Scope::SeePlan], "2026-09-01") };
    assert_eq!(found(&watched), [], "not being alone is an answer");
}

#[test]
fn terms_beyond_the_limits_are_refused() {
    let problem = |field: &str, code| vec![(field.to_owned(), code)];
    assert_eq!(found(&terms(&[], "2026-12-01")), problem("scopes", FieldCode::Missing));
    let twice = [Scope::SeePlan, Scope::BookVisits, Scope::SeePlan];
    assert_eq!(found(&terms(&twice, "2026-12-01")), problem("scopes", FieldCode::NotOffered));
    assert_eq!(found(&terms(&[Scope::SeePlan], "2026-08-31")), problem("ends_on", FieldCode::InPast));
    assert_eq!(found(&terms(&[Scope::SeePlan], "2027-03-01")), problem("ends_on", FieldCode::TooFar));
    let unasked = GrantTerms { is_alone: None, ..terms(&[Scope::SeePlan], "2026-12-01") };
    assert_eq!(found(&unasked), problem("is_alone", FieldCode::Missing));
}

#[test]
fn only_more_or_longer_is_widening() {
    let (old, end) = ([Scope::SeePlan, Scope::SeeMessages], day("2026-12-01"));
    assert!(!is_widening(&old, end, &terms(&old, "2026-12-01")));
    assert!(!is_widening(&old, end, &terms(&[Scope::SeeMessages], "2026-11-01")));
    assert!(is_widening(&old, end, &terms(&[Scope::SeePlan], "2026-12-02")));
    assert!(is_widening(&old, end, &terms(&[Scope::WriteAsHelper], "2026-11-01")));
}

#[test]
fn help_lives_through_its_last_day() {
    let end = day("2026-12-01");
    assert!(is_live(end, false, end));
    assert!(!is_live(end, false, day("2026-12-02")));
    assert!(!is_live(end, true, day("2026-11-01")));
}
