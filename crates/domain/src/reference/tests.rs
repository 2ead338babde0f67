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

#[test]
fn typed_forms_are_one_reference() {
    for typed in ["X35-WV2", "x35wv2", " x35 wv2 ", "X-3-5-W-V-2"] {
        assert_eq!(parse(typed).as_deref(), Some("X35-WV2"), "{typed}");
    }
}

#[test]
fn other_texts_are_no_reference() {
    for typed in ["", "X35-WV", "X35-WV22", "X35-WVO", "X35-WV0", "X35-WV1", "X35-WVI", "X35-WVL", "X35-WVU", "X35-WVé"]
    {
        assert_eq!(parse(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn every_reference_reads_back(bits: u32) {
        let reference = from_bits(bits);
        prop_assert_eq!(parse(&reference), Some(reference));
    }

    #[test]
    fn nothing_typed_panics(text: String) {
        let read = parse(&text);
        prop_assert!(read.is_none_or(|reference| reference.len() == 7));
    }
}
