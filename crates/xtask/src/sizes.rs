//! The weight of the built app beside the budgets of `performance.md`. Reads what is in `dist`, builds nothing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::dist::compress::twin;
use crate::markup::{Piece, Tag, pieces};

const KB: u64 = 1000;

/// One weighed thing.
#[derive(Debug)]
struct Figure {
    what: &'static str,
    bytes: u64,
    budget: u64,
    /// Where a budget does not hold yet (docs/adr/0006): what must not be passed on the way back to it.
    ceiling: Option<u64>,
}

impl Figure {
    fn is_within(&self) -> bool {
        self.bytes <= self.budget
    }

    fn is_accepted(&self) -> bool {
        self.bytes <= self.ceiling.unwrap_or(self.budget)
    }
}

/// Prints every figure beside its budget. Answers whether all are within, or under their ceiling.
pub fn report(dist: &Path) -> Result<bool> {
    let figures = figures(dist)?;
    println!("{:<46} {:>10} {:>10}", "what", "bytes", "budget");
    for figure in &figures {
        let verdict = match figure.ceiling {
            _ if figure.is_within() => String::new(),
            Some(ceiling) if figure.is_accepted() => format!("  OVER, known; must not pass {ceiling}"),
            _ => "  OVER".to_owned(),
        };
        println!("{:<46} {:>10} {:>10}{verdict}", figure.what, figure.bytes, figure.budget);
    }
    Ok(figures.iter().all(Figure::is_accepted))
}

fn figures(dist: &Path) -> Result<Vec<Figure>> {
    let index = fs::read_to_string(dist.join("index.html"))
        .with_context(|| format!("no app in {}: type `trunk build --release`", dist.display()))?;
    let asked = asked(&index);
    let wasm = by_ending(dist, "wasm")?;
    let scripts = by_ending(dist, "js")?;
    if wasm == 0 || scripts == 0 {
        bail!("{} holds no finished app: the release build writes its brotli twins", dist.display());
    }
    let page = weight(&dist.join("index.html"))?;
    let mut styles = 0;
    let mut first = page;
    for address in &asked {
        let bytes = weight(&dist.join(address))?;
        first += bytes;
        if address.ends_with(".css") {
            styles += bytes;
        }
    }
    let help = fs::metadata(dist.join("help-now.html")).context("dist has no help-now.html")?.len();
    Ok(vec![
        Figure { what: "app, brotli", bytes: wasm, budget: 260 * KB, ceiling: None },
        Figure { what: "scripts, brotli", bytes: scripts, budget: 8 * KB, ceiling: None },
        Figure { what: "index.html and its styles, brotli", bytes: page + styles, budget: 14 * KB, ceiling: None },
        Figure {
            what: "everything for the first usable page, brotli",
            bytes: first,
            budget: 200 * KB,
            ceiling: Some(256 * KB),
        },
        Figure { what: "help-now.html, not compressed", bytes: help, budget: 14 * KB, ceiling: None },
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

/// All the files with this ending at the top of the build, as they travel.
fn by_ending(dist: &Path, ending: &str) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(dist).with_context(|| format!("{} cannot be read", dist.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|its| its == ending) {
            sum += weight(&path)?;
        }
    }
    Ok(sum)
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
        fs::write(dist.path().join("index.html"), page).unwrap();
        write("index.html.br", 100);
        write("a.wasm", 900_000);
        write("a.wasm.br", 90_000);
        write("a.js", 3_000);
        write("leave.js", 500);
        write("help-now.html", help);
        dist
    }

    #[test]
    fn what_travels_is_weighed() {
        let dist = built(13_000);
        let figures = figures(dist.path()).unwrap();
        let bytes: Vec<u64> = figures.iter().map(|figure| figure.bytes).collect();
        assert_eq!(bytes, [90_000, 3_500, 100, 93_600, 13_000]);
        assert!(report(dist.path()).unwrap());
    }

    #[test]
    fn one_figure_over_its_budget_fails() {
        assert!(!report(built(14_001).path()).unwrap());
    }

    #[test]
    fn figure_over_its_budget_is_accepted_up_to_its_ceiling_alone() {
        let figure = |bytes| Figure { what: "", bytes, budget: 10, ceiling: Some(12) };
        assert!(!figure(12).is_within() && figure(12).is_accepted());
        assert!(!figure(13).is_accepted());
    }

    #[test]
    fn a_folder_without_an_app_says_what_to_do() {
        let empty = tempfile::tempdir().unwrap();
        assert!(report(empty.path()).unwrap_err().to_string().contains("trunk build"));
    }
}
