//! What has to be put right, limit by limit.

use chrono::TimeDelta;
use wire::{Company, GoalId, GroupId, NewWords, PlanGroupId, ScoreWhen, StepDay, VisitId, VisitedMeeting};

use super::*;
use crate::plan::samples::{at, day, id, step as new_step, words};

fn today() -> NaiveDate {
    day("2026-11-25")
}

fn told(problems: Vec<FieldProblem>) -> Vec<(String, FieldCode)> {
    problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
}

fn of(field: &str, code: FieldCode) -> (String, FieldCode) {
    (field.to_owned(), code)
}

fn long(letters: usize) -> String {
    format!(" {}\u{7}\n", "é".repeat(letters))
}

fn written(letters: usize) -> NewWords {
    words(&long(letters), 1)
}

fn created() -> CreateGoal {
    CreateGoal {
        id: GoalId(id(1)),
        title: long(200),
        why: long(2_000),
        how_known: String::new(),
        score_now: Some(NewScore { score: 10, on: today() }),
        steps: (0..20).map(|number| new_step(number, &long(2_000))).collect(),
    }
}

fn recorded() -> RecordVisit {
    RecordVisit {
        id: VisitId(id(1)),
        meeting: VisitedMeeting { group: GroupId(id(2)), place: None, starts_at: at(0) },
        outcome: VisitOutcome::Went,
        face: Some(5),
        line: long(2_000),
        is_private: true,
    }
}

#[test]
fn goal_within_its_limits_has_no_problem() {
    assert_eq!(new_goal(&created(), today()), []);
    let bare =
        CreateGoal { title: "x".to_owned(), why: String::new(), score_now: None, steps: Vec::new(), ..created() };
    assert_eq!(new_goal(&bare, today()), []);
}

#[test]
fn every_part_of_a_goal_that_is_wrong_is_told_in_order() {
    let wrong = CreateGoal {
        title: long(201),
        why: long(2_001),
        how_known: long(2_001),
        score_now: Some(NewScore { score: 11, on: day("2026-11-26") }),
        steps: vec![
            NewStep { on: Some(day("2019-12-31")), ..new_step(1, " ") },
            NewStep { on: Some(day("2028-11-26")), ..new_step(1, &long(2_001)) },
        ],
        ..created()
    };
    let expected = [
        of("title", FieldCode::TooLong),
        of("why", FieldCode::TooLong),
        of("how_known", FieldCode::TooLong),
        of("score_now.score", FieldCode::NotOffered),
        of("score_now.on", FieldCode::InFuture),
        of("steps.0.words", FieldCode::Missing),
        of("steps.0.on", FieldCode::TooLongAgo),
        of("steps.1.words", FieldCode::TooLong),
        of("steps.1.on", FieldCode::TooFar),
        of("steps.1.id", FieldCode::NotOffered),
    ];
    assert_eq!(told(new_goal(&wrong, today())), expected);
    let many = CreateGoal { steps: (0..21).map(|number| new_step(number, "Go")).collect(), ..created() };
    assert_eq!(told(new_goal(&many, today())), [of("steps", FieldCode::NotOffered)]);
    let untitled = CreateGoal { title: "\n \u{7}".to_owned(), ..created() };
    assert_eq!(told(new_goal(&untitled, today())), [of("title", FieldCode::Missing)]);
}

#[test]
fn only_a_title_has_to_be_there_and_short() {
    let change =
        |text: GoalText, letters: usize| told(goal_act(&GoalAct::Change { text, words: written(letters) }, today()));
    assert_eq!(change(GoalText::Title, 0), [of("act.words", FieldCode::Missing)]);
    assert_eq!(change(GoalText::Title, 200), []);
    assert_eq!(change(GoalText::Title, 201), [of("act.words", FieldCode::TooLong)]);
    for text in [GoalText::Why, GoalText::HowKnown] {
        assert_eq!(change(text, 0), []);
        assert_eq!(change(text, 2_000), []);
        assert_eq!(change(text, 2_001), [of("act.words", FieldCode::TooLong)]);
    }
    for act in [GoalAct::Finish, GoalAct::LetGo, GoalAct::TakeUp] {
        assert_eq!(goal_act(&act, today()), []);
    }
}

#[test]
fn scores_are_from_0_to_10_and_of_a_day_that_was() {
    let score = |score: u8, on: &str| {
        let score = NewScore { score, on: day(on) };
        told(goal_act(&GoalAct::Score { when: ScoreWhen::Later, score }, today()))
    };
    assert_eq!(score(0, "2020-01-01"), []);
    assert_eq!(score(10, "2026-11-25"), []);
    assert_eq!(score(11, "2026-11-25"), [of("act.score", FieldCode::NotOffered)]);
    assert_eq!(score(5, "2026-11-26"), [of("act.on", FieldCode::InFuture)]);
    assert_eq!(score(5, "2019-12-31"), [of("act.on", FieldCode::TooLongAgo)]);
}

#[test]
fn steps_have_words_and_days_that_can_be() {
    let add = |step: NewStep| told(goal_act(&GoalAct::AddStep { step }, today()));
    assert_eq!(add(new_step(1, "Go")), []);
    assert_eq!(add(new_step(1, "")), [of("act.step.words", FieldCode::Missing)]);
    let change = |letters: usize| told(step_act(&StepAct::Change { words: written(letters) }, today()));
    assert_eq!(change(0), [of("act.words", FieldCode::Missing)]);
    assert_eq!(change(2_000), []);
    assert_eq!(change(2_001), [of("act.words", FieldCode::TooLong)]);
    let planned = |on: &str| told(step_act(&StepAct::SetDay { day: StepDay { on: Some(day(on)) } }, today()));
    assert_eq!(planned("2020-01-01"), [], "a day that has passed is nobody's fault");
    assert_eq!(planned("2028-11-25"), []);
    assert_eq!(planned("2028-11-26"), [of("act.on", FieldCode::TooFar)]);
    assert_eq!(planned("2019-12-31"), [of("act.on", FieldCode::TooLongAgo)]);
    assert_eq!(step_act(&StepAct::SetDay { day: StepDay { on: None } }, today()), []);
    let done = |on: &str| told(step_act(&StepAct::Finish { on: day(on) }, today()));
    assert_eq!(done("2026-11-25"), []);
    assert_eq!(done("2026-11-26"), [of("act.on", FieldCode::InFuture)]);
    assert_eq!(done("2019-12-31"), [of("act.on", FieldCode::TooLongAgo)]);
    for act in [StepAct::LetGo, StepAct::TakeUp] {
        assert_eq!(step_act(&act, today()), []);
    }
    assert_eq!(told(step_act(&StepAct::Finish { on: NaiveDate::MIN }, NaiveDate::MAX)).len(), 1);
}

#[test]
fn reason_for_a_group_may_be_empty_and_not_too_long() {
    let new = |letters: usize| {
        let new = AddPlanGroup { id: PlanGroupId(id(1)), group: GroupId(id(2)), reason: long(letters) };
        told(new_group(&new))
    };
    assert_eq!(new(0), []);
    assert_eq!(new(2_000), []);
    assert_eq!(new(2_001), [of("reason", FieldCode::TooLong)]);
    assert_eq!(group_act(&PlanGroupAct::Change { words: written(2_000) }), []);
    let wrong = told(group_act(&PlanGroupAct::Change { words: written(2_001) }));
    assert_eq!(wrong, [of("act.words", FieldCode::TooLong)]);
    assert_eq!(group_act(&PlanGroupAct::AskCompany { company: Company::Buddy }), []);
}

#[test]
fn whoever_comes_along_has_a_name() {
    let comes = |letters: usize| told(group_act(&PlanGroupAct::ArrangeCompany { name: long(letters) }));
    assert_eq!(comes(0), [of("act.name", FieldCode::Missing)]);
    assert_eq!(comes(1), []);
    assert_eq!(comes(200), []);
    assert_eq!(comes(201), [of("act.name", FieldCode::TooLong)]);
}

#[test]
fn visit_is_of_a_meeting_that_was_not_long_ago() {
    assert_eq!(new_visit(&recorded(), at(0)), []);
    assert_eq!(new_visit(&recorded(), at(0) + TimeDelta::days(180)), []);
    assert_eq!(told(new_visit(&recorded(), at(-1))), [of("meeting.starts_at", FieldCode::InFuture)]);
    let late = told(new_visit(&recorded(), at(1) + TimeDelta::days(180)));
    assert_eq!(late, [of("meeting.starts_at", FieldCode::TooLongAgo)]);
}

#[test]
fn faces_are_five_and_of_who_went() {
    let face =
        |face: Option<u8>, outcome: VisitOutcome| told(new_visit(&RecordVisit { face, outcome, ..recorded() }, at(1)));
    let wrong = [of("face", FieldCode::NotOffered)];
    for outcome in [VisitOutcome::Went, VisitOutcome::DidNot, VisitOutcome::DidNotRun] {
        assert_eq!(face(None, outcome), []);
        for given in 0..=6 {
            let is_fine = outcome == VisitOutcome::Went && (1..=5).contains(&given);
            assert_eq!(face(Some(given), outcome).is_empty(), is_fine, "{given} {outcome:?}");
        }
    }
    assert_eq!(face(Some(6), VisitOutcome::Went), wrong);
    assert_eq!(told(visit_act(&VisitAct::Rate { face: Some(0) })), [of("act.face", FieldCode::NotOffered)]);
    assert_eq!(visit_act(&VisitAct::Rate { face: Some(1) }), []);
    assert_eq!(visit_act(&VisitAct::Rate { face: None }), []);
}

#[test]
fn line_may_be_empty_and_not_too_long() {
    let line = told(new_visit(&RecordVisit { line: long(2_001), ..recorded() }, at(1)));
    assert_eq!(line, [of("line", FieldCode::TooLong)]);
    assert_eq!(visit_act(&VisitAct::Change { words: written(0) }), []);
    assert_eq!(told(visit_act(&VisitAct::Change { words: written(2_001) })), [of("act.words", FieldCode::TooLong)]);
    assert_eq!(visit_act(&VisitAct::SetPrivate { is_private: false }), []);
    assert_eq!(visit_act(&VisitAct::SetOutcome { outcome: VisitOutcome::DidNot }), []);
}
