//! Small checkouts with something wrong in them, for the tests of the rules.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;

use super::source_tree::SourceTree;
use super::{Offence, Rule};

/// A checkout of these files.
pub fn tree(files: &[(&str, &str)]) -> SourceTree {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    SourceTree::read(root.path()).unwrap()
}

/// Where a rule finds fault with these files: path and line.
pub fn faults(rule: Rule, files: &[(&str, &str)]) -> Vec<(String, usize)> {
    rule(&tree(files)).into_iter().map(|Offence { file, line, .. }| (file, line)).collect()
}
