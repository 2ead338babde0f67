//! No glob imports: a reader must be able to see where a name comes from. Leptos' prelude is the one exception, and in
//! tests the module under test and proptest's prelude.

use super::Offence;
use super::rust_paths::paths;
use super::rust_text::RustText;
use super::source_tree::SourceTree;

const EVERYWHERE: [&str; 1] = ["leptos::prelude::*"];
const IN_TESTS: [&str; 2] = ["super::*", "proptest::prelude::*"];

/// Checks every Rust file.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in tree.rust() {
        let text = RustText::read(&file.text);
        let tests_start = if file.is_tests() { 0 } else { text.tests_start() };
        for path in paths(&text.code) {
            let name = path.segments.join("::");
            let is_allowed =
                EVERYWHERE.contains(&name.as_str()) || path.at >= tests_start && IN_TESTS.contains(&name.as_str());
            if path.is_use && name.ends_with('*') && !is_allowed {
                offences.push(Offence::new(&file.path, file.line(path.at), format!("name what is used of {name}")));
            }
        }
    }
    offences
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    #[test]
    fn a_glob_is_found_wherever_it_hides() {
        let files = [
            ("src/a.rs", "//! A.\nuse crate::ui::*;"),
            ("src/b.rs", "use std::{fs, io::*};"),
            ("src/c.rs", "use super::*;"),
        ];
        assert_eq!(faults(check, &files).len(), 3);
    }

    #[test]
    fn preludes_and_the_module_under_test_are_allowed() {
        let files = [
            ("src/a.rs", "use leptos::prelude::*;\n#[cfg(test)]\nmod tests {\n    use super::*;\n}"),
            ("crates/domain/src/age/tests.rs", "use super::*;\nuse proptest::prelude::*;"),
        ];
        assert!(faults(check, &files).is_empty());
    }
}
