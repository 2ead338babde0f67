//! A group on somebody's plan: what may be done and where that leads. It must not know the group, nor who could come
//! along.

use chrono::{DateTime, Utc};
use thiserror::Error;
use wire::{AddPlanGroup, Author, Company, GroupOnPlan, GroupStage, PlanGroupAct, PlanGroupActKind, Side};

use super::merge::{first, merge};

/// How far somebody has come with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub stage: GroupStage,
    pub company: Company,
}

/// What an act leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub state: State,
    /// Company is wanted that was not wanted before: somebody has to be told.
    pub is_company_wanted: bool,
}

/// Why an act is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("it stands there already")]
    Already,
    #[error("it is not for them: they would have to take an interest in it again first")]
    NotForThem,
    #[error("this cannot be done now")]
    NotNow,
}

/// What may be done now, in the order in which it is offered.
///
/// Nobody has to take every stage: many just go. A step back is there for a tap too many and for a change of mind; only
/// having gone leads to "going" and not further back, and a suggestion is no suggestion any more once it was answered.
pub const fn acts(stage: GroupStage) -> &'static [PlanGroupActKind] {
    use PlanGroupActKind::{Ask, AskCompany, Change, NotForMe, PlanToGo, TakeInterest, Went};
    match stage {
        GroupStage::Suggested => &[TakeInterest, Ask, PlanToGo, Went, NotForMe, AskCompany, Change],
        GroupStage::Interested => &[Ask, PlanToGo, Went, NotForMe, AskCompany, Change],
        GroupStage::Asked => &[PlanToGo, Went, NotForMe, TakeInterest, AskCompany, Change],
        GroupStage::Going => &[Went, NotForMe, TakeInterest, AskCompany, Change],
        GroupStage::Went => &[PlanToGo, NotForMe, AskCompany, Change],
        GroupStage::NotForMe => &[TakeInterest, Change],
    }
}

/// Where an act leads. What [`acts`] does not list is refused. Nobody is asked to come along to what is not for them.
///
/// # Errors
/// When it is not listed, and why.
pub fn after(state: State, act: &PlanGroupAct) -> Result<Outcome, Refused> {
    if !acts(state.stage).contains(&act.kind()) {
        return Err(refusal(state.stage, act.kind()));
    }
    let at = |stage: GroupStage| State { stage, ..state };
    let next = match act {
        PlanGroupAct::TakeInterest => at(GroupStage::Interested),
        PlanGroupAct::Ask => at(GroupStage::Asked),
        PlanGroupAct::PlanToGo => at(GroupStage::Going),
        PlanGroupAct::Went => at(GroupStage::Went),
        PlanGroupAct::NotForMe => State { stage: GroupStage::NotForMe, company: Company::Nobody },
        PlanGroupAct::AskCompany { company } => State { company: *company, ..state },
        PlanGroupAct::Change { .. } => state,
    };
    let is_company_wanted = next.company != state.company && next.company != Company::Nobody;
    Ok(Outcome { state: next, is_company_wanted })
}

const fn refusal(stage: GroupStage, kind: PlanGroupActKind) -> Refused {
    match (stage, kind) {
        (GroupStage::Interested, PlanGroupActKind::TakeInterest)
        | (GroupStage::Asked, PlanGroupActKind::Ask)
        | (GroupStage::Going, PlanGroupActKind::PlanToGo)
        | (GroupStage::Went, PlanGroupActKind::Went)
        | (GroupStage::NotForMe, PlanGroupActKind::NotForMe) => Refused::Already,
        (GroupStage::NotForMe, _) => Refused::NotForThem,
        _ => Refused::NotNow,
    }
}

/// A group that somebody puts on the plan. What the person picks interests them; what others think of is a suggestion.
/// `name` is the group's.
pub fn begin(new: &AddPlanGroup, name: &str, by: &Author, at: DateTime<Utc>) -> GroupOnPlan {
    let stage = if by.side == Side::Person { GroupStage::Interested } else { GroupStage::Suggested };
    GroupOnPlan {
        id: new.id,
        group: new.group,
        name: name.to_owned(),
        by: by.clone(),
        reason: first(&new.reason, by, at),
        stage,
        since: at,
        company: Company::Nobody,
    }
}

/// The group on the plan after an act.
///
/// # Errors
/// When the act is not possible.
pub fn act(held: &GroupOnPlan, act: &PlanGroupAct, by: &Author, at: DateTime<Utc>) -> Result<GroupOnPlan, Refused> {
    let next = after(State { stage: held.stage, company: held.company }, act)?.state;
    let mut held = held.clone();
    if next.stage != held.stage {
        held.stage = next.stage;
        held.since = at;
    }
    held.company = next.company;
    if let PlanGroupAct::Change { words } = act {
        held.reason = merge(&held.reason, words, by, at);
    }
    Ok(held)
}

#[cfg(test)]
mod tests;
