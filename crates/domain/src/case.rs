//! A referral at the desk as a table: at which stage which act is possible, where it leads, and what is due next.
//!
//! It must not know who acts, what is kept, or the words of any event.

mod come_back;
mod due;
mod problems;

use thiserror::Error;
use wire::{Act, ActKind, ContactOutcome, EventKind, Stage};

pub use come_back::{LONGEST_WORDS, come_back, come_back_problems};
pub use due::{KEEP_IN_TOUCH_DAYS, due};
pub use problems::{LONGEST_PAUSE_DAYS, OLDEST_CONTACT_DAYS, problems};

/// Where a referral stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub stage: Stage,
    /// It rests. Only between being accepted and being ended.
    pub is_paused: bool,
    /// It goes on as another referral: nothing is done with this one any more.
    pub is_merged: bool,
}

/// What an act leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub state: State,
    /// What the person reads about it.
    pub event: EventKind,
}

/// Why an act is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("this cannot be done at this stage")]
    NotNow,
    #[error("it rests: resume it first")]
    Paused,
    #[error("it was merged and goes on as another referral")]
    Merged,
}

/// What may be done now, in the order in which it is offered.
pub fn acts(state: State) -> Vec<ActKind> {
    if state.is_merged {
        return Vec::new();
    }
    let mut acts = if rests(state) { vec![ActKind::Resume] } else { at_stage(state.stage).to_vec() };
    if is_under_way(state.stage) {
        acts.push(ActKind::PassOn);
        if !rests(state) {
            acts.push(ActKind::Pause);
        }
        acts.push(ActKind::End);
    }
    acts
}

/// Where an act leads. What [`acts`] does not list is refused.
///
/// A contact that is recorded after the first keeps its stage. Its event goes by how it went and not by which it was,
/// because the person reads it: "tried" after a talk would be untrue.
pub fn after(state: State, act: &Act) -> Result<Outcome, Refused> {
    if state.is_merged {
        return Err(Refused::Merged);
    }
    let kind = act.kind();
    if !acts(state).contains(&kind) {
        return Err(if rests(state) && at_stage(state.stage).contains(&kind) {
            Refused::Paused
        } else {
            Refused::NotNow
        });
    }
    let at = |stage: Stage| State { stage, is_paused: false, is_merged: false };
    let (state, event) = match act {
        Act::Accept { .. } => (at(Stage::Accepted), EventKind::Accepted),
        Act::Decline { .. } => (at(Stage::Declined), EventKind::Declined),
        Act::RecordContact { outcome: ContactOutcome::Talked, .. } => {
            let stage = if state.stage == Stage::Accepted { Stage::FirstContact } else { state.stage };
            (at(stage), EventKind::FirstContact)
        }
        Act::RecordContact { .. } => (state, EventKind::ContactTried),
        Act::StartWork { .. } => (at(Stage::WorkingTogether), EventKind::WorkingTogether),
        Act::PassOn { .. } => (state, EventKind::PassedOn),
        Act::Pause { .. } => (State { is_paused: true, ..state }, EventKind::Paused),
        Act::Resume { .. } => (at(state.stage), EventKind::Resumed),
        Act::Merge { .. } => (State { is_merged: true, ..state }, EventKind::Merged),
        Act::End { .. } => (at(Stage::Ended), EventKind::Ended),
        Act::Reopen { .. } => (at(Stage::Seen), EventKind::Reopened),
    };
    Ok(Outcome { state, event })
}

/// What opening it for the first time leads to; `None` when somebody has opened it before.
pub fn open(state: State) -> Option<State> {
    (state.stage == Stage::Sent && !state.is_merged).then_some(State { stage: Stage::Seen, ..state })
}

/// What is possible at a stage that neither rests nor has been merged, besides what is always possible under way.
const fn at_stage(stage: Stage) -> &'static [ActKind] {
    match stage {
        Stage::Sent | Stage::Seen => &[ActKind::Accept, ActKind::Decline, ActKind::Merge],
        Stage::Accepted => &[ActKind::RecordContact, ActKind::Merge],
        Stage::FirstContact => &[ActKind::RecordContact, ActKind::StartWork],
        Stage::WorkingTogether => &[ActKind::RecordContact],
        Stage::Declined | Stage::Ended => &[ActKind::Reopen],
    }
}

const fn is_under_way(stage: Stage) -> bool {
    matches!(stage, Stage::Accepted | Stage::FirstContact | Stage::WorkingTogether)
}

const fn rests(state: State) -> bool {
    state.is_paused && is_under_way(state.stage)
}

#[cfg(test)]
mod tests;
