//! Which word stands where: for every word of the vocabulary the groups it is in, and in which of their fields.
//!
//! It knows groups by their numbers only. A hundred thousand groups of forty words each take about 16 MB.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::vocabulary::{Likeness, Vocabulary};
use super::words::each_word;

/// A field of a group that is searched. As bits, so that one number holds all the fields a word stands in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field {
    Name = 1,
    Organisation = 2,
    Category = 4,
    Description = 8,
}

/// A posting is a group's number above these bits and the fields in them.
const FIELD_BITS: u32 = 4;
const FIELD_MASK: u32 = (1 << FIELD_BITS) - 1;

/// What a word is worth, by the best field it stands in, and the share of it that is left by how it was found.
const fn points(fields: u32, how: Likeness) -> u8 {
    let whole = if fields & Field::Name as u32 != 0 {
        120
    } else if fields & Field::Organisation as u32 != 0 {
        80
    } else if fields & Field::Category as u32 != 0 {
        60
    } else {
        30
    };
    match how {
        Likeness::Whole => whole,
        Likeness::Beginning => whole / 4 * 3,
        Likeness::Slip => whole / 2,
    }
}

/// The points for every way of being found and every set of fields, worked out once.
const WORTH: [[u8; 16]; 3] = {
    let mut worth = [[0; 16]; 3];
    let mut fields = 1;
    while fields < 16 {
        let ways = [Likeness::Whole, Likeness::Beginning, Likeness::Slip];
        let mut way = 0;
        while way < ways.len() {
            worth[ways[way] as usize][fields] = points(fields as u32, ways[way]);
            way += 1;
        }
        fields += 1;
    }
    worth
};

/// Words and where they stand.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    vocabulary: Vocabulary,
    /// For word `n` the postings from `starts[n]` to `starts[n + 1]`.
    starts: Vec<u32>,
    postings: Vec<u32>,
}

impl Lexicon {
    /// For every group the points of all words together; none where one of the words is missing.
    pub(super) fn points(&self, words: &[String], groups: usize) -> Vec<u16> {
        let mut total = vec![0_u16; groups];
        let mut best = vec![0_u8; groups];
        for (turn, word) in words.iter().enumerate() {
            best.fill(0);
            self.vocabulary.each_like(word, |number, how| {
                let worth = &WORTH[how as usize];
                for posting in self.postings_of(number) {
                    let group = &mut best[(posting >> FIELD_BITS) as usize];
                    *group = (*group).max(worth[(posting & FIELD_MASK) as usize]);
                }
            });
            for (total, best) in total.iter_mut().zip(&best) {
                let is_in = *best > 0 && (turn == 0 || *total > 0);
                *total = if is_in { *total + u16::from(*best) } else { 0 };
            }
        }
        total
    }

    fn postings_of(&self, number: u32) -> &[u32] {
        let number = number as usize;
        &self.postings[self.starts[number] as usize..self.starts[number + 1] as usize]
    }
}

/// Gathers the words of one group after the other.
#[derive(Debug, Default)]
pub(super) struct LexiconBuilder {
    /// Every word met, numbered as met.
    numbers: HashMap<Box<str>, u32, BuildHasherDefault<WordHasher>>,
    /// Where in `stream` each word was last written.
    latest: Vec<u32>,
    /// For each group its words, each once: the word's number above the field bits.
    stream: Vec<u32>,
    /// Where each group's words end in `stream`.
    ends: Vec<u32>,
    room: String,
}

impl LexiconBuilder {
    /// Adds the words of one field to the group at hand.
    pub(super) fn add(&mut self, text: &str, field: Field) {
        let Self { numbers, latest, stream, ends, room } = self;
        let group_start = ends.last().copied().unwrap_or(0);
        each_word(text, room, |word| {
            let number = match numbers.get(word) {
                Some(number) => *number,
                None => {
                    let number = size(numbers.len());
                    numbers.insert(word.into(), number);
                    latest.push(u32::MAX);
                    number
                }
            };
            let last = &mut latest[number as usize];
            if *last != u32::MAX && *last >= group_start {
                stream[*last as usize] |= field as u32;
            } else {
                *last = size(stream.len());
                stream.push((number << FIELD_BITS) | field as u32);
            }
        });
    }

    /// Ends the group at hand; the next words belong to the group with the next number.
    pub(super) fn end_group(&mut self) {
        self.ends.push(size(self.stream.len()));
    }

    /// Sorts the words and turns "the words of each group" into "the groups of each word". Groups came in any order;
    /// `order` says which of them stands at each position, and those it leaves out are not found.
    pub(super) fn finish(self, order: &[u32]) -> Lexicon {
        let mut ordered: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        ordered.sort_unstable();
        let mut rank = vec![0_u32; ordered.len()];
        for (place, (_, number)) in ordered.iter().enumerate() {
            rank[*number as usize] = size(place);
        }
        let mut starts = vec![0_u32; ordered.len() + 1];
        let words_of = |group: u32| {
            let end = self.ends[group as usize] as usize;
            let start = if group == 0 { 0 } else { self.ends[group as usize - 1] as usize };
            &self.stream[start..end]
        };
        for word in order.iter().flat_map(|group| words_of(*group)) {
            starts[rank[(word >> FIELD_BITS) as usize] as usize + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![0_u32; starts.last().map_or(0, |end| *end as usize)];
        for (position, group) in order.iter().enumerate() {
            for word in words_of(*group) {
                let next = &mut next[rank[(word >> FIELD_BITS) as usize] as usize];
                postings[*next as usize] = (size(position) << FIELD_BITS) | (word & FIELD_MASK);
                *next += 1;
            }
        }
        Lexicon { vocabulary: Vocabulary::new(ordered.iter().map(|(word, _)| &**word)), starts, postings }
    }
}

/// Sizes here are far below four thousand million; one that is not would be a feed beyond any directory.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A quick hash for words. The words come from feeds the deployer chose, so nobody gains by making them collide.
#[derive(Debug, Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Lexicon, LexiconBuilder};

    fn lexicon() -> Lexicon {
        let mut builder = LexiconBuilder::default();
        builder.add("Walking friends", Field::Name);
        builder.add("walking for everyone, walking slowly", Field::Description);
        builder.end_group();
        builder.add("Friends of the choir", Field::Organisation);
        builder.end_group();
        builder.end_group();
        builder.add("A choir. Friends welcome", Field::Description);
        builder.end_group();
        builder.finish(&[0, 1, 2, 3])
    }

    fn points(words: &[&str]) -> Vec<u16> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        lexicon().points(&words, 4)
    }

    #[test]
    fn best_field_of_a_word_counts() {
        assert_eq!(points(&["friends"]), [120, 80, 0, 30]);
        assert_eq!(points(&["walking"]), [120, 0, 0, 0]);
    }

    #[test]
    fn beginnings_and_slips_count_less() {
        assert_eq!(points(&["friend"]), [90, 60, 0, 21]);
        assert_eq!(points(&["freinds"]), [60, 40, 0, 15]);
    }

    #[test]
    fn every_word_has_to_be_there() {
        assert_eq!(points(&["friends", "choir"]), [0, 160, 0, 60]);
        assert_eq!(points(&["choir", "friends"]), [0, 160, 0, 60]);
        assert_eq!(points(&["friends", "zither"]), [0, 0, 0, 0]);
    }

    #[test]
    fn groups_stand_where_the_order_puts_them() {
        let mut builder = LexiconBuilder::default();
        for name in ["Choir", "Chess", "Choir"] {
            builder.add(name, Field::Name);
            builder.end_group();
        }
        let lexicon = builder.finish(&[1, 2]);
        assert_eq!(lexicon.points(&["choir".to_owned()], 2), [0, 120]);
    }

    #[test]
    fn nothing_written_is_nothing_found() {
        assert!(LexiconBuilder::default().finish(&[]).points(&["choir".to_owned()], 0).is_empty());
    }
}
