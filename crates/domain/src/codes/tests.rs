//! Codes are drawn evenly and read however they are typed.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

#[test]
fn code_keeps_its_noughts() {
    assert_eq!(six_digits(0).unwrap(), "000000");
    assert_eq!(six_digits(42_137).unwrap(), "042137");
    assert_eq!(six_digits(1_000_000).unwrap(), "000000");
    assert_eq!(six_digits(4_293_999_999).unwrap(), "999999");
}

#[test]
fn bits_beyond_the_even_range_are_drawn_again() {
    assert_eq!(EVEN, 4_294_000_000);
    assert!(six_digits(EVEN - 1).is_some());
    for bits in [EVEN, EVEN + 1, u32::MAX] {
        assert_eq!(six_digits(bits), None);
    }
}

#[test]
fn code_however_typed_is_read() {
    let ways = [
        "042137",
        " 042 137 ",
        "042-137",
        "042\u{2013}137",
        "0 4 2 1 3 7",
        "\u{200e}042137\u{200b}\n",
        "０４２１３７",
        "٠٤٢١٣٧",
        "۰۴۲۱۳۷",
        "०४२१३७",
    ];
    for typed in ways {
        assert_eq!(normalise(typed).as_deref(), Some("042137"), "{typed}");
    }
}

#[test]
fn what_is_no_code_is_refused() {
    for typed in ["", "      ", "04213", "0421370", "O42137", "04213a", "code 042137", "½42137", "²42137"] {
        assert_eq!(normalise(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn every_code_is_read_again(random: u32) {
        if let Some(code) = six_digits(random) {
            prop_assert_eq!(code.len(), DIGITS);
            prop_assert_eq!(normalise(&code), Some(code));
        }
    }

    #[test]
    fn anything_typed_is_six_digits_or_nothing(typed in "\\PC{0,12}") {
        if let Some(code) = normalise(&typed) {
            prop_assert!(code.len() == DIGITS && code.bytes().all(|digit| digit.is_ascii_digit()));
        }
    }
}
