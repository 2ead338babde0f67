//! How Rust files are named and opened: `foo.rs` beside `foo/`, no drawers for odds and ends, and a first sentence that
//! says what the module is for.

use super::Offence;
use super::source_tree::{SourceFile, SourceTree};

const DRAWERS: [&str; 6] = ["common", "helper", "helpers", "misc", "util", "utils"];
/// The people called helpers are a feature of the product, not a drawer.
const FEATURE: &str = "src/features/helpers";

/// Checks every Rust file.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    tree.rust()
        .flat_map(|file| complaints(file).into_iter().map(move |complaint| Offence::new(&file.path, 1, complaint)))
        .collect()
}

fn complaints(file: &SourceFile) -> Vec<String> {
    let mut complaints = Vec::new();
    if file.path.ends_with("/mod.rs") {
        complaints.push("write `foo.rs` beside `foo/` instead of `foo/mod.rs`".to_owned());
    }
    let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
    let is_feature = stem == FEATURE || stem.starts_with(&format!("{FEATURE}/"));
    if !is_feature && let Some(drawer) = stem.split('/').find(|part| DRAWERS.contains(part)) {
        complaints.push(format!("`{drawer}` says nothing: name the module after what it does"));
    }
    if !opens_with_words(&file.text) {
        complaints.push("open with `//!`: what the module is for and what it must not know".to_owned());
    }
    complaints
}

/// Inner attributes may stand above the words, as in a file of tests.
fn opens_with_words(text: &str) -> bool {
    let mut rest = text.trim_start();
    while rest.starts_with("#![") {
        rest = rest.split_once("]\n").map_or("", |(_, after)| after.trim_start());
    }
    rest.strip_prefix("//!").is_some_and(|words| words.lines().next().is_some_and(|line| line.trim().len() > 3))
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    #[test]
    fn a_wrong_name_or_a_missing_first_sentence_is_found() {
        for (path, text) in [
            ("src/ui/mod.rs", "//! The parts.\n"),
            ("src/utils.rs", "//! Odds and ends.\n"),
            ("crates/api/src/common/dates.rs", "//! Dates of all kinds.\n"),
            ("src/features/refer/helpers.rs", "//! Odds and ends.\n"),
            ("src/ui.rs", "// The parts.\npub mod card;\n"),
            ("src/ui.rs", "//! .\npub mod card;\n"),
        ] {
            assert_eq!(faults(check, &[(path, text)]).len(), 1, "{path}");
        }
    }

    #[test]
    fn the_feature_called_helpers_may_be_called_so() {
        let files = [
            ("src/features/helpers.rs", "//! The people who help.\n"),
            ("src/features/helpers/list_page.rs", "//! Who helps me.\n"),
            ("src/a/tests.rs", "#![expect(clippy::unwrap_used, reason = \"tests\")]\n//! Tests of a.\n"),
        ];
        assert!(faults(check, &files).is_empty());
    }
}
