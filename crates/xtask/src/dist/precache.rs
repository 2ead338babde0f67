//! Tells the service worker what to keep and under which version: the list of the files that are kept at once, those of
//! each app that is kept when it is opened, and one hash over them all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::names::short_hash;
use super::{address, files, files_ending, read, write};
use crate::apps;

/// The service worker's file, and the file that a server gives in its place to be rid of it.
pub const WORKER: &str = "sw.js";
pub const WORKERS_END: &str = "sw-end.js";
const LANGUAGES: &str = "/locales/";
/// Pictures of the app for whoever is about to install it.
const SCREENS: &str = "/screens/";
const LIST: &str = "/*PRECACHE*/[]";
const LATER: &str = "/*LATER*/{}";
const VERSION: &str = "\"/*VERSION*/\"";

/// What the worker keeps.
#[derive(Default)]
struct Lists {
    /// At once, for everybody.
    now: Vec<String>,
    /// Once somebody opens an app that is not among those: the files that its page needs.
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
    let mut lists = Lists { now: Vec::new(), later: later(staging)? };
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

/// The pages of the apps that are kept when they are opened, each with the scripts and modules that it names and no app
/// that is kept at once does.
fn later(staging: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut found = BTreeMap::new();
    // A build that takes in no others has not all of them.
    let at_once = apps::AT_ONCE.map(|page| fs::read_to_string(staging.join(page)).unwrap_or_default());
    let is_there = |address: &str| at_once.iter().any(|page| page.contains(address));
    let code = files_ending(staging, &["js", "wasm"])?;
    for page in apps::OTHERS.into_iter().filter(|page| !apps::AT_ONCE.contains(page)) {
        let page = staging.join(page);
        if !page.is_file() {
            continue;
        }
        let text = read(&page)?;
        let all = code.iter().map(|file| address(staging, file));
        let needed = all.filter(|address| text.contains(address) && !is_there(address)).collect();
        found.insert(address(staging, &page), needed);
    }
    Ok(found)
}

/// The worker keeps neither itself nor its end, compressed twins are the server's business, other languages are kept when
/// somebody reads them, and the pocket with the first pack: the worker names it, so that another one is another version.
fn is_kept(address: &str) -> bool {
    let is_worker = address.strip_prefix('/').is_some_and(|name| [WORKER, WORKERS_END].contains(&name));
    !(is_worker
        || apps::is_pocket(address)
        || address.starts_with(LANGUAGES)
        || address.starts_with(SCREENS)
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
            ("sw-end.js", "end"),
            ("pocket-0123456789abcdef.wasm", "module"),
            ("icons/a.svg", "drawing"),
            ("screens/start.png", "picture"),
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
    fn asking_is_kept_at_once() {
        let worker = built(&[
            ("sw.js", SOURCE),
            ("index.html", "import '/app-1.js'; '/leave.js'"),
            ("refer.html", "import '/refer-4.js'; '/refer-5.wasm'; '/leave.js'"),
            ("me.html", "import '/me-2.js'; '/leave.js'; '/refer-4.js'"),
            ("app-1.js", ""),
            ("leave.js", ""),
            ("me-2.js", ""),
            ("refer-4.js", ""),
            ("refer-5.wasm", ""),
        ]);
        let now = r#"["/app-1.js","/","/leave.js","/refer-4.js","/refer-5.wasm","/refer.html"]"#;
        assert!(worker.contains(&format!("const FILES = {now};")), "{worker}");
        assert!(worker.contains(r#"const LATER = {"/me.html":["/me-2.js"]};"#), "{worker}");
    }

    #[test]
    fn another_content_is_another_version_and_the_same_is_the_same() {
        let first = built(&[("sw.js", SOURCE), ("index.html", "page")]);
        assert_eq!(first, built(&[("sw.js", SOURCE), ("index.html", "page")]));
        assert_ne!(first, built(&[("sw.js", SOURCE), ("index.html", "page!")]));
        let spoken = |words| built(&[("sw.js", SOURCE), ("index.html", "page"), ("locales/cy/common.json", words)]);
        assert_ne!(spoken("[\"Mwy\"]"), spoken("[\"Rhagor\"]"));
        let searching = |pocket: &str| {
            let worker = format!("{SOURCE}const POCKET = \"/{pocket}\";\n");
            let all = built(&[("sw.js", worker.as_str()), ("index.html", "page"), (pocket, "module")]);
            all.lines().find(|line| line.contains("VERSION")).unwrap().to_owned()
        };
        assert_ne!(searching("pocket-0123456789abcdef.wasm"), searching("pocket-fedcba9876543210.wasm"));
    }

    #[test]
    fn a_worker_without_its_placeholders_stops_the_build() {
        for placeholder in [LIST, LATER, VERSION] {
            assert!(filled(&SOURCE.replace(placeholder, ""), &Lists::default(), "1").is_err(), "{placeholder}");
        }
    }
}
