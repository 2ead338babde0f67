//! What is due next with a referral, and by when. It must not know how the promised day came about.

use chrono::{Days, NaiveDate};
use wire::{Due, Stage};

use super::{State, rests};

/// After so many days in which nothing happened somebody asks how the person is.
pub const KEEP_IN_TOUCH_DAYS: u64 = 21;

/// What is due next, on which day, and whether that day has passed.
///
/// `promised_by` is the day of the promise, `paused_until` the day on which a rest ends, `last_event` the day on which
/// anything last happened; all are London's.
pub fn due(
    state: State,
    promised_by: NaiveDate,
    paused_until: Option<NaiveDate>,
    last_event: NaiveDate,
    today: NaiveDate,
) -> (Due, Option<NaiveDate>, bool) {
    let (due, on) = match state.stage {
        _ if state.is_merged => (Due::Nothing, None),
        _ if rests(state) => (Due::Resume, paused_until),
        Stage::Sent | Stage::Seen => (Due::Answer, Some(promised_by)),
        Stage::Accepted => (Due::FirstContact, Some(promised_by)),
        Stage::FirstContact | Stage::WorkingTogether => {
            (Due::KeepInTouch, last_event.checked_add_days(Days::new(KEEP_IN_TOUCH_DAYS)))
        }
        Stage::Declined | Stage::Ended => (Due::Nothing, None),
    };
    (due, on, on.is_some_and(|day| day < today))
}
