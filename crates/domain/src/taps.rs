//! Telephone numbers and e-mail addresses inside plain text, so that a screen can make them something to tap.
//!
//! Careful rather than clever: what is not surely a number or an address stays text.

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'text> {
    Text(&'text str),
    /// A telephone number as written.
    Phone(&'text str),
    Email(&'text str),
}

/// Cuts a text into pieces; put together again they are the text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while at < text.len() {
        let found = if is_start_of_word(text, at) { phone_at(text, at).or_else(|| email_at(text, at)) } else { None };
        let Some((piece, end)) = found else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if plain_from < at {
            out.push(Piece::Text(&text[plain_from..at]));
        }
        out.push(piece);
        at = end;
        plain_from = end;
    }
    if plain_from < text.len() {
        out.push(Piece::Text(&text[plain_from..]));
    }
    out
}

/// The number to dial: digits and a leading plus, without what follows "ext".
pub fn dial(phone: &str) -> String {
    let spoken = phone.find(char::is_alphabetic).map_or(phone, |letters| &phone[..letters]);
    let mut out = String::new();
    for letter in spoken.chars() {
        if letter.is_ascii_digit() || (letter == '+' && out.is_empty()) {
            out.push(letter);
        }
    }
    // "+44 (0)1632 960123": the bracketed nought is for those who dial from within the country.
    match out.strip_prefix("+440") {
        Some(rest) => format!("+44{rest}"),
        None => out,
    }
}

fn is_start_of_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && !"._%+-@".contains(before))
}

/// A UK number: `0` or `+44`, then nine or ten more digits, parted by single spaces, dashes, dots or brackets.
fn phone_at(text: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &text[at..];
    if !rest.starts_with(['0', '+', '(']) {
        return None;
    }
    let (mut digits, mut end, mut last_was_gap) = (String::new(), 0, false);
    for (offset, letter) in rest.char_indices() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            end = offset + 1;
            last_was_gap = false;
        } else if letter == '+' && offset == 0 {
        } else if " -.()".contains(letter) && !(last_was_gap && letter == ' ') {
            last_was_gap = letter == ' ';
        } else {
            break;
        }
        if digits.len() > 13 {
            return None;
        }
    }
    let is_number = match digits.strip_prefix("44").filter(|_| rest.starts_with('+')) {
        Some(inland) => matches!(inland.trim_start_matches('0').len(), 9 | 10),
        None => digits.starts_with('0') && !digits.starts_with("00") && matches!(digits.len(), 10 | 11),
    };
    let ends_clean = text[at + end..].chars().next().is_none_or(|after| !after.is_alphanumeric());
    (is_number && ends_clean).then(|| (Piece::Phone(&text[at..at + end]), at + end))
}

fn email_at(text: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let word_end = text[at..].find(|letter: char| letter.is_whitespace() || "<>()[],;:\"'".contains(letter));
    let word = text[at..word_end.map_or(text.len(), |end| at + end)].trim_end_matches(['.', '!', '?']);
    let (name, host) = word.split_once('@')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
    let is_host = host.contains('.')
        && host.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    (is_name && is_host).then(|| (Piece::Email(word), at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::{Piece, dial, pieces};

    #[test]
    fn number_in_a_sentence_becomes_a_phone() {
        assert_eq!(
            pieces("Ring 01632 960 123, or come along."),
            [Piece::Text("Ring "), Piece::Phone("01632 960 123"), Piece::Text(", or come along.")]
        );
    }

    #[test]
    fn address_in_a_sentence_becomes_an_email() {
        assert_eq!(
            pieces("Write to hello@example.org."),
            [Piece::Text("Write to "), Piece::Email("hello@example.org"), Piece::Text(".")]
        );
    }

    #[test]
    fn years_prices_and_long_codes_stay_text() {
        for text in ["since 2019", "£3.50", "charity 1032345678901", "0 to 5", "a@b", "room 01632", "0044"] {
            assert_eq!(pieces(text), [Piece::Text(text)], "{text}");
        }
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let text = "Tel: (01632) 960-123 — é à +44 (0)1632 960124/hello@example.org";
        let joined: String = pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(part) | Piece::Phone(part) | Piece::Email(part) => part,
            })
            .collect();
        assert_eq!(joined, text);
        assert!(pieces(text).contains(&Piece::Phone("+44 (0)1632 960124")));
    }

    #[test]
    fn dialling_leaves_out_what_is_not_dialled() {
        assert_eq!(dial("01632 960 123 Ext 303"), "01632960123");
        assert_eq!(dial("+44 (0)1632 960123"), "+441632960123");
    }
}
