//! Which needs a group meets, told from its feed's category names and from its own words by a table.
//!
//! It is careful: a group shown under a need it does not meet costs somebody a journey, so the group's own words count
//! only where they can hardly mean anything else. It knows nothing of records and feeds.
//!
//! # The table
//! A line is a need's code, a tab and a phrase, such as `food` and `lunch club*`. Empty lines and lines that begin
//! with `#` are passed over. Case, accents and punctuation do not matter; a phrase is found as whole words next to
//! each other.
//!
//! - A star at the end stands for any ending: `bereave*`.
//! - An equals sign before it keeps a phrase to category names: `=walking`, because a description that says "walking
//!   distance" is not about walking.

use std::collections::HashMap;

use thiserror::Error;
use wire::Need;

use crate::search::words::words;

/// The table that comes with Stile.
const BUILT_IN: &str = include_str!("need/table.txt");

/// Phrases are sorted by so many letters of their first word.
const LETTERS_OF_KEY: usize = 3;

/// A phrase and the need it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    /// At least one word, folded.
    words: Vec<String>,
    /// Whether the last word may go on.
    is_open: bool,
    is_for_categories_only: bool,
    need: Need,
}

/// The table, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct NeedMap {
    /// By the first letters of the first word.
    phrases: HashMap<String, Vec<Phrase>>,
}

/// A line of a table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    pub reason: BadLineReason,
}

/// Why it cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadLineReason {
    #[error("there is no tab between need and phrase")]
    NoTab,
    #[error("the need is not known")]
    UnknownNeed,
    #[error("the phrase has no word")]
    NoWord,
    #[error("a star needs at least three letters before it")]
    TooShort,
}

impl NeedMap {
    /// The table that comes with Stile.
    pub fn built_in() -> Self {
        let mut map = Self::default();
        for line in BUILT_IN.lines() {
            // A test reads every line strictly; here a bad one would only be left out.
            if let Ok(Some(phrase)) = read_line(line) {
                map.add(phrase);
            }
        }
        map
    }

    /// Adds a deployer's own lines to the table. With a bad line nothing is added.
    pub fn extend_from_text(&mut self, table: &str) -> Result<(), BadLine> {
        let mut added = Vec::new();
        for (before, line) in table.lines().enumerate() {
            added.extend(read_line(line).map_err(|reason| BadLine { line: before + 1, reason })?);
        }
        for phrase in added {
            self.add(phrase);
        }
        Ok(())
    }

    /// The needs that a group meets, in the order of `Need::ALL`. `terms` are its category names, `text` its name and
    /// description.
    pub fn classify(&self, terms: &[&str], text: &str) -> Vec<Need> {
        let mut found = Vec::new();
        for term in terms {
            self.find(&words(term), true, &mut found);
        }
        self.find(&words(text), false, &mut found);
        Need::ALL.into_iter().filter(|need| found.contains(need)).collect()
    }

    fn add(&mut self, phrase: Phrase) {
        let Some(first) = phrase.words.first() else { return };
        let held = self.phrases.entry(key(first).to_owned()).or_default();
        if !held.contains(&phrase) {
            held.push(phrase);
        }
    }

    fn find(&self, words: &[String], is_category: bool, found: &mut Vec<Need>) {
        for (at, word) in words.iter().enumerate() {
            let phrases = self.phrases.get(key(word)).map(Vec::as_slice).unwrap_or_default();
            let speaking = phrases
                .iter()
                .filter(|phrase| is_category || !phrase.is_for_categories_only)
                .filter(|phrase| phrase.begins(&words[at..]));
            found.extend(speaking.map(|phrase| phrase.need));
        }
    }
}

impl Phrase {
    /// Whether these words begin with the phrase.
    fn begins(&self, words: &[String]) -> bool {
        let Some((last, before)) = self.words.split_last() else { return false };
        words.len() > before.len()
            && words.starts_with(before)
            && (words[before.len()] == *last || (self.is_open && words[before.len()].starts_with(last.as_str())))
    }
}

/// The first letters of a word.
fn key(word: &str) -> &str {
    word.char_indices().nth(LETTERS_OF_KEY).map_or(word, |(end, _)| &word[..end])
}

/// A line of the table; nothing for an empty one or a comment.
fn read_line(line: &str) -> Result<Option<Phrase>, BadLineReason> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (need, phrase) = line.split_once('\t').ok_or(BadLineReason::NoTab)?;
    let need = Need::from_code(need.trim()).ok_or(BadLineReason::UnknownNeed)?;
    let phrase = phrase.trim();
    let (is_for_categories_only, phrase) = match phrase.strip_prefix('=') {
        Some(rest) => (true, rest),
        None => (false, phrase),
    };
    let (is_open, phrase) = match phrase.strip_suffix('*') {
        Some(rest) => (true, rest),
        None => (false, phrase),
    };
    let words = words(phrase);
    let last = words.last().ok_or(BadLineReason::NoWord)?;
    if is_open && last.chars().count() < LETTERS_OF_KEY {
        return Err(BadLineReason::TooShort);
    }
    Ok(Some(Phrase { words, is_open, is_for_categories_only, need }))
}

#[cfg(test)]
mod tests;
