//! The table of a referral at the desk, act by act and on random walks.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::NaiveDate;
use proptest::prelude::*;
use wire::{ContactHow, DeclineReason, Due, EndReason, FieldCode, FieldProblem, ReferralId, StaffId};

use super::*;

const STAGES: [Stage; 7] = [
    Stage::Sent,
    Stage::Seen,
    Stage::Accepted,
    Stage::Declined,
    Stage::FirstContact,
    Stage::WorkingTogether,
    Stage::Ended,
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(stage: Stage) -> State {
    State { stage, is_paused: false, is_merged: false }
}

fn paused(stage: Stage) -> State {
    State { is_paused: true, ..at(stage) }
}

fn merged(stage: Stage) -> State {
    State { is_merged: true, ..at(stage) }
}

fn contact(outcome: ContactOutcome) -> Act {
    Act::RecordContact {
        how: ContactHow::Call,
        outcome,
        on: day("2026-11-25"),
        words: "We talked.".to_owned(),
        note: String::new(),
    }
}

/// One act of every kind, and every outcome of a contact.
fn every_act() -> Vec<Act> {
    let words = || "Hello".to_owned();
    let staff = StaffId(uuid::Uuid::nil());
    vec![
        Act::Accept { worker: staff, words: words() },
        Act::Decline { reason: DeclineReason::OutOfArea, words: words(), elsewhere: words() },
        contact(ContactOutcome::Talked),
        contact(ContactOutcome::NoAnswer),
        contact(ContactOutcome::AskedToCallBack),
        Act::StartWork { words: words() },
        Act::PassOn { to: staff, words: words(), note: words() },
        Act::Pause { until: day("2026-12-25"), words: words() },
        Act::Resume { words: words() },
        Act::Merge { into: ReferralId(uuid::Uuid::nil()) },
        Act::End { reason: EndReason::Done, words: words() },
        Act::Reopen { words: words() },
    ]
}

fn act(kind: ActKind) -> Act {
    every_act().into_iter().find(|act| act.kind() == kind).unwrap()
}

fn step(state: State, kind: ActKind) -> (State, EventKind) {
    let outcome = after(state, &act(kind)).unwrap();
    (outcome.state, outcome.event)
}

#[test]
fn acts_of_every_stage_are_these() {
    use ActKind::{Accept, Decline, End, Merge, PassOn, Pause, RecordContact, Reopen, Resume, StartWork};
    assert_eq!(acts(at(Stage::Sent)), [Accept, Decline, Merge]);
    assert_eq!(acts(at(Stage::Seen)), [Accept, Decline, Merge]);
    assert_eq!(acts(at(Stage::Accepted)), [RecordContact, Merge, PassOn, Pause, End]);
    assert_eq!(acts(at(Stage::FirstContact)), [RecordContact, StartWork, PassOn, Pause, End]);
    assert_eq!(acts(at(Stage::WorkingTogether)), [RecordContact, PassOn, Pause, End]);
    for stage in [Stage::Declined, Stage::Ended] {
        assert_eq!(acts(at(stage)), [Reopen]);
    }
    for stage in [Stage::Accepted, Stage::FirstContact, Stage::WorkingTogether] {
        assert_eq!(acts(paused(stage)), [Resume, PassOn, End]);
    }
    for stage in STAGES {
        assert_eq!(acts(merged(stage)), []);
    }
}

#[test]
fn referral_that_goes_well_goes_through_every_stage() {
    let state = open(at(Stage::Sent)).unwrap();
    assert_eq!(state, at(Stage::Seen));
    let (state, event) = step(state, ActKind::Accept);
    assert_eq!((state, event), (at(Stage::Accepted), EventKind::Accepted));
    let (state, event) = step(state, ActKind::RecordContact);
    assert_eq!((state, event), (at(Stage::FirstContact), EventKind::FirstContact));
    let (state, event) = step(state, ActKind::StartWork);
    assert_eq!((state, event), (at(Stage::WorkingTogether), EventKind::WorkingTogether));
    let (state, event) = step(state, ActKind::End);
    assert_eq!((state, event), (at(Stage::Ended), EventKind::Ended));
    let (state, event) = step(state, ActKind::Reopen);
    assert_eq!((state, event), (at(Stage::Seen), EventKind::Reopened));
}

#[test]
fn opening_again_changes_nothing() {
    for stage in STAGES {
        assert_eq!(open(at(stage)).is_some(), stage == Stage::Sent);
        assert_eq!(open(merged(stage)), None);
    }
}

#[test]
fn contact_that_reached_nobody_keeps_the_stage() {
    for stage in [Stage::Accepted, Stage::FirstContact, Stage::WorkingTogether] {
        for outcome in [ContactOutcome::NoAnswer, ContactOutcome::AskedToCallBack] {
            let outcome = after(at(stage), &contact(outcome)).unwrap();
            assert_eq!(outcome, Outcome { state: at(stage), event: EventKind::ContactTried });
        }
    }
}

#[test]
fn later_talk_keeps_the_stage_and_is_no_mere_try() {
    for stage in [Stage::FirstContact, Stage::WorkingTogether] {
        let outcome = after(at(stage), &contact(ContactOutcome::Talked)).unwrap();
        assert_eq!(outcome, Outcome { state: at(stage), event: EventKind::FirstContact });
    }
}

#[test]
fn rest_ends_where_it_began() {
    for stage in [Stage::Accepted, Stage::FirstContact, Stage::WorkingTogether] {
        assert_eq!(step(at(stage), ActKind::Pause), (paused(stage), EventKind::Paused));
        assert_eq!(step(paused(stage), ActKind::Resume), (at(stage), EventKind::Resumed));
        assert_eq!(step(paused(stage), ActKind::PassOn), (paused(stage), EventKind::PassedOn));
        assert_eq!(step(paused(stage), ActKind::End), (at(Stage::Ended), EventKind::Ended));
        assert_eq!(after(paused(stage), &contact(ContactOutcome::Talked)), Err(Refused::Paused));
        assert_eq!(after(paused(stage), &act(ActKind::Pause)), Err(Refused::NotNow));
        assert_eq!(after(at(stage), &act(ActKind::Resume)), Err(Refused::NotNow));
    }
}

#[test]
fn merged_referral_takes_nothing_more() {
    for stage in [Stage::Sent, Stage::Seen, Stage::Accepted] {
        assert_eq!(step(at(stage), ActKind::Merge), (merged(stage), EventKind::Merged));
        for act in every_act() {
            assert_eq!(after(merged(stage), &act), Err(Refused::Merged));
        }
    }
}

#[test]
fn declined_referral_is_accepted_only_when_reopened() {
    assert_eq!(after(at(Stage::Declined), &act(ActKind::Accept)), Err(Refused::NotNow));
    let (state, _) = step(at(Stage::Declined), ActKind::Reopen);
    assert_eq!(step(state, ActKind::Accept).0, at(Stage::Accepted));
}

#[test]
fn due_is_what_comes_next() {
    let (promised, last, today) = (day("2026-11-27"), day("2026-11-05"), day("2026-11-25"));
    let of = |state: State, today: NaiveDate| due(state, promised, Some(day("2026-12-01")), last, today);
    for stage in [Stage::Sent, Stage::Seen] {
        assert_eq!(of(at(stage), today), (Due::Answer, Some(promised), false));
    }
    assert_eq!(
        of(at(Stage::Accepted), promised),
        (Due::FirstContact, Some(promised), false),
        "the day itself is in time"
    );
    assert_eq!(of(at(Stage::Accepted), day("2026-11-28")), (Due::FirstContact, Some(promised), true));
    for stage in [Stage::FirstContact, Stage::WorkingTogether] {
        assert_eq!(of(at(stage), today), (Due::KeepInTouch, Some(day("2026-11-26")), false));
        assert_eq!(of(at(stage), day("2026-11-27")), (Due::KeepInTouch, Some(day("2026-11-26")), true));
        assert_eq!(of(paused(stage), today), (Due::Resume, Some(day("2026-12-01")), false));
        assert_eq!(of(paused(stage), day("2026-12-02")), (Due::Resume, Some(day("2026-12-01")), true));
    }
    for state in [at(Stage::Declined), at(Stage::Ended), merged(Stage::Sent), merged(Stage::Accepted)] {
        assert_eq!(of(state, today), (Due::Nothing, None, false));
    }
    assert_eq!(due(at(Stage::FirstContact), promised, None, NaiveDate::MAX, today), (Due::KeepInTouch, None, false));
}

fn found(act: &Act) -> Vec<(String, FieldCode)> {
    problems(act, day("2026-11-25")).into_iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn acts_as_they_should_be_have_no_problem() {
    for act in every_act() {
        assert_eq!(found(&act), [], "{act:?}");
    }
    let empty = String::new;
    assert_eq!(found(&Act::StartWork { words: empty() }), []);
    assert_eq!(found(&Act::Resume { words: empty() }), []);
    assert_eq!(found(&Act::Reopen { words: empty() }), []);
}

#[test]
fn words_that_are_owed_have_to_be_there() {
    let staff = StaffId(uuid::Uuid::nil());
    let missing = |field: &str| (field.to_owned(), FieldCode::Missing);
    assert_eq!(found(&Act::Accept { worker: staff, words: " \n".to_owned() }), [missing("act.words")]);
    assert_eq!(found(&Act::End { reason: EndReason::Other, words: "\u{7}".to_owned() }), [missing("act.words")]);
    let decline = Act::Decline { reason: DeclineReason::Other, words: String::new(), elsewhere: String::new() };
    assert_eq!(found(&decline), [missing("act.words"), missing("act.elsewhere")]);
}

#[test]
fn texts_are_counted_in_characters() {
    let staff = StaffId(uuid::Uuid::nil());
    let pass_on = |length: usize| Act::PassOn { to: staff, words: "é".repeat(length), note: " é".repeat(length / 2) };
    assert_eq!(found(&pass_on(2_000)), []);
    let too_long = |field: &str| (field.to_owned(), FieldCode::TooLong);
    assert_eq!(found(&pass_on(2_002)), [too_long("act.words"), too_long("act.note")]);
}

#[test]
fn days_have_to_be_near() {
    let recorded = |text: &str| {
        let mut act = contact(ContactOutcome::Talked);
        if let Act::RecordContact { on, .. } = &mut act {
            *on = day(text);
        }
        found(&act)
    };
    assert_eq!(recorded("2026-11-25"), []);
    assert_eq!(recorded("2026-09-26"), []);
    assert_eq!(recorded("2026-09-25"), [("act.on".to_owned(), FieldCode::TooLongAgo)]);
    assert_eq!(recorded("2026-11-26"), [("act.on".to_owned(), FieldCode::InFuture)]);
    let rests = |text: &str| found(&Act::Pause { until: day(text), words: String::new() });
    assert_eq!(rests("2026-11-26"), []);
    assert_eq!(rests("2027-05-24"), []);
    assert_eq!(rests("2027-05-25"), [("act.until".to_owned(), FieldCode::TooFar)]);
    assert_eq!(rests("2026-11-25"), [("act.until".to_owned(), FieldCode::InPast)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn random_walks_never_leave_the_table(steps in prop::collection::vec(0_usize..13, 1..40)) {
        let every = every_act();
        let mut state = at(Stage::Sent);
        for step in steps {
            let Some(act) = every.get(step) else {
                state = open(state).unwrap_or(state);
                continue;
            };
            let may = acts(state);
            match after(state, act) {
                Ok(outcome) => {
                    prop_assert!(may.contains(&act.kind()));
                    state = outcome.state;
                }
                Err(_) => prop_assert!(!may.contains(&act.kind())),
            }
            prop_assert!(!state.is_paused || is_under_way(state.stage), "{:?}", state);
            prop_assert!(!(state.is_paused && state.is_merged), "{:?}", state);
            prop_assert_eq!(acts(state).is_empty(), state.is_merged);
        }
    }
}

#[test]
fn only_what_has_ended_can_be_come_back_to_and_not_beside_what_goes_on() {
    for stage in STAGES {
        let back = come_back(at(stage), &[]);
        if stage == Stage::Ended {
            assert_eq!(back, Ok(Outcome { state: at(Stage::Seen), event: EventKind::Reopened }));
            // The same as when the desk opens the door.
            assert_eq!(back, after(at(stage), &Act::Reopen { words: String::new() }));
        } else {
            assert_eq!(back, Err(Refused::NotNow), "{stage:?}");
        }
        assert_eq!(come_back(merged(stage), &[]), Err(Refused::Merged));
        let beside = come_back(at(Stage::Ended), &[at(stage)]);
        assert_eq!(beside.is_ok(), matches!(stage, Stage::Ended | Stage::Declined), "{stage:?}");
        assert!(come_back(at(Stage::Ended), &[merged(stage)]).is_ok());
        assert_eq!(come_back(at(Stage::Ended), &[paused(stage)]).is_ok(), beside.is_ok());
    }
}

#[test]
fn the_words_to_come_back_with_may_be_empty_and_not_too_long() {
    assert!(come_back_problems("").is_empty() && come_back_problems(&"a".repeat(LONGEST_WORDS)).is_empty());
    let wrong = come_back_problems(&"a".repeat(LONGEST_WORDS + 1));
    assert_eq!(wrong, [FieldProblem { field: "words".to_owned(), code: FieldCode::TooLong }]);
}
