//! The list is what it promises, and words on paper are read however they are typed.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

#[test]
fn list_has_1024_plain_words_in_order() {
    let words: Vec<&str> = LIST.lines().collect();
    assert_eq!(words.len(), 1 << BITS);
    assert!(words.is_sorted());
    for word in &words {
        assert!((3..=7).contains(&word.len()), "{word}");
        assert!(word.bytes().all(|letter| letter.is_ascii_lowercase()), "{word}");
    }
}

#[test]
fn four_letters_tell_every_word() {
    let beginnings: HashSet<&str> = LIST.lines().map(beginning).collect();
    assert_eq!(beginnings.len(), 1 << BITS);
}

/// Whether one letter changed, added or left out makes one word the other.
fn is_a_slip_away(one: &str, other: &str) -> bool {
    let same_start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let same_end = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    one.len().abs_diff(other.len()) <= 1 && same_start + same_end + 1 >= one.len().max(other.len())
}

#[test]
fn slip_of_the_pen_is_no_other_word() {
    assert!(is_a_slip_away("boat", "coat") && is_a_slip_away("car", "card") && !is_a_slip_away("apple", "maple"));
    let words: Vec<&str> = LIST.lines().collect();
    for (at, word) in words.iter().enumerate() {
        assert_eq!(words[at + 1..].iter().find(|other| is_a_slip_away(word, other)), None, "{word}");
    }
}

#[test]
fn bits_fill_the_whole_list() {
    assert_eq!(from_bits(0), [LIST.lines().next().unwrap_or_default(); COUNT]);
    assert_eq!(from_bits(u128::MAX), [LIST.lines().last().unwrap_or_default(); COUNT]);
    let words = from_bits((0..12).fold(0, |bits, place| (bits << BITS) | (place * 85)));
    for (place, word) in words.into_iter().enumerate() {
        assert_eq!(LIST.lines().position(|listed| listed == word), Some(place * 85));
    }
}

#[test]
fn words_however_typed_are_read() {
    let words = from_bits(0x00ab_cdef_0123_4567_89ab_cdef_0123_4567);
    let plain = words.join(" ");
    let ways = [
        plain.to_uppercase(),
        words.join(",  "),
        words.join("\r\n"),
        words.iter().enumerate().map(|(place, word)| format!("{}. {word}\n", place + 1)).collect(),
        words.iter().enumerate().map(|(place, word)| format!("{}){word}; ", place + 1)).collect(),
        words.map(beginning).join(" "),
        format!("\u{feff} {} ", words.join("\u{a0}")),
    ];
    for typed in ways {
        assert_eq!(normalise(&typed).as_ref(), Some(&plain), "{typed}");
    }
}

#[test]
fn what_is_no_set_of_words_is_refused() {
    let words = from_bits(1234);
    let with = |last: &str| format!("{} {last}", words[..11].join(" "));
    assert!(normalise(&with(words[11])).is_some());
    assert_eq!(normalise(""), None);
    assert_eq!(normalise(&words[..11].join(" ")), None, "eleven");
    assert_eq!(normalise(&format!("{} {}", words.join(" "), words[0])), None, "thirteen");
    assert_eq!(normalise(&with("xyzzy")), None);
    assert_eq!(normalise(&with(&LIST.lines().find(|word| word.len() > 4).unwrap_or_default()[..3])), None);
    assert_eq!(normalise(&with("\u{e9}t\u{e9}")), None);
}

proptest! {
    #[test]
    fn words_are_read_again(bits: u128) {
        let plain = from_bits(bits).join(" ");
        prop_assert_eq!(normalise(&plain), Some(plain));
    }

    #[test]
    fn other_bits_are_other_words(one in 0_u128..1 << 120, other in 0_u128..1 << 120, place in 0_u32..120) {
        prop_assert_eq!(one == other, from_bits(one) == from_bits(other));
        prop_assert_ne!(from_bits(one), from_bits(one ^ (1 << place)));
    }

    #[test]
    fn anything_typed_is_no_panic(typed in "\\PC{0,40}") {
        let _ = normalise(&typed);
    }
}
