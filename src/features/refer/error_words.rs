//! What needs putting right, in words that say how.

use wire::{FieldCode, FieldProblem, ForWhom};

use crate::words::refer_errors as words;

/// The words for a problem with a field.
pub fn error_words(problem: &FieldProblem, for_whom: Option<ForWhom>) -> &'static str {
    let is_helper = for_whom == Some(ForWhom::Someone);
    match (problem.field.as_str(), problem.code) {
        (_, FieldCode::TooLong) => words::too_long(),
        ("for_whom", _) => words::for_whom(),
        ("words" | "needs", _) => words::needs(),
        ("postcode", FieldCode::Missing) => words::postcode_missing(),
        ("postcode", _) => words::postcode_unreadable(),
        ("surgery", _) => words::surgery(),
        ("name", _) if is_helper => words::name_them(),
        ("name", _) => words::name(),
        ("birth", FieldCode::Missing) => words::birth_missing(),
        ("birth", FieldCode::InFuture) => words::birth_future(),
        ("birth", FieldCode::TooLongAgo) => words::birth_long_ago(),
        ("birth", _) => words::birth_unreadable(),
        (_, FieldCode::NoSafeWay) if is_helper => words::no_safe_way_them(),
        (_, FieldCode::NoSafeWay) => words::no_safe_way(),
        ("call_safe" | "helper_call_safe", _) => words::call_safe(),
        ("text_safe" | "helper_text_safe", _) => words::text_safe(),
        ("email_safe" | "helper_email_safe", _) => words::email_safe(),
        ("phone" | "helper_phone", FieldCode::Unreadable) => words::phone_unreadable(),
        ("email" | "helper_email", FieldCode::Unreadable) => words::email_unreadable(),
        ("helper_name", _) => words::helper_name(),
        ("helper_relation", _) => words::helper_relation(),
        ("agreed", _) => words::agreed(),
        ("not_asked_reason", _) => words::not_asked_reason(),
        ("contact_first", _) => words::contact_first(),
        ("consent_version", _) => words::consent(),
        _ => words::other(),
    }
}
