//! The one sentence that says there is something to look at: the same for every kind of thing, in every channel. What it
//! is stands in the app alone, for anybody may see a phone light up.

use super::{Letter, Text};
use crate::words::Words;

/// A letter that says there is something to look at, and where.
pub fn update_letter(words: &Words, to: impl Into<String>, link: &str) -> Letter {
    Letter::new(to, words.text("letters.update"), words.fill("letters.update_text", &[link]))
}

/// A text that says so.
pub fn update_text(words: &Words, to: impl Into<String>) -> Text {
    Text::new(to, words.text("letters.update"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn nothing_tells_who_writes_or_why() {
        let words = Words::english().unwrap();
        let letter = update_letter(&words, "mary@example.org", "https://example.org");
        assert!(letter.text.lines().any(|line| line == "https://example.org"), "a line of its own: {}", letter.text);
        let all = [letter.subject, letter.text, update_text(&words, "+447700900123").body].join("\n").to_lowercase();
        let name = words.text("app.name").to_lowercase();
        for told in [&name, "stile", "nhs", "link worker", "surgery", "referral", "health", "team", "message", "mary"] {
            assert!(!all.contains(told), "{told}: {all}");
        }
    }
}
