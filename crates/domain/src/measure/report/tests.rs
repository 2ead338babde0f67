//! What is held back: by hand, by trying every small team, and by chance. The judge knows the rule and tries every
//! number that could have been held back; two rules that give too much away show that it sees it.

use chrono::NaiveDate;
use proptest::prelude::*;
use wire::{CheckInAnswer, CheckInId};

use super::*;
use crate::measure::built_in;

/// Whether some number that is held back cannot be everything from zero to nine, for somebody who knows the rule.
fn reveals(rule: fn([u32; 3]) -> Given, counts: [u32; 3]) -> bool {
    let given = rule(counts);
    let Some(people) = given.people else { return given.counts != [None; 3] };
    (0..3)
        .filter(|at| given.counts[*at].is_none())
        .any(|at| (0..FEWEST).any(|number| !could_be(rule, given, people, at, number)))
}

/// Whether a team in which this number stands here could have given the same.
fn could_be(rule: fn([u32; 3]) -> Given, given: Given, people: u32, at: usize, number: u32) -> bool {
    let Some(others) = people.checked_sub(number) else { return false };
    (0..=others).any(|other| {
        let mut counts = [0_u32; 3];
        counts[at] = number;
        counts[(at + 1) % 3] = other;
        counts[(at + 2) % 3] = others - other;
        rule(counts) == given
    })
}

/// Holds back what is under ten, and forgets that the rest gives it away.
fn forgetful(counts: [u32; 3]) -> Given {
    Given { people: Some(counts.into_iter().sum()), counts: counts.map(|count| (count >= FEWEST).then_some(count)) }
}

/// Holds back the smallest beside it too, as it is often done.
fn usual(counts: [u32; 3]) -> Given {
    let mut given = forgetful(counts);
    if given.counts.iter().flatten().count() == 2 {
        let least = given.counts.iter().flatten().min().copied();
        if let Some(place) = given.counts.iter().position(|count| *count == least) {
            given.counts[place] = None;
        }
    }
    given
}

#[test]
fn the_judge_sees_rules_that_give_too_much_away() {
    assert!(reveals(forgetful, [20, 15, 3]));
    assert!(reveals(usual, [20, 19, 9]));
    assert!(!reveals(give, [20, 15, 3]) && !reveals(give, [20, 19, 9]));
}

#[test]
fn small_numbers_go_and_take_another_with_them() {
    let given = |counts| {
        let given = give(counts);
        (given.people, given.counts)
    };
    assert_eq!(given([3, 3, 3]), (None, [None; 3]), "nine people are nobody's business");
    assert_eq!(given([12, 11, 10]), (Some(33), [Some(12), Some(11), Some(10)]));
    assert_eq!(given([25, 8, 7]), (Some(40), [Some(25), None, None]));
    assert_eq!(given([25, 8, 1]), (Some(34), [None; 3]), "the others together are nine");
    assert_eq!(given([20, 15, 3]), (Some(38), [Some(20), None, None]));
    assert_eq!(given([20, 15, 5]), (Some(40), [None; 3]), "half is not more than half");
    assert_eq!(given([0, 0, 50]), (Some(50), [None; 3]), "zero is a small number too");
}

#[test]
fn no_small_team_gives_a_number_away() {
    for up in 0..=22 {
        for same in 0..=22 {
            for down in 0..=12 {
                for counts in [[up, same, down], [up, down, same], [down, up, same]] {
                    assert!(!reveals(give, counts), "{counts:?}: {:?}", give(counts));
                }
            }
        }
    }
}

fn numbers() -> Item {
    built_in()[0].items[0].clone()
}

fn pairs(of: &[(usize, u8, u8)]) -> Vec<Pair> {
    of.iter().flat_map(|(people, before, after)| vec![Pair { before: *before, after: *after }; *people]).collect()
}

#[test]
fn means_are_in_tenths_and_of_ten_people_or_more() {
    let of = |people: &[(usize, u8, u8)]| change(&numbers(), &pairs(people)).means;
    let means = |before_tenths, after_tenths| Some(Means { before_tenths, after_tenths });
    assert_eq!(of(&[(10, 3, 5)]), means(30, 50));
    assert_eq!(of(&[(9, 3, 5)]), None);
    assert_eq!(of(&[(10, 4, 6), (2, 5, 7)]), means(42, 62), "4.17 is 4.2");
    assert_eq!(of(&[(10, 1, 9)]), means(10, 90));
}

#[test]
fn a_mean_at_the_end_of_the_scale_would_say_what_everybody_answered() {
    let of = |people: &[(usize, u8, u8)]| change(&numbers(), &pairs(people)).means;
    assert_eq!(of(&[(12, 0, 5)]), None);
    assert_eq!(of(&[(12, 5, 10)]), None);
    assert_eq!(of(&[(19, 0, 5), (1, 9, 5)]), None, "one of them alone");
    assert_eq!(of(&[(19, 0, 5), (1, 10, 5)]), Some(Means { before_tenths: 5, after_tenths: 50 }));
}

#[test]
fn options_have_no_mean() {
    let lonely = built_in()[1].items[3].clone();
    let change = change(&lonely, &pairs(&[(20, 5, 3), (12, 2, 2)]));
    assert_eq!((change.people, change.down, change.means), (Some(32), Some(20), None));
}

fn check_in(day: u32, moment: CheckInMoment, happy: Option<u8>) -> CheckIn {
    let answer = happy.map_or(CheckInAnswer::RatherNotSay, CheckInAnswer::Number);
    CheckIn {
        id: CheckInId(uuid::Uuid::nil()),
        measure: "ons4".to_owned(),
        version: 1,
        day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default(),
        moment,
        answers: [("happy".to_owned(), answer)].into_iter().collect(),
    }
}

#[test]
fn only_who_answered_both_times_is_counted() {
    use CheckInMoment::{Baseline, Between, End};
    let whole = vec![
        check_in(1, Baseline, Some(4)),
        check_in(9, Between, Some(9)),
        check_in(20, End, Some(7)),
        check_in(19, End, Some(2)),
    ];
    let mut people = vec![whole; 12];
    people.push(vec![check_in(1, Baseline, Some(4)), check_in(9, Between, Some(9))]);
    people.push(vec![check_in(1, Baseline, None), check_in(20, End, Some(7))]);
    people.push(vec![check_in(1, Baseline, Some(4)), check_in(20, End, None)]);
    people.push(vec![CheckIn { version: 2, ..check_in(1, Baseline, Some(4)) }, check_in(20, End, Some(7))]);
    people.push(Vec::new());
    let report = report(&built_in()[0], &people);
    assert_eq!(report.len(), 4);
    assert_eq!((report[2].item.as_str(), report[2].people), ("happy", Some(12)));
    assert_eq!(report[2].means, Some(Means { before_tenths: 40, after_tenths: 70 }));
    assert_eq!((report[2].up, report[2].same, report[2].down), (None, None, None));
    assert_eq!((report[0].item.as_str(), report[0].people, report[0].means), ("satisfied", None, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_report_shows_or_gives_away_a_number_under_ten(
        answers in prop::collection::vec((0_u8..11, 0_u8..11), 0..60),
    ) {
        let pairs: Vec<Pair> = answers.iter().map(|(before, after)| Pair { before: *before, after: *after }).collect();
        let change = change(&numbers(), &pairs);
        let counts = [change.up, change.same, change.down];
        for count in counts.into_iter().chain([change.people]).flatten() {
            prop_assert!(count >= FEWEST);
        }
        prop_assert_eq!(change.people.is_some(), pairs.len() >= 10);
        match change.people {
            None => prop_assert!(counts == [None; 3] && change.means.is_none()),
            Some(people) => {
                let given: u32 = counts.into_iter().flatten().sum();
                prop_assert!(given == people || people - given >= FEWEST, "what is held back is ten people or more");
                prop_assert!(counts.into_iter().flatten().count() != 2, "two give the third away");
            }
        }
        if let Some(means) = change.means {
            let least = 100 / u32::try_from(pairs.len()).unwrap_or(1);
            for tenths in [means.before_tenths, means.after_tenths] {
                prop_assert!((least..=100 - least).contains(&tenths), "{:?}", means);
            }
        }
    }

    #[test]
    fn no_team_of_any_shape_gives_a_number_away(up in 0_u32..45, same in 0_u32..45, down in 0_u32..45) {
        prop_assert!(!reveals(give, [up, same, down]), "{:?}", give([up, same, down]));
    }
}
