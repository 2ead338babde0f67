//! How a text that several people write comes together. It must not know which text it is, nor who may write it.
//!
//! Each of the words that stand beside each other has the revision with which it came. Whoever writes names the
//! revision that was on their screen, and so has seen what came up to it: that is replaced. What came later they have
//! not seen, and it stays. (Dotted version vectors with one server: Preguiça and others, 2010,
//! <https://arxiv.org/abs/1011.5808>.)

use chrono::{DateTime, Utc};
use wire::{Author, Kept, NewWords, OtherWords};

use crate::thread::clean;

/// A text as it is written for the first time.
pub fn first(words: &str, by: &Author, at: DateTime<Utc>) -> Kept {
    Kept { words: clean(words), by: by.clone(), at, revision: 1, others: Vec::new() }
}

/// The text after somebody wrote. Gives back the same when nothing changes, as when a change is sent again.
///
/// Words that stand there already are not written twice, and stay their writer's: who chooses them has not written
/// them. Empty words take away what their writer saw, and stand beside nothing.
pub fn merge(held: &Kept, new: &NewWords, by: &Author, at: DateTime<Utc>) -> Kept {
    let words = clean(&new.words);
    // A revision that has not come yet was on nobody's screen.
    let seen = if new.base > held.revision { 0 } else { new.base };
    let stood = versions(held);
    let is_unseen = |version: &OtherWords| version.revision > seen && !version.words.is_empty();
    let mut stands: Vec<OtherWords> =
        stood.iter().filter(|version| is_unseen(version) && version.words != words).cloned().collect();
    // Who takes everything away does not touch what they have not seen.
    if !words.is_empty() || stands.is_empty() {
        let newest = match stood.iter().find(|version| version.words == words) {
            Some(version) => version.clone(),
            None => OtherWords { words, by: by.clone(), at, revision: held.revision },
        };
        stands.insert(0, newest);
    }
    let is_same = stands.iter().map(|version| &version.words).eq(stood.iter().map(|version| &version.words));
    if is_same {
        return held.clone();
    }
    let mut rest = stands.into_iter();
    match rest.next() {
        Some(top) => Kept {
            words: top.words,
            by: top.by,
            at: top.at,
            revision: held.revision.saturating_add(1),
            others: rest.collect(),
        },
        None => held.clone(),
    }
}

/// A text of two records that turn out to be one: everything that stands in either stands beside each other, the later
/// writing on top. What was on a screen before has seen none of it.
pub fn join(one: &Kept, other: &Kept) -> Kept {
    let (earlier, later) = if one.at <= other.at { (one, other) } else { (other, one) };
    let mut joined = versions(later).iter().rev().fold(earlier.clone(), |joined, version| {
        merge(&joined, &NewWords { words: version.words.clone(), base: 0 }, &version.by, version.at)
    });
    let newest = one.revision.max(other.revision);
    for version in &mut joined.others {
        version.revision = newest.saturating_add(1);
    }
    joined.revision = newest.saturating_add(2);
    joined
}

/// Everything that stands there, the newest first.
fn versions(held: &Kept) -> Vec<OtherWords> {
    let top = OtherWords { words: held.words.clone(), by: held.by.clone(), at: held.at, revision: held.revision };
    let mut versions = vec![top];
    versions.extend(held.others.iter().cloned());
    versions
}

#[cfg(test)]
mod tests;
