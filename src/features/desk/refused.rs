//! What the server would not do, in words for staff: what to do instead.

use wire::ErrorCode;

use crate::backend::failure::Failure;
use crate::phrases::failure::failure;
use crate::words::desk::refused as words;

/// What happened and what to do.
pub fn refused_words(why: &Failure) -> String {
    match why.code() {
        Some(ErrorCode::MovedOn) => words::moved_on().to_owned(),
        Some(ErrorCode::NotNow) => words::not_now().to_owned(),
        Some(ErrorCode::NeedsAnother) => words::needs_another().to_owned(),
        Some(ErrorCode::NotValid) => words::not_valid().to_owned(),
        Some(ErrorCode::Taken) => words::taken().to_owned(),
        Some(ErrorCode::SignedOut) => words::signed_out().to_owned(),
        _ if *why == Failure::Absent => words::absent().to_owned(),
        _ => failure(why),
    }
}
