//! What is in the way of a six-digit code, in words. None of them says whether anybody is known by an address.

use wire::{ContactKind, ErrorCode, FieldCode, Problem};

use crate::backend::failure::Failure;
use crate::phrases::failure::failure;
use crate::words::sign_in::code as words;

/// From so many seconds on it is the address that has had its codes, and not everybody who has to wait a moment.
const LONG: u32 = 60;

/// Why no code was sent.
pub fn asking(why: &Failure, kind: ContactKind) -> String {
    match why {
        Failure::Busy(seconds) if *seconds > LONG => words::wait(seconds.div_ceil(60)),
        Failure::Rejected(problem) => match problem.code {
            ErrorCode::CodesRest => rest(problem),
            ErrorCode::Invalid if problem.fields.iter().any(|field| field.code == FieldCode::NotOffered) => {
                match kind {
                    ContactKind::Email => words::no_email(),
                    ContactKind::Mobile => words::no_text(),
                }
                .to_owned()
            }
            ErrorCode::Invalid => words::unreadable().to_owned(),
            _ => failure(why),
        },
        _ => failure(why),
    }
}

/// Why a code was not taken.
pub fn spending(why: &Failure) -> String {
    match why {
        Failure::Rejected(problem) => match problem.code {
            ErrorCode::WrongCode => words::wrong().to_owned(),
            ErrorCode::CodeOver => words::over().to_owned(),
            ErrorCode::CodesRest => rest(problem),
            ErrorCode::Taken => words::taken().to_owned(),
            _ => failure(why),
        },
        _ => failure(why),
    }
}

fn rest(problem: &Problem) -> String {
    words::rest(problem.retry_after_seconds.unwrap_or(3600).div_ceil(60))
}
