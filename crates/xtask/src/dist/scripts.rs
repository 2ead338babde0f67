//! Makes scripts and styles small with esbuild: names and spaces only, the meaning stays. Also those inside a page, and
//! what a page says to developers alone.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::{files_ending, precache, read, write};
use crate::markup::{Piece, pieces};

/// Shrinks every script but the service worker, which is not finished yet.
pub fn shrink_all(staging: &Path, esbuild: &Path) -> Result<()> {
    for path in files_ending(staging, &["js"])? {
        if !path.ends_with(precache::WORKER) {
            shrink(&path, esbuild)?;
        }
    }
    Ok(())
}

/// Shrinks one script in its place.
pub fn shrink(path: &Path, esbuild: &Path) -> Result<()> {
    let small = script(&read(path)?, esbuild).with_context(|| format!("{} could not be shrunk", path.display()))?;
    write(path, small)
}

/// Shrinks the scripts inside every page and drops its remarks. The server works out their hashes afterwards.
pub fn shrink_pages(staging: &Path, esbuild: &Path) -> Result<()> {
    for path in files_ending(staging, &["html"])? {
        let page = read(&path)?;
        let small = small_page(&page, |inline| script(inline, esbuild));
        write(&path, small.with_context(|| format!("{} could not be shrunk", path.display()))?)?;
    }
    Ok(())
}

fn script(text: &str, esbuild: &Path) -> Result<String> {
    // A module's top names are its own and may be shortened; a plain script's belong to the page and stay.
    let options: &[&str] = if is_module(text) { &["--format=esm"] } else { &[] };
    shrunk(text, "js", options, esbuild)
}

fn small_page(page: &str, shrink: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut out = String::with_capacity(page.len());
    let mut at = 0;
    let mut is_code = false;
    for piece in pieces(page) {
        match piece {
            Piece::Tag(tag) => is_code = matches!(tag.attribute("type"), None | Some("module" | "text/javascript")),
            Piece::Inside { element: "script", text, at: start } if is_code && !text.trim().is_empty() => {
                let small = shrink(text)?;
                ensure!(!small.contains("</script"), "a script would end its own block");
                out.push_str(&page[at..start]);
                out.push_str(small.trim());
                at = start + text.len();
            }
            _ => {}
        }
    }
    out.push_str(&page[at..]);
    Ok(without_remarks(&out))
}

/// Drops `<!-- a remark -->`. A mark for the server has no spaces inside, `<!--results-->`, and stays.
fn without_remarks(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        out.push_str(before.trim_end_matches(' '));
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// The text, made small.
pub fn shrunk(text: &str, loader: &str, options: &[&str], esbuild: &Path) -> Result<String> {
    let mut child = Command::new(esbuild)
        .args(["--minify", "--charset=utf8", "--log-level=warning"])
        .arg(format!("--loader={loader}"))
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started; type `cargo xtask run` once", esbuild.display()))?;
    let mut input = child.stdin.take().context("esbuild does not listen")?;
    input.write_all(text.as_bytes()).context("esbuild stopped listening")?;
    drop(input);
    let output = child.wait_with_output().context("esbuild was lost")?;
    ensure!(output.status.success(), "esbuild ended with {}", output.status);
    String::from_utf8(output.stdout).context("esbuild did not answer with text")
}

fn is_module(script: &str) -> bool {
    script.contains("import.meta")
        || script.lines().any(|line| line.starts_with("export ") || line.starts_with("import "))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_page_keeps_its_marks_and_loses_its_remarks() {
        let page = "<p>  <!-- for us\nalone --><!--results--></p><script>a ( )</script>\
                    <script src=\"/x.js\"></script><script type=\"application/json\">{ }</script>";
        let small = small_page(page, |text| Ok(text.replace(' ', ""))).unwrap();
        assert_eq!(
            small,
            "<p><!--results--></p><script>a()</script>\
             <script src=\"/x.js\"></script><script type=\"application/json\">{ }</script>"
        );
    }

    #[test]
    fn only_what_imports_or_exports_is_a_module() {
        assert!(is_module("let x = 1;\nexport { x as default };\n"));
        assert!(is_module("new URL('x', import.meta.url)"));
        assert!(!is_module("document.addEventListener('click', leave); // export nothing\n"));
    }
}
