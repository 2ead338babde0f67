//! The words that somebody lets Stile pass on to whoever runs a group: what has to be put right before they go. It must not
//! know the group, nor who writes.

use wire::FieldCode;

/// The longest, in characters, without the blanks at its ends.
pub const LONGEST: usize = 1_000;

/// What is wrong with the words; nothing where they may go as they are.
pub fn problem(words: &str) -> Option<FieldCode> {
    let words = words.trim();
    if words.is_empty() {
        return Some(FieldCode::Missing);
    }
    if words.chars().count() > LONGEST {
        return Some(FieldCode::TooLong);
    }
    // They are passed on exactly as they are written, so that nothing that cannot be seen is taken out of them.
    if words.chars().any(|letter| letter != '\n' && is_unseen(letter)) {
        return Some(FieldCode::Unreadable);
    }
    has_link(&words.to_lowercase()).then_some(FieldCode::NotOffered)
}

/// Whether there is a link in words in small letters. A letter that comes from us must not be a way to send links to
/// strangers. An e-mail address is none.
fn has_link(small: &str) -> bool {
    let is_between = |letter: char| letter.is_whitespace() || ",;()<>[]{}\"'“”‘’!|*".contains(letter);
    small.contains("://") || small.split(is_between).any(is_link)
}

/// Whether whatever shows a letter would make a link of a word: `www.` at its beginning, or a host with a path.
fn is_link(word: &str) -> bool {
    if word.split(':').any(|part| part.starts_with("www.")) {
        return true;
    }
    let Some((before, _)) = word.split_once('/') else { return false };
    let is_port = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let host = before.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(before, |(host, _)| host);
    is_host(host.rsplit_once(':').map_or(host, |(_, host)| host))
}

/// Whether this could be the name of a host. Its last part has two letters or more: `9.30` is none, nor is `a.m`.
fn is_host(text: &str) -> bool {
    let Some((first, last)) = text.rsplit_once('.') else { return false };
    let is_of_name = |letter: char| letter.is_alphanumeric() || letter == '-';
    let is_part = |part: &str| !part.is_empty() && part.chars().all(is_of_name);
    first.split('.').all(is_part) && is_part(last) && last.len() > 1 && last.starts_with(char::is_alphabetic)
}

/// Whether a character cannot be seen and yet does something.
fn is_unseen(letter: char) -> bool {
    letter.is_control() || is_turning(letter) || is_of_no_width(letter)
}

/// Those that turn the direction of what is around them (Unicode Standard Annex 9).
const fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Those of no width but the joiners, which letters of some languages need, and those that break a line unlike `\n`.
const fn is_of_no_width(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_as_they_are() {
        for words in [
            "Hello, I am Amina. I would like to come on Wednesday.\n\nI am a bit shy. You can ring 07700 900123.",
            "  amina@example.org  ",
            "Would https: be a link? No.",
            "Aww... at 9.30/10 a.m/p.m, Mon/Tues, and/or my son (amina@example.org/07700 900123).",
            "I saw it at example.org, e.g./i.e. your page.",
            &"é".repeat(LONGEST),
            // Emoji of a family and Persian both need joiners.
            "👩\u{200d}👧 می\u{200c}خواهم",
        ] {
            assert_eq!(problem(words), None, "{words}");
        }
    }

    #[test]
    fn what_is_no_letter_is_said() {
        assert_eq!(problem(" \n "), Some(FieldCode::Missing));
        assert_eq!(problem(&"a".repeat(LONGEST + 1)), Some(FieldCode::TooLong));
        for unseen in ["a\u{7}b", "a\tb", "a\rb", "a\u{202e}b", "ht\u{200b}tp", "\u{9b}2J"] {
            assert_eq!(problem(&format!("x{unseen}x")), Some(FieldCode::Unreadable), "{unseen:?}");
        }
        for unseen in ['\u{200e}', '\u{200f}', '\u{61c}', '\u{ad}', '\u{2028}', '\u{2029}'] {
            assert_eq!(problem(&format!("x{unseen}x")), Some(FieldCode::Unreadable), "{unseen:?}");
        }
        for link in [
            "see http://example.org",
            "HTTPS://EXAMPLE.ORG",
            "www.example.org",
            "ahttp://b",
            "ftp://b",
            "see (WWW.example.org)",
            "here:www.example.org",
            "Example.org/pay",
            "here:my-pay.example.co.uk:8080/?a@b",
            "example.org/",
        ] {
            assert_eq!(problem(link), Some(FieldCode::NotOffered), "{link}");
        }
    }
}
