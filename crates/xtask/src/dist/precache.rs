//! Tells the service worker what to keep and under which version: the list of built files and one hash over them all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::names::short_hash;
use super::{address, files, read, write};

/// The service worker's file.
pub const WORKER: &str = "sw.js";
const LANGUAGES: &str = "/locales/";
const LIST: &str = "/*PRECACHE*/[]";
const VERSION: &str = "\"/*VERSION*/\"";

/// Fills in the worker's list and version.
fn filled(worker: &str, list: &[String], version: &str) -> Result<String> {
    for placeholder in [LIST, VERSION] {
        ensure!(worker.contains(placeholder), "{WORKER} must hold {placeholder} for the build to fill in");
    }
    let list = serde_json::to_string(list).context("the list of files is no JSON")?;
    Ok(worker.replace(LIST, &list).replace(VERSION, &format!("\"{version}\"")))
}

/// Finishes the worker of a build.
pub fn write_into(staging: &Path) -> Result<()> {
    let path = staging.join(WORKER);
    ensure!(path.is_file(), "the build has no {WORKER}: index.html must ask Trunk to copy it from public/");
    let mut list = Vec::new();
    let mut sum = Vec::new();
    for file in files(staging)? {
        let address = address(staging, &file);
        let is_kept = is_kept(&address);
        // The worker keeps a language once it was read: other words must be another version for it to be fetched anew.
        if !is_kept && !address.starts_with(LANGUAGES) {
            continue;
        }
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        sum.extend_from_slice(format!("{address} {}\n", short_hash(&content)).as_bytes());
        if is_kept {
            list.push(if address == "/index.html" { "/".to_owned() } else { address });
        }
    }
    let worker = read(&path)?;
    // A change in the worker alone is a new version too.
    sum.extend_from_slice(worker.as_bytes());
    write(&path, filled(&worker, &list, &short_hash(&sum))?)
}

/// The worker does not keep itself, compressed twins are the server's business, and other languages are kept when
/// somebody reads them.
fn is_kept(address: &str) -> bool {
    !(address == "/sw.js"
        || address.starts_with(LANGUAGES)
        || address.ends_with(".br")
        || address.ends_with(".map")
        || address.ends_with(".txt"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const SOURCE: &str = "const FILES = /*PRECACHE*/[];\nconst VERSION = \"/*VERSION*/\";\n";

    fn built(files: &[(&str, &str)]) -> String {
        let staging = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = staging.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            write(&path, content).unwrap();
        }
        write_into(staging.path()).unwrap();
        read(&staging.path().join(WORKER)).unwrap()
    }

    #[test]
    fn the_worker_keeps_what_was_built_and_nothing_else() {
        let worker = built(&[
            ("sw.js", SOURCE),
            ("index.html", "page"),
            ("index.html.br", "small"),
            ("icons/a.svg", "drawing"),
            ("locales/cy.json", "{}"),
        ]);
        assert!(worker.contains(r#"const FILES = ["/icons/a.svg","/"];"#), "{worker}");
        assert!(!worker.contains("VERSION*/"), "{worker}");
    }

    #[test]
    fn another_content_is_another_version_and_the_same_is_the_same() {
        let first = built(&[("sw.js", SOURCE), ("index.html", "page")]);
        assert_eq!(first, built(&[("sw.js", SOURCE), ("index.html", "page")]));
        assert_ne!(first, built(&[("sw.js", SOURCE), ("index.html", "page!")]));
        let spoken = |words| built(&[("sw.js", SOURCE), ("index.html", "page"), ("locales/cy.json", words)]);
        assert_ne!(spoken("[\"Mwy\"]"), spoken("[\"Rhagor\"]"));
    }

    #[test]
    fn a_worker_without_its_placeholders_stops_the_build() {
        assert!(filled("const FILES = [];", &[], "1").is_err());
    }
}
