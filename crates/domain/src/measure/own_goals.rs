//! One's own goals as a measure: how near somebody feels to each, from 0 to 10, in their own words. It must not know
//! how goals are kept.

use super::{Item, Measure, Scale};

/// The id of the measure.
pub const OWN_GOALS: &str = "goals";

/// The measure of somebody's goals, each with its id and its words. The words of the two ends are the app's, from
/// `locales/`: this is no validated instrument, and nobody's licence is needed for it.
///
/// Nobody has to score every goal, or any.
pub fn own_goals(goals: impl IntoIterator<Item = (String, String)>, from_words: &str, to_words: &str) -> Measure {
    let scale = || Scale::Numbers { from: 0, to: 10, from_words: from_words.to_owned(), to_words: to_words.to_owned() };
    let items = goals.into_iter().map(|(id, words)| Item { id, words, answers: scale(), may_skip: true }).collect();
    Measure { id: OWN_GOALS.to_owned(), version: 1, source: None, intro: String::new(), items }
}
