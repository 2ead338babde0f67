//! What is written around somebody's own words to whoever runs a group. It adds nothing of theirs: no name, no address and
//! nothing by which they could be found.

use super::Letter;
use crate::words::Words;

/// A letter to the host of a group. `said` comes last and as it is, so that nothing in it can pass for ours.
pub fn host_letter(words: &Words, to: impl Into<String>, group: &str, said: &str) -> Letter {
    Letter::new(to, words.text("letters.host_subject"), words.fill("letters.host_text", &[group, said]))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_words_stand_last_and_as_they_are() {
        let said = "Hello, I am Amina.\n\nI am shy. {group} {words}";
        let letter = host_letter(&Words::english().unwrap(), "hall@example.org", "Knit and natter", said);
        assert_eq!(letter.to, "hall@example.org");
        assert!(letter.text.ends_with(&format!("\n\n{said}")), "{}", letter.text);
        assert_eq!(letter.text.matches("Knit and natter").count(), 1);
        assert!(!letter.subject.is_empty() && !letter.subject.contains("Knit"));
    }

    #[test]
    fn the_frame_says_whose_words_they_are_and_that_answers_reach_nobody() {
        let letter = host_letter(&Words::english().unwrap(), "hall@example.org", "Knit and natter", "Hello.");
        for told in ["nothing else", "nobody reads", "only"] {
            assert!(letter.text.contains(told), "{told}: {}", letter.text);
        }
        assert!(!letter.text.contains('{') && !letter.text.contains("http"), "{}", letter.text);
    }
}
