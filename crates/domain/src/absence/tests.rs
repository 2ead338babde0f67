//! Nobody is away without somebody who is there.

#![expect(clippy::unwrap_used, reason = "tests")]

use uuid::Uuid;

use super::*;

const ME: StaffId = StaffId(Uuid::from_u128(1));
const ANN: StaffId = StaffId(Uuid::from_u128(2));
const BOB: StaffId = StaffId(Uuid::from_u128(3));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn away(from: &str, until: &str, cover: StaffId) -> Absence {
    Absence { from: day(from), until: day(until), cover, cover_name: String::new() }
}

fn found(absence: &Absence, others: &[(StaffId, &str, &str)]) -> Vec<(String, FieldCode)> {
    let others: Vec<_> = others.iter().map(|(who, first, last)| (*who, day(first), day(last))).collect();
    let problems = problems(absence, ME, day("2026-11-25"), &others);
    problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn covered_absence_has_no_problem() {
    assert_eq!(found(&away("2026-11-25", "2026-11-25", ANN), &[]), []);
    assert_eq!(found(&away("2026-11-20", "2026-11-25", ANN), &[]), [], "it has begun");
    assert_eq!(found(&away("2026-12-01", "2027-12-01", ANN), &[]), []);
    let others =
        [(BOB, "2026-12-01", "2026-12-31"), (ANN, "2026-12-10", "2026-12-11"), (ME, "2026-12-01", "2026-12-09")];
    assert_eq!(found(&away("2026-12-01", "2026-12-09", ANN), &others), []);
}

#[test]
fn days_that_cannot_be_are_refused() {
    let problem = |field: &str, code| vec![(field.to_owned(), code)];
    assert_eq!(found(&away("2026-11-20", "2026-11-24", ANN), &[]), problem("absence.until", FieldCode::InPast));
    assert_eq!(found(&away("2026-12-02", "2026-12-01", ANN), &[]), problem("absence.until", FieldCode::NotOffered));
    assert_eq!(found(&away("2026-12-01", "2027-12-02", ANN), &[]), problem("absence.until", FieldCode::TooFar));
    assert_eq!(found(&away("2027-11-26", "2027-11-27", ANN), &[]), problem("absence.from", FieldCode::TooFar));
}

#[test]
fn cover_has_to_be_there() {
    let problem = vec![("absence.cover".to_owned(), FieldCode::NotOffered)];
    assert_eq!(found(&away("2026-12-01", "2026-12-09", ME), &[]), problem);
    for (first, last) in [("2026-12-09", "2026-12-20"), ("2026-11-01", "2026-12-01"), ("2026-12-03", "2026-12-03")] {
        assert_eq!(found(&away("2026-12-01", "2026-12-09", ANN), &[(ANN, first, last)]), problem);
    }
}

#[test]
fn first_and_last_day_are_away() {
    let is = |today: &str| is_away(day("2026-12-01"), day("2026-12-03"), day(today));
    assert!(is("2026-12-01") && is("2026-12-03"));
    assert!(!is("2026-11-30") && !is("2026-12-04"));
    assert!(!is_away(day("2026-12-03"), day("2026-12-01"), day("2026-12-02")));
}
