//! The rules of the house that no compiler knows: who may import whom, how long a file may be, where words and styles
//! live. Each rule is a file with a planted offence as its test.

mod file_sizes;
mod globs;
mod help_line_dates;
mod layers;
mod locale_keys;
mod manifests;
mod module_files;
#[cfg(test)]
mod planted;
mod rust_paths;
mod rust_text;
mod source_tree;
mod style_attributes;
mod style_mirror;
mod style_values;
mod word_tables;
mod words_in_code;
mod words_in_pages;

use anyhow::Result;

use self::source_tree::SourceTree;
use crate::help_lines;
use crate::project::Project;

/// A rule that was broken, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offence {
    /// From the root, with `/`.
    file: String,
    /// Counted from one; nought when the file as a whole offends.
    line: usize,
    /// What is wrong and what to do, as one sentence without its full stop.
    complaint: String,
}

impl Offence {
    fn new(file: &str, line: usize, complaint: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, complaint: complaint.into() }
    }
}

/// A rule looks at the whole checkout and answers what offends.
pub type Rule = fn(&SourceTree) -> Vec<Offence>;

const RULES: [Rule; 12] = [
    layers::check,
    manifests::check,
    globs::check,
    file_sizes::check,
    module_files::check,
    words_in_code::check,
    words_in_pages::check,
    style_attributes::check,
    style_mirror::check,
    style_values::check,
    locale_keys::check,
    word_tables::check,
];

/// Checks every rule and prints what offends. Answers whether all is tidy.
pub fn run(project: &Project) -> Result<bool> {
    let tree = SourceTree::read(&project.root)?;
    let mut offences: Vec<Offence> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    offences.extend(help_line_dates::check(&tree, help_lines::today()));
    offences.sort();
    offences.dedup();
    for Offence { file, line, complaint } in &offences {
        println!("{file}:{line}: {complaint}");
    }
    match offences.len() {
        0 => println!("tidy: {} files, all as agreed", tree.files.len()),
        count => println!("tidy: {count} to put right"),
    }
    Ok(offences.is_empty())
}
