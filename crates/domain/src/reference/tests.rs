//! References that can be said on the telephone.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

#[test]
fn bits_fill_the_whole_range() {
    assert_eq!(from_bits(0), "222-222");
    assert_eq!(from_bits(u32::MAX), "ZZZ-ZZZ");
    assert_eq!(from_bits(123_456_789), "X35-WV2");
}

#[test]
fn spread_bits_give_different_references() {
    let references: HashSet<String> = (0..100_000_u32).map(|step| from_bits(step * 42_949)).collect();
    assert_eq!(references.len(), 100_000);
}

proptest! {
    #[test]
    fn every_reference_is_six_letters_and_a_hyphen(bits: u32) {
        let reference = from_bits(bits);
        let (first, last) = reference.split_once('-').unwrap_or_default();
        prop_assert_eq!((first.len(), last.len()), (3, 3));
        prop_assert!(first.bytes().chain(last.bytes()).all(|letter| ALPHABET.contains(&letter)));
    }
}
