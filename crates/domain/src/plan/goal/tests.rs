//! The table of a goal, row by row and on random walks.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::*;
use wire::{GoalId, StepAct, StepId};

use super::*;
use crate::plan::samples::{at, day, id, person, step as new_step, words, worker};

const STAGES: [GoalStage; 3] = [GoalStage::Open, GoalStage::Done, GoalStage::LetGo];

const KINDS: [GoalActKind; 6] = [
    GoalActKind::Change,
    GoalActKind::Score,
    GoalActKind::AddStep,
    GoalActKind::Finish,
    GoalActKind::LetGo,
    GoalActKind::TakeUp,
];

fn standing(stage: GoalStage) -> State {
    State { stage, open_steps: 3, other_open: 3 }
}

fn full(stage: GoalStage) -> State {
    State { stage, open_steps: step::MOST_OPEN, other_open: MOST_OPEN }
}

fn created() -> CreateGoal {
    CreateGoal {
        id: GoalId(id(1)),
        title: "Get out more".to_owned(),
        why: String::new(),
        how_known: "I know the way".to_owned(),
        score_now: Some(NewScore { score: 3, on: day("2026-11-25") }),
        steps: vec![new_step(1, "Ring the library")],
    }
}

fn goal() -> Goal {
    begin(&created(), 0, &person(), at(0)).unwrap()
}

fn score(when: ScoreWhen) -> GoalAct {
    GoalAct::Score { when, score: NewScore { score: 6, on: day("2026-12-25") } }
}

fn change(text: GoalText) -> GoalAct {
    GoalAct::Change { text, words: words("Sing", 1) }
}

#[test]
fn acts_of_every_stage_are_these() {
    use GoalActKind::{AddStep, Change, Finish, LetGo, Score, TakeUp};
    assert_eq!(acts(standing(GoalStage::Open)), [Change, Score, AddStep, Finish, LetGo]);
    assert_eq!(acts(standing(GoalStage::Done)), [Change, Score, TakeUp]);
    assert_eq!(acts(standing(GoalStage::LetGo)), [Change, TakeUp]);
    assert_eq!(acts(full(GoalStage::Open)), [Change, Score, Finish, LetGo]);
    assert_eq!(acts(full(GoalStage::Done)), [Change, Score]);
    assert_eq!(acts(full(GoalStage::LetGo)), [Change]);
}

#[test]
fn every_act_leads_from_every_stage_to_this() {
    use GoalActKind::{AddStep, Change, Finish, LetGo, Score, TakeUp};
    use GoalStage::{Done, Open};
    use Refused::{Already, NotNow};
    let rows: [(GoalStage, GoalActKind, Result<GoalStage, Refused>); 18] = [
        (Open, Change, Ok(Open)),
        (Open, Score, Ok(Open)),
        (Open, AddStep, Ok(Open)),
        (Open, Finish, Ok(Done)),
        (Open, LetGo, Ok(GoalStage::LetGo)),
        (Open, TakeUp, Err(Already)),
        (Done, Change, Ok(Done)),
        (Done, Score, Ok(Done)),
        (Done, AddStep, Err(NotNow)),
        (Done, Finish, Err(Already)),
        (Done, LetGo, Err(NotNow)),
        (Done, TakeUp, Ok(Open)),
        (GoalStage::LetGo, Change, Ok(GoalStage::LetGo)),
        (GoalStage::LetGo, Score, Err(NotNow)),
        (GoalStage::LetGo, AddStep, Err(NotNow)),
        (GoalStage::LetGo, Finish, Err(NotNow)),
        (GoalStage::LetGo, LetGo, Err(Already)),
        (GoalStage::LetGo, TakeUp, Ok(Open)),
    ];
    for (stage, kind, leads) in rows {
        let open_steps = if kind == AddStep { 4 } else { 3 };
        let expected = leads.map(|stage| State { stage, open_steps, other_open: 3 });
        assert_eq!(after(standing(stage), kind), expected, "{stage:?} {kind:?}");
        assert_eq!(acts(standing(stage)).contains(&kind), leads.is_ok(), "{stage:?} {kind:?}");
    }
}

#[test]
fn full_plan_says_of_what_there_is_too_much() {
    assert_eq!(after(full(GoalStage::Open), GoalActKind::AddStep), Err(Refused::StepsFull));
    for stage in [GoalStage::Done, GoalStage::LetGo] {
        assert_eq!(after(full(stage), GoalActKind::TakeUp), Err(Refused::GoalsFull));
        let room = State { other_open: MOST_OPEN - 1, ..full(stage) };
        assert_eq!(after(room, GoalActKind::TakeUp).unwrap().stage, GoalStage::Open);
    }
    let room = State { open_steps: step::MOST_OPEN - 1, ..full(GoalStage::Open) };
    assert_eq!(after(room, GoalActKind::AddStep), Ok(full(GoalStage::Open)));
}

#[test]
fn every_stage_can_be_reached_from_every_other() {
    for from in STAGES {
        let mut found = vec![from];
        for _ in STAGES {
            let next = found.iter().flat_map(|stage| KINDS.map(|kind| after(standing(*stage), kind)));
            let next: Vec<GoalStage> = next.filter_map(|leads| leads.ok().map(|state| state.stage)).collect();
            found.extend(next);
        }
        assert!(STAGES.iter().all(|stage| found.contains(stage)), "{from:?} {found:?}");
    }
}

#[test]
fn goal_begins_open_as_its_writer_wrote_it() {
    let goal = goal();
    assert_eq!((goal.stage, goal.since, goal.id), (GoalStage::Open, at(0), GoalId(id(1))));
    assert_eq!((goal.title.words.as_str(), &goal.title.by), ("Get out more", &person()));
    assert_eq!((goal.why.words.as_str(), goal.how_known.words.as_str()), ("", "I know the way"));
    assert_eq!(goal.score_now, Some(GoalScore { score: 3, on: day("2026-11-25"), by: person() }));
    assert_eq!((goal.score_later, goal.steps.len()), (None, 1));
}

#[test]
fn goal_that_has_no_room_is_not_begun() {
    assert!(begin(&created(), MOST_OPEN - 1, &person(), at(0)).is_ok());
    assert_eq!(begin(&created(), MOST_OPEN, &person(), at(0)), Err(Refused::GoalsFull));
    let with = |count: u128| CreateGoal { steps: (0..count).map(|at| new_step(at, "Go")).collect(), ..created() };
    assert!(begin(&with(20), 0, &person(), at(0)).is_ok());
    assert_eq!(begin(&with(21), 0, &person(), at(0)), Err(Refused::StepsFull));
}

#[test]
fn each_text_is_changed_alone_at_every_stage() {
    for stage in STAGES {
        let goal = Goal { stage, ..goal() };
        let changed = |text: GoalText| act(&goal, MOST_OPEN, &change(text), &worker(), at(1)).unwrap();
        let sung = |held: &wire::Kept| merge(held, &words("Sing", 1), &worker(), at(1));
        assert_eq!(changed(GoalText::Title), Goal { title: sung(&goal.title), ..goal.clone() });
        assert_eq!(changed(GoalText::Why), Goal { why: sung(&goal.why), ..goal.clone() });
        assert_eq!(changed(GoalText::HowKnown), Goal { how_known: sung(&goal.how_known), ..goal.clone() });
    }
}

#[test]
fn both_scores_are_kept_with_their_day_and_writer() {
    let given = Some(GoalScore { score: 6, on: day("2026-12-25"), by: worker() });
    let later = act(&goal(), 0, &score(ScoreWhen::Later), &worker(), at(1)).unwrap();
    assert_eq!(later, Goal { score_later: given.clone(), ..goal() });
    let now = act(&goal(), 0, &score(ScoreWhen::Now), &worker(), at(1)).unwrap();
    assert_eq!(now, Goal { score_now: given, ..goal() });
}

#[test]
fn step_is_added_once() {
    let add = GoalAct::AddStep { step: new_step(2, "Buy shoes") };
    let added = act(&goal(), 0, &add, &worker(), at(1)).unwrap();
    assert_eq!(added.steps.iter().map(|step| step.id).collect::<Vec<_>>(), [StepId(id(1)), StepId(id(2))]);
    assert_eq!(added.steps[1].words.by, worker());
    assert_eq!(act(&added, 0, &add, &worker(), at(2)), Err(Refused::Already));
}

#[test]
fn stage_says_since_when() {
    let done = act(&goal(), 0, &GoalAct::Finish, &worker(), at(5)).unwrap();
    assert_eq!(done, Goal { stage: GoalStage::Done, since: at(5), ..goal() });
    let open = act(&done, 0, &GoalAct::TakeUp, &person(), at(9)).unwrap();
    assert_eq!(open, Goal { since: at(9), ..goal() });
}

fn some_act(which: usize, turn: i64) -> GoalAct {
    match which {
        0 => change(GoalText::Title),
        1 => change(GoalText::Why),
        2 => change(GoalText::HowKnown),
        3 => score(ScoreWhen::Now),
        4 => score(ScoreWhen::Later),
        5 => GoalAct::Finish,
        6 => GoalAct::LetGo,
        7 => GoalAct::TakeUp,
        // The commonest, so that some goals get full.
        _ => GoalAct::AddStep { step: new_step(1_000 + turn.unsigned_abs() as u128, "Go") },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn random_walks_never_leave_the_table(
        moves in vec((0_usize..30, 0_usize..30), 1..60), others in 0_usize..=MOST_OPEN,
    ) {
        let mut goal = goal();
        for (turn, (which, pick)) in (1_i64..).zip(moves) {
            if which > 27 {
                let step = goal.steps[pick % goal.steps.len()].id;
                goal = step::act(&goal, step, &StepAct::LetGo, &person(), at(turn)).unwrap_or(goal);
                continue;
            }
            let (stood, doing) = (state(&goal, others), some_act(which, turn));
            let is_listed = acts(stood).contains(&doing.kind());
            match act(&goal, others, &doing, &worker(), at(turn)) {
                Ok(next) => {
                    prop_assert!(is_listed, "{:?} {:?}", stood, doing);
                    prop_assert_eq!(Ok(state(&next, others)), after(stood, doing.kind()));
                    prop_assert_eq!(next.since == goal.since, next.stage == goal.stage);
                    prop_assert!(next.steps.len() >= goal.steps.len());
                    goal = next;
                }
                Err(_) => prop_assert!(!is_listed, "{:?} {:?}", stood, doing),
            }
            prop_assert!(step::open(&goal.steps) <= step::MOST_OPEN);
            let rests = goal.stage != GoalStage::Open;
            let leads_on = acts(state(&goal, others)).iter().any(|kind| {
                after(state(&goal, others), *kind).is_ok_and(|next| next.stage != goal.stage)
            });
            prop_assert_eq!(leads_on, !rests || others < MOST_OPEN);
        }
    }
}
