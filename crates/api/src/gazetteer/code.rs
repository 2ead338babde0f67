//! Postcodes packed into eight bytes, in the order in which the database keeps their text.
//!
//! Strict, for tables. What people type is read by `domain::postcode`, which forgives more.

/// A postcode as a table gives it, packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// `EH11AB`
    Full(u64),
    /// `EH1`
    District(u64),
}

/// Reads a postcode with or without its space.
pub(super) fn read(text: &str) -> Option<Code> {
    let mut bytes = [0; 8];
    let mut length = 0;
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        if length == 7 || !byte.is_ascii_alphanumeric() {
            return None;
        }
        bytes[length] = byte.to_ascii_uppercase();
        length += 1;
    }
    let packed = u64::from_be_bytes(bytes);
    let written = &bytes[..length];
    if is_outward(written) {
        return Some(Code::District(packed));
    }
    let (outward, inward) = written.split_at_checked(length.checked_sub(3)?)?;
    let is_inward = matches!(inward, [digit, first, second]
        if digit.is_ascii_digit() && first.is_ascii_alphabetic() && second.is_ascii_alphabetic());
    (is_outward(outward) && is_inward).then_some(Code::Full(packed))
}

/// One or two letters, a digit, perhaps one more digit or letter.
fn is_outward(code: &[u8]) -> bool {
    let letters = code.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let rest = &code[letters..];
    (1..=2).contains(&letters) && (1..=2).contains(&rest.len()) && rest[0].is_ascii_digit()
}

/// Packs text of up to eight ASCII letters; longer text is cut.
pub(super) fn pack(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, letter) in bytes.iter_mut().zip(text.bytes()) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}

/// The text of a packed code.
pub(super) fn text(code: u64) -> String {
    code.to_be_bytes().into_iter().take_while(|byte| *byte != 0).map(char::from).collect()
}

/// The district and the sector of a whole postcode: `EH1` and `EH1 1` of `EH11AB`.
pub(super) fn areas(full: u64) -> [u64; 2] {
    let bytes = full.to_be_bytes();
    let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let outward = length.saturating_sub(3);
    let mut district = [0; 8];
    district[..outward].copy_from_slice(&bytes[..outward]);
    let mut sector = district;
    sector[outward] = b' ';
    sector[outward + 1] = bytes[outward];
    [u64::from_be_bytes(district), u64::from_be_bytes(sector)]
}

#[cfg(test)]
mod tests {
    use super::{Code, areas, pack, read, text};

    #[test]
    fn postcodes_of_every_shape_are_read() {
        for (written, compact) in
            [("M1 1AA", "M11AA"), ("B33 8TH", "B338TH"), ("cr2 6xh", "CR26XH"), ("DN551PT", "DN551PT")]
                .into_iter()
                .chain([("W1A 0AX", "W1A0AX"), ("EC1A 1BB", "EC1A1BB"), ("AB1  0AA", "AB10AA")])
        {
            assert_eq!(read(written), Some(Code::Full(pack(compact))), "{written}");
        }
        for district in ["M1", "B33", "CR2", "DN55", "W1A", "EC1A"] {
            assert_eq!(read(district), Some(Code::District(pack(district))), "{district}");
        }
    }

    #[test]
    fn what_is_no_postcode_is_refused() {
        for wrong in
            ["", "1", "EH", "EH11A", "EH1 1A1", "EHH1 1AB", "E1 1AB C", "EH1-1AB", "SECTOR", "EH1 11", "BFPO 12"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn packed_codes_keep_the_order_of_their_text() {
        let mut codes = ["AB101AB", "AB10AA", "AB1", "AB1 0", "B11AA", "AB1 1"];
        codes.sort_unstable();
        let mut packed = codes.map(pack);
        packed.sort_unstable();
        assert_eq!(packed.map(text).as_slice(), codes.as_slice());
    }

    #[test]
    fn a_postcode_lies_in_its_district_and_sector() {
        assert_eq!(areas(pack("EH11AB")).map(text), ["EH1", "EH1 1"]);
        assert_eq!(areas(pack("EC1A1BB")).map(text), ["EC1A", "EC1A 1"]);
        assert_eq!(areas(pack("M11AA")).map(text), ["M1", "M1 1"]);
    }
}
