//! The table of a group on the plan, row by row and on random walks.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::*;
use wire::{GroupId, PlanGroupId};

use super::*;
use crate::plan::samples::{at, author, id, person, words, worker};

const STAGES: [GroupStage; 6] = [
    GroupStage::Suggested,
    GroupStage::Interested,
    GroupStage::Asked,
    GroupStage::Going,
    GroupStage::Went,
    GroupStage::NotForMe,
];

const COMPANY: [Company; 4] = [Company::Nobody, Company::LinkWorker, Company::Helper, Company::Buddy];

fn standing(stage: GroupStage) -> State {
    State { stage, company: Company::Nobody }
}

/// One act of every kind, and every company.
fn every_act() -> Vec<PlanGroupAct> {
    let mut acts = vec![
        PlanGroupAct::TakeInterest,
        PlanGroupAct::Ask,
        PlanGroupAct::PlanToGo,
        PlanGroupAct::Went,
        PlanGroupAct::NotForMe,
        PlanGroupAct::Change { words: words("They sing", 1) },
    ];
    acts.extend(COMPANY.map(|company| PlanGroupAct::AskCompany { company }));
    acts
}

fn picked(by: &Author) -> GroupOnPlan {
    let new = AddPlanGroup { id: PlanGroupId(id(1)), group: GroupId(id(2)), reason: "You like songs".to_owned() };
    begin(&new, "Choir", by, at(0))
}

#[test]
fn acts_of_every_stage_are_these() {
    use PlanGroupActKind::{Ask, AskCompany, Change, NotForMe, PlanToGo, TakeInterest, Went};
    let all = [TakeInterest, Ask, PlanToGo, Went, NotForMe, AskCompany, Change];
    assert_eq!(acts(GroupStage::Suggested), all);
    assert_eq!(acts(GroupStage::Interested), [Ask, PlanToGo, Went, NotForMe, AskCompany, Change]);
    assert_eq!(acts(GroupStage::Asked), [PlanToGo, Went, NotForMe, TakeInterest, AskCompany, Change]);
    assert_eq!(acts(GroupStage::Going), [Went, NotForMe, TakeInterest, AskCompany, Change]);
    assert_eq!(acts(GroupStage::Went), [PlanToGo, NotForMe, AskCompany, Change]);
    assert_eq!(acts(GroupStage::NotForMe), [TakeInterest, Change]);
}

#[test]
fn every_act_leads_from_every_stage_to_this() {
    use GroupStage::{Asked, Going, Interested, NotForMe, Suggested, Went};
    use Refused::{Already, NotForThem, NotNow};
    let rows: [(GroupStage, [Result<GroupStage, Refused>; 5]); 6] = [
        // TakeInterest, Ask, PlanToGo, Went, NotForMe.
        (Suggested, [Ok(Interested), Ok(Asked), Ok(Going), Ok(Went), Ok(NotForMe)]),
        (Interested, [Err(Already), Ok(Asked), Ok(Going), Ok(Went), Ok(NotForMe)]),
        (Asked, [Ok(Interested), Err(Already), Ok(Going), Ok(Went), Ok(NotForMe)]),
        (Going, [Ok(Interested), Err(NotNow), Err(Already), Ok(Went), Ok(NotForMe)]),
        (Went, [Err(NotNow), Err(NotNow), Ok(Going), Err(Already), Ok(NotForMe)]),
        (NotForMe, [Ok(Interested), Err(NotForThem), Err(NotForThem), Err(NotForThem), Err(Already)]),
    ];
    for (stage, leads) in rows {
        for (act, leads) in every_act().iter().zip(leads) {
            let outcome = after(standing(stage), act);
            assert_eq!(outcome.map(|outcome| outcome.state), leads.map(standing), "{stage:?} {act:?}");
            assert_eq!(acts(stage).contains(&act.kind()), leads.is_ok(), "{stage:?} {act:?}");
        }
        let change = PlanGroupAct::Change { words: words("They sing", 1) };
        assert_eq!(after(standing(stage), &change).unwrap().state, standing(stage));
    }
}

#[test]
fn company_is_asked_for_until_it_is_not_for_them() {
    for stage in STAGES {
        for (held, asked) in COMPANY.into_iter().flat_map(|held| COMPANY.map(|asked| (held, asked))) {
            let outcome = after(State { stage, company: held }, &PlanGroupAct::AskCompany { company: asked });
            let expected = Outcome {
                state: State { stage, company: asked },
                is_company_wanted: asked != held && asked != Company::Nobody,
            };
            let is_theirs = stage != GroupStage::NotForMe;
            assert_eq!(outcome, if is_theirs { Ok(expected) } else { Err(Refused::NotForThem) });
        }
        for company in COMPANY {
            for act in &every_act()[..5] {
                let Ok(outcome) = after(State { stage, company }, act) else { continue };
                let is_for_them = outcome.state.stage != GroupStage::NotForMe;
                assert_eq!(outcome.state.company, if is_for_them { company } else { Company::Nobody });
                assert!(!outcome.is_company_wanted);
            }
        }
    }
}

#[test]
fn every_stage_but_a_suggestion_can_be_reached_from_every_other() {
    for from in STAGES {
        let mut found = Vec::new();
        let mut from_here = vec![from];
        while let Some(stage) = from_here.pop() {
            for act in every_act() {
                if let Ok(outcome) = after(standing(stage), &act)
                    && !found.contains(&outcome.state.stage)
                {
                    found.push(outcome.state.stage);
                    from_here.push(outcome.state.stage);
                }
            }
        }
        assert!(STAGES[1..].iter().all(|stage| found.contains(stage)), "{from:?} {found:?}");
        assert_eq!(found.contains(&GroupStage::Suggested), from == GroupStage::Suggested);
    }
}

#[test]
fn only_the_person_is_interested_at_once() {
    assert_eq!(picked(&person()).stage, GroupStage::Interested);
    for side in [Side::Staff, Side::Helper, Side::Automatic] {
        assert_eq!(picked(&author(side, "Wil")).stage, GroupStage::Suggested);
    }
    let held = picked(&worker());
    assert_eq!((held.name.as_str(), held.reason.words.as_str()), ("Choir", "You like songs"));
    assert_eq!((&held.by, &held.reason.by, held.since, held.company), (&worker(), &worker(), at(0), Company::Nobody));
}

#[test]
fn acts_change_stage_company_and_reason() {
    let held = picked(&worker());
    let buddy = PlanGroupAct::AskCompany { company: Company::Buddy };
    let asked = act(&held, &buddy, &person(), at(1)).unwrap();
    assert_eq!(asked, GroupOnPlan { company: Company::Buddy, ..held.clone() });
    let going = act(&asked, &PlanGroupAct::PlanToGo, &person(), at(2)).unwrap();
    assert_eq!(going, GroupOnPlan { stage: GroupStage::Going, since: at(2), ..asked });
    let gone = act(&going, &PlanGroupAct::NotForMe, &person(), at(3)).unwrap();
    assert_eq!((gone.stage, gone.company), (GroupStage::NotForMe, Company::Nobody));
    let again = act(&gone, &PlanGroupAct::TakeInterest, &person(), at(4)).unwrap();
    assert_eq!((again.stage, again.since), (GroupStage::Interested, at(4)));
    let new = words("They sing", 0);
    let changed = act(&held, &PlanGroupAct::Change { words: new.clone() }, &person(), at(5)).unwrap();
    assert_eq!(changed, GroupOnPlan { reason: merge(&held.reason, &new, &person(), at(5)), ..held });
    assert_eq!(changed.reason.others.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn random_walks_never_leave_the_table(moves in vec(0_usize..10, 1..40), is_suggested in any::<bool>()) {
        let every = every_act();
        let mut held = picked(&if is_suggested { worker() } else { person() });
        for (turn, which) in (1_i64..).zip(moves) {
            let doing = &every[which];
            let stood = State { stage: held.stage, company: held.company };
            let is_listed = acts(held.stage).contains(&doing.kind());
            match act(&held, doing, &person(), at(turn)) {
                Ok(next) => {
                    prop_assert!(is_listed, "{:?} {:?}", stood, doing);
                    let leads = after(stood, doing).map(|outcome| outcome.state);
                    prop_assert_eq!(leads, Ok(State { stage: next.stage, company: next.company }));
                    prop_assert_eq!(next.since == held.since, next.stage == held.stage);
                    held = next;
                }
                Err(_) => {
                    prop_assert!(!is_listed, "{:?} {:?}", stood, doing);
                    prop_assert!(after(stood, doing).is_err());
                }
            }
            prop_assert!(held.stage != GroupStage::NotForMe || held.company == Company::Nobody, "{:?}", held);
            let leads_on = every.iter().any(|act| {
                after(State { stage: held.stage, company: held.company }, act)
                    .is_ok_and(|outcome| outcome.state.stage != held.stage)
            });
            prop_assert!(leads_on, "{:?}", held);
        }
    }
}
