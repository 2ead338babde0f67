//! Codes that one person says to another, for helpers and for new staff: `K7MQ-2DXP`.
//!
//! Forty bits: more than anybody can guess while an invitation lives and tries are counted. It must not know where its
//! bits come from or what a code opens.

/// Digits and letters without I, L, O and U (Crockford's Base 32): those are taken for 1, 0 and V when read or heard.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many signs a code has, of five bits each.
const SIGNS: usize = 8;

/// The code that the lowest 40 bits draw.
pub fn from_bits(bits: u64) -> String {
    let sign = |place: usize| ALPHABET[((bits >> (5 * (SIGNS - 1 - place))) & 31) as usize];
    written((0..SIGNS).map(|place| char::from(sign(place))))
}

/// A typed code as [`from_bits`] writes it; `None` when it is not one.
///
/// Case, spaces and dashes do not matter, I and L are read as 1, and O as 0.
pub fn normalise(typed: &str) -> Option<String> {
    let signs = typed.chars().filter(|letter| letter.is_alphanumeric()).map(sign).collect::<Option<Vec<char>>>()?;
    (signs.len() == SIGNS).then(|| written(signs))
}

/// The sign that was meant.
fn sign(letter: char) -> Option<char> {
    let meant = match letter.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    u8::try_from(meant).is_ok_and(|byte| ALPHABET.contains(&byte)).then_some(meant)
}

fn written(signs: impl IntoIterator<Item = char>) -> String {
    let mut code = String::with_capacity(SIGNS + 1);
    for (place, sign) in signs.into_iter().enumerate() {
        if place == SIGNS / 2 {
            code.push('-');
        }
        code.push(sign);
    }
    code
}

#[cfg(test)]
mod tests;
