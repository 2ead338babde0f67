//! Telephone numbers and e-mail addresses: read as typed, written in one form. It must not know whose they are, or
//! whether they are safe or reach anybody.

use super::text::is_unseen;

/// A telephone number in international form, `+441632960001`; `None` when the text is not one.
///
/// Spaces, brackets, dashes, dots and slashes do not matter. British numbers may begin with `0`, `+44`, `0044` or `44`
/// and have ten or eleven digits counting the first 0 (ten only where such numbers exist: 01 and 08). Any other number
/// begins with `+` or `00` and its country code, and has 7 to 15 digits (ITU-T E.164).
pub fn phone(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|letter| !is_unseen(*letter) && !is_separator(*letter)).collect();
    let (has_plus, digits) = match kept.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => kept.strip_prefix("00").map_or((false, kept.as_str()), |digits| (true, digits)),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    if let Some(national) = digits.strip_prefix("44").filter(|rest| has_plus || rest.len() >= 10) {
        // "+44 (0)1632 960001" is how many people write it.
        return british(national.strip_prefix('0').unwrap_or(national));
    }
    if has_plus {
        let is_number = (7..=15).contains(&digits.len()) && !digits.starts_with('0');
        return is_number.then(|| format!("+{digits}"));
    }
    digits.strip_prefix('0').and_then(british)
}

/// A British number without its 0, such as `1632960001`.
fn british(digits: &str) -> Option<String> {
    let is_number = match digits.as_bytes().first()? {
        b'1' | b'8' => (9..=10).contains(&digits.len()),
        b'2' | b'3' | b'5' | b'7' | b'9' => digits.len() == 10,
        _ => false,
    };
    is_number.then(|| format!("+44{digits}"))
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
        )
}

/// An e-mail address with its domain in lower case; `None` when the text is not one.
///
/// A small check for slips, not a proof: one `@`, something before it, a domain with a dot, no blanks or control
/// characters, none of `<>()[],;:"\` (as in `Mum <mum@example.org>`), at most 254 characters.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || is_unseen(letter));
    let is_plain = |letter: char| {
        !letter.is_whitespace() && !letter.is_control() && !is_unseen(letter) && !"<>()[],;:\"\\".contains(letter)
    };
    let (local, domain) = text.split_once('@')?;
    let labels: Vec<&str> = domain.split('.').collect();
    let is_address = text.chars().count() <= super::limits::EMAIL
        && text.chars().all(is_plain)
        && !local.is_empty()
        && !domain.contains('@')
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty());
    is_address.then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
}
