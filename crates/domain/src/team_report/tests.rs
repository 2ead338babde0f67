//! Quarters, medians, and what is held back: by hand, and by a judge who knows the rule and looks at every team there could
//! be. Two rules that give too much away show that it sees it.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

type Rule = fn([u32; 5]) -> [Option<u32>; 5];

/// Every number from zero to nine.
const ALL_SMALL: u16 = 0b11_1111_1111;

/// Whether some number under ten cannot be everything that it could be, for somebody who knows the rule: a count from zero
/// to nine, or from one to nine those who came so far and no further.
fn reveals(rule: Rule, referred: u32) -> bool {
    let mut seen: HashMap<[Option<u32>; 5], [u16; 10]> = HashMap::new();
    for contacted in 0..=referred {
        for in_time in 0..=contacted {
            for first in 0..=referred {
                for second in 0..=first {
                    let given = rule([referred, contacted, in_time, first, second]);
                    let numbers = [
                        contacted,
                        in_time,
                        first,
                        second,
                        referred - contacted,
                        contacted - in_time,
                        referred - in_time,
                        referred - first,
                        first - second,
                        referred - second,
                    ];
                    let masks = seen.entry(given).or_default();
                    for (mask, number) in masks.iter_mut().zip(numbers).filter(|(_, number)| *number < FEWEST) {
                        *mask |= 1 << number;
                    }
                }
            }
        }
    }
    seen.into_values().any(|masks| {
        let counts = masks[..4].iter().any(|mask| *mask != 0 && *mask != ALL_SMALL);
        let differences = masks[4..].iter().any(|mask| *mask & !1 != 0 && *mask & !1 != ALL_SMALL & !1);
        counts || differences
    })
}

/// Holds back what is under ten, and forgets that the rest gives it away.
fn forgetful(counts: [u32; 5]) -> [Option<u32>; 5] {
    counts.map(|count| (count >= FEWEST).then_some(count))
}

/// Holds back the smaller of two that stand near each other, and goes on with the chain behind it.
fn unchained(counts: [u32; 5]) -> [Option<u32>; 5] {
    let mut order = [0, 1, 2, 3, 4];
    order.sort_by_key(|at: &usize| Reverse(counts[*at]));
    let mut given: [Option<u32>; 5] = [None; 5];
    for at in order {
        let count = counts[at];
        let is_apart = given.into_iter().flatten().all(|other| other == count || other.abs_diff(count) >= FEWEST);
        given[at] = (count >= FEWEST && is_apart).then_some(count);
    }
    given
}

#[test]
fn the_judge_sees_rules_that_give_too_much_away() {
    assert!(reveals(forgetful, 20));
    assert!(reveals(unchained, 22));
    assert!(!reveals(give, 20) && !reveals(give, 22));
}

#[test]
fn no_team_gives_a_number_away() {
    for referred in [10, 11, 14, 19, 20, 21, 25, 30, 33] {
        assert!(!reveals(give, referred), "{referred}");
    }
}

#[test]
fn small_numbers_go_and_take_others_with_them() {
    assert_eq!(give([9, 9, 9, 9, 9]), [None; 5]);
    assert_eq!(give([10, 10, 10, 10, 10]), [Some(10); 5], "of all of them it may be said");
    assert_eq!(give([20, 15, 4, 0, 0]), [Some(20), None, None, None, None], "five were not contacted");
    assert_eq!(give([40, 30, 20, 0, 0]), [Some(40), Some(30), Some(20), None, None]);
    assert_eq!(give([60, 60, 45, 30, 12]), [Some(60), Some(60), Some(45), Some(30), Some(12)]);
    assert_eq!(give([60, 60, 55, 30, 25]), [Some(60), Some(60), None, Some(30), None]);
    assert_eq!(give([22, 15, 10, 0, 0]), [Some(22), None, None, None, None], "the chain ends");
    assert_eq!(give([80, 50, 30, 45, 12]), [Some(80), Some(50), Some(30), None, None], "five may not have gone");
    assert_eq!(give([80, 45, 30, 50, 12]), [Some(80), None, None, Some(50), Some(12)], "the smaller goes");
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn came(contacted: Option<&str>, is_in_time: bool, visits: &[&str]) -> Came {
    Came {
        sent: day("2026-10-05"),
        contacted: contacted.map(day),
        is_in_time,
        first_visit: visits.first().map(|on| day(on)),
        second_visit: visits.get(1).map(|on| day(on)),
    }
}

#[test]
fn steps_are_people_and_the_days_it_took() {
    let mut people = vec![came(Some("2026-10-07"), true, &["2026-10-21", "2026-10-28"]); 12];
    people.extend(vec![came(Some("2026-10-15"), false, &["2026-11-04"]); 11]);
    people.extend(vec![came(None, false, &[]); 10]);
    let told: Vec<_> = steps(&people).into_iter().map(|step| (step.kind, step.people, step.median_days)).collect();
    assert_eq!(
        told,
        [
            (ReportStepKind::Referred, Some(33), None),
            (ReportStepKind::Contacted, Some(23), Some(2)),
            (ReportStepKind::ContactedInTime, Some(12), Some(2)),
            (ReportStepKind::FirstVisit, Some(23), Some(16)),
            (ReportStepKind::SecondVisit, Some(12), Some(23)),
        ]
    );
    let few = steps(&people[..9]);
    assert!(few.iter().all(|step| step.people.is_none() && step.median_days.is_none()));
    assert_eq!(steps(&[]).len(), 5, "every step is named, also where nothing is said of it");
}

#[test]
fn a_median_is_the_lower_one_in_the_middle() {
    assert_eq!(median(vec![9, 1, 4]), Some(4));
    assert_eq!(median(vec![9, 1, 4, 5]), Some(4));
    assert_eq!((median(vec![3]), median(Vec::new())), (Some(3), None));
}

#[test]
fn every_item_of_every_measure_is_named() {
    let told = measures(&[]);
    assert_eq!(told.len(), measure::built_in().len());
    for (told, measure) in told.iter().zip(measure::built_in()) {
        assert_eq!((&told.measure, told.version), (&measure.id, measure.version));
        let words: Vec<&String> = told.items.iter().map(|item| &item.words).collect();
        assert_eq!(words, measure.items.iter().map(|item| &item.words).collect::<Vec<_>>());
        assert!(told.items.iter().all(|item| item.people.is_none() && item.before_tenths.is_none()));
    }
}

#[test]
fn quarters_are_those_of_the_calendar() {
    for (on, text, first, last) in [
        ("2026-01-01", "2026-q1", "2026-01-01", "2026-03-31"),
        ("2026-06-30", "2026-q2", "2026-04-01", "2026-06-30"),
        ("2026-08-15", "2026-q3", "2026-07-01", "2026-09-30"),
        ("2026-12-31", "2026-q4", "2026-10-01", "2026-12-31"),
    ] {
        let quarter = Quarter::of(day(on));
        assert_eq!((quarter.to_string().as_str(), text.parse()), (text, Ok(quarter)));
        assert_eq!((quarter.first_day(), quarter.last_day()), (day(first), day(last)));
        assert_eq!((quarter.after().before(), quarter.before().after()), (quarter, quarter));
        assert!(quarter.before() < quarter && quarter < quarter.after());
        assert_eq!(Quarter::of(quarter.before().last_day()), quarter.before());
    }
    for bad in
        ["", "2026", "2026-q0", "2026-q5", "2026-Q4", "2026q4", "26-q4", "2026-q", "2026-q44", "+026-q1", "1999-q4"]
    {
        assert_eq!(bad.parse::<Quarter>(), Err(NoQuarter), "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_is_given_is_ten_or_more_and_as_far_apart(
        referred in 0_u32..400, shares in prop::array::uniform4(0_u32..=100),
    ) {
        let contacted = referred * shares[0] / 100;
        let first = referred * shares[2] / 100;
        let counts = [referred, contacted, contacted * shares[1] / 100, first, first * shares[3] / 100];
        let given = give(counts);
        prop_assert_eq!(given[0].is_some(), referred >= 10);
        for (at, one) in given.into_iter().enumerate() {
            prop_assert!(one.is_none_or(|one| one >= 10 && one == counts[at]));
            for other in given.into_iter().flatten() {
                prop_assert!(one.is_none_or(|one| one == other || one.abs_diff(other) >= 10), "{:?}", given);
            }
        }
        for (at, before) in [(1, 0), (2, 1), (3, 0), (4, 3)] {
            prop_assert!(given[at].is_none() || given[before].is_some(), "{:?}", given);
        }
    }
}
