//! The telephone lines of the help page must have been looked at lately.

use chrono::NaiveDate;

use super::Offence;
use super::source_tree::SourceTree;
use crate::help_lines;

/// Checks the dates against today.
pub fn check(tree: &SourceTree, today: NaiveDate) -> Vec<Offence> {
    let Some(file) = tree.file(help_lines::FILE) else {
        return vec![Offence::new(help_lines::FILE, 0, "is missing: the help page has no lines without it")];
    };
    match help_lines::parse(&file.text) {
        Ok(lines) => help_lines::overdue(&lines, today)
            .into_iter()
            .map(|complaint| Offence::new(&file.path, 0, complaint))
            .collect(),
        Err(error) => vec![Offence::new(&file.path, 0, format!("cannot be read: {error:#}"))],
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::super::planted;
    use super::*;

    fn faults(files: &[(&str, &str)]) -> usize {
        check(&planted::tree(files), "2026-11-23".parse().unwrap()).len()
    }

    #[test]
    fn an_old_review_a_broken_file_and_a_missing_one_are_found() {
        let line = |reviewed: &str| {
            format!(
                r#"[{{"id": "emergency", "when_key": "help.emergency", "number": "999", "kind": "tel",
                    "source": "https://example.org", "reviewed": "{reviewed}"}}]"#
            )
        };
        assert_eq!(faults(&[(help_lines::FILE, line("2026-11-01").as_str())]), 0);
        assert_eq!(faults(&[(help_lines::FILE, line("2026-01-01").as_str())]), 1);
        assert_eq!(faults(&[(help_lines::FILE, "[{}]")]), 1);
        assert_eq!(faults(&[]), 1);
    }
}
