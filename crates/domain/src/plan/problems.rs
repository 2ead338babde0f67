//! What has to be put right in what is sent to a plan before it is done. It must not know the plan.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, Utc};
use wire::{
    AddPlanGroup, CreateGoal, FieldCode, FieldProblem, GoalAct, GoalText, NewScore, NewStep, PlanGroupAct, RecordVisit,
    StepAct, VisitAct, VisitOutcome,
};

use super::{step, visit};
use crate::thread::clean;

/// The longest title of a goal, in characters, counted when it is [`clean`].
pub const TITLE: usize = 200;

/// The longest name of whoever comes along.
pub const NAME: usize = 200;

/// The longest of all other texts.
pub const WORDS: usize = 2_000;

/// The highest score; the lowest is 0.
pub const HIGHEST_SCORE: u8 = 10;

/// The faces, the worst first.
pub const FACES: std::ops::RangeInclusive<u8> = 1..=5;

/// The year in which the first days may lie.
pub const FIRST_YEAR: i32 = 2020;

/// How many months ahead a day may lie.
pub const FURTHEST_MONTHS: u32 = 24;

type Found = Option<FieldProblem>;

/// The problems of a new goal on `today` (London), in the order of its fields. Steps count from 0: `steps.1.words`.
pub fn new_goal(new: &CreateGoal, today: NaiveDate) -> Vec<FieldProblem> {
    let mut found = vec![
        needed("title", &new.title, TITLE),
        optional("why", &new.why),
        optional("how_known", &new.how_known),
        new.score_now.and_then(|given| score("score_now.score", given)),
        new.score_now.and_then(|given| past_day("score_now.on", given.on, today)),
    ];
    if new.steps.len() > step::MOST_OPEN {
        found.push(problem("steps", FieldCode::NotOffered));
    }
    for (at, step) in new.steps.iter().take(step::MOST_OPEN).enumerate() {
        found.extend(new_step(&format!("steps.{at}"), step, today));
        if new.steps[..at].iter().any(|earlier| earlier.id == step.id) {
            found.push(problem(&format!("steps.{at}.id"), FieldCode::NotOffered));
        }
    }
    found.into_iter().flatten().collect()
}

/// The problems of an act with a goal on `today` (London).
pub fn goal_act(act: &GoalAct, today: NaiveDate) -> Vec<FieldProblem> {
    let found = match act {
        GoalAct::Change { text: GoalText::Title, words } => vec![needed("act.words", &words.words, TITLE)],
        GoalAct::Change { text: GoalText::Why | GoalText::HowKnown, words } => {
            vec![optional("act.words", &words.words)]
        }
        GoalAct::Score { score: given, .. } => {
            vec![score("act.score", *given), past_day("act.on", given.on, today)]
        }
        GoalAct::AddStep { step } => new_step("act.step", step, today).to_vec(),
        GoalAct::Finish | GoalAct::LetGo | GoalAct::TakeUp => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// The problems of an act with a step on `today` (London).
pub fn step_act(act: &StepAct, today: NaiveDate) -> Vec<FieldProblem> {
    let found = match act {
        StepAct::Change { words } => needed("act.words", &words.words, WORDS),
        StepAct::SetDay { day } => day.on.and_then(|on| planned_day("act.on", on, today)),
        StepAct::Finish { on } => past_day("act.on", *on, today),
        StepAct::LetGo | StepAct::TakeUp => None,
    };
    found.into_iter().collect()
}

/// The problems of a group that is put on a plan.
pub fn new_group(new: &AddPlanGroup) -> Vec<FieldProblem> {
    optional("reason", &new.reason).into_iter().collect()
}

/// The problems of an act with a group on a plan.
pub fn group_act(act: &PlanGroupAct) -> Vec<FieldProblem> {
    match act {
        PlanGroupAct::Change { words } => optional("act.words", &words.words).into_iter().collect(),
        PlanGroupAct::ArrangeCompany { name } => needed("act.name", name, NAME).into_iter().collect(),
        PlanGroupAct::TakeInterest
        | PlanGroupAct::Ask
        | PlanGroupAct::PlanToGo
        | PlanGroupAct::Went
        | PlanGroupAct::NotForMe
        | PlanGroupAct::AskCompany { .. } => Vec::new(),
    }
}

/// The problems of a visit that is recorded at `now`.
pub fn new_visit(new: &RecordVisit, now: DateTime<Utc>) -> Vec<FieldProblem> {
    let starts_at = match visit::state(new.meeting.starts_at, None, now) {
        visit::State::NotBegun => problem("meeting.starts_at", FieldCode::InFuture),
        visit::State::TooLongAgo => problem("meeting.starts_at", FieldCode::TooLongAgo),
        visit::State::Open | visit::State::Recorded(_) => None,
    };
    let is_face = new.face.is_none_or(|face| new.outcome == VisitOutcome::Went && FACES.contains(&face));
    let face = if is_face { None } else { problem("face", FieldCode::NotOffered) };
    [starts_at, face, optional("line", &new.line)].into_iter().flatten().collect()
}

/// The problems of a change to a visit.
pub fn visit_act(act: &VisitAct) -> Vec<FieldProblem> {
    let found = match act {
        VisitAct::Rate { face: Some(face) } if !FACES.contains(face) => problem("act.face", FieldCode::NotOffered),
        VisitAct::Change { words } => optional("act.words", &words.words),
        VisitAct::Rate { .. } | VisitAct::SetOutcome { .. } | VisitAct::SetPrivate { .. } => None,
    };
    found.into_iter().collect()
}

fn new_step(path: &str, step: &NewStep, today: NaiveDate) -> [Found; 2] {
    let on = step.on.and_then(|on| planned_day(&format!("{path}.on"), on, today));
    [needed(&format!("{path}.words"), &step.words, WORDS), on]
}

fn score(field: &str, given: NewScore) -> Found {
    if given.score > HIGHEST_SCORE { problem(field, FieldCode::NotOffered) } else { None }
}

fn needed(field: &str, text: &str, most: usize) -> Found {
    if clean(text).is_empty() { problem(field, FieldCode::Missing) } else { at_most(field, text, most) }
}

fn optional(field: &str, text: &str) -> Found {
    at_most(field, text, WORDS)
}

fn at_most(field: &str, text: &str, most: usize) -> Found {
    if clean(text).chars().count() > most { problem(field, FieldCode::TooLong) } else { None }
}

/// A day on which something was done or said.
fn past_day(field: &str, on: NaiveDate, today: NaiveDate) -> Found {
    if on > today { problem(field, FieldCode::InFuture) } else { not_before_first(field, on) }
}

/// A day on which something is meant to be done. It may have passed: nobody is told off for that.
fn planned_day(field: &str, on: NaiveDate, today: NaiveDate) -> Found {
    let is_far = today.checked_add_months(Months::new(FURTHEST_MONTHS)).is_some_and(|last| on > last);
    if is_far { problem(field, FieldCode::TooFar) } else { not_before_first(field, on) }
}

fn not_before_first(field: &str, on: NaiveDate) -> Found {
    if on.year() < FIRST_YEAR { problem(field, FieldCode::TooLongAgo) } else { None }
}

fn problem(field: &str, code: FieldCode) -> Found {
    Some(FieldProblem { field: field.to_owned(), code })
}

#[cfg(test)]
mod tests;
