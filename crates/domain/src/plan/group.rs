//! A group on somebody's plan: what may be done and where that leads. It must not know the group, nor who could come
//! along.

use chrono::{DateTime, Utc};
use thiserror::Error;
use wire::{
    AddPlanGroup, Arranged, Author, Company, GroupOnPlan, GroupStage, NewWords, PlanGroupAct, PlanGroupActKind, Side,
};

use super::merge::{first, join, merge};
use crate::thread::clean;

/// How many groups a plan may hold: more is a directory and no plan.
pub const MOST: usize = 40;

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
    #[error("this is for somebody else to say")]
    NotTheirs,
}

/// What may be done now, in the order in which it is offered.
///
/// Nobody has to take every stage: many just go. A step back is there for a tap too many and for a change of mind; only
/// having gone leads to "going" and not further back, and a suggestion is no suggestion any more once it was answered.
/// Somebody is found only where company was asked for.
pub const fn acts(stage: GroupStage) -> &'static [PlanGroupActKind] {
    use PlanGroupActKind::{ArrangeCompany, Ask, AskCompany, Change, NotForMe, PlanToGo, TakeInterest, Went};
    match stage {
        GroupStage::Suggested => &[TakeInterest, Ask, PlanToGo, Went, NotForMe, AskCompany, ArrangeCompany, Change],
        GroupStage::Interested => &[Ask, PlanToGo, Went, NotForMe, AskCompany, ArrangeCompany, Change],
        GroupStage::Asked => &[PlanToGo, Went, NotForMe, TakeInterest, AskCompany, ArrangeCompany, Change],
        GroupStage::Going => &[Went, NotForMe, TakeInterest, AskCompany, ArrangeCompany, Change],
        GroupStage::Went => &[PlanToGo, NotForMe, AskCompany, ArrangeCompany, Change],
        GroupStage::NotForMe => &[TakeInterest, Change],
    }
}

/// Where an act leads. What [`acts`] does not list is refused. Nobody is asked to come along to what is not for them.
///
/// # Errors
/// When it is not listed, and why; and when somebody is found whom nobody asked for. Never [`Refused::NotTheirs`].
pub fn after(state: State, act: &PlanGroupAct) -> Result<Outcome, Refused> {
    if !acts(state.stage).contains(&act.kind()) {
        return Err(refusal(state.stage, act.kind()));
    }
    if act.kind() == PlanGroupActKind::ArrangeCompany && state.company == Company::Nobody {
        return Err(Refused::NotNow);
    }
    let at = |stage: GroupStage| State { stage, ..state };
    let next = match act {
        PlanGroupAct::TakeInterest => at(GroupStage::Interested),
        PlanGroupAct::Ask => at(GroupStage::Asked),
        PlanGroupAct::PlanToGo => at(GroupStage::Going),
        PlanGroupAct::Went => at(GroupStage::Went),
        PlanGroupAct::NotForMe => State { stage: GroupStage::NotForMe, company: Company::Nobody },
        PlanGroupAct::AskCompany { company } => State { company: *company, ..state },
        PlanGroupAct::ArrangeCompany { .. } | PlanGroupAct::Change { .. } => state,
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
        arranged: None,
    }
}

/// A group that somebody puts on a plan on which it stands already. What the person picks interests them now, whoever
/// thought of it first; what others think of again stays where the person has it. Both reasons stay.
pub fn again(held: &GroupOnPlan, new: &AddPlanGroup, by: &Author, at: DateTime<Utc>) -> GroupOnPlan {
    let is_picked = by.side == Side::Person && matches!(held.stage, GroupStage::Suggested | GroupStage::NotForMe);
    let mut next = held.clone();
    if is_picked && let Ok(taken) = act(held, &PlanGroupAct::TakeInterest, by, at) {
        next = taken;
    }
    if !clean(&new.reason).is_empty() {
        next.reason = merge(&held.reason, &NewWords { words: new.reason.clone(), base: 0 }, by, at);
    }
    next
}

/// A group on the plan once its person has recorded that they went to a meeting that started at `starts_at`. What they
/// have laid aside since stays so.
pub fn visited(held: &GroupOnPlan, starts_at: DateTime<Utc>, by: &Author, at: DateTime<Utc>) -> GroupOnPlan {
    if held.stage == GroupStage::NotForMe {
        if starts_at <= held.since {
            return held.clone();
        }
        let taken = act(held, &PlanGroupAct::TakeInterest, by, at);
        return taken.map_or_else(|_| held.clone(), |taken| visited(&taken, starts_at, by, at));
    }
    act(held, &PlanGroupAct::Went, by, at).unwrap_or_else(|_| held.clone())
}

/// The same group on two plans that turn out to be one person's. What was said last holds; a suggestion holds only where
/// nobody has answered it. The id is that of `kept`.
pub fn joined(kept: &GroupOnPlan, other: &GroupOnPlan) -> GroupOnPlan {
    let answered = |held: &GroupOnPlan| (held.stage != GroupStage::Suggested, held.since);
    let (last, first) = if answered(other) > answered(kept) { (other, kept) } else { (kept, other) };
    let takes_first = last.company == Company::Nobody && last.stage != GroupStage::NotForMe;
    let asked = if takes_first { first } else { last };
    GroupOnPlan {
        reason: join(&kept.reason, &other.reason),
        stage: last.stage,
        since: last.since,
        company: asked.company,
        arranged: asked.arranged.clone(),
        ..kept.clone()
    }
}

/// The group on the plan after an act. Who comes along is for the team to say, or for a helper where one was asked for.
///
/// # Errors
/// When the act is not possible, or not theirs.
pub fn act(held: &GroupOnPlan, act: &PlanGroupAct, by: &Author, at: DateTime<Utc>) -> Result<GroupOnPlan, Refused> {
    let next = after(State { stage: held.stage, company: held.company }, act)?.state;
    if act.kind() == PlanGroupActKind::ArrangeCompany && !may_arrange(by.side, held.company) {
        return Err(Refused::NotTheirs);
    }
    let mut held = held.clone();
    if next.stage != held.stage {
        held.stage = next.stage;
        held.since = at;
    }
    if next.company != held.company {
        held.company = next.company;
        held.arranged = None;
    }
    match act {
        PlanGroupAct::ArrangeCompany { name } => {
            let name = clean(name);
            // Said again, it stays with whoever said it first.
            if held.arranged.as_ref().is_none_or(|arranged| arranged.name != name) {
                held.arranged = Some(Arranged { name, by: by.clone(), at });
            }
        }
        PlanGroupAct::Change { words } => held.reason = merge(&held.reason, words, by, at),
        PlanGroupAct::TakeInterest
        | PlanGroupAct::Ask
        | PlanGroupAct::PlanToGo
        | PlanGroupAct::Went
        | PlanGroupAct::NotForMe
        | PlanGroupAct::AskCompany { .. } => {}
    }
    Ok(held)
}

/// Whether somebody on this side may say who comes along, where `company` was asked for.
fn may_arrange(side: Side, company: Company) -> bool {
    match side {
        Side::Staff => true,
        Side::Helper => company == Company::Helper,
        Side::Person | Side::Automatic => false,
    }
}

#[cfg(test)]
mod tests;
