//! How long a file may be before it must be cut.

use super::Offence;
use super::source_tree::{SourceFile, SourceTree};

const APP_LINES: usize = 300;
const LINES: usize = 500;
/// Tests read from top to bottom and are not found by their place.
const TEST_LINES: usize = 800;

/// Checks code, scripts and styles.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let is_code = |file: &&SourceFile| ["css", "js", "mjs", "rs"].iter().any(|ending| file.has_ending(ending));
    let too_long = |file: &SourceFile| {
        let (lines, most) = (file.text.lines().count(), most(file));
        (lines > most).then(|| {
            Offence::new(&file.path, 0, format!("{lines} lines; {most} is the most: find the part that wants out"))
        })
    };
    tree.files.iter().filter(is_code).filter_map(too_long).collect()
}

fn most(file: &SourceFile) -> usize {
    if file.is_tests() {
        TEST_LINES
    } else if file.path.starts_with("src/") && file.has_ending("rs") {
        APP_LINES
    } else {
        LINES
    }
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    #[test]
    fn each_kind_of_file_has_its_length() {
        for (path, most) in [("src/a.rs", 300), ("crates/api/src/a.rs", 500), ("crates/api/src/a/tests.rs", 800)] {
            assert!(faults(check, &[(path, "x\n".repeat(most).as_str())]).is_empty(), "{path}");
            assert_eq!(faults(check, &[(path, "x\n".repeat(most + 1).as_str())]).len(), 1, "{path}");
        }
    }

    #[test]
    fn words_may_be_as_many_as_they_are() {
        assert!(faults(check, &[("locales/en.json", "\n".repeat(5000).as_str())]).is_empty());
    }
}
