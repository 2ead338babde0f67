//! The checkout as the rules see it: every text file of ours, read once.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use walkdir::{DirEntry, WalkDir};

const ENDINGS: [&str; 8] = ["css", "html", "js", "json", "mjs", "rs", "toml", "webmanifest"];
const NOT_OURS: [&str; 4] = ["dist", "node_modules", "target", "var"];

/// A text file.
pub struct SourceFile {
    /// From the root, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Every text file, in the order of paths.
pub struct SourceTree {
    pub files: Vec<SourceFile>,
}

impl SourceTree {
    /// Reads a checkout.
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_ours) {
            let entry = entry.context("the checkout cannot be read")?;
            let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if !entry.file_type().is_file() || !ENDINGS.contains(&ending) {
                continue;
            }
            let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let text = fs::read_to_string(entry.path())
                .with_context(|| format!("{} cannot be read as text", entry.path().display()))?;
            files.push(SourceFile { path: parts.join("/"), text });
        }
        Ok(Self { files })
    }

    /// The file at exactly this path.
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files in a folder, however deep, with this ending.
    pub fn inside(&self, folder: &str, ending: &str) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(move |file| file.path.starts_with(folder) && file.has_ending(ending))
    }

    /// Every Rust file.
    pub fn rust(&self) -> impl Iterator<Item = &SourceFile> {
        self.inside("", "rs")
    }

    /// The pages that are written by hand: those of the apps, the parts they share, and those beside them.
    pub fn pages(&self) -> impl Iterator<Item = &SourceFile> {
        self.app_pages().chain(self.inside("page/", "html")).chain(self.inside("public/", "html"))
    }

    /// The pages of the apps.
    pub fn app_pages(&self) -> impl Iterator<Item = &SourceFile> {
        self.inside("", "html").filter(|file| !file.path.contains('/'))
    }
}

impl SourceFile {
    /// Whether the path ends with `.` and this.
    pub fn has_ending(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, its)| its == ending)
    }

    /// Whether the whole file is tests: in a `tests` folder, or the `tests.rs` of a module.
    pub fn is_tests(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// The line of a byte, counted from one.
    pub fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }
}

fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || entry.file_type().is_dir() && NOT_OURS.contains(&name.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::super::planted;

    #[test]
    fn what_is_not_ours_is_not_read() {
        let tree = planted::tree(&[
            ("src/a.rs", "x"),
            ("target/debug/b.rs", "x"),
            ("tests/e2e/node_modules/c.js", "x"),
            (".git/d.json", "x"),
            ("photo.png", "x"),
        ]);
        let paths: Vec<&str> = tree.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["src/a.rs"]);
    }

    #[test]
    fn pages_are_found_wherever_they_are_kept() {
        let tree = planted::tree(&[
            ("index.html", "x"),
            ("me.html", "x"),
            ("page/head.html", "x"),
            ("public/help-now.html", "x"),
            ("tests/e2e/page.html", "x"),
        ]);
        let paths: Vec<&str> = tree.pages().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["index.html", "me.html", "page/head.html", "public/help-now.html"]);
    }

    #[test]
    fn lines_count_from_one() {
        let tree = planted::tree(&[("a.rs", "one\ntwo")]);
        assert_eq!((tree.files[0].line(0), tree.files[0].line(4)), (1, 2));
    }
}
