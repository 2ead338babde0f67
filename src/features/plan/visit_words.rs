//! Visits in words: when it was, what became of it, and how it was.

use chrono::{DateTime, NaiveTime, Utc};
use domain::london;
use wire::VisitOutcome;

use crate::phrases::moment;
use crate::state::plan_seat::Seat;
use crate::words::{groups, plan_visits as words};

/// What can become of a meeting, in the order in which it is offered.
pub const OUTCOMES: [VisitOutcome; 3] = [VisitOutcome::Went, VisitOutcome::DidNot, VisitOutcome::DidNotRun];

/// "Wednesday 25 November, 2pm"; the day alone where no time is known.
pub fn when_words(starts_at: DateTime<Utc>) -> String {
    let day = moment::day(starts_at);
    if london::local(starts_at).time() == NaiveTime::MIN {
        day
    } else {
        groups::day_and_time(&day, &moment::clock(starts_at))
    }
}

/// What became of it.
pub fn outcome_words(seat: Seat, outcome: VisitOutcome) -> &'static str {
    let [own, other] = match outcome {
        VisitOutcome::Went => [words::went(), words::went_other()],
        VisitOutcome::DidNot => [words::did_not(), words::did_not_other()],
        VisitOutcome::DidNotRun => [words::did_not_run(), words::did_not_run_other()],
    };
    if seat.is_own() { own } else { other }
}

/// How it was, by the number of the face, 1 to 5.
pub fn face_words(face: u8) -> &'static str {
    match face {
        1 => words::very_hard(),
        2 => words::hard(),
        3 => words::all_right(),
        4 => words::good(),
        _ => words::very_good(),
    }
}
