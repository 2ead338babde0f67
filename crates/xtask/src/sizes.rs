//! The weight of each built app beside the budgets of `performance.md`. Reads what is in `dist`, builds nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::apps;
use crate::dist::compress::twin;
use crate::dist::{WORKER, WORKERS_END};
use crate::markup::{Piece, Tag, pieces};

const KB: u64 = 1000;
/// The script of the page that stands in the place of another while a phone is locked. No app loads it.
const UNLOCK: &str = "unlock.js";

/// One weighed thing.
#[derive(Debug)]
struct Figure {
    what: String,
    bytes: u64,
    budget: u64,
}

impl Figure {
    fn new(what: &str, bytes: u64, budget: u64) -> Self {
        Self { what: what.to_owned(), bytes, budget }
    }

    fn is_within(&self) -> bool {
        self.bytes <= self.budget
    }
}

/// Prints every figure beside its budget. Answers whether all are within.
pub fn report(dist: &Path) -> Result<bool> {
    let figures = figures(dist)?;
    println!("{:<46} {:>10} {:>10}", "what", "bytes", "budget");
    for figure in &figures {
        let verdict = if figure.is_within() { "" } else { "  OVER" };
        println!("{:<46} {:>10} {:>10}{verdict}", figure.what, figure.bytes, figure.budget);
    }
    Ok(figures.iter().all(Figure::is_within))
}

fn figures(dist: &Path) -> Result<Vec<Figure>> {
    let all_asked = by_page(dist)?;
    let mut figures = Vec::new();
    for (page, asked) in &all_asked {
        figures.extend(of_app(dist, page, asked, &all_asked)?);
    }
    figures.extend(of_worker(dist)?);
    let help = fs::metadata(dist.join("help-now.html")).context("dist has no help-now.html")?.len();
    figures.push(Figure::new("help-now.html, not compressed", help, 14 * KB));
    let mut unlock = 0;
    for name in ["unlock.html", UNLOCK] {
        unlock += fs::metadata(dist.join(name)).with_context(|| format!("dist has no {name}"))?.len();
    }
    figures.push(Figure::new("unlock.html and its script, not compressed", unlock, 12 * KB));
    Ok(figures)
}

/// The page of each app that was built, with what it asks for.
fn by_page(dist: &Path) -> Result<BTreeMap<&'static str, Vec<String>>> {
    let mut pages = BTreeMap::new();
    for page in [apps::PUBLIC].into_iter().chain(apps::OTHERS) {
        let text = fs::read_to_string(dist.join(page))
            .with_context(|| format!("no {page} in {}: type `cargo xtask run`", dist.display()))?;
        pages.insert(page, asked(&text));
    }
    Ok(pages)
}

fn of_app(
    dist: &Path,
    page: &str,
    asked: &[String],
    all_asked: &BTreeMap<&'static str, Vec<String>>,
) -> Result<Vec<Figure>> {
    let is_of_another = |address: &str| {
        let is_asked_by = |asked: &[String]| asked.iter().any(|its| its == address);
        !is_asked_by(asked) && all_asked.values().any(|asked| is_asked_by(asked))
    };
    // What no page asks for at first is a part of every app, as the script for leaving; the service worker is none, nor is
    // what it gives in an app's place.
    let is_of_worker = |name: &str| [WORKER, WORKERS_END, UNLOCK].contains(&name) || apps::is_pocket(name);
    let sum = |ending: &str| -> Result<u64> {
        let mut sum = 0;
        for name in names_ending(dist, ending)?.iter().filter(|name| !is_of_another(name) && !is_of_worker(name)) {
            sum += weight(&dist.join(name))?;
        }
        Ok(sum)
    };
    let (wasm, scripts) = (sum("wasm")?, sum("js")?);
    if wasm == 0 || scripts == 0 {
        bail!("{} holds no finished app for {page}: the release build writes its brotli twins", dist.display());
    }
    let html = weight(&dist.join(page))?;
    let mut styles = 0;
    let mut first = html;
    for address in asked {
        let bytes = weight(&dist.join(address))?;
        first += bytes;
        if address.ends_with(".css") {
            styles += bytes;
        }
    }
    let name = apps::name(page);
    let mut figures = vec![
        Figure::new(&format!("{name}, brotli"), wasm, 260 * KB),
        Figure::new(&format!("{name}: scripts, brotli"), scripts, 8 * KB),
        Figure::new(&format!("{name}: {page} and its styles, brotli"), html + styles, 14 * KB),
    ];
    // The two that are opened by whoever was never here before: the budget is of the referral's first question.
    if page == apps::REFER {
        figures.push(Figure::new("everything for the first usable page, brotli", first, 200 * KB));
    } else if page == apps::PUBLIC {
        figures.push(Figure::new(&format!("{name}: everything for the first page, brotli"), first, 200 * KB));
    }
    Ok(figures)
}

/// The service worker and the pocket. Neither is part of the first load: the browser fetches the worker once the page
/// stands, and the worker alone fetches the pocket, when there is a pack to search. So they have budgets of their own.
fn of_worker(dist: &Path) -> Result<Vec<Figure>> {
    let modules = names_ending(dist, "wasm")?;
    let pocket = modules.iter().find(|name| apps::is_pocket(name));
    let pocket = pocket.with_context(|| format!("{} holds no pocket: type `cargo xtask run`", dist.display()))?;
    Ok(vec![
        Figure::new("service worker: sw.js, brotli", weight(&dist.join(WORKER))?, 16 * KB),
        Figure::new("service worker: pocket, brotli", weight(&dist.join(pocket))?, 130 * KB),
    ])
}

/// What the browser fetches before the page can be used: styles, scripts, the module. Each once.
fn asked(page: &str) -> Vec<String> {
    let mut addresses: Vec<String> = pieces(page)
        .into_iter()
        .filter_map(|piece| if let Piece::Tag(tag) = piece { address(&tag).map(str::to_owned) } else { None })
        .map(|address| address.trim_start_matches('/').to_owned())
        .collect();
    addresses.sort();
    addresses.dedup();
    addresses
}

fn address<'page>(tag: &Tag<'page>) -> Option<&'page str> {
    let is_needed = match tag.name {
        "link" => tag.attribute("rel").is_some_and(|rel| matches!(rel, "stylesheet" | "preload" | "modulepreload")),
        "script" | "img" => true,
        _ => false,
    };
    let address = tag.attribute(if tag.name == "link" { "href" } else { "src" })?;
    (is_needed && address.starts_with('/')).then_some(address)
}

/// The names of all the files with this ending at the top of the build.
fn names_ending(dist: &Path, ending: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).with_context(|| format!("{} cannot be read", dist.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|its| its == ending) {
            names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(names)
}

/// The bytes that travel: of the brotli twin, where there is one.
fn weight(path: &Path) -> Result<u64> {
    let twin = twin(path);
    let file = if twin.is_file() { twin.as_path() } else { path };
    Ok(fs::metadata(file).with_context(|| format!("{} is asked for and not there", path.display()))?.len())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn built(help: usize) -> tempfile::TempDir {
        let dist = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: usize| fs::write(dist.path().join(name), "x".repeat(bytes)).unwrap();
        let page = "<link rel=\"preload\" href=\"/a.wasm\"><link rel=\"icon\" href=\"/icon.svg\">\
                    <script src=\"/leave.js\"></script><script>import '/a.js'</script>\
                    <link rel=\"modulepreload\" href=\"/a.js\">";
        for (name, letter, module) in [
            ("index.html", "a", 90_000),
            ("refer.html", "m", 80_000),
            ("me.html", "b", 40_000),
            ("desk.html", "c", 50_000),
            ("team.html", "d", 50_000),
            ("messages.html", "e", 60_000),
            ("inbox.html", "f", 60_000),
            ("plan.html", "g", 60_000),
            ("outings.html", "h", 60_000),
            ("week.html", "i", 60_000),
            ("how.html", "j", 60_000),
            ("visits.html", "l", 60_000),
            ("progress.html", "k", 60_000),
        ] {
            let own = page.replace("/a.", &format!("/{letter}."));
            fs::write(dist.path().join(name), own).unwrap();
            write(&format!("{name}.br"), 100);
            write(&format!("{letter}.wasm"), 900_000);
            write(&format!("{letter}.wasm.br"), module);
            write(&format!("{letter}.js"), 3_000);
        }
        write("leave.js", 500);
        write("sw.js", 40_000);
        write("sw.js.br", 15_000);
        write("sw-end.js", 700);
        write("pocket-0123456789abcdef.wasm", 300_000);
        write("pocket-0123456789abcdef.wasm.br", 120_000);
        write("help-now.html", help);
        write("unlock.html", 7_000);
        write("unlock.js", 4_000);
        dist
    }

    #[test]
    fn what_travels_is_weighed_for_each_app() {
        let dist = built(13_000);
        let weighed: BTreeMap<String, u64> =
            figures(dist.path()).unwrap().into_iter().map(|figure| (figure.what, figure.bytes)).collect();
        for (what, bytes) in [
            ("app, brotli", 90_000),
            ("app: scripts, brotli", 3_500),
            ("app: index.html and its styles, brotli", 100),
            ("app: everything for the first page, brotli", 93_600),
            ("refer, brotli", 80_000),
            ("refer: scripts, brotli", 3_500),
            ("everything for the first usable page, brotli", 83_600),
            ("me, brotli", 40_000),
            ("me: scripts, brotli", 3_500),
            ("desk, brotli", 50_000),
            ("messages, brotli", 60_000),
            ("service worker: sw.js, brotli", 15_000),
            ("service worker: pocket, brotli", 120_000),
            ("help-now.html, not compressed", 13_000),
            ("unlock.html and its script, not compressed", 11_000),
        ] {
            assert_eq!(weighed.get(what), Some(&bytes), "{what}");
        }
        assert!(report(dist.path()).unwrap());
    }

    #[test]
    fn one_figure_over_its_budget_fails() {
        assert!(!report(built(14_001).path()).unwrap());
        let heavy = built(13_000);
        fs::write(heavy.path().join("b.wasm.br"), "x".repeat(260_001)).unwrap();
        assert!(!report(heavy.path()).unwrap(), "each app has its budget");
        for letter in ["a", "m"] {
            let heavy = built(13_000);
            fs::write(heavy.path().join(format!("{letter}.wasm.br")), "x".repeat(196_401)).unwrap();
            assert!(!report(heavy.path()).unwrap(), "and two have one for all of their first page");
        }
        let heavy = built(13_000);
        fs::write(heavy.path().join("sw.js.br"), "x".repeat(16_001)).unwrap();
        assert!(!report(heavy.path()).unwrap(), "the worker has its own");
        let heavy = built(13_000);
        fs::write(heavy.path().join("unlock.js"), "x".repeat(5_001)).unwrap();
        assert!(!report(heavy.path()).unwrap(), "and so has the page that unlocks");
    }

    #[test]
    fn a_folder_without_an_app_says_what_to_do() {
        let empty = tempfile::tempdir().unwrap();
        assert!(report(empty.path()).unwrap_err().to_string().contains("cargo xtask run"));
    }
}
