//! What a place or group offers to people who need it, from the words of a feed.
//!
//! To promise a step-free door that is not there does harm, so a clause with a "no" in it promises nothing.

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

/// Words that take a promise back, or might.
const NO: [&str; 17] = [
    "no",
    "not",
    "without",
    "isn't",
    "aren't",
    "doesn't",
    "don't",
    "cannot",
    "can't",
    "unable",
    "lack",
    "lacks",
    "limited",
    "except",
    "none",
    "unfortunately",
    "steps only",
];

/// What these texts promise, each feature once, in the order in which they are offered.
pub(super) fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Access> {
    let mut found = BTreeSet::new();
    for text in texts {
        for clause in clauses(text) {
            if !has_any(&clause, &NO) {
                promises(&clause, &mut found);
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

/// Clauses in lower case, words parted by single spaces, a space at either end so that whole words can be looked for.
fn clauses(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('’', "'").replace(" but ", ". ").replace(" although ", ". ");
    lower
        .split(['.', ';', ',', '\n', '!', '?', ':'])
        .map(|clause| {
            let spaced: String = clause
                .chars()
                .map(|letter| if letter.is_alphanumeric() || letter == '\'' { letter } else { ' ' })
                .collect();
            format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
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
    fn accessible_toilet_is_not_a_way_in() {
        assert_eq!(read(["Wheelchair accessible toilet"]), [Access::AccessibleToilet]);
        assert!(read(["Please lift the latch, tramps welcome"]).is_empty());
    }
}
