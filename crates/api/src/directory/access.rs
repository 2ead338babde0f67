//! What a place or group offers to people who need it, from the words of a feed.
//!
//! To promise a step-free door that is not there does harm. So a clause with a "no" in it promises nothing, nor does
//! anything after it in the sentence, up to a "but": "no ramp, lift or step-free access".

use std::collections::BTreeSet;

use wire::Access;

/// Words that stand for a feature by themselves.
const SURE: [(Access, &[&str]); 7] = [
    (
        Access::StepFree,
        &[
            "step free",
            "stepfree",
            "level access",
            "ramp",
            "ramps",
            "ramped",
            "passenger lift",
            "lift access",
            "lift to",
            "lifts to",
        ],
    ),
    (Access::AccessibleToilet, &["changing places"]),
    (
        Access::HearingLoop,
        &["hearing loop", "hearing loops", "induction loop", "induction loops", "loop system", "t coil"],
    ),
    (Access::SignLanguage, &["sign language", "bsl", "signed interpretation"]),
    (
        Access::PublicTransport,
        &[
            "public transport",
            "bus stop",
            "bus stops",
            "bus route",
            "bus routes",
            "train station",
            "railway station",
            "tram stop",
            "tube station",
        ],
    ),
    (Access::Interpreter, &["interpreter", "interpreters", "interpreting", "interpretation"]),
    (Access::QuietSpace, &["quiet space", "quiet room", "quiet area", "sensory room", "calm room"]),
];

/// Words that say for whom, and make a toilet, a parking space or a way in an accessible one.
const FOR_WHOM: [&str; 6] = ["accessible", "disabled", "wheelchair", "wheelchairs", "blue badge", "accessibility"];
const TOILET: [&str; 6] = ["toilet", "toilets", "wc", "wcs", "loo", "loos"];
const PARKING: [&str; 6] = ["parking", "car park", "parking space", "parking bay", "parking bays", "car parking"];
const WAY_IN: [&str; 8] = ["access", "accessible", "entrance", "entry", "friendly", "welcome", "door", "doors"];

/// Words that take a promise back, or might, and whatever the sentence goes on to name.
const NO: [&str; 28] = [
    "no",
    "not",
    "nor",
    "neither",
    "never",
    "without",
    "isn't",
    "aren't",
    "doesn't",
    "don't",
    "hasn't",
    "haven't",
    "won't",
    "cannot",
    "can't",
    "unable",
    "unavailable",
    "inaccessible",
    "lack",
    "lacks",
    "lacking",
    "except",
    "excluding",
    "none",
    "nothing",
    "unfortunately",
    "steps only",
    "out of order",
];
/// Words that make a promise too small to be one, and say nothing of what follows.
const HARDLY: [&str; 1] = ["limited"];
/// Words after which a denial is over.
const TURNS: [&str; 5] = ["but", "however", "although", "though", "yet"];

/// What these texts promise, each feature once, in the order in which they are offered.
pub(super) fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Access> {
    let mut found = BTreeSet::new();
    for text in texts {
        for part in parts(text) {
            for clause in part.iter().take_while(|clause| !has_any(clause, &NO)) {
                if !has_any(clause, &HARDLY) {
                    promises(clause, &mut found);
                }
            }
        }
    }
    found.into_iter().collect()
}

fn promises(clause: &str, found: &mut BTreeSet<Access>) {
    for (access, words) in SURE {
        if has_any(clause, words) {
            found.insert(access);
        }
    }
    if !has_any(clause, &FOR_WHOM) {
        return;
    }
    let (toilet, parking) = (has_any(clause, &TOILET), has_any(clause, &PARKING));
    if toilet {
        found.insert(Access::AccessibleToilet);
    }
    if parking {
        found.insert(Access::AccessibleParking);
    }
    // An accessible toilet says nothing about the door.
    if !toilet && !parking && has_any(clause, &["wheelchair", "wheelchairs"]) && has_any(clause, &WAY_IN) {
        found.insert(Access::StepFree);
    }
}

/// What lies between the ends of sentences and the turns within them, each as clauses in lower case, words parted by
/// single spaces, a space at either end so that whole words can be looked for.
fn parts(text: &str) -> Vec<Vec<String>> {
    let lower = text.to_lowercase().replace('’', "'");
    sentences(&lower).iter().flat_map(|sentence| turns(sentence)).collect()
}

/// A full stop within "1.5" or "e.g." ends nothing; neither does the end of a line that announces a list.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let so_far = sentences.last().map_or("", |sentence| sentence.trim_end());
        let is_end = match letter {
            '.' => letters.peek().is_none_or(|next| next.is_whitespace()) && !so_far.ends_with("e.g"),
            '!' | '?' => true,
            '\n' => !so_far.ends_with([':', ',']),
            _ => false,
        };
        if is_end {
            sentences.push(String::new());
        } else if let Some(sentence) = sentences.last_mut() {
            sentence.push(letter);
        }
    }
    sentences
}

fn turns(sentence: &str) -> Vec<Vec<String>> {
    let spaced: String = sentence
        .chars()
        .map(|letter| match letter {
            ',' | ';' | ':' => " , ".to_owned(),
            _ if letter.is_alphanumeric() || letter == '\'' => letter.to_string(),
            _ => " ".to_owned(),
        })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let clause = |words: &[&str]| format!(" {} ", words.join(" "));
    words.split(|word| TURNS.contains(word)).map(|part| part.split(|word| *word == ",").map(clause).collect()).collect()
}

fn has_any(clause: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        clause
            .match_indices(word)
            .any(|(at, _)| clause[..at].ends_with(' ') && clause[at + word.len()..].starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_older_feeds_are_known() {
        assert_eq!(read(["Wheelchair accessible entrance"]), [Access::StepFree]);
        assert_eq!(read(["Accessible toilet facilities"]), [Access::AccessibleToilet]);
        assert_eq!(read(["Disabled car parking space"]), [Access::AccessibleParking]);
    }

    #[test]
    fn sentences_are_read_clause_by_clause() {
        let text =
            "Step-free entrance, hearing loop and BSL on request. There is a bus stop outside; a quiet room too.";
        let expected =
            [Access::StepFree, Access::HearingLoop, Access::SignLanguage, Access::PublicTransport, Access::QuietSpace];
        assert_eq!(read([text]), expected);
    }

    #[test]
    fn denial_promises_nothing() {
        assert!(read(["There is no wheelchair access"]).is_empty());
        assert_eq!(read(["We are not step-free but there is a hearing loop"]), [Access::HearingLoop]);
        assert!(read(["The building isn’t wheelchair accessible"]).is_empty());
    }

    #[test]
    fn denial_holds_to_the_end_of_the_sentence() {
        for text in [
            "No ramp, lift or step-free access",
            "no step-free access, hearing loop or accessible toilet",
            "No ramp; no lift; level access",
            "There are no: ramp, hearing loop",
            "We do not have:\n- a ramp,\n- a hearing loop",
            "Not (e.g. for 1.5 m chairs) step-free, level access",
            "The hearing loop is out of order, sadly",
            "Neither a ramp, nor a hearing loop",
        ] {
            assert!(read([text]).is_empty(), "{text}: {:?}", read([text]));
        }
        assert_eq!(read(["No ramp. Hearing loop"]), [Access::HearingLoop]);
        assert_eq!(read(["No ramp\nHearing loop"]), [Access::HearingLoop]);
    }

    #[test]
    fn what_stands_before_a_denial_or_after_a_turn_counts() {
        assert_eq!(read(["Ramp to the side door, but no lift"]), [Access::StepFree]);
        assert_eq!(read(["No ramp, lift; however, there is a hearing loop"]), [Access::HearingLoop]);
        assert_eq!(read(["Hearing loop, no ramp, bus stop"]), [Access::HearingLoop]);
        assert!(read(["Hearing loop not working but no ramp, BSL"]).is_empty());
        assert_eq!(read(["Limited accessible parking, level access"]), [Access::StepFree]);
    }

    #[test]
    fn accessible_toilet_is_not_a_way_in() {
        assert_eq!(read(["Wheelchair accessible toilet"]), [Access::AccessibleToilet]);
        assert!(read(["Please lift the latch, tramps welcome"]).is_empty());
    }
}
