//! What the choices of an act are called in its form.

use wire::{ContactHow, ContactOutcome, DeclineReason, EndReason};

use crate::features::desk::said;
use crate::ui::choices::Choice;

/// Why a referral is declined.
pub const DECLINE: [(&str, DeclineReason); 5] = [
    ("out_of_area", DeclineReason::OutOfArea),
    ("other_service", DeclineReason::OtherService),
    ("needs_more", DeclineReason::NeedsMore),
    ("not_wanted", DeclineReason::NotWanted),
    ("other", DeclineReason::Other),
];

/// Why the work ends.
pub const END: [(&str, EndReason); 6] = [
    ("done", EndReason::Done),
    ("their_wish", EndReason::TheirWish),
    ("lost_touch", EndReason::LostTouch),
    ("moved_away", EndReason::MovedAway),
    ("died", EndReason::Died),
    ("other", EndReason::Other),
];

/// How contact was made.
pub const HOW: [(&str, ContactHow); 5] = [
    ("call", ContactHow::Call),
    ("text", ContactHow::Text),
    ("email", ContactHow::Email),
    ("post", ContactHow::Post),
    ("in_person", ContactHow::InPerson),
];

/// How it went.
pub const OUTCOME: [(&str, ContactOutcome); 3] = [
    ("talked", ContactOutcome::Talked),
    ("no_answer", ContactOutcome::NoAnswer),
    ("asked_to_call_back", ContactOutcome::AskedToCallBack),
];

/// The value of a code.
pub fn of<T: Copy>(codes: &[(&'static str, T)], code: &str) -> Option<T> {
    codes.iter().find(|(known, _)| *known == code).map(|(_, value)| *value)
}

/// Declining, as choices.
pub fn decline_choices() -> Vec<Choice> {
    DECLINE.map(|(code, reason)| Choice::new(code, said::decline_reason(reason))).into()
}

/// Ending, as choices.
pub fn end_choices() -> Vec<Choice> {
    END.map(|(code, reason)| Choice::new(code, said::end_reason(reason))).into()
}

/// Ways of being in touch, as choices.
pub fn how_choices() -> Vec<Choice> {
    HOW.map(|(code, how)| Choice::new(code, said::how(how))).into()
}

/// How it went, as choices.
pub fn outcome_choices() -> Vec<Choice> {
    OUTCOME.map(|(code, outcome)| Choice::new(code, said::outcome(outcome))).into()
}
