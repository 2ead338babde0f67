//! Brings feeds of groups into the directory: Open Referral UK and HSDS pages, and the older Outpost ones.
//!
//! Lenient in, strict out: whatever a feed gets wrong costs the field or the row, never the feed; what comes out is
//! plain text, safe links and sound figures. A feed is taken in whole or not at all. It knows no HTTP of ours and no
//! words that a person looking for help would read.

mod access;
mod bytes;
mod clean;
mod contact;
mod cost;
mod feed;
mod fields;
mod ids;
mod intake;
mod oruk;
mod outpost;
mod page;
mod paging;
mod place;
mod progress;
mod record;
mod report;
mod schedule;
mod source;
mod spool;
mod web;

use std::collections::HashSet;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use chrono::{DateTime, NaiveDate, Utc};
use domain::directory::GroupRecord;
use domain::london;
use domain::need::NeedMap;
use url::Url;

pub use ids::{feed_id, group_id, place_id};
pub use page::PageError;
pub use paging::PagingProblem;
pub use progress::{Bar, Progress, Silent};
pub use report::{ImportReport, Reason, Refusal};
pub use web::{Sleeper, TrueSleeper};

use feed::{feed_for, feed_named};
use intake::Intake;
use page::Piece;
use record::Reader;
use source::Source;
use web::Web;

use crate::store::{Feed, Store};

/// What stands before the name where a feed came out of the program itself and cannot be refreshed.
const EMBEDDED: &str = "embedded:";

/// How an import is to go about it.
#[derive(Clone)]
pub struct ImportOptions {
    /// Take the feed even where it has less than half of the groups that it had.
    pub allow_shrink: bool,
    /// What waits between tries of an address.
    pub sleeper: Arc<dyn Sleeper>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self { allow_shrink: false, sleeper: Arc::new(TrueSleeper) }
    }
}

/// What became of one feed of a refresh.
#[derive(Debug)]
pub struct Refreshed {
    /// The feed's name.
    pub feed: String,
    /// One feed's failure leaves the others alone.
    pub outcome: anyhow::Result<ImportReport>,
}

/// Imports a feed from a file, a packed file or an `https:` address, all its pages, and remembers it by its name.
///
/// # Errors
/// When the source cannot be read to its end, has shrunk to less than half, or the store fails. Nothing has changed
/// then.
pub async fn import(
    store: &Store,
    source: &str,
    name: Option<&str>,
    needs: &NeedMap,
    now: DateTime<Utc>,
    progress: &dyn Progress,
) -> anyhow::Result<ImportReport> {
    import_with(store, source, name, needs, now, progress, &ImportOptions::default()).await
}

/// The same as [`import`], with options.
///
/// # Errors
/// As [`import`].
pub async fn import_with(
    store: &Store,
    source: &str,
    name: Option<&str>,
    needs: &NeedMap,
    now: DateTime<Utc>,
    progress: &dyn Progress,
    options: &ImportOptions,
) -> anyhow::Result<ImportReport> {
    let source = Source::parse(source)?;
    let feed = feed_for(store, &source, name).await?;
    let outcome = take_in(store, &source, &feed, needs, now, progress, options).await;
    progress.finish();
    outcome
}

/// Imports the one page of a feed that is part of the program.
///
/// # Errors
/// When the page cannot be read or the store fails.
pub async fn import_page(
    store: &Store,
    bytes: &[u8],
    name: &str,
    needs: &NeedMap,
    now: DateTime<Utc>,
) -> anyhow::Result<ImportReport> {
    let feed = feed_named(store, name, format!("{EMBEDDED}{name}")).await?;
    let mut intake = Intake::start(store, reader(&feed, needs, now), &Silent).await?;
    intake.page(bytes::open(Cursor::new(bytes.to_vec()))?).await?;
    intake.finish(&feed, now, true).await
}

/// Imports the remembered feed of this name again, or all of them.
///
/// # Errors
/// When the store fails, or there is no such feed. What goes wrong with a feed is in its outcome.
pub async fn refresh(
    store: &Store,
    name: Option<&str>,
    needs: &NeedMap,
    now: DateTime<Utc>,
    progress: &dyn Progress,
    options: &ImportOptions,
) -> anyhow::Result<Vec<Refreshed>> {
    let feeds = match name {
        Some(name) => vec![store.find_feed(name).await?.with_context(|| format!("no feed is called {name}"))?],
        None => store.list_feeds().await?.into_iter().filter(|feed| !feed.source.starts_with(EMBEDDED)).collect(),
    };
    let mut done = Vec::new();
    for feed in feeds {
        let outcome = if feed.source.starts_with(EMBEDDED) {
            Err(anyhow!("the feed is part of the program; there is nothing to refresh it from"))
        } else {
            import_with(store, &feed.source, Some(&feed.name), needs, now, progress, options).await
        };
        done.push(Refreshed { feed: feed.name, outcome });
    }
    Ok(done)
}

/// Reads one page without keeping anything: the groups in it, and what was not taken. Asks no gazetteer for points.
///
/// # Errors
/// When the bytes, packed or not, are no page of a feed.
pub fn read_records(
    bytes: &[u8],
    name: &str,
    needs: &NeedMap,
    today: NaiveDate,
) -> Result<(Vec<GroupRecord>, Vec<Refusal>), PageError> {
    let reader = Reader { feed: feed_id(name), source: name, needs, today };
    let (mut records, mut refused) = (Vec::new(), Vec::new());
    let (mut seen, mut rows) = (HashSet::new(), 0);
    let source = bytes::open(Cursor::new(bytes.to_vec()))?;
    page::read(source, &mut |piece| {
        if let Piece::Row(row) = piece {
            rows += 1;
            let read = reader.row(row.as_ref(), rows);
            match read.source_id {
                Some(id) if !seen.insert(id.clone()) => {
                    refused.push(Refusal {
                        source: name.to_owned(),
                        id,
                        field: "id".into(),
                        reason: Reason::Duplicate,
                    });
                }
                _ => {
                    records.extend(read.record);
                    refused.extend(read.refused);
                }
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok((records, refused))
}

fn reader<'a>(feed: &'a Feed, needs: &'a NeedMap, now: DateTime<Utc>) -> Reader<'a> {
    Reader { feed: feed.id, source: &feed.name, needs, today: london::today(now) }
}

/// Reads the source to its end and keeps it.
async fn take_in(
    store: &Store,
    source: &Source,
    feed: &Feed,
    needs: &NeedMap,
    now: DateTime<Utc>,
    progress: &dyn Progress,
    options: &ImportOptions,
) -> anyhow::Result<ImportReport> {
    let mut intake = Intake::start(store, reader(feed, needs, now), progress).await?;
    match source {
        Source::File(path) => {
            let turned = intake.page(source::open_file(path)?).await?;
            if turned.envelope.total_pages.is_some_and(|pages| pages > 1) && turned.envelope.is_last != Some(true) {
                tracing::warn!(feed = %feed.name, "the file is one page of several");
            }
        }
        Source::Web(start) => follow(&mut intake, start, options).await?,
    }
    intake.finish(feed, now, options.allow_shrink).await
}

/// Takes in page after page. One that does not come ends the import, since half a feed would mark the rest gone.
async fn follow(intake: &mut Intake<'_>, start: &Url, options: &ImportOptions) -> anyhow::Result<()> {
    let web = Web::new(start, Arc::clone(&options.sleeper))?;
    let (mut next, mut fetched) = (Some(start.clone()), 0);
    while let Some(current) = next {
        let body = web.fetch(&current).await?;
        let unpacked = bytes::AtMost::new(bytes::open(Cursor::new(body))?, web::LARGEST_PAGE);
        let turned = intake.page(Box::new(unpacked)).await.with_context(|| current.to_string())?;
        fetched += 1;
        next = paging::next_page(&current, fetched, &turned.envelope, turned.is_new)?;
    }
    Ok(())
}
