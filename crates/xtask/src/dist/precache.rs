//! Tells the service worker what to keep and under which version: the list of the public app's files, the files of each
//! other app, and one hash over them all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::names::short_hash;
use super::{address, files, files_ending, read, write};
use crate::apps;

/// The service worker's file.
pub const WORKER: &str = "sw.js";
const LANGUAGES: &str = "/locales/";
const LIST: &str = "/*PRECACHE*/[]";
const LATER: &str = "/*LATER*/{}";
const VERSION: &str = "\"/*VERSION*/\"";

/// What the worker keeps.
#[derive(Default)]
struct Lists {
    /// At once, for everybody.
    now: Vec<String>,
    /// Once somebody opens another app: the files that its page needs.
    later: BTreeMap<String, Vec<String>>,
}

/// Fills in the worker's lists and version.
fn filled(worker: &str, lists: &Lists, version: &str) -> Result<String> {
    for placeholder in [LIST, LATER, VERSION] {
        ensure!(worker.contains(placeholder), "{WORKER} must hold {placeholder} for the build to fill in");
    }
    let now = serde_json::to_string(&lists.now).context("the list of files is no JSON")?;
    let later = serde_json::to_string(&lists.later).context("the list of files is no JSON")?;
    Ok(worker.replace(LIST, &now).replace(LATER, &later).replace(VERSION, &format!("\"{version}\"")))
}

/// Finishes the worker of a build.
pub fn write_into(staging: &Path) -> Result<()> {
    let path = staging.join(WORKER);
    ensure!(path.is_file(), "the build has no {WORKER}: the app's page must ask Trunk to copy it from public/");
    let mut lists = Lists { now: Vec::new(), later: others(staging)? };
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
        let is_for_later = lists.later.iter().any(|(page, needed)| *page == address || needed.contains(&address));
        if is_kept && !is_for_later {
            lists.now.push(if address == "/index.html" { "/".to_owned() } else { address });
        }
    }
    let worker = read(&path)?;
    // A change in the worker alone is a new version too.
    sum.extend_from_slice(worker.as_bytes());
    write(&path, filled(&worker, &lists, &short_hash(&sum))?)
}

/// The pages of the other apps, each with the scripts and modules that it names and the public app does not.
fn others(staging: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut found = BTreeMap::new();
    let public = fs::read_to_string(staging.join(apps::PUBLIC)).unwrap_or_default();
    let code = files_ending(staging, &["js", "wasm"])?;
    for page in apps::OTHERS.into_iter().map(|page| staging.join(page)).filter(|page| page.is_file()) {
        let text = read(&page)?;
        let all = code.iter().map(|file| address(staging, file));
        let needed = all.filter(|address| text.contains(address) && !public.contains(address)).collect();
        found.insert(address(staging, &page), needed);
    }
    Ok(found)
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

    const SOURCE: &str =
        "const FILES = /*PRECACHE*/[];\nconst LATER = /*LATER*/{};\nconst VERSION = \"/*VERSION*/\";\n";

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
            ("locales/cy/common.json", "{}"),
        ]);
        assert!(worker.contains(r#"const FILES = ["/icons/a.svg","/"];"#), "{worker}");
        assert!(!worker.contains("VERSION*/"), "{worker}");
    }

    #[test]
    fn the_files_of_another_app_are_kept_apart() {
        let worker = built(&[
            ("sw.js", SOURCE),
            ("index.html", "import '/app-1.js'; '/leave.js'"),
            ("me.html", "import '/me-2.js'; '/me-3.wasm'; '/leave.js'"),
            ("app-1.js", ""),
            ("leave.js", ""),
            ("me-2.js", ""),
            ("me-3.wasm", ""),
        ]);
        assert!(worker.contains(r#"const FILES = ["/app-1.js","/","/leave.js"];"#), "{worker}");
        assert!(worker.contains(r#"const LATER = {"/me.html":["/me-2.js","/me-3.wasm"]};"#), "{worker}");
    }

    #[test]
    fn another_content_is_another_version_and_the_same_is_the_same() {
        let first = built(&[("sw.js", SOURCE), ("index.html", "page")]);
        assert_eq!(first, built(&[("sw.js", SOURCE), ("index.html", "page")]));
        assert_ne!(first, built(&[("sw.js", SOURCE), ("index.html", "page!")]));
        let spoken = |words| built(&[("sw.js", SOURCE), ("index.html", "page"), ("locales/cy/common.json", words)]);
        assert_ne!(spoken("[\"Mwy\"]"), spoken("[\"Rhagor\"]"));
    }

    #[test]
    fn a_worker_without_its_placeholders_stops_the_build() {
        for placeholder in [LIST, LATER, VERSION] {
            assert!(filled(&SOURCE.replace(placeholder, ""), &Lists::default(), "1").is_err(), "{placeholder}");
        }
    }
}
