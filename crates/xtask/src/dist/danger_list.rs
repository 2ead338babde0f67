//! The phrases that sound like danger as the apps fetch them: the lines of the list without its notes. They weigh more
//! than a screen, and are needed once somebody writes.

use std::path::Path;

use anyhow::{Context, Result};

use super::{read, write};

/// The list, from the project's folder.
const FILE: &str = "data/danger-phrases.txt";
/// What it is called beside the apps.
const SERVED: &str = "danger-phrases.json";

/// Writes the list into a build.
pub fn write_into(staging: &Path, project: &Path) -> Result<()> {
    let list = read(&project.join(FILE))?;
    let lines = serde_json::to_string(&lines(&list)).context("the list of phrases is no JSON")?;
    write(&staging.join(SERVED), lines)
}

fn lines(list: &str) -> Vec<&str> {
    list.lines().filter(|line| !(line.is_empty() || *line == "#" || line.starts_with("# "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_stay_behind_and_numbers_do_not() {
        assert_eq!(lines("# note\n#\n\n[abuse]\ntook # tablets\n"), ["[abuse]", "took # tablets"]);
    }
}
