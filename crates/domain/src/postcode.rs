//! Postcodes as people type them: whole (`EH1 1AB`), a sector (`EH1 1`) or a district (`EH1`).
//!
//! It knows the form of a postcode, not which ones exist: that is the gazetteer's to say. It must not know where any
//! of them is.

/// A postcode or a part of one, in capitals and with its one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Postcode {
    /// A whole postcode: `EH1 1AB`.
    Full(String),
    /// A district and the next digit: `EH1 1`.
    Sector(String),
    /// Everything before the space: `EH1`.
    District(String),
}

impl Postcode {
    /// The district it lies in: `EH1`.
    pub fn district(&self) -> &str {
        let text = self.as_str();
        text.split_once(' ').map_or(text, |(district, _)| district)
    }

    /// The sector it lies in, `EH1 1`; a district has many.
    pub fn sector(&self) -> Option<String> {
        let (district, rest) = self.as_str().split_once(' ')?;
        rest.chars().next().map(|digit| format!("{district} {digit}"))
    }

    /// The postcode as written on an envelope.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Full(text) | Self::Sector(text) | Self::District(text) => text,
        }
    }
}

/// The postcode in capitals without any space: `EH11AB`.
pub fn compact(full: &str) -> String {
    full.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Reads a postcode or a part of one.
///
/// Case, spaces and stray punctuation do not matter. O typed for 0 and I for 1, or the other way round, are put right
/// where only one reading is left. Codes that lie nowhere (GIR 0AA, BFPO) are refused, as is anything else.
pub fn parse(text: &str) -> Option<Postcode> {
    // No place name has a digit and every part of a postcode has one: without it, slips would read "Eli" as EL1.
    if text.len() > 20 || !text.bytes().any(|letter| letter.is_ascii_digit()) {
        return None;
    }
    if text.chars().any(|letter| letter.is_alphanumeric() && !letter.is_ascii()) {
        return None;
    }
    let letters = compact(text).into_bytes();
    // "EH1 1" is a sector, "EH11" a district: only the space tells them apart.
    let ends_apart = {
        let mut groups = text.split_whitespace().rev();
        groups.next().is_some_and(|last| last.len() == 1) && groups.next().is_some()
    };
    read(&letters, ends_apart, Slips::Refused).or_else(|| read(&letters, ends_apart, Slips::PutRight))
}

/// Whether O for 0 and I for 1 (and back) are put right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slips {
    Refused,
    PutRight,
}

/// The shapes of a district: A stands for a letter, 9 for a digit.
const SHAPES: [&[u8]; 6] = [b"A9", b"A99", b"A9A", b"AA9", b"AA99", b"AA9A"];

fn read(letters: &[u8], ends_apart: bool, slips: Slips) -> Option<Postcode> {
    let full = || {
        let (outward, inward) = letters.split_at_checked(letters.len().checked_sub(3)?)?;
        Some(Postcode::Full(format!("{} {}", district(outward, slips)?, inward_part(inward, slips)?)))
    };
    let sector = || {
        let (digit, outward) = letters.split_last()?;
        let digit = char::from(as_digit(*digit, slips)?);
        Some(Postcode::Sector(format!("{} {digit}", district(outward, slips)?)))
    };
    let whole_district = || district(letters, slips).map(Postcode::District);
    if ends_apart {
        sector().or_else(whole_district).or_else(full)
    } else {
        full().or_else(whole_district).or_else(sector)
    }
}

/// The only reading of `letters` as a district, if there is exactly one.
fn district(letters: &[u8], slips: Slips) -> Option<String> {
    let mut readings = SHAPES.iter().filter_map(|shape| in_shape(letters, shape, slips));
    let reading = readings.next()?;
    readings.next().is_none().then_some(reading)
}

fn in_shape(letters: &[u8], shape: &[u8], slips: Slips) -> Option<String> {
    if letters.len() != shape.len() {
        return None;
    }
    let mut text = String::with_capacity(4);
    for (letter, kind) in letters.iter().zip(shape) {
        let read = if *kind == b'A' { as_letter(*letter, slips)? } else { as_digit(*letter, slips)? };
        text.push(char::from(read));
    }
    is_district(text.as_bytes(), shape).then_some(text)
}

/// Royal Mail's rules on which letters may stand where (Programmers' Guide, "postcode address file").
/// Q is let through in the first two places for the invented area of the demo.
fn is_district(text: &[u8], shape: &[u8]) -> bool {
    let area = text.iter().take_while(|letter| letter.is_ascii_alphabetic()).count();
    let area_is_right = match text[..area] {
        [only] => b"BEGLMNSW".contains(&only),
        [first, second] => !b"VX".contains(&first) && !b"IJZ".contains(&second) && text[..2] != *b"BF",
        _ => false,
    };
    // A district of two digits, or of a digit and a letter, does not begin with 0.
    let digits_are_right = text.len() == area + 1 || text[area] != b'0';
    let last_is_right = match shape {
        b"A9A" => b"ABCDEFGHJKPSTUW".contains(&text[2]),
        b"AA9A" => b"ABEHMNPRVWXY".contains(&text[3]),
        _ => true,
    };
    area_is_right && digits_are_right && last_is_right
}

/// The three characters after the space. They never hold C, I, K, M, O or V, so a 1 or 0 there is no slip of a letter.
fn inward_part(letters: &[u8], slips: Slips) -> Option<String> {
    let [digit, first, second] = *letters else { return None };
    let is_unit = |letter: u8| letter.is_ascii_uppercase() && !b"CIKMOV".contains(&letter);
    if !is_unit(first) || !is_unit(second) {
        return None;
    }
    let digit = as_digit(digit, slips)?;
    Some([digit, first, second].map(char::from).into_iter().collect())
}

fn as_letter(letter: u8, slips: Slips) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter),
        b'0' if slips == Slips::PutRight => Some(b'O'),
        b'1' if slips == Slips::PutRight => Some(b'I'),
        _ => None,
    }
}

fn as_digit(letter: u8, slips: Slips) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter),
        b'O' if slips == Slips::PutRight => Some(b'0'),
        b'I' if slips == Slips::PutRight => Some(b'1'),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
