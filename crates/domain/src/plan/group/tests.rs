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
    acts.push(comes("Sara"));
    acts
}

fn comes(name: &str) -> PlanGroupAct {
    PlanGroupAct::ArrangeCompany { name: name.to_owned() }
}

fn picked(by: &Author) -> GroupOnPlan {
    let new = AddPlanGroup { id: PlanGroupId(id(1)), group: GroupId(id(2)), reason: "You like songs".to_owned() };
    begin(&new, "Choir", by, at(0))
}

#[test]
fn acts_of_every_stage_are_these() {
    use PlanGroupActKind::{ArrangeCompany, Ask, AskCompany, Change, NotForMe, PlanToGo, TakeInterest, Went};
    let all = [TakeInterest, Ask, PlanToGo, Went, NotForMe, AskCompany, ArrangeCompany, Change];
    assert_eq!(acts(GroupStage::Suggested), all);
    assert_eq!(acts(GroupStage::Interested), [Ask, PlanToGo, Went, NotForMe, AskCompany, ArrangeCompany, Change]);
    assert_eq!(acts(GroupStage::Asked), [PlanToGo, Went, NotForMe, TakeInterest, AskCompany, ArrangeCompany, Change]);
    assert_eq!(acts(GroupStage::Going), [Went, NotForMe, TakeInterest, AskCompany, ArrangeCompany, Change]);
    assert_eq!(acts(GroupStage::Went), [PlanToGo, NotForMe, AskCompany, ArrangeCompany, Change]);
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
fn somebody_is_found_only_where_company_was_asked_for() {
    for stage in STAGES {
        for company in COMPANY {
            let state = State { stage, company };
            let expected = match (stage, company) {
                (GroupStage::NotForMe, _) => Err(Refused::NotForThem),
                (_, Company::Nobody) => Err(Refused::NotNow),
                _ => Ok(Outcome { state, is_company_wanted: false }),
            };
            assert_eq!(after(state, &comes("Sara")), expected, "{stage:?} {company:?}");
        }
    }
}

#[test]
fn team_or_the_helper_who_was_asked_says_who_comes() {
    for company in &COMPANY[1..] {
        let wanted =
            act(&picked(&person()), &PlanGroupAct::AskCompany { company: *company }, &person(), at(1)).unwrap();
        for side in [Side::Person, Side::Helper, Side::Staff, Side::Automatic] {
            let by = author(side, "Wil");
            let may = side == Side::Staff || (side == Side::Helper && *company == Company::Helper);
            let expected = if may {
                let arranged = Arranged { name: "Sara".to_owned(), by: by.clone(), at: at(2) };
                Ok(GroupOnPlan { arranged: Some(arranged), ..wanted.clone() })
            } else {
                Err(Refused::NotTheirs)
            };
            assert_eq!(act(&wanted, &comes(" Sara\u{7}\n"), &by, at(2)), expected, "{side:?} {company:?}");
        }
    }
}

#[test]
fn whoever_was_found_comes_until_other_company_is_asked_for() {
    let ask = |company: Company| PlanGroupAct::AskCompany { company };
    let wanted = act(&picked(&person()), &ask(Company::Buddy), &person(), at(1)).unwrap();
    let found = act(&wanted, &comes("Sara"), &worker(), at(2)).unwrap();
    assert_eq!(act(&found, &comes("Sara"), &author(Side::Staff, "Mo"), at(3)).unwrap(), found, "said again");
    assert_eq!(act(&found, &ask(Company::Buddy), &person(), at(3)).unwrap(), found, "asked again");
    let other = act(&found, &comes("Bea"), &worker(), at(4)).unwrap();
    assert_eq!(other.arranged.as_ref().map(|arranged| (arranged.name.as_str(), arranged.at)), Some(("Bea", at(4))));
    let going = act(&found, &PlanGroupAct::PlanToGo, &person(), at(3)).unwrap();
    assert_eq!(going.arranged, found.arranged);
    for ends in [ask(Company::Nobody), ask(Company::LinkWorker), PlanGroupAct::NotForMe] {
        assert_eq!(act(&found, &ends, &person(), at(5)).unwrap().arranged, None, "{ends:?}");
    }
}

#[test]
fn group_that_is_there_is_not_there_twice() {
    let new = |reason: &str| AddPlanGroup { id: PlanGroupId(id(7)), group: GroupId(id(2)), reason: reason.to_owned() };
    let suggested = picked(&worker());
    let taken = again(&suggested, &new(""), &person(), at(1));
    assert_eq!(taken, GroupOnPlan { stage: GroupStage::Interested, since: at(1), ..suggested.clone() });
    let both = again(&suggested, &new("They sing"), &author(Side::Helper, "Bea"), at(1));
    assert_eq!((both.stage, both.since), (GroupStage::Suggested, at(0)));
    assert_eq!((both.reason.words.as_str(), both.reason.others[0].words.as_str()), ("They sing", "You like songs"));
    assert_eq!(again(&both, &new("They sing"), &worker(), at(2)), both, "said again");
    let going = act(&suggested, &PlanGroupAct::PlanToGo, &person(), at(1)).unwrap();
    assert_eq!(again(&going, &new(" "), &person(), at(2)), going, "what goes on is not taken back");
    let laid_aside = act(&suggested, &PlanGroupAct::NotForMe, &person(), at(1)).unwrap();
    assert_eq!(again(&laid_aside, &new(""), &worker(), at(2)), laid_aside, "nobody else takes it up for them");
    assert_eq!(again(&laid_aside, &new(""), &person(), at(2)).stage, GroupStage::Interested);
}

#[test]
fn who_went_has_gone_to_the_group_unless_they_laid_it_aside_since() {
    for stage in STAGES {
        let held = GroupOnPlan { stage, since: at(10), ..picked(&person()) };
        let later = visited(&held, at(20), &person(), at(30));
        assert_eq!(later.stage, GroupStage::Went, "{stage:?}");
        assert_eq!(later.since, if stage == GroupStage::Went { at(10) } else { at(30) });
        let is_laid_aside = stage == GroupStage::NotForMe;
        let before = visited(&held, at(5), &person(), at(30)).stage;
        assert_eq!(before, if is_laid_aside { GroupStage::NotForMe } else { GroupStage::Went }, "{stage:?}");
    }
}

#[test]
fn group_on_two_plans_stands_where_it_was_said_last() {
    let suggested = GroupOnPlan { since: at(50), ..picked(&worker()) };
    let mut theirs = act(&picked(&person()), &PlanGroupAct::PlanToGo, &person(), at(5)).unwrap();
    theirs.reason = first("They sing", &person(), at(5));
    let one = joined(&suggested, &theirs);
    assert_eq!((one.stage, one.since, &one.by), (GroupStage::Going, at(5), &worker()), "a suggestion was answered");
    assert_eq!((one.reason.words.as_str(), one.reason.others[0].words.as_str()), ("They sing", "You like songs"));
    let wanted = act(&theirs, &PlanGroupAct::AskCompany { company: Company::Buddy }, &person(), at(6)).unwrap();
    let found = act(&wanted, &comes("Sara"), &worker(), at(7)).unwrap();
    let went = act(&picked(&person()), &PlanGroupAct::Went, &person(), at(9)).unwrap();
    for one in [joined(&found, &went), joined(&went, &found)] {
        assert_eq!((one.stage, one.company, &one.arranged), (GroupStage::Went, Company::Buddy, &found.arranged));
    }
    let gone = act(&went, &PlanGroupAct::NotForMe, &person(), at(10)).unwrap();
    let one = joined(&found, &gone);
    assert_eq!((one.stage, one.company, one.arranged), (GroupStage::NotForMe, Company::Nobody, None));
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
    fn random_walks_never_leave_the_table(
        moves in vec((0_usize..11, 0_usize..3), 1..40),
        is_suggested in any::<bool>(),
    ) {
        let every = every_act();
        let writers = [person(), worker(), author(Side::Helper, "Bea")];
        let mut held = picked(&if is_suggested { worker() } else { person() });
        for (turn, (which, who)) in (1_i64..).zip(moves) {
            let (doing, by) = (&every[which], &writers[who]);
            let stood = State { stage: held.stage, company: held.company };
            let is_listed = acts(held.stage).contains(&doing.kind());
            let is_found = doing.kind() == PlanGroupActKind::ArrangeCompany;
            let is_asked = held.company != Company::Nobody;
            let is_theirs = !is_found || may_arrange(by.side, held.company);
            match act(&held, doing, by, at(turn)) {
                Ok(next) => {
                    prop_assert!(is_listed && is_theirs, "{:?} {:?}", stood, doing);
                    prop_assert!(!is_found || is_asked, "{:?} {:?}", stood, doing);
                    let leads = after(stood, doing).map(|outcome| outcome.state);
                    prop_assert_eq!(leads, Ok(State { stage: next.stage, company: next.company }));
                    prop_assert_eq!(next.since == held.since, next.stage == held.stage);
                    held = next;
                }
                Err(Refused::NotTheirs) => {
                    prop_assert!(is_listed && is_asked && !is_theirs, "{:?} {:?}", stood, doing);
                }
                Err(refused) => {
                    prop_assert!(!is_listed || (is_found && !is_asked), "{:?} {:?}", stood, doing);
                    prop_assert_eq!(after(stood, doing), Err(refused));
                }
            }
            prop_assert!(held.stage != GroupStage::NotForMe || held.company == Company::Nobody, "{:?}", held);
            prop_assert!(held.arranged.is_none() || held.company != Company::Nobody, "{:?}", held);
            let leads_on = every.iter().any(|act| {
                after(State { stage: held.stage, company: held.company }, act)
                    .is_ok_and(|outcome| outcome.state.stage != held.stage)
            });
            prop_assert!(leads_on, "{:?}", held);
        }
    }
}
