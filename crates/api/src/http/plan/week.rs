//! Somebody's week, and what is theirs alone beside it: what they say of a meeting beforehand, a list for getting ready, and a
//! private calendar address.
//!
//! Whoever may see the plan sees the week. What is the person's alone nobody else finds there: it answers 404.

pub mod calendar_feed;
pub mod days;
pub mod routine;
pub mod say_meeting_word;
pub mod see_week;

use wire::{FieldCode, FieldProblem};

use crate::http::error::Error;

/// One field that has to be put right.
fn invalid(field: &str, code: FieldCode) -> Error {
    Error::Invalid(vec![FieldProblem { field: field.to_owned(), code }])
}
