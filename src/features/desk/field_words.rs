//! What needs putting right in a form of the desk, in words that say how, and which control it is about.

use wire::{FieldCode, FieldProblem};

use crate::words::desk::field as words;

/// How to put a field right.
pub fn field_words(problem: &FieldProblem) -> &'static str {
    match (problem.field.as_str(), problem.code) {
        (_, FieldCode::TooLong) => words::too_long(),
        ("act.words", _) => words::act_words(),
        ("act.elsewhere", _) => words::act_elsewhere(),
        ("act.worker" | "act.to", _) => words::act_worker(),
        ("act.reason", _) => words::act_reason(),
        ("act.how", _) => words::act_how(),
        ("act.outcome", _) => words::act_outcome(),
        ("act.on", FieldCode::InFuture) => words::on_future(),
        ("act.on", FieldCode::TooLongAgo) => words::on_long_ago(),
        ("act.on", _) => words::on_missing(),
        ("act.until", FieldCode::InPast) => words::until_past(),
        ("act.until", FieldCode::TooFar) => words::until_far(),
        ("act.until", _) => words::until_missing(),
        ("act.into", _) => words::act_into(),
        ("name", _) => words::name(),
        ("relation", _) => words::relation(),
        ("scopes", _) => words::scopes(),
        ("ends_on", FieldCode::InPast) => words::ends_past(),
        ("ends_on", FieldCode::TooFar) => words::ends_far(),
        ("ends_on", _) => words::ends_missing(),
        ("is_alone", _) => words::is_alone(),
        ("is_face_to_face", _) => words::is_face_to_face(),
        ("how", _) => words::how(),
        ("role", _) => words::role(),
        ("phone", FieldCode::Missing) => words::phone_missing(),
        ("phone", _) => words::phone(),
        ("email", _) => words::email(),
        ("hours", _) => words::hours(),
        ("promise_days", _) => words::promise_days(),
        ("surgeries", _) => words::surgeries(),
        ("districts", FieldCode::NotOffered) => words::districts_taken(),
        ("districts", _) => words::districts(),
        ("closures", _) => words::closures(),
        ("absence.of", _) => words::absence_of(),
        ("absence.from", FieldCode::NotOffered) => words::absence_covers(),
        ("absence.from", FieldCode::TooFar) => words::absence_far(),
        ("absence.from", _) => words::absence_from(),
        ("absence.until", FieldCode::InPast) => words::absence_past(),
        ("absence.until", FieldCode::NotOffered) => words::absence_order(),
        ("absence.until", FieldCode::TooFar) => words::absence_far(),
        ("absence.until", _) => words::absence_until(),
        ("absence.cover", FieldCode::Missing) => words::cover_missing(),
        ("absence.cover", _) => words::cover_away(),
        ("code", _) => words::code(),
        ("label", _) => words::label(),
        _ => words::check(),
    }
}

/// The id of the control that a field is shown in.
pub fn field_id(field: &str) -> String {
    match field {
        // Both name a colleague, by one control.
        "act.to" => "act-worker".to_owned(),
        _ => field.replace(['.', '_'], "-"),
    }
}
