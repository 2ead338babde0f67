//! Postcodes: 1.75 million rows compared and written in little memory, and the middles of sectors and districts.
//!
//! Reads Code-Point-like tables, the ONS and NHS postcode directories, and lists of districts.

mod areas;

use anyhow::bail;
use indicatif::ProgressBar;

use self::areas::{keep_derived, keep_listed};
use super::{
    Diff, INVENTED_PREFIX, Reason, Refusals, Scope, Source,
    code::{self, Code},
    table::Table,
};
use crate::store::{Micro, PostcodeRow, Store};

/// How many rows are compared, and at most written, at a time.
const AT_ONCE: usize = 20_000;

/// A postcode or district in sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Packed {
    code: u64,
    at: Micro,
}

/// A table as read.
#[derive(Debug, Default)]
struct Postcodes {
    /// Whole postcodes, in order, each once.
    full: Vec<Packed>,
    /// Districts, in order, each once.
    districts: Vec<Packed>,
    skipped: u64,
    refused: Refusals,
}

/// Imports a table of postcodes. Those held and not in it are removed, a whole table at a time: give one that is
/// complete. A table of districts alone changes no whole postcode, and never a district worked out from those.
///
/// # Errors
/// When the table cannot be read, has no usable row, or the database fails. What was written before stays, and the
/// same import again completes it.
pub async fn import_postcodes(store: &Store, source: &Source, bar: &ProgressBar) -> anyhow::Result<Diff> {
    bar.set_message("reading");
    let read = tokio::task::spawn_blocking({
        let (source, bar) = (source.clone(), bar.clone());
        move || read(&source, &bar)
    });
    let Postcodes { full, districts, skipped, refused } = read.await??;
    if full.is_empty() && districts.is_empty() {
        bail!("{source} has no postcode with a position; nothing was changed");
    }

    let mut diff = Diff { skipped, refused, ..Diff::default() };
    if !full.is_empty() {
        bar.set_message("writing");
        bar.set_position(0);
        bar.set_length(full.len() as u64);
        merge(store, &full, &mut diff, bar).await?;
        keep_derived(store, &full, &mut diff).await?;
    }
    if !districts.is_empty() {
        keep_listed(store, &districts, &mut diff).await?;
    }
    Ok(diff)
}

fn read(source: &Source, bar: &ProgressBar) -> anyhow::Result<Postcodes> {
    let mut table = Table::open(source, bar)?;
    let code = table.need("the postcode", &["postcode", "pcds", "pcd", "pcd8", "pcd7", "pcd2", "outcode", "code"])?;
    let lat = table.need("the latitude", &["lat", "latitude"])?;
    let lon = table.need("the longitude", &["lon", "long", "lng", "longitude"])?;
    let quality = table.find(&["positional_quality", "positional_quality_indicator", "pqi"]);
    let ended = table.find(&["doterm", "date_of_termination"]);

    let mut read = Postcodes::default();
    while let Some(row) = table.next()? {
        let written = row.text(code);
        if ended.is_some_and(|column| !row.text(column).is_empty()) {
            read.skipped += 1;
            continue;
        }
        let Some(known) = code::read(&written) else {
            read.refused.add(row.line(), written, Reason::NotAPostcode);
            continue;
        };
        // Code-Point Open gives quality 90 where there is no position at all.
        let at = row.position(lat, lon).filter(|_| quality.is_none_or(|column| row.text(column) != "90"));
        match (known, at) {
            (_, None) => read.refused.add(row.line(), written, Reason::NoPosition),
            (Code::Full(code), Some(at)) => read.full.push(Packed { code, at }),
            (Code::District(code), Some(at)) => read.districts.push(Packed { code, at }),
        }
    }
    for rows in [&mut read.full, &mut read.districts] {
        sort_out(rows, &mut read.skipped, &mut read.refused);
    }
    Ok(read)
}

/// Puts rows in order and keeps each code once.
fn sort_out(rows: &mut Vec<Packed>, skipped: &mut u64, refused: &mut Refusals) {
    rows.sort_unstable();
    rows.dedup_by(|later, first| {
        if later.code != first.code {
            return false;
        }
        if later.at == first.at {
            *skipped += 1;
        } else {
            refused.add(None, code::text(later.code), Reason::GivenTwice);
        }
        true
    });
}

/// Walks through the table and what is held, both in order, and writes the differences.
async fn merge(store: &Store, new: &[Packed], diff: &mut Diff, bar: &ProgressBar) -> anyhow::Result<()> {
    let scope = Scope::of(new.iter().map(|row| is_invented(row.code)));
    let mut rows = new.iter().peekable();
    let mut last = String::new();
    let mut batch = Batch { store, put: Vec::new(), remove: Vec::new() };
    loop {
        let page = store.postcodes_after(&last, AT_ONCE as u64).await?;
        let is_last = page.len() < AT_ONCE;
        for held in page {
            let code = code::pack(&held.code);
            while let Some(row) = rows.next_if(|row| row.code < code) {
                diff.added += 1;
                batch.put(row).await?;
            }
            match rows.next_if(|row| row.code == code) {
                Some(row) if row.at == held.at => diff.unchanged += 1,
                Some(row) => {
                    diff.changed += 1;
                    batch.put(row).await?;
                }
                None if scope.covers(is_invented(code)) => {
                    diff.gone += 1;
                    batch.remove(held.code.clone()).await?;
                }
                None => {}
            }
            last = held.code;
        }
        if is_last {
            break;
        }
        // Written before the next page is read, and never ahead of it.
        batch.flush().await?;
        bar.set_position((new.len() - rows.len()) as u64);
    }
    while let Some(row) = rows.next() {
        diff.added += 1;
        batch.put(row).await?;
        if batch.put.is_empty() {
            bar.set_position((new.len() - rows.len()) as u64);
        }
    }
    batch.flush().await
}

/// Differences that are not written yet.
struct Batch<'a> {
    store: &'a Store,
    put: Vec<PostcodeRow>,
    remove: Vec<String>,
}

impl Batch<'_> {
    async fn put(&mut self, row: &Packed) -> anyhow::Result<()> {
        self.put.push(PostcodeRow { code: code::text(row.code), at: row.at });
        self.flush_when_full().await
    }

    async fn remove(&mut self, code: String) -> anyhow::Result<()> {
        self.remove.push(code);
        self.flush_when_full().await
    }

    async fn flush_when_full(&mut self) -> anyhow::Result<()> {
        if self.put.len() + self.remove.len() < AT_ONCE { Ok(()) } else { self.flush().await }
    }

    async fn flush(&mut self) -> anyhow::Result<()> {
        if self.put.is_empty() && self.remove.is_empty() {
            return Ok(());
        }
        self.store.write_postcodes(&self.put, &self.remove).await?;
        self.put.clear();
        self.remove.clear();
        Ok(())
    }
}

fn is_invented(code: u64) -> bool {
    code::text(code).starts_with(INVENTED_PREFIX)
}

#[cfg(test)]
mod tests;
