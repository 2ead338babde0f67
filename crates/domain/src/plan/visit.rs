//! A visit: when it may be recorded, what may be changed later, and what others see of it. It must not know the group.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;
use wire::{Author, Kept, NewWords, RecordVisit, Visit, VisitAct, VisitActKind, VisitOutcome};

use super::merge::{first, join, merge};

/// How many days after its meeting a visit may still be recorded.
pub const OLDEST_DAYS: i64 = 180;

/// How many visits are kept of a person: one a day for more than five years.
pub const MOST: usize = 2_000;

/// What is known of somebody's visit to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The meeting is to come.
    NotBegun,
    /// It has begun, and nothing is recorded.
    Open,
    /// Nothing was recorded, and it was too long ago to ask.
    TooLongAgo,
    /// It is recorded, and stays so for ever.
    Recorded(VisitOutcome),
}

/// Why something is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("the meeting has not begun")]
    NotBegun,
    #[error("the meeting was too long ago")]
    TooLongAgo,
    #[error("nothing is recorded yet")]
    NotRecorded,
    #[error("it is recorded already")]
    Already,
    #[error("only who went can say how it was")]
    DidNotGo,
}

/// What is known at `now` of a meeting that starts at `starts_at`, of which `recorded` is recorded.
pub fn state(starts_at: DateTime<Utc>, recorded: Option<VisitOutcome>, now: DateTime<Utc>) -> State {
    match recorded {
        Some(outcome) => State::Recorded(outcome),
        None if starts_at > now => State::NotBegun,
        None if now.signed_duration_since(starts_at) > TimeDelta::days(OLDEST_DAYS) => State::TooLongAgo,
        None => State::Open,
    }
}

/// What may be done now, in the order in which it is offered. What is recorded can be put right however long ago it
/// was.
pub const fn acts(state: State) -> &'static [VisitActKind] {
    use VisitActKind::{Change, Rate, Record, SetOutcome, SetPrivate};
    match state {
        State::NotBegun | State::TooLongAgo => &[],
        State::Open => &[Record],
        State::Recorded(VisitOutcome::Went) => &[Rate, Change, SetPrivate, SetOutcome],
        State::Recorded(VisitOutcome::DidNot | VisitOutcome::DidNotRun) => &[Change, SetPrivate, SetOutcome],
    }
}

/// Where recording leads.
///
/// # Errors
/// When the meeting has not begun, was too long ago, or is recorded: then [`again`] brings the two together.
pub fn record(state: State, outcome: VisitOutcome) -> Result<State, Refused> {
    listed(state, VisitActKind::Record)?;
    Ok(State::Recorded(outcome))
}

/// Where a change leads. What [`acts`] does not list is refused.
///
/// # Errors
/// When it is not listed, and why.
pub fn after(state: State, act: &VisitAct) -> Result<State, Refused> {
    listed(state, act.kind())?;
    Ok(match act {
        VisitAct::SetOutcome { outcome } => State::Recorded(*outcome),
        VisitAct::Rate { .. } | VisitAct::Change { .. } | VisitAct::SetPrivate { .. } => state,
    })
}

fn listed(state: State, kind: VisitActKind) -> Result<(), Refused> {
    if acts(state).contains(&kind) {
        return Ok(());
    }
    Err(match state {
        State::NotBegun => Refused::NotBegun,
        State::TooLongAgo => Refused::TooLongAgo,
        State::Open => Refused::NotRecorded,
        State::Recorded(_) if kind == VisitActKind::Record => Refused::Already,
        State::Recorded(_) => Refused::DidNotGo,
    })
}

/// A visit that is recorded at `now`, to a meeting of which nothing is recorded. `name` is the group's.
///
/// # Errors
/// When the meeting has not begun or was too long ago.
pub fn begin(new: &RecordVisit, name: &str, by: &Author, now: DateTime<Utc>) -> Result<Visit, Refused> {
    record(state(new.meeting.starts_at, None, now), new.outcome)?;
    Ok(Visit {
        id: new.id,
        meeting: new.meeting,
        name: name.to_owned(),
        outcome: new.outcome,
        face: face(new.outcome, new.face),
        line: Some(first(&new.line, by, now)),
        is_private: new.is_private,
    })
}

/// A visit to a meeting that was recorded on another device too, which did not know of this one. The later tap counts;
/// both lines stay, and what either kept private is private.
pub fn again(held: &Visit, new: &RecordVisit, by: &Author, now: DateTime<Utc>) -> Visit {
    Visit {
        outcome: new.outcome,
        face: face(new.outcome, new.face.or(held.face)),
        line: Some(written(held, &NewWords { words: new.line.clone(), base: 0 }, by, now)),
        is_private: held.is_private || new.is_private,
        ..held.clone()
    }
}

/// Two records of one meeting that turn out to be one person's, of which `later` was written last. The id is that of
/// `later`.
pub fn joined(earlier: &Visit, later: &Visit) -> Visit {
    let line = match (&earlier.line, &later.line) {
        (Some(earlier), Some(later)) => Some(join(earlier, later)),
        (line, None) | (None, line) => line.clone(),
    };
    Visit {
        face: face(later.outcome, later.face.or(earlier.face)),
        line,
        is_private: earlier.is_private || later.is_private,
        ..later.clone()
    }
}

/// The visit after a change.
///
/// # Errors
/// When the change is not possible.
pub fn act(held: &Visit, act: &VisitAct, by: &Author, at: DateTime<Utc>) -> Result<Visit, Refused> {
    after(State::Recorded(held.outcome), act)?;
    let mut visit = held.clone();
    match act {
        VisitAct::SetOutcome { outcome } => {
            visit.outcome = *outcome;
            visit.face = face(*outcome, held.face);
        }
        VisitAct::Rate { face } => visit.face = *face,
        VisitAct::Change { words } => visit.line = Some(written(held, words, by, at)),
        VisitAct::SetPrivate { is_private } => visit.is_private = *is_private,
    }
    Ok(visit)
}

/// A visit as everybody but the person sees it. A private one looks like one of which nobody said how it was.
pub fn as_others_see(visit: &Visit) -> Visit {
    let is_shown = !visit.is_private;
    let line = visit.line.as_ref().filter(|line| is_shown && !line.words.is_empty());
    Visit { face: visit.face.filter(|_| is_shown), line: line.cloned(), is_private: false, ..visit.clone() }
}

fn face(outcome: VisitOutcome, face: Option<u8>) -> Option<u8> {
    face.filter(|_| outcome == VisitOutcome::Went)
}

fn written(held: &Visit, words: &NewWords, by: &Author, at: DateTime<Utc>) -> Kept {
    match &held.line {
        Some(line) => merge(line, words, by, at),
        None => first(&words.words, by, at),
    }
}

#[cfg(test)]
mod tests;
