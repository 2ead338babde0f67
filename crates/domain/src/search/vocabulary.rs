//! Every word of the directory once, in order, and three ways to find one: whole, by its beginning, and with one slip.
//!
//! It knows words and their numbers, not where they stand.

use std::ops::Range;

/// Words shorter than this are found whole only.
const SHORTEST_BEGINNING: usize = 2;
/// Words shorter than this are not forgiven a slip: too many others are one letter away.
const SHORTEST_SLIP: usize = 5;

/// How a word was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The word itself.
    Whole,
    /// A word that begins with it.
    Beginning,
    /// A word with one letter more, less, other, or two neighbours swapped.
    Slip,
}

/// The words in order, in one piece of memory. A word's number is its place in that order.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    /// The numbers of the words in the order of their letters read backwards.
    backwards: Vec<u32>,
}

impl Vocabulary {
    /// Takes words that are in order, each once.
    pub(super) fn new<'a>(ordered: impl Iterator<Item = &'a str>) -> Self {
        let mut vocabulary = Self::default();
        for word in ordered {
            vocabulary.text.push_str(word);
            vocabulary.ends.push(u32::try_from(vocabulary.text.len()).unwrap_or(u32::MAX));
        }
        vocabulary.text.shrink_to_fit();
        vocabulary.ends.shrink_to_fit();
        let mut backwards: Vec<u32> = (0..vocabulary.len()).collect();
        backwards.sort_unstable_by(|a, b| vocabulary.word(*a).chars().rev().cmp(vocabulary.word(*b).chars().rev()));
        vocabulary.backwards = backwards;
        vocabulary
    }

    /// How many words there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Hands over the number of every word that is like the one sought. A number may come more than once.
    pub(super) fn each_like(&self, sought: &str, mut take: impl FnMut(u32, Likeness)) {
        if let Some(number) = self.whole(sought) {
            take(number, Likeness::Whole);
        }
        let letters = sought.chars().count();
        if letters >= SHORTEST_BEGINNING {
            for number in self.beginning_with(sought) {
                take(number, Likeness::Beginning);
            }
        }
        if letters >= SHORTEST_SLIP && sought.chars().all(char::is_alphabetic) {
            self.each_one_slip_away(sought, |number| take(number, Likeness::Slip));
        }
    }

    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.text[start..self.ends[number] as usize]
    }

    fn whole(&self, word: &str) -> Option<u32> {
        let number = self.first_not(|other| other < word);
        (number < self.len() && self.word(number) == word).then_some(number)
    }

    fn beginning_with(&self, start: &str) -> Range<u32> {
        let first = self.first_not(|word| word < start);
        let end = self.first_not(|word| word < start || word.starts_with(start));
        first..end
    }

    fn ending_with(&self, end: &str) -> &[u32] {
        let is_before = |number: &u32| self.word(*number).chars().rev().lt(end.chars().rev());
        let from = self.backwards.partition_point(is_before);
        let to = self.backwards.partition_point(|number| is_before(number) || self.word(*number).ends_with(end));
        &self.backwards[from..to]
    }

    /// A single slip leaves either the first or the second half of a word as it was, so only words that share a half
    /// are looked at; a swap across the middle is tried on its own.
    fn each_one_slip_away(&self, sought: &str, mut take: impl FnMut(u32)) {
        let mut letters: Vec<char> = sought.chars().collect();
        let middle = letters.len() / 2;
        let cut: usize = letters.iter().take(middle).map(|letter| letter.len_utf8()).sum();
        let (first_half, second_half) = sought.split_at(cut);
        for number in self.beginning_with(first_half) {
            if is_one_slip(sought, self.word(number)) {
                take(number);
            }
        }
        for number in self.ending_with(second_half) {
            if is_one_slip(sought, self.word(*number)) {
                take(*number);
            }
        }
        if middle > 0 {
            letters.swap(middle - 1, middle);
            let swapped: String = letters.into_iter().collect();
            if let Some(number) = self.whole(&swapped).filter(|_| swapped != sought) {
                take(number);
            }
        }
    }

    /// The number of the first word that is not before, given that all that are before come first.
    fn first_not(&self, is_before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Whether two words differ by exactly one letter more, less or other, or by two neighbours swapped.
fn is_one_slip(a: &str, b: &str) -> bool {
    let shared: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (&a[shared..], &b[shared..]);
    let shared: usize =
        a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (&a[..a.len() - shared], &b[..b.len() - shared]);
    match (first_three(a), first_three(b)) {
        ([Some(_), None, _], [_, None, _]) | ([None, ..], [Some(_), None, _]) => true,
        ([Some(a1), Some(a2), None], [Some(b1), Some(b2), None]) => a1 == b2 && a2 == b1,
        _ => false,
    }
}

fn first_three(text: &str) -> [Option<char>; 3] {
    let mut letters = text.chars();
    [letters.next(), letters.next(), letters.next()]
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Vocabulary, is_one_slip};

    fn like(sought: &str) -> Vec<(&'static str, Likeness)> {
        let words = ["art", "bereaved", "bereavement", "choir", "choirs", "chair", "walk", "walking", "yoga", "éa"];
        let mut ordered = words;
        ordered.sort_unstable();
        let vocabulary = Vocabulary::new(ordered.into_iter());
        let mut found = Vec::new();
        vocabulary.each_like(sought, |number, how| found.push((ordered[number as usize], how)));
        found.sort_by_key(|(word, how)| (*how as u8, *word));
        found.dedup();
        found
    }

    #[test]
    fn word_is_found_whole_and_by_its_beginning() {
        assert_eq!(
            like("walk"),
            [("walk", Likeness::Whole), ("walk", Likeness::Beginning), ("walking", Likeness::Beginning)]
        );
        assert_eq!(like("bereav").len(), 2);
        assert!(like("w").is_empty());
    }

    #[test]
    fn one_slip_is_forgiven_in_longer_words() {
        assert_eq!(like("berevement"), [("bereavement", Likeness::Slip)]);
        assert_eq!(like("bereavemnet"), [("bereavement", Likeness::Slip)]);
        assert_eq!(like("xereaved"), [("bereaved", Likeness::Slip)]);
        assert_eq!(like("waklng").len(), 0, "two slips");
        assert_eq!(like("walikng"), [("walking", Likeness::Slip)]);
        assert_eq!(like("walkking"), [("walking", Likeness::Slip)]);
        assert!(like("yogs").is_empty(), "four letters are too few");
    }

    #[test]
    fn every_single_slip_in_a_word_finds_it() {
        let word = "choirs";
        for at in 0..word.len() {
            let less = format!("{}{}", &word[..at], &word[at + 1..]);
            let other = format!("{}z{}", &word[..at], &word[at + 1..]);
            let more = format!("{}z{}", &word[..at], &word[at..]);
            for slip in [less, other, more] {
                assert!(like(&slip).iter().any(|(found, _)| *found == word), "{slip}");
            }
            if at + 1 < word.len() {
                let swapped = format!("{}{}{}{}", &word[..at], &word[at + 1..at + 2], &word[at..=at], &word[at + 2..]);
                assert!(like(&swapped).iter().any(|(found, _)| *found == word), "{swapped}");
            }
        }
    }

    #[test]
    fn equal_words_are_no_slip() {
        assert!(!is_one_slip("choir", "choir"));
        assert!(!is_one_slip("choir", "chiro"));
        assert!(is_one_slip("choir", "chior"));
        assert!(is_one_slip("aab", "aba"));
    }
}
