//! Recovery words: twelve plain words on paper that sign somebody in who has nothing else.
//!
//! The list has 1,024 words (ten bits each) that most people can read, spell and picture, none of which sounds like
//! another word, is a name, or may hurt. No two begin with the same four letters, so four letters of a word are enough;
//! no two differ by one letter, so a slip of the pen is no other word. It must not know where its bits come from or
//! whose the words are.
//!
//! Words must never be taken from the list, added or reordered: people have them on paper.

use std::array;

/// The words, one a line, sorted.
const LIST: &str = include_str!("recovery_words/list.txt");

/// How many words a set has: 120 bits.
pub const COUNT: usize = 12;

/// How many bits draw a word.
const BITS: usize = 10;

/// So many letters tell every word from all others.
const LETTERS: usize = 4;

/// The words that the lowest 120 bits draw.
pub fn from_bits(bits: u128) -> [&'static str; COUNT] {
    array::from_fn(|place| {
        let index = (bits >> (BITS * (COUNT - 1 - place))) & ((1 << BITS) - 1);
        LIST.lines().nth(index as usize).unwrap_or_default()
    })
}

/// The words that were typed, in full and with one space between; `None` when one of them is not on the list or there
/// are more or fewer than twelve.
///
/// Case, line breaks, commas and the numbers of a list do not matter. Only the first four letters of a word do, so a
/// word may be cut short or end in a slip. The order matters.
pub fn normalise(typed: &str) -> Option<String> {
    let words: Vec<&str> = typed
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(meant)
        .collect::<Option<_>>()?;
    (words.len() == COUNT).then(|| words.join(" "))
}

/// The word of the list that begins as this one does.
fn meant(typed: &str) -> Option<&'static str> {
    let begin = typed.to_lowercase();
    let begin = beginning(&begin);
    LIST.lines().find(|word| beginning(word) == begin)
}

fn beginning(word: &str) -> &str {
    word.char_indices().nth(LETTERS).map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests;
