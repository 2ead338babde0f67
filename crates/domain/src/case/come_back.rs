//! Coming back through the open door: what a person may do themselves with a referral that has ended. It must not know who
//! has it, or what is kept.

use wire::{EventKind, FieldCode, FieldProblem, Stage};

use super::{Outcome, Refused, State};

/// The longest words to come back with, in characters.
pub const LONGEST_WORDS: usize = 1_000;

/// Where coming back leads. `others` are the person's other referrals to the same team: while one of them goes on, there
/// is nothing to come back to. A team that said no is asked anew, with a referral of its own.
///
/// # Errors
/// [`Refused::Merged`] where it goes on as another one, [`Refused::NotNow`] for whatever else has not ended.
pub fn come_back(state: State, others: &[State]) -> Result<Outcome, Refused> {
    if state.is_merged {
        return Err(Refused::Merged);
    }
    if state.stage != Stage::Ended || others.iter().any(|other| goes_on(*other)) {
        return Err(Refused::NotNow);
    }
    let state = State { stage: Stage::Seen, is_paused: false, is_merged: false };
    Ok(Outcome { state, event: EventKind::Reopened })
}

/// The problems of the words to come back with; they may be empty.
pub fn come_back_problems(words: &str) -> Vec<FieldProblem> {
    if words.trim().chars().count() <= LONGEST_WORDS {
        return Vec::new();
    }
    vec![FieldProblem { field: "words".to_owned(), code: FieldCode::TooLong }]
}

const fn goes_on(state: State) -> bool {
    !state.is_merged && !matches!(state.stage, Stage::Declined | Stage::Ended)
}
