//! How texts come together, case by case and with devices that know only what they looked at last.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use wire::Side;

use super::*;
use crate::plan::samples::{at, author, person, words, worker};

fn texts(kept: &Kept) -> Vec<String> {
    versions(kept).into_iter().map(|version| version.words).collect()
}

/// "walk", then two who saw it write "swim" and "sing" without having seen each other.
fn in_conflict() -> Kept {
    let held = first("walk", &person(), at(0));
    let held = merge(&held, &words("swim", 1), &person(), at(1));
    merge(&held, &words("sing", 1), &worker(), at(2))
}

#[test]
fn words_on_top_of_what_was_seen_replace_it() {
    let held = first(" walk ", &person(), at(0));
    assert_eq!((held.words.as_str(), held.revision), ("walk", 1));
    let next = merge(&held, &words("swim\u{7}", 1), &worker(), at(1));
    assert_eq!(next, Kept { words: "swim".to_owned(), by: worker(), at: at(1), revision: 2, others: Vec::new() });
}

#[test]
fn texts_of_two_records_are_all_kept() {
    let one = in_conflict();
    let other = merge(&first("read", &person(), at(3)), &words("cook", 0), &worker(), at(4));
    for joined in [join(&one, &other), join(&other, &one)] {
        assert_eq!(texts(&joined)[..2], ["cook", "read"]);
        assert_eq!(texts(&joined).into_iter().collect::<BTreeSet<_>>().len(), 4);
        assert_eq!(joined.revision, 5);
        // Whoever had one of the two on the screen takes nothing of the other away.
        for base in 0..=3 {
            assert_eq!(versions(&merge(&joined, &words("rest", base), &person(), at(9))).len(), 5);
        }
    }
    let empty = first("", &person(), at(9));
    assert_eq!(texts(&join(&one, &empty)), texts(&one));
    assert_eq!(texts(&join(&empty, &first("read", &worker(), at(10)))), ["read"]);
}

#[test]
fn two_who_did_not_see_each_other_are_both_kept_the_newer_on_top() {
    let held = in_conflict();
    assert_eq!(texts(&held), ["sing", "swim"]);
    assert_eq!((&held.by, held.at, held.revision), (&worker(), at(2), 3));
    let other = OtherWords { words: "swim".to_owned(), by: person(), at: at(1), revision: 2 };
    assert_eq!(held.others, [other]);
}

#[test]
fn same_words_are_one_text() {
    let held = merge(&first("walk", &person(), at(0)), &words("swim", 1), &person(), at(1));
    assert_eq!(merge(&held, &words("swim", 1), &worker(), at(2)), held, "both wrote the same");
    assert_eq!(merge(&held, &words(" swim", 2), &worker(), at(2)), held, "nothing was changed");
    let held = in_conflict();
    for base in [0, 1, 2] {
        assert_eq!(merge(&held, &words("sing", base), &worker(), at(3)).revision, if base < 2 { 3 } else { 4 });
    }
}

#[test]
fn who_sees_both_chooses_and_leaves_the_words_to_their_writer() {
    let held = in_conflict();
    let chosen = merge(&held, &words("swim", 3), &worker(), at(3));
    assert_eq!(chosen, Kept { words: "swim".to_owned(), by: person(), at: at(1), revision: 4, others: Vec::new() });
    let kept = merge(&held, &words("sing", 3), &person(), at(3));
    assert_eq!(kept, Kept { words: "sing".to_owned(), by: worker(), at: at(2), revision: 4, others: Vec::new() });
    let anew = merge(&held, &words("swim and sing", 3), &person(), at(3));
    assert_eq!((texts(&anew), anew.by), (vec!["swim and sing".to_owned()], person()));
}

#[test]
fn choosing_does_not_touch_what_came_meanwhile() {
    let held = merge(&in_conflict(), &words("dance", 1), &person(), at(3));
    assert_eq!(texts(&held), ["dance", "sing", "swim"]);
    let chosen = merge(&held, &words("swim", 3), &worker(), at(4));
    assert_eq!(texts(&chosen), ["swim", "dance"], "only \"sing\" was seen and not chosen");
}

#[test]
fn revision_that_has_not_come_yet_overwrites_nothing() {
    let held = first("walk", &person(), at(0));
    assert_eq!(texts(&merge(&held, &words("swim", 2), &worker(), at(1))), ["swim", "walk"]);
    assert_eq!(texts(&merge(&held, &words("swim", u32::MAX), &worker(), at(1))), ["swim", "walk"]);
}

#[test]
fn emptying_takes_away_only_what_was_seen() {
    let held = first("walk", &person(), at(0));
    let empty = merge(&held, &words(" \n", 1), &worker(), at(1));
    assert_eq!((texts(&empty), empty.revision), (vec![String::new()], 2));
    assert_eq!(texts(&merge(&empty, &words("swim", 1), &person(), at(2))), ["swim"], "nothing stands beside nothing");
    let swim = merge(&held, &words("swim", 1), &person(), at(1));
    assert_eq!(merge(&swim, &words("", 1), &worker(), at(2)), swim);
    assert_eq!(texts(&merge(&in_conflict(), &words("", 2), &worker(), at(3))), ["sing"]);
}

/// A phone that knows what it looked at last.
#[derive(Debug, Clone, Default)]
struct Device {
    base: u32,
    seen: Vec<String>,
}

const TEXTS: [&str; 7] = ["a", "b", "c", "d", "e", "f", ""];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn nothing_is_lost_that_its_remover_did_not_see(moves in vec((0_usize..3, 0_usize..12), 1..40)) {
        let mut held = first("a", &person(), at(0));
        // What has to be there at least, by texts alone: written, and not replaced by somebody who saw it.
        let mut alive = BTreeSet::from(["a".to_owned()]);
        let mut devices = vec![Device::default(); 3];
        for (turn, (who, what)) in (1_i64..).zip(moves) {
            let device = &mut devices[who];
            let text = match what {
                0..=2 => {
                    *device = Device { base: held.revision, seen: texts(&held) };
                    continue;
                }
                3..=9 => TEXTS[what - 3].to_owned(),
                _ => device.seen.last().cloned().unwrap_or_default(),
            };
            let before = held.clone();
            held = merge(&before, &words(&text, device.base), &author(Side::Helper, TEXTS[who]), at(turn));
            alive.retain(|written| !device.seen.contains(written));
            if !text.is_empty() {
                alive.insert(text.clone());
            }
            let (stood, stands) = (texts(&before), texts(&held));
            for written in &alive {
                prop_assert!(stands.contains(written), "{} of {:?} is lost in {:?}", written, alive, held);
            }
            for gone in stood.iter().filter(|gone| !gone.is_empty() && !stands.contains(gone)) {
                prop_assert!(device.seen.contains(gone), "{} went unseen from {:?}", gone, before);
            }
            if device.base == before.revision {
                prop_assert_eq!(&stands, std::slice::from_ref(&text), "who saw everything has the say");
            }
            for standing in &stands {
                prop_assert!(*standing == text || stood.contains(standing), "{} came from nowhere", standing);
                prop_assert!(stands.len() == 1 || !standing.is_empty(), "{:?}", held);
            }
            prop_assert_eq!(stands.iter().collect::<BTreeSet<_>>().len(), stands.len(), "twice in {:?}", held);
            let revisions: Vec<u32> = versions(&held).iter().map(|version| version.revision).collect();
            prop_assert!(revisions.is_sorted_by(|a, b| a > b), "{:?}", revisions);
            if stands == stood {
                prop_assert_eq!(&held, &before);
            } else {
                prop_assert_eq!(held.revision, before.revision + 1);
            }
        }
    }

    #[test]
    fn two_late_edits_come_to_the_same_in_either_order(
        moves in vec((0_u32..6, 0_usize..6), 0..8), base in 0_u32..6, one in 0_usize..6, other in 0_usize..6,
    ) {
        let held = moves.iter().fold(first("a", &person(), at(0)), |held, (base, text)| {
            merge(&held, &words(TEXTS[*text], *base), &person(), at(1))
        });
        // Both look at the same, and something is written before either of them comes.
        let base = base.min(held.revision);
        let held = merge(&held, &words("meanwhile", held.revision), &worker(), at(2));
        let after = |texts: [usize; 2]| {
            texts.into_iter().fold(held.clone(), |held, text| {
                merge(&held, &words(TEXTS[text], base), &person(), at(3))
            })
        };
        let (this, that) = (after([one, other]), after([other, one]));
        let all = BTreeSet::from(["meanwhile", TEXTS[one], TEXTS[other]]);
        for kept in [this, that] {
            let kept = texts(&kept);
            let kept: BTreeSet<&str> = kept.iter().map(String::as_str).collect();
            prop_assert_eq!(&kept, &all);
        }
    }
}
