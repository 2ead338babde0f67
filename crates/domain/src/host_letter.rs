//! The words that somebody lets Stile pass on to whoever runs a group: what has to be put right before they go. It must not
//! know the group, nor who writes.

use wire::FieldCode;

/// The longest, in characters, without the blanks at its ends.
pub const LONGEST: usize = 1_000;

/// What a link begins with. A letter that comes from us must not be a way to send links to strangers.
const LINKS: [&str; 3] = ["http://", "https://", "www."];

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
    let small = words.to_lowercase();
    LINKS.into_iter().any(|link| small.contains(link)).then_some(FieldCode::NotOffered)
}

/// Whether a character cannot be seen and yet does something: control characters, those that turn the direction of what
/// follows (Unicode Standard Annex 9), and those of no width but the joiners, which letters of some languages need.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
        for link in ["see http://example.org", "HTTPS://EXAMPLE.ORG", "www.example.org", "ahttp://b"] {
            assert_eq!(problem(link), Some(FieldCode::NotOffered), "{link}");
        }
    }
}
