//! A step towards a goal: what may be done with it and where that leads. It must not know the day it is.

use chrono::{DateTime, Utc};
use thiserror::Error;
use wire::{Author, Goal, GoalStage, NewStep, Step, StepAct, StepActKind, StepId, StepStage};

use super::merge::{first, merge};

/// How many steps of a goal may be open at once: more is a list that weighs.
pub const MOST_OPEN: usize = 20;

/// Where a step stands, as far as it decides what may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Where its goal stands.
    pub goal: GoalStage,
    pub stage: StepStage,
    /// So many of the goal's other steps are open that this one cannot be taken up.
    pub is_full: bool,
}

/// Why an act is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("the goal has no such step")]
    NotThere,
    #[error("its goal is done or let go: take the goal up first")]
    GoalRests,
    #[error("it stands there already")]
    Already,
    #[error("as many steps are open as may be")]
    Full,
    #[error("this cannot be done with a step that is done or let go")]
    NotNow,
}

/// What may be done now, in the order in which it is offered. Words can always be written: nothing that somebody wrote
/// on the way is refused because somebody else was quicker with a tap.
pub fn acts(state: State) -> Vec<StepActKind> {
    let mut acts = vec![StepActKind::Change];
    match (state.goal, state.stage) {
        (GoalStage::Open, StepStage::Open) => {
            acts.extend([StepActKind::SetDay, StepActKind::Finish, StepActKind::LetGo]);
        }
        (GoalStage::Open, StepStage::Done { .. } | StepStage::LetGo) if !state.is_full => {
            acts.push(StepActKind::TakeUp);
        }
        (GoalStage::Open, StepStage::Done { .. } | StepStage::LetGo) | (GoalStage::Done | GoalStage::LetGo, _) => {}
    }
    acts
}

/// Where an act leads. What [`acts`] does not list is refused.
///
/// # Errors
/// When it is not listed, and why. Never [`Refused::NotThere`].
pub fn after(state: State, act: &StepAct) -> Result<State, Refused> {
    if !acts(state).contains(&act.kind()) {
        return Err(refusal(state, act.kind()));
    }
    let stage = match act {
        StepAct::Change { .. } | StepAct::SetDay { .. } => state.stage,
        StepAct::Finish { on } => StepStage::Done { on: *on },
        StepAct::LetGo => StepStage::LetGo,
        StepAct::TakeUp => StepStage::Open,
    };
    Ok(State { stage, ..state })
}

const fn refusal(state: State, kind: StepActKind) -> Refused {
    match (state.stage, kind) {
        _ if !matches!(state.goal, GoalStage::Open) => Refused::GoalRests,
        (StepStage::Done { .. }, StepActKind::Finish)
        | (StepStage::LetGo, StepActKind::LetGo)
        | (StepStage::Open, StepActKind::TakeUp) => Refused::Already,
        (_, StepActKind::TakeUp) => Refused::Full,
        _ => Refused::NotNow,
    }
}

/// A new step.
pub fn begin(new: &NewStep, by: &Author, at: DateTime<Utc>) -> Step {
    Step { id: new.id, words: first(&new.words, by, at), on: new.on, stage: StepStage::Open }
}

/// How many of these steps are open.
pub fn open(steps: &[Step]) -> usize {
    steps.iter().filter(|step| step.stage == StepStage::Open).count()
}

/// Where a step of a goal stands; `None` when the goal has no such step.
pub fn state(goal: &Goal, id: StepId) -> Option<State> {
    let step = goal.steps.iter().find(|step| step.id == id)?;
    let others = goal.steps.iter().filter(|other| other.id != id && other.stage == StepStage::Open).count();
    Some(State { goal: goal.stage, stage: step.stage, is_full: others >= MOST_OPEN })
}

/// The goal after an act with one of its steps.
///
/// # Errors
/// When the act is not possible, or there is no such step.
pub fn act(goal: &Goal, id: StepId, act: &StepAct, by: &Author, at: DateTime<Utc>) -> Result<Goal, Refused> {
    let next = after(state(goal, id).ok_or(Refused::NotThere)?, act)?;
    let mut goal = goal.clone();
    let step = goal.steps.iter_mut().find(|step| step.id == id).ok_or(Refused::NotThere)?;
    step.stage = next.stage;
    match act {
        StepAct::Change { words } => step.words = merge(&step.words, words, by, at),
        StepAct::SetDay { day } => step.on = day.on,
        StepAct::Finish { .. } | StepAct::LetGo | StepAct::TakeUp => {}
    }
    Ok(goal)
}

#[cfg(test)]
mod tests;
