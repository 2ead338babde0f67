//! Stages of a referral in words.

use wire::Stage;

use crate::words::stage as words;

/// A stage as its sender reads it.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Sent => words::sent(),
        Stage::Seen => words::seen(),
        Stage::Accepted => words::accepted(),
        Stage::Declined => words::declined(),
        Stage::FirstContact => words::first_contact(),
        Stage::WorkingTogether => words::working_together(),
        Stage::Ended => words::ended(),
    }
}
