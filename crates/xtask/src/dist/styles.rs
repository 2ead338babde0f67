//! Puts the style sheets of an app's page inside it, as one small `<style>`. On a slow line each sheet of its own would
//! hold back the first words by a whole round trip; the server allows the block by its hash.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::{files_ending, read, scripts, write};
use crate::markup::{Piece, Tag, pieces};

/// Inlines the sheets of an app's page and removes those that nothing else asks for.
pub fn inline(staging: &Path, path: &Path, esbuild: &Path) -> Result<()> {
    let page = read(path)?;
    let sheets = sheets(&page);
    if sheets.is_empty() {
        return Ok(());
    }
    let mut files = Vec::new();
    let mut style = String::new();
    for sheet in &sheets {
        match &sheet.source {
            Source::Inside(text) => style.push_str(text),
            Source::File(address) => {
                let file = staging.join(address.trim_start_matches('/'));
                style.push_str(&read(&file)?);
                files.push(file);
            }
        }
        style.push('\n');
    }
    let style = scripts::shrunk(&style, "css", &[], esbuild).context("the styles could not be shrunk")?;
    write(path, joined(&page, &sheets, style.trim())?)?;
    remove_unused(staging, files)
}

struct Sheet {
    range: Range<usize>,
    source: Source,
}

enum Source {
    File(String),
    Inside(String),
}

/// The sheets that hold everywhere: neither alternates nor those for print alone.
fn sheets(page: &str) -> Vec<Sheet> {
    let pieces = pieces(page);
    let mut sheets = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Tag(tag) = piece else { continue };
        if is_plain_link(tag) {
            let address = tag.attribute("href").unwrap_or_default().to_owned();
            sheets.push(Sheet { range: tag.range.clone(), source: Source::File(address) });
        } else if tag.name == "style"
            && tag.attributes.is_empty()
            && let Some(Piece::Inside { text, .. }) = pieces.get(index + 1)
            && let Some(Piece::Tag(end)) = pieces.get(index + 2)
        {
            let source = Source::Inside((*text).to_owned());
            sheets.push(Sheet { range: tag.range.start..end.range.end, source });
        }
    }
    sheets
}

fn is_plain_link(tag: &Tag<'_>) -> bool {
    tag.name == "link"
        && !tag.is_closing
        && tag.attribute("rel") == Some("stylesheet")
        && tag.attribute("media").is_none()
        && tag.attribute("href").is_some_and(|address| address.starts_with('/') && !address.starts_with("//"))
}

/// The page with one style block where the first sheet stood.
fn joined(page: &str, sheets: &[Sheet], style: &str) -> Result<String> {
    ensure!(!style.contains("</"), "a style sheet closes a tag, which would end its block in the page");
    let mut out = String::with_capacity(page.len() + style.len());
    let mut at = 0;
    for (index, sheet) in sheets.iter().enumerate() {
        out.push_str(&page[at..sheet.range.start]);
        if index == 0 {
            out.push_str("<style>");
            out.push_str(style);
            out.push_str("</style>");
        }
        at = sheet.range.end;
    }
    out.push_str(&page[at..]);
    Ok(out)
}

fn remove_unused(staging: &Path, sheets: Vec<PathBuf>) -> Result<()> {
    let mut askers = String::new();
    for file in files_ending(staging, &["html", "js", "webmanifest"])? {
        askers.push_str(&read(&file)?);
    }
    for sheet in sheets.into_iter().collect::<BTreeSet<_>>() {
        let name = sheet.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !askers.contains(&name) {
            fs::remove_file(&sheet).with_context(|| format!("{} cannot be removed", sheet.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const PAGE: &str = "<head><link rel=\"stylesheet\" href=\"/a-1.css\"/><title>x</title>\n<style>p{}</style>\
                        <link rel=\"stylesheet\" href=\"/print.css\" media=\"print\"></head>";

    #[test]
    fn sheets_become_one_block_where_the_first_stood() {
        let sheets = sheets(PAGE);
        assert_eq!(sheets.len(), 2);
        assert_eq!(
            joined(PAGE, &sheets, "a{}p{}").unwrap(),
            "<head><style>a{}p{}</style><title>x</title>\n\
             <link rel=\"stylesheet\" href=\"/print.css\" media=\"print\"></head>"
        );
    }

    #[test]
    fn a_sheet_that_would_break_out_is_refused() {
        assert!(joined(PAGE, &sheets(PAGE), "a::after{content:\"</style>\"}").is_err());
    }

    #[test]
    fn a_sheet_that_another_page_asks_for_stays() {
        let staging = tempfile::tempdir().unwrap();
        let path = |name: &str| staging.path().join(name);
        write(&path("help-now.html"), "<link rel=\"stylesheet\" href=\"/b.css\">").unwrap();
        write(&path("a.css"), "").unwrap();
        write(&path("b.css"), "").unwrap();
        remove_unused(staging.path(), vec![path("a.css"), path("b.css")]).unwrap();
        assert!(!path("a.css").exists());
        assert!(path("b.css").exists());
    }
}
