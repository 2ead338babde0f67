//! How Rust files are named and opened: `foo.rs` beside `foo/`, no drawers for odds and ends, and a first sentence that
//! says what the module is for.

use super::Offence;
use super::source_tree::{SourceFile, SourceTree};

const DRAWERS: [&str; 6] = ["common", "helper", "helpers", "misc", "util", "utils"];
/// The people called helpers are the product's, not a drawer: what is about them may be called so in these folders.
const OF_PEOPLE: [&str; 8] = [
    "src/features",
    "src/features/desk/person",
    "src/features/desk/referral",
    "src/backend",
    "crates/wire/src",
    "crates/domain/src",
    "crates/api/src/store",
    "crates/api/src/http",
];

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
    if !is_of_people(stem)
        && let Some(drawer) = stem.split('/').find(|part| DRAWERS.contains(part))
    {
        complaints.push(format!("`{drawer}` says nothing: name the module after what it does"));
    }
    if !opens_with_words(&file.text) {
        complaints.push("open with `//!`: what the module is for and what it must not know".to_owned());
    }
    complaints
}

fn is_of_people(stem: &str) -> bool {
    OF_PEOPLE.iter().any(|folder| {
        let inside = stem.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        inside.and_then(|inside| inside.split('/').next()).is_some_and(|name| matches!(name, "helper" | "helpers"))
    })
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
            ("src/ui/helper.rs", "//! Odds and ends.\n"),
            ("src/ui.rs", "// The parts.\npub mod card;\n"),
            ("src/ui.rs", "//! .\npub mod card;\n"),
        ] {
            assert_eq!(faults(check, &[(path, text)]).len(), 1, "{path}");
        }
    }

    #[test]
    fn what_is_about_the_people_called_helpers_may_be_called_so() {
        let files = [
            ("src/features/helpers.rs", "//! The people who help.\n"),
            ("src/features/helpers/list_page.rs", "//! Who helps me.\n"),
            ("src/backend/helpers.rs", "//! The people who help.\n"),
            ("crates/wire/src/helper.rs", "//! Somebody who helps.\n"),
            ("src/a/tests.rs", "#![expect(clippy::unwrap_used, reason = \"tests\")]\n//! Tests of a.\n"),
        ];
        assert!(faults(check, &files).is_empty());
    }
}
