//! What is written around a code. The words are those of the locale file; they name no service, no person and no
//! condition, for anybody may see a phone light up.

use super::{Letter, Text};
use crate::words::Words;

/// A letter with a code, and with the link that does the same where there is one.
pub fn code_letter(words: &Words, to: impl Into<String>, code: &str, link: Option<&str>) -> Letter {
    let code = spaced(code);
    let text = match link {
        Some(link) => words.fill("letters.code_text", &[&code, link]),
        None => words.fill("letters.code_text_alone", &[&code]),
    };
    Letter::new(to, words.text("letters.code_subject"), text)
}

/// A text with a code.
pub fn code_text(words: &Words, to: impl Into<String>, code: &str) -> Text {
    Text::new(to, words.fill("letters.code_sms", &[&spaced(code)]))
}

/// Six digits as `123 456`, which are easier to keep in mind.
fn spaced(code: &str) -> String {
    if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return code.to_owned();
    }
    let (first, last) = code.split_at(3);
    format!("{first} {last}")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const LINK: &str = "https://example.org/sign-in/link#token";

    fn words() -> Words {
        Words::english().unwrap()
    }

    #[test]
    fn a_letter_holds_the_code_and_the_link_once() {
        let letter = code_letter(&words(), "mary@example.org", "123456", Some(LINK));
        assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("mary@example.org", "Your code"));
        assert!(letter.text.starts_with("Your code is 123 456. It lasts 10 minutes."), "{}", letter.text);
        assert_eq!(letter.text.matches("123 456").count(), 1);
        assert_eq!(letter.text.lines().filter(|line| *line == LINK).count(), 1, "a line of its own: {}", letter.text);
        assert!(!letter.subject.contains("123"), "a subject shows where the text does not");
    }

    #[test]
    fn a_letter_without_a_link_speaks_of_none() {
        let text = code_letter(&words(), "mary@example.org", "123456", None).text;
        assert!(text.contains("123 456") && !text.contains('{'), "{text}");
        assert!(!text.contains("page") && !text.contains("button"), "{text}");
    }

    #[test]
    fn a_text_is_one_short_line() {
        let text = code_text(&words(), "+447700900123", "000123");
        assert_eq!(text.body, "Your code is 000 123. It lasts 10 minutes.");
    }

    #[test]
    fn nothing_tells_who_writes_or_why() {
        let words = words();
        let letter = code_letter(&words, "mary@example.org", "123456", Some(LINK));
        let all = [letter.subject, letter.text, code_text(&words, "+447700900123", "123456").body].join("\n");
        let all = all.to_lowercase();
        let name = words.text("app.name").to_lowercase();
        assert!(!name.is_empty());
        for told in [&name, "stile", "nhs", "link worker", "surgery", "referral", "health", "team", "mary", "http://"] {
            assert!(!all.contains(told), "{told}: {all}");
        }
    }

    #[test]
    fn other_codes_are_left_as_they_are() {
        for code in ["12345678", "12 345", "€€", ""] {
            assert_eq!(spaced(code), code);
        }
    }
}
