//! What a PIN of this phone has to look like. How it is kept, and what a wrong one does, is the worker's.

/// Digits that a PIN has at the least and at the most. The worker takes no other.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=12;

/// Why a PIN is none that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Too few or too many digits, or something else among them.
    Form,
    /// One of those that are tried first: the same digit again and again, or all in a row.
    Easy,
}

/// What is wrong with a PIN, if anything is.
pub fn flaw(pin: &str) -> Option<Flaw> {
    let digits = pin.as_bytes();
    if !LENGTHS.contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return Some(Flaw::Form);
    }
    let goes_by = |step: i16| digits.windows(2).all(|two| i16::from(two[1]) - i16::from(two[0]) == step);
    [-1, 0, 1].into_iter().any(goes_by).then_some(Flaw::Easy)
}

#[cfg(test)]
mod tests {
    use super::{Flaw, flaw};

    #[test]
    fn six_to_twelve_digits_are_a_pin() {
        for pin in ["482911", "739155208461", "112233", "123457", "098765"] {
            assert_eq!(flaw(pin), None, "{pin}");
        }
        for pin in ["", "48291", "7391552084617", "48291a", "48 2911", "-48291", "٤٨٢٩١١"] {
            assert_eq!(flaw(pin), Some(Flaw::Form), "{pin}");
        }
    }

    #[test]
    fn what_is_tried_first_is_no_good_pin() {
        for pin in ["000000", "123456", "987654", "7777777"] {
            assert_eq!(flaw(pin), Some(Flaw::Easy), "{pin}");
        }
    }
}
