//! A goal: what may be done with it and where that leads. It must not know the day it is, nor how a step goes on.

use chrono::{DateTime, Utc};
use thiserror::Error;
use wire::{Author, CreateGoal, Goal, GoalAct, GoalActKind, GoalScore, GoalStage, GoalText, NewScore, ScoreWhen};

use super::merge::{first, merge};
use super::step;

/// How many goals of a plan may be open at once.
pub const MOST_OPEN: usize = 10;

/// How many goals a plan may hold in all, those that are done or let go too.
pub const MOST: usize = 60;

/// Where a goal stands, as far as it decides what may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub stage: GoalStage,
    /// How many of its steps are open.
    pub open_steps: usize,
    /// How many other goals of the plan are open.
    pub other_open: usize,
}

/// Why an act is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("it stands there already")]
    Already,
    #[error("as many goals are open as may be")]
    GoalsFull,
    #[error("as many steps are open as may be")]
    StepsFull,
    #[error("this cannot be done with a goal that is done or let go")]
    NotNow,
}

/// What may be done now, in the order in which it is offered. Words can always be written: nothing that somebody wrote
/// on the way is refused because somebody else was quicker with a tap.
pub fn acts(state: State) -> Vec<GoalActKind> {
    let mut acts = vec![GoalActKind::Change];
    match state.stage {
        GoalStage::Open => {
            acts.push(GoalActKind::Score);
            if state.open_steps < step::MOST_OPEN {
                acts.push(GoalActKind::AddStep);
            }
            acts.extend([GoalActKind::Finish, GoalActKind::LetGo]);
        }
        GoalStage::Done => acts.push(GoalActKind::Score),
        GoalStage::LetGo => {}
    }
    if state.stage != GoalStage::Open && state.other_open < MOST_OPEN {
        acts.push(GoalActKind::TakeUp);
    }
    acts
}

/// Where an act leads. What [`acts`] does not list is refused. Open steps of a goal that is done or let go rest as they
/// are, and are there again when it is taken up.
///
/// # Errors
/// When it is not listed, and why.
pub fn after(state: State, kind: GoalActKind) -> Result<State, Refused> {
    if !acts(state).contains(&kind) {
        return Err(refusal(state.stage, kind));
    }
    Ok(match kind {
        GoalActKind::Change | GoalActKind::Score => state,
        GoalActKind::AddStep => State { open_steps: state.open_steps.saturating_add(1), ..state },
        GoalActKind::Finish => State { stage: GoalStage::Done, ..state },
        GoalActKind::LetGo => State { stage: GoalStage::LetGo, ..state },
        GoalActKind::TakeUp => State { stage: GoalStage::Open, ..state },
    })
}

const fn refusal(stage: GoalStage, kind: GoalActKind) -> Refused {
    match (stage, kind) {
        (GoalStage::Done, GoalActKind::Finish)
        | (GoalStage::LetGo, GoalActKind::LetGo)
        | (GoalStage::Open, GoalActKind::TakeUp) => Refused::Already,
        (GoalStage::Open, GoalActKind::AddStep) => Refused::StepsFull,
        (_, GoalActKind::TakeUp) => Refused::GoalsFull,
        _ => Refused::NotNow,
    }
}

/// A new goal of a plan in which `open` goals are open. Whether its texts and days are as they should be is for
/// [`super::problems::new_goal`].
///
/// # Errors
/// When there is no room for it or its steps.
pub fn begin(new: &CreateGoal, open: usize, by: &Author, at: DateTime<Utc>) -> Result<Goal, Refused> {
    if open >= MOST_OPEN {
        return Err(Refused::GoalsFull);
    }
    if new.steps.len() > step::MOST_OPEN {
        return Err(Refused::StepsFull);
    }
    Ok(Goal {
        id: new.id,
        title: first(&new.title, by, at),
        why: first(&new.why, by, at),
        how_known: first(&new.how_known, by, at),
        score_now: new.score_now.map(|score| given(score, by)),
        score_later: None,
        steps: new.steps.iter().map(|new| step::begin(new, by, at)).collect(),
        stage: GoalStage::Open,
        since: at,
    })
}

/// Where a goal stands in a plan in which `other_open` other goals are open.
pub fn state(goal: &Goal, other_open: usize) -> State {
    State { stage: goal.stage, open_steps: step::open(&goal.steps), other_open }
}

/// The goal after an act, in a plan in which `other_open` other goals are open.
///
/// # Errors
/// When the act is not possible. A step that is there already is not added again.
pub fn act(goal: &Goal, other_open: usize, act: &GoalAct, by: &Author, at: DateTime<Utc>) -> Result<Goal, Refused> {
    if let GoalAct::AddStep { step: new } = act
        && goal.steps.iter().any(|held| held.id == new.id)
    {
        return Err(Refused::Already);
    }
    let next = after(state(goal, other_open), act.kind())?;
    let mut goal = goal.clone();
    if next.stage != goal.stage {
        goal.stage = next.stage;
        goal.since = at;
    }
    match act {
        GoalAct::Change { text, words } => {
            let kept = match text {
                GoalText::Title => &mut goal.title,
                GoalText::Why => &mut goal.why,
                GoalText::HowKnown => &mut goal.how_known,
            };
            *kept = merge(kept, words, by, at);
        }
        GoalAct::Score { when, score } => {
            let score = Some(given(*score, by));
            match when {
                ScoreWhen::Now => goal.score_now = score,
                ScoreWhen::Later => goal.score_later = score,
            }
        }
        GoalAct::AddStep { step: new } => goal.steps.push(step::begin(new, by, at)),
        GoalAct::Finish | GoalAct::LetGo | GoalAct::TakeUp => {}
    }
    Ok(goal)
}

fn given(new: NewScore, by: &Author) -> GoalScore {
    GoalScore { score: new.score, on: new.on, by: by.clone() }
}

#[cfg(test)]
mod tests;
