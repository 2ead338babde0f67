//! The table of a step, row by row and on random walks.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::*;
use wire::{CreateGoal, GoalId, StepDay};

use super::*;
use crate::plan::goal;
use crate::plan::samples::{at, day, id, person, step, words, worker};

fn done() -> StepStage {
    StepStage::Done { on: day("2026-11-24") }
}

fn stages() -> [StepStage; 3] {
    [StepStage::Open, done(), StepStage::LetGo]
}

fn standing(stage: StepStage) -> State {
    State { goal: GoalStage::Open, stage, is_full: false }
}

fn every_act() -> [StepAct; 5] {
    [
        StepAct::Change { words: words("Ring the library", 1) },
        StepAct::SetDay { day: StepDay { on: Some(day("2026-12-01")) } },
        StepAct::Finish { on: day("2026-11-24") },
        StepAct::LetGo,
        StepAct::TakeUp,
    ]
}

fn with_steps(count: u128) -> Goal {
    let new = CreateGoal {
        id: GoalId(id(1)),
        title: "Get out more".to_owned(),
        why: String::new(),
        how_known: String::new(),
        score_now: None,
        steps: (0..count).map(|at| step(at, "Go")).collect(),
    };
    goal::begin(&new, 0, &person(), at(0)).unwrap()
}

#[test]
fn acts_of_every_stage_are_these() {
    use StepActKind::{Change, Finish, LetGo, SetDay, TakeUp};
    assert_eq!(acts(standing(StepStage::Open)), [Change, SetDay, Finish, LetGo]);
    for stage in [done(), StepStage::LetGo] {
        assert_eq!(acts(standing(stage)), [Change, TakeUp]);
        assert_eq!(acts(State { is_full: true, ..standing(stage) }), [Change]);
    }
    assert_eq!(
        acts(State { is_full: true, ..standing(StepStage::Open) }),
        [Change, SetDay, Finish, LetGo],
        "others count, not itself"
    );
    for stage in stages() {
        for goal in [GoalStage::Done, GoalStage::LetGo] {
            assert_eq!(acts(State { goal, ..standing(stage) }), [Change]);
        }
    }
}

#[test]
fn every_act_leads_from_every_stage_to_this() {
    use Refused::{Already, NotNow};
    use StepStage::{LetGo, Open};
    let rows: [(StepStage, [Result<StepStage, Refused>; 5]); 3] = [
        // Change, SetDay, Finish, LetGo, TakeUp.
        (Open, [Ok(Open), Ok(Open), Ok(done()), Ok(LetGo), Err(Already)]),
        (done(), [Ok(done()), Err(NotNow), Err(Already), Err(NotNow), Ok(Open)]),
        (LetGo, [Ok(LetGo), Err(NotNow), Err(NotNow), Err(Already), Ok(Open)]),
    ];
    for (stage, leads) in rows {
        for (act, leads) in every_act().iter().zip(leads) {
            assert_eq!(after(standing(stage), act), leads.map(standing), "{stage:?} {act:?}");
            assert_eq!(acts(standing(stage)).contains(&act.kind()), leads.is_ok(), "{stage:?} {act:?}");
        }
    }
}

#[test]
fn step_of_a_goal_that_rests_takes_words_alone() {
    for goal in [GoalStage::Done, GoalStage::LetGo] {
        for stage in stages() {
            let state = State { goal, ..standing(stage) };
            for act in every_act() {
                let is_words = act.kind() == StepActKind::Change;
                assert_eq!(after(state, &act), if is_words { Ok(state) } else { Err(Refused::GoalRests) });
            }
        }
    }
}

#[test]
fn step_is_taken_up_only_where_there_is_room() {
    let goal = with_steps(20);
    let let_go = act(&goal, StepId(id(0)), &StepAct::LetGo, &person(), at(1)).unwrap();
    let add = wire::GoalAct::AddStep { step: step(20, "Go on") };
    let goal = goal::act(&let_go, 0, &add, &person(), at(2)).unwrap();
    assert_eq!(act(&goal, StepId(id(0)), &StepAct::TakeUp, &person(), at(3)), Err(Refused::Full));
    let goal = act(&goal, StepId(id(5)), &StepAct::Finish { on: day("2026-11-24") }, &person(), at(4)).unwrap();
    let goal = act(&goal, StepId(id(0)), &StepAct::TakeUp, &person(), at(5)).unwrap();
    assert_eq!(open(&goal.steps), MOST_OPEN);
}

#[test]
fn every_stage_can_be_reached_from_every_other() {
    for from in stages() {
        let mut found = vec![from];
        for _ in stages() {
            let next = found.iter().flat_map(|stage| every_act().map(|act| after(standing(*stage), &act)));
            let next: Vec<StepStage> = next.filter_map(|leads| leads.ok().map(|state| state.stage)).collect();
            found.extend(next);
        }
        assert!(stages().iter().all(|stage| found.contains(stage)), "{from:?} {found:?}");
    }
}

#[test]
fn act_touches_its_step_alone() {
    let goal = with_steps(3);
    let id = StepId(id(1));
    for act_now in &every_act()[..4] {
        let next = act(&goal, id, act_now, &worker(), at(1)).unwrap();
        assert_ne!(next.steps[1], goal.steps[1], "{act_now:?}");
        let steps = goal.steps.clone();
        let mut others = next;
        others.steps[1] = steps[1].clone();
        assert_eq!(others, goal, "{act_now:?}");
    }
    let [change, set_day, ..] = every_act();
    let changed = act(&goal, id, &change, &worker(), at(1)).unwrap();
    assert_eq!((changed.steps[1].words.words.as_str(), &changed.steps[1].words.by), ("Ring the library", &worker()));
    let dated = act(&goal, id, &set_day, &worker(), at(1)).unwrap();
    assert_eq!(dated.steps[1].on, Some(day("2026-12-01")));
    let undated = StepAct::SetDay { day: StepDay { on: None } };
    assert_eq!(act(&dated, id, &undated, &worker(), at(2)).unwrap(), goal);
}

#[test]
fn step_that_is_not_there_is_refused() {
    for act_now in every_act() {
        assert_eq!(act(&with_steps(1), StepId(id(9)), &act_now, &person(), at(1)), Err(Refused::NotThere));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn random_walks_never_leave_the_table(moves in vec((0_usize..8, 0_u128..4, 0_u32..4), 1..40)) {
        let mut goal = with_steps(3);
        for (turn, (which, number, base)) in (1_i64..).zip(moves) {
            let doing = match every_act().get(which) {
                Some(StepAct::Change { .. }) => StepAct::Change { words: words(&format!("Go {turn}"), base) },
                Some(other) => other.clone(),
                None => {
                    let tap = [wire::GoalAct::Finish, wire::GoalAct::LetGo, wire::GoalAct::TakeUp][which - 5].clone();
                    goal = goal::act(&goal, 0, &tap, &person(), at(turn)).unwrap_or(goal);
                    continue;
                }
            };
            let step = StepId(id(number));
            let Some(stood) = state(&goal, step) else {
                prop_assert_eq!(act(&goal, step, &doing, &person(), at(turn)), Err(Refused::NotThere));
                continue;
            };
            let is_listed = acts(stood).contains(&doing.kind());
            match act(&goal, step, &doing, &person(), at(turn)) {
                Ok(next) => {
                    prop_assert!(is_listed, "{:?} {:?}", stood, doing);
                    prop_assert_eq!(state(&next, step).map(Ok), Some(after(stood, &doing)));
                    goal = next;
                }
                Err(_) => prop_assert!(!is_listed, "{:?} {:?}", stood, doing),
            }
            let stands = state(&goal, step).unwrap();
            let leads_on = every_act().iter().any(|act| after(stands, act).is_ok_and(|next| next != stands));
            prop_assert_eq!(leads_on, goal.stage == GoalStage::Open, "{:?}", stands);
        }
    }
}
