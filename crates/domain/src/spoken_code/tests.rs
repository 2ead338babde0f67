//! Codes survive being said, written down and typed.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

#[test]
fn bits_fill_the_whole_range() {
    assert_eq!(from_bits(0), "0000-0000");
    assert_eq!(from_bits((1 << 40) - 1), "ZZZZ-ZZZZ");
    assert_eq!(from_bits(1), "0000-0001");
    assert_eq!(from_bits(u64::MAX), "ZZZZ-ZZZZ", "only forty bits count");
}

#[test]
fn code_however_typed_is_read() {
    for typed in ["K7MQ-2DXP", "k7mq2dxp", " K7MQ 2DXP ", "k7-mq-2d-xp", "K7MQ\u{2013}2DXP\u{200b}"] {
        assert_eq!(normalise(typed).as_deref(), Some("K7MQ-2DXP"), "{typed}");
    }
    assert_eq!(normalise("oOiI-lL10").as_deref(), Some("0011-1110"));
}

#[test]
fn what_is_no_code_is_refused() {
    for typed in ["", "K7MQ-2DX", "K7MQ-2DXPP", "K7MQ-2DXU", "K7MQ-2DX\u{e9}", "K7MQ-2DX\u{130}", "--------"] {
        assert_eq!(normalise(typed), None, "{typed}");
    }
}

#[test]
fn every_sign_is_its_own() {
    assert_eq!(ALPHABET.iter().collect::<HashSet<_>>().len(), 32);
    assert!(ALPHABET.iter().all(|letter| !b"ILOU".contains(letter)));
}

proptest! {
    #[test]
    fn every_code_is_read_again(bits: u64) {
        let code = from_bits(bits);
        prop_assert_eq!(code.len(), 9);
        prop_assert_eq!(normalise(&code.to_lowercase()), Some(code));
    }

    #[test]
    fn other_bits_are_another_code(one in 0_u64..1 << 40, other in 0_u64..1 << 40) {
        prop_assert_eq!(one == other, from_bits(one) == from_bits(other));
    }
}
