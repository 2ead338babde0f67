//! The telephone lines of the help page: read from `data/help-lines.json`, refused when nobody has looked at them for
//! too long. A wrong number here can cost a life, so a number without a fresh review stops the build.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use chrono::{NaiveDate, Utc};
use serde::Deserialize;

/// How long a review holds (`safety.md`, 5: 90 days).
const REVIEW_HOLDS_DAYS: i64 = 90;

/// Where the lines are, inside the checkout.
pub const FILE: &str = "data/help-lines.json";

/// One line to call or to write to.
#[derive(Debug, Clone, Deserialize)]
pub struct HelpLine {
    /// A short name for messages such as ours.
    pub id: String,
    /// The key of the words that say when to use it: its name on the page.
    pub when_key: String,
    /// As it is shown: digits and spaces.
    pub number: String,
    /// Called or written to.
    pub kind: Kind,
    /// The key of the words below it, if there are any.
    #[serde(default)]
    pub note_key: Option<String>,
    /// Where the number was looked up.
    pub source: String,
    /// The day on which somebody last looked it up there.
    pub reviewed: NaiveDate,
}

/// What a tap on a line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Calls.
    Tel,
    /// Opens a text message.
    Sms,
}

impl HelpLine {
    /// The address behind a tap: `tel:116123`.
    pub fn address(&self) -> String {
        let scheme = match self.kind {
            Kind::Tel => "tel",
            Kind::Sms => "sms",
        };
        let digits: String = self
            .number
            .chars()
            .take_while(|letter| letter.is_ascii_digit() || *letter == ' ' || *letter == '+')
            .filter(|letter| *letter != ' ')
            .collect();
        format!("{scheme}:{digits}")
    }
}

/// Reads the lines.
pub fn read(path: &Path) -> Result<Vec<HelpLine>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    parse(&text).with_context(|| format!("{} is not a list of help lines", path.display()))
}

/// Reads the text of the file.
pub fn parse(text: &str) -> Result<Vec<HelpLine>> {
    let lines: Vec<HelpLine> = serde_json::from_str(text)?;
    if lines.is_empty() {
        bail!("there is not a single line in it");
    }
    for line in &lines {
        if line.address().len() < "tel:999".len() {
            bail!("{}: {:?} is no number", line.id, line.number);
        }
        if line.source.trim().is_empty() {
            bail!("{}: it does not say where the number was looked up", line.id);
        }
    }
    Ok(lines)
}

/// Today, by the clock of this machine.
#[expect(clippy::disallowed_methods, reason = "a build happens on a real day, and the dates are held against it")]
pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// What is wrong with the dates, one sentence a line.
pub fn overdue(lines: &[HelpLine], today: NaiveDate) -> Vec<String> {
    lines
        .iter()
        .filter_map(|line| {
            let age = (today - line.reviewed).num_days();
            let complaint = if age < 0 {
                format!("was reviewed on {}, which is still to come", line.reviewed)
            } else if age > REVIEW_HOLDS_DAYS {
                format!("was last reviewed on {}, more than {REVIEW_HOLDS_DAYS} days ago", line.reviewed)
            } else {
                return None;
            };
            Some(format!(
                "{} ({}) {complaint}. Look it up at {}, put the number right if it changed, and write today's date as \
                 \"reviewed\" in {FILE}",
                line.id, line.number, line.source
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn line(number: &str, reviewed: &str) -> String {
        format!(
            r#"[{{"id": "listeners", "when_key": "help.listeners", "number": "{number}", "kind": "tel",
                "source": "https://example.org", "reviewed": "{reviewed}"}}]"#
        )
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_line_reviewed_ninety_days_ago_holds_and_one_day_more_does_not() {
        let lines = parse(&line("116 123", "2026-08-25")).unwrap();
        assert!(overdue(&lines, day("2026-11-23")).is_empty());
        let complaints = overdue(&lines, day("2026-11-24"));
        assert!(complaints[0].contains("Look it up at https://example.org"), "{complaints:?}");
    }

    #[test]
    fn a_review_that_is_still_to_come_does_not_count() {
        let lines = parse(&line("116 123", "2027-01-01")).unwrap();
        assert_eq!(overdue(&lines, day("2026-11-23")).len(), 1);
    }

    #[test]
    fn the_address_has_only_what_is_dialled() {
        assert_eq!(parse(&line("116 123", "2026-11-01")).unwrap()[0].address(), "tel:116123");
        assert_eq!(parse(&line("111, option 2", "2026-11-01")).unwrap()[0].address(), "tel:111");
        assert!(parse(&line("call us", "2026-11-01")).is_err());
    }

    #[test]
    fn an_empty_list_is_refused() {
        assert!(parse("[]").is_err());
    }
}
