//! The table of a visit, row by row and on random walks.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::*;
use wire::{GroupId, VisitId, VisitedMeeting};

use super::*;
use crate::plan::samples::{at, id, person, words, worker};

const OUTCOMES: [VisitOutcome; 3] = [VisitOutcome::Went, VisitOutcome::DidNot, VisitOutcome::DidNotRun];

fn states() -> Vec<State> {
    let mut states = vec![State::NotBegun, State::Open, State::TooLongAgo];
    states.extend(OUTCOMES.map(State::Recorded));
    states
}

fn every_act() -> Vec<VisitAct> {
    let mut acts = vec![
        VisitAct::Rate { face: Some(2) },
        VisitAct::Rate { face: None },
        VisitAct::Change { words: words("Warm tea", 1) },
        VisitAct::SetPrivate { is_private: false },
        VisitAct::SetPrivate { is_private: true },
    ];
    acts.extend(OUTCOMES.map(|outcome| VisitAct::SetOutcome { outcome }));
    acts
}

fn request(outcome: VisitOutcome) -> RecordVisit {
    RecordVisit {
        id: VisitId(id(1)),
        meeting: VisitedMeeting { group: GroupId(id(2)), place: None, starts_at: at(0) },
        outcome,
        face: Some(4),
        line: "Loud".to_owned(),
        is_private: true,
    }
}

fn visit(outcome: VisitOutcome) -> Visit {
    begin(&request(outcome), "Choir", &person(), at(60)).unwrap()
}

#[test]
fn acts_of_every_state_are_these() {
    use VisitActKind::{Change, Rate, Record, SetOutcome, SetPrivate};
    assert_eq!(acts(State::NotBegun), []);
    assert_eq!(acts(State::TooLongAgo), []);
    assert_eq!(acts(State::Open), [Record]);
    assert_eq!(acts(State::Recorded(VisitOutcome::Went)), [Rate, Change, SetPrivate, SetOutcome]);
    for outcome in [VisitOutcome::DidNot, VisitOutcome::DidNotRun] {
        assert_eq!(acts(State::Recorded(outcome)), [Change, SetPrivate, SetOutcome]);
    }
}

#[test]
fn every_act_leads_from_every_state_to_this() {
    for state in states() {
        for outcome in OUTCOMES {
            let expected = match state {
                State::NotBegun => Err(Refused::NotBegun),
                State::TooLongAgo => Err(Refused::TooLongAgo),
                State::Open => Ok(State::Recorded(outcome)),
                State::Recorded(_) => Err(Refused::Already),
            };
            assert_eq!(record(state, outcome), expected);
        }
        for act in every_act() {
            let expected = match (state, &act) {
                (State::NotBegun, _) => Err(Refused::NotBegun),
                (State::TooLongAgo, _) => Err(Refused::TooLongAgo),
                (State::Open, _) => Err(Refused::NotRecorded),
                (State::Recorded(_), VisitAct::SetOutcome { outcome }) => Ok(State::Recorded(*outcome)),
                (State::Recorded(VisitOutcome::DidNot | VisitOutcome::DidNotRun), VisitAct::Rate { .. }) => {
                    Err(Refused::DidNotGo)
                }
                (State::Recorded(_), _) => Ok(state),
            };
            assert_eq!(after(state, &act), expected, "{state:?} {act:?}");
            assert_eq!(acts(state).contains(&act.kind()), expected.is_ok(), "{state:?} {act:?}");
        }
    }
}

#[test]
fn visit_is_asked_about_from_the_start_of_the_meeting_for_half_a_year() {
    let last = at(0) + TimeDelta::days(OLDEST_DAYS);
    let of = |now: DateTime<Utc>| state(at(0), None, now);
    assert_eq!(of(at(0) - TimeDelta::milliseconds(1)), State::NotBegun);
    assert_eq!(of(at(0)), State::Open);
    assert_eq!(of(last), State::Open);
    assert_eq!(of(last + TimeDelta::milliseconds(1)), State::TooLongAgo);
    for outcome in OUTCOMES {
        for now in [at(-60), at(60), last + TimeDelta::days(900)] {
            assert_eq!(state(at(0), Some(outcome), now), State::Recorded(outcome));
        }
    }
    let refused = |now: DateTime<Utc>| begin(&request(VisitOutcome::Went), "Choir", &person(), now).unwrap_err();
    assert_eq!(refused(at(-1)), Refused::NotBegun);
    assert_eq!(refused(last + TimeDelta::minutes(1)), Refused::TooLongAgo);
}

#[test]
fn only_who_went_has_a_face() {
    assert_eq!(visit(VisitOutcome::Went).face, Some(4));
    for outcome in [VisitOutcome::DidNot, VisitOutcome::DidNotRun] {
        assert_eq!(visit(outcome).face, None);
        let otherwise = act(&visit(VisitOutcome::Went), &VisitAct::SetOutcome { outcome }, &person(), at(70)).unwrap();
        assert_eq!(otherwise, Visit { outcome, face: None, ..visit(VisitOutcome::Went) });
    }
}

#[test]
fn past_visit_is_put_right() {
    let held = visit(VisitOutcome::Went);
    let late = at(0) + TimeDelta::days(2_000);
    let rated = act(&held, &VisitAct::Rate { face: Some(5) }, &person(), late).unwrap();
    assert_eq!(rated, Visit { face: Some(5), ..held.clone() });
    let shown = act(&held, &VisitAct::SetPrivate { is_private: false }, &person(), late).unwrap();
    assert_eq!(shown, Visit { is_private: false, ..held.clone() });
    let changed = act(&held, &VisitAct::Change { words: words("Warm tea", 1) }, &person(), late).unwrap();
    assert_eq!(changed.line.unwrap().words, "Warm tea");
}

#[test]
fn two_devices_that_record_the_same_meeting_lose_neither_line() {
    let held = Visit { is_private: false, ..visit(VisitOutcome::DidNot) };
    let new = RecordVisit { line: "Warm tea".to_owned(), face: None, ..request(VisitOutcome::Went) };
    let both = again(&held, &new, &person(), at(90));
    assert_eq!((both.outcome, both.face, both.is_private), (VisitOutcome::Went, None, true));
    let line = both.line.clone().unwrap();
    assert_eq!((line.words.as_str(), line.others[0].words.as_str()), ("Warm tea", "Loud"));
    assert_eq!(again(&both, &new, &person(), at(95)), both, "sent again");
    let empty = RecordVisit { line: String::new(), ..request(VisitOutcome::Went) };
    assert_eq!(again(&visit(VisitOutcome::Went), &empty, &person(), at(90)), visit(VisitOutcome::Went));
}

#[test]
fn two_records_of_one_meeting_lose_neither_line() {
    let earlier = visit(VisitOutcome::Went);
    let new = RecordVisit { line: "Warm tea".to_owned(), face: None, is_private: false, ..request(VisitOutcome::Went) };
    let later = begin(&RecordVisit { id: VisitId(id(3)), ..new }, "Choir", &person(), at(90)).unwrap();
    let one = joined(&earlier, &later);
    assert_eq!((one.id, one.outcome, one.face, one.is_private), (later.id, VisitOutcome::Went, Some(4), true));
    let line = one.line.unwrap();
    assert_eq!((line.words.as_str(), line.others[0].words.as_str()), ("Warm tea", "Loud"));
    let missed = Visit { outcome: VisitOutcome::DidNot, face: None, ..later };
    assert_eq!(joined(&earlier, &missed).face, None);
}

#[test]
fn private_visit_looks_to_others_like_one_without_a_word() {
    let held = visit(VisitOutcome::Went);
    let silent = RecordVisit { line: String::new(), face: None, is_private: false, ..request(VisitOutcome::Went) };
    let silent = begin(&silent, "Choir", &person(), at(60)).unwrap();
    assert_eq!(as_others_see(&held), as_others_see(&silent));
    assert_eq!(as_others_see(&held).outcome, VisitOutcome::Went);
    let shown = Visit { is_private: false, ..held };
    assert_eq!(as_others_see(&shown), shown);
}

#[test]
fn line_of_somebody_who_does_not_see_it_stands_beside_it() {
    let new = VisitAct::Change { words: words("She sang", 0) };
    let changed = act(&visit(VisitOutcome::Went), &new, &worker(), at(90)).unwrap();
    let line = changed.line.unwrap();
    assert_eq!((line.words.as_str(), line.others[0].words.as_str()), ("She sang", "Loud"));
    let hidden = as_others_see(&visit(VisitOutcome::Went));
    assert_eq!(act(&hidden, &new, &worker(), at(90)).unwrap().line, Some(first("She sang", &worker(), at(90))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn random_walks_never_leave_the_table(moves in vec((0_usize..9, -3_i64..3), 1..40)) {
        let every = every_act();
        let mut held: Option<Visit> = None;
        let mut minutes = -5;
        for (which, moved) in moves {
            // Time goes on, and now and then by months.
            minutes += if moved == 2 { 60 * 24 * 100 } else { moved.abs() };
            let now = at(minutes);
            let stood = state(at(0), held.as_ref().map(|visit| visit.outcome), now);
            let before = held.clone();
            match (every.get(which), before.as_ref()) {
                (Some(doing), Some(visit)) => {
                    let is_listed = acts(stood).contains(&doing.kind());
                    match act(visit, doing, &person(), now) {
                        Ok(next) => {
                            prop_assert!(is_listed, "{:?} {:?}", stood, doing);
                            prop_assert_eq!(after(stood, doing), Ok(State::Recorded(next.outcome)));
                            held = Some(next);
                        }
                        Err(_) => prop_assert!(!is_listed, "{:?} {:?}", stood, doing),
                    }
                }
                (Some(doing), None) => {
                    prop_assert!(after(stood, doing).is_err() && !acts(stood).contains(&doing.kind()));
                }
                (None, Some(_)) => prop_assert_eq!(record(stood, VisitOutcome::Went), Err(Refused::Already)),
                (None, None) => {
                    let begun = begin(&request(VisitOutcome::Went), "Choir", &person(), now);
                    prop_assert_eq!(begun.is_ok(), acts(stood).contains(&VisitActKind::Record), "{:?}", stood);
                    held = begun.ok();
                }
            }
            prop_assert!(before.is_none() || held.is_some(), "what is recorded stays recorded");
            if let Some(visit) = &held {
                prop_assert!(visit.face.is_none() || visit.outcome == VisitOutcome::Went, "{:?}", visit);
                prop_assert!(!acts(state(at(0), Some(visit.outcome), now)).is_empty());
            }
        }
    }
}
