//! The help lines as list items of a static page: one tap calls, no script needed.

use anyhow::{Context, Result};

use super::templates::for_html;
use crate::help_lines::HelpLine;
use crate::locale::Locale;

/// The items, in the order of the file.
pub fn markup(lines: &[HelpLine], words: &Locale) -> Result<String> {
    lines.iter().map(|line| item(line, words)).collect()
}

fn item(line: &HelpLine, words: &Locale) -> Result<String> {
    let say = |key: &str| {
        words
            .text(key)
            .map(for_html)
            .with_context(|| format!("help line {}: {key} has no text in locales/en.json", line.id))
    };
    let note = match &line.note_key {
        Some(key) => format!("<p>{}</p>", say(key)?),
        None => String::new(),
    };
    Ok(format!(
        "<li><a href=\"{}\"><strong>{}</strong> <span>{}</span></a>{note}</li>",
        line.address(),
        say(&line.when_key)?,
        for_html(&line.number)
    ))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::help_lines;

    const LINE: &str = r#"[{"id": "listeners", "when_key": "help.listeners", "number": "116 123", "kind": "tel",
        "note_key": "help.any_hour", "source": "https://example.org", "reviewed": "2026-11-01"}]"#;

    #[test]
    fn a_line_is_one_tap_with_its_words() {
        let lines = help_lines::parse(LINE).unwrap();
        let words =
            Locale::parse(r#"{"help": {"listeners": "Someone to talk to", "any_hour": "Day & night"}}"#).unwrap();
        assert_eq!(
            markup(&lines, &words).unwrap(),
            "<li><a href=\"tel:116123\"><strong>Someone to talk to</strong> <span>116 123</span></a>\
             <p>Day &amp; night</p></li>"
        );
    }

    #[test]
    fn a_line_without_its_words_stops_the_build() {
        let lines = help_lines::parse(LINE).unwrap();
        let words = Locale::parse(r#"{"help": {"listeners": "Someone to talk to"}}"#).unwrap();
        assert!(markup(&lines, &words).unwrap_err().to_string().contains("help.any_hour"));
    }
}
