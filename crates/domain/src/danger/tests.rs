//! What must bring the help card and what must not, by the sentences of `data/danger-sentences.tsv`; what they are and
//! how much of each set is heard stands there and in `docs/measurements.md`.

use std::collections::BTreeSet;

use proptest::{prop_assert_eq, proptest};

use super::phrases::{FILE, lines};
use super::{BUILT_IN, Danger, sounds_dangerous};

const SENTENCES: &str = include_str!("../../../../data/danger-sentences.tsv");

/// The set, what it should sound like, and the sentence.
fn sentences() -> impl Iterator<Item = (&'static str, Option<Danger>, &'static str)> {
    SENTENCES.lines().filter(|line| !line.starts_with("# ") && *line != "#").map(|line| {
        let cells: Vec<_> = line.split('\t').collect();
        let [set, label, sentence] = cells[..] else { panic!("not three cells: {line}") };
        let danger = match label {
            "emergency" => Some(Danger::Emergency),
            "suicide" => Some(Danger::Suicide),
            "abuse" => Some(Danger::Abuse),
            "none" => None,
            _ => panic!("no such label: {line}"),
        };
        (set, danger, sentence)
    })
}

/// Those that the list was written with.
fn worked() -> impl Iterator<Item = (Option<Danger>, &'static str)> {
    sentences().filter(|(set, _, _)| *set == "worked").map(|(_, danger, sentence)| (danger, sentence))
}

#[test]
fn sentences_the_list_was_written_with_are_all_taken_for_what_they_are() {
    let wrong: Vec<_> = worked().filter(|(danger, sentence)| sounds_dangerous(sentence) != *danger).collect();
    assert!(wrong.is_empty(), "taken for something else: {wrong:#?}");
}

#[test]
fn danger_among_ordinary_sentences_is_still_heard() {
    for (_, sentence) in worked().filter(|(danger, _)| danger.is_some()) {
        let text = format!("I moved here in May.\n{sentence}\nMy knees are bad and I used to dance.");
        assert!(sounds_dangerous(&text).is_some(), "not heard in a longer text: {sentence}");
    }
}

/// Of a hundred sentences that sound like danger, so many must be heard, and of a hundred ordinary ones so many may be
/// taken for it. The first are sentences that the list was mended with, the second ones that it never saw.
#[test]
fn net_does_not_lose_what_it_was_measured_to_catch() {
    for (set, heard_at_least, alarms_at_most) in [("mended", 97, 1), ("unseen", 60, 3)] {
        let share = |is_danger: bool| {
            let of_kind = || sentences().filter(|(of, danger, _)| *of == set && danger.is_some() == is_danger);
            let heard = of_kind().filter(|(_, _, sentence)| sounds_dangerous(sentence).is_some()).count();
            (heard * 100, of_kind().count())
        };
        let (heard, all) = share(true);
        assert!(all > 400 && heard >= heard_at_least * all, "{set}: of {all} only {} % are heard", heard / all);
        let (alarms, all) = share(false);
        assert!(
            all > 400 && alarms <= alarms_at_most * all,
            "{set}: of {all} as many as {} % are false alarms",
            alarms / all
        );
    }
}

#[test]
fn every_sentence_stands_once() {
    let mut seen = BTreeSet::new();
    let again: Vec<_> = sentences().filter(|(_, _, sentence)| !seen.insert(sentence.to_lowercase())).collect();
    assert!(again.is_empty(), "{again:#?}");
}

#[test]
fn bereavement_beside_danger_does_not_hide_it() {
    assert_eq!(sounds_dangerous("I lost my son to suicide and now I want to die"), Some(Danger::Suicide));
    assert_eq!(sounds_dangerous("I cut myself off from everyone, and I cut myself"), Some(Danger::Suicide));
}

#[test]
fn several_dangers_put_the_most_urgent_first() {
    assert_eq!(sounds_dangerous("he hits me and I have taken an overdose"), Some(Danger::Emergency));
    assert_eq!(sounds_dangerous("he hits me and I want to die"), Some(Danger::Suicide));
}

#[test]
fn negation_is_not_understood_on_purpose() {
    assert_eq!(sounds_dangerous("I would never kill myself"), Some(Danger::Suicide));
}

#[test]
fn talk_of_the_past_still_brings_help() {
    assert!(sounds_dangerous("I nearly took an overdose").is_some());
    assert!(sounds_dangerous("I took an overdose in January").is_some());
}

/// A word list has holes. Whoever closes one of these moves the sentence to its list.
#[test]
fn known_holes_are_still_open() {
    for sentence in [
        "kms",
        "I can't do it anymore, I want to go",
        "there is no light at the end of the tunnel for me",
        "I keep the curtains shut because he is outside again",
    ] {
        assert_eq!(sounds_dangerous(sentence), None, "no longer a hole: {sentence}");
    }
}

#[test]
fn gap_over_the_end_of_a_sentence_is_not_bridged() {
    assert_eq!(sounds_dangerous("I love my husband. Depression hits me at night."), None);
}

#[test]
fn phrases_name_only_known_classes_and_folded_words() {
    let is_word = |word: &str| {
        let stem = word.strip_suffix('*').unwrap_or(word);
        !stem.is_empty() && stem.chars().all(|letter| letter.is_ascii_lowercase())
    };
    for (heading, line) in lines(FILE) {
        if heading == "classes" {
            let (name, members) = line.split_once(" = ").unwrap_or_else(|| panic!("no class: {line}"));
            assert!(name.strip_prefix('@').is_some_and(is_word), "{line}");
            assert!(
                members.split(" | ").flat_map(|member| member.split(' ')).all(|word| is_word(word) || word == "2"),
                "{line}"
            );
            continue;
        }
        assert!(["harmless", "emergency", "suicide", "abuse"].contains(&heading), "{line} is in no list");
        assert!(!line.starts_with(['.', '$']) && !line.split(' ').next().unwrap_or("?").ends_with('?'), "{line}");
        for choice in line.split(' ').flat_map(|token| token.trim_end_matches('?').split('/')) {
            let is_class = choice.starts_with('@') && BUILT_IN.members(choice).next().is_some();
            assert!(
                is_word(choice) || is_class || ["..", "$", "#", "999", "2"].contains(&choice),
                "{choice} in {line}"
            );
        }
    }
}

#[test]
fn phrases_are_listed_once() {
    let mut seen = BTreeSet::new();
    let again: Vec<_> = lines(FILE).filter(|line| !seen.insert(line.1)).collect();
    assert!(again.is_empty(), "{again:#?}");
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in "\\PC*") {
        // What counts is that nothing panics.
        let _ = sounds_dangerous(&text);
    }

    #[test]
    fn capitals_change_nothing(text in "[ -~]{0,40}", at in 0_usize..400) {
        let sentence = sentences().nth(at).map(|(_, _, sentence)| sentence);
        let text = format!("{text} {} {text}", sentence.unwrap_or_default());
        prop_assert_eq!(sounds_dangerous(&text), sounds_dangerous(&text.to_uppercase()));
    }
}
