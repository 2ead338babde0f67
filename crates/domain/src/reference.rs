//! References of referrals: short enough to say on the telephone, such as `K7M-2QD`.
//!
//! A reference is for finding, not for opening: it is no secret. It must not know where its bits come from.

/// Digits and letters, without those that are taken for another when read or heard: 0 and O, 1, I and L, and U (for V).
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many references there are: six places of thirty.
const REFERENCES: u64 = 30_u64.pow(6);

/// The reference that these bits draw. All 32 count: the range of `u32` is shared out evenly among all references.
pub fn from_bits(bits: u32) -> String {
    let mut rest = (u64::from(bits) * REFERENCES) >> 32;
    let mut reference = String::with_capacity(7);
    for place in 0..6 {
        if place == 3 {
            reference.push('-');
        }
        reference.push(char::from(ALPHABET[(rest % 30) as usize]));
        rest /= 30;
    }
    reference
}

#[cfg(test)]
mod tests;
