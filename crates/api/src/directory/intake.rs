//! Takes in the rows of one feed: reads each, finds points for bare postcodes, compares it with what is held, and
//! spools what changed. Nothing is kept before the last row was read without a fault.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::ops::ControlFlow;

use anyhow::bail;
use chrono::{DateTime, Utc};
use domain::directory::{GroupRecord, PlaceRecord};
use domain::distance::Point;
use domain::postcode::{self, Postcode};
use serde_json::Value;
use tokio::sync::mpsc;
use wire::GroupId;

use super::ids;
use super::page::{self, Envelope, Piece};
use super::progress::Progress;
use super::record::Reader;
use super::report::{ImportReport, Reason, Refusal};
use super::spool::{self, Spool};
use crate::store::{Feed, Held, Store};

/// A feed of more groups than this that is suddenly less than half as large is taken for a fault.
const FEW: usize = 20;

/// How many rows may be read ahead.
const AHEAD: usize = 64;

/// One import of one feed, under way.
pub(super) struct Intake<'a> {
    store: &'a Store,
    reader: Reader<'a>,
    progress: &'a dyn Progress,
    held: HashMap<GroupId, Held>,
    /// Every group of the feed, also where its row could not be used: what is in the feed is not gone.
    seen: HashSet<GroupId>,
    /// Points of postcodes that were asked for.
    points: HashMap<String, Option<Point>>,
    spool: Spool,
    report: ImportReport,
    rows: u64,
}

/// What a page brought.
pub(super) struct Turned {
    pub(super) envelope: Envelope,
    /// Whether there was a row that is not in an earlier page.
    pub(super) is_new: bool,
}

impl<'a> Intake<'a> {
    pub(super) async fn start(
        store: &'a Store,
        reader: Reader<'a>,
        progress: &'a dyn Progress,
    ) -> anyhow::Result<Intake<'a>> {
        Ok(Self {
            store,
            reader,
            progress,
            held: store.group_digests(reader.feed).await?,
            seen: HashSet::new(),
            points: HashMap::new(),
            spool: Spool::new()?,
            report: ImportReport::default(),
            rows: 0,
        })
    }

    /// Reads a page on a thread of its own and takes in its rows as they come.
    pub(super) async fn page(&mut self, source: Box<dyn Read + Send>) -> anyhow::Result<Turned> {
        let (pieces, mut waiting) = mpsc::channel(AHEAD);
        let reading = tokio::task::spawn_blocking(move || {
            page::read(source, &mut |piece| match pieces.blocking_send(piece) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        });
        let mut is_new = false;
        while let Some(piece) = waiting.recv().await {
            match piece {
                Piece::Total(rows) => self.progress.expect(rows),
                Piece::Row(row) => is_new |= self.row(row.as_ref()).await?,
            }
        }
        Ok(Turned { envelope: reading.await??, is_new })
    }

    /// Takes in a row; says whether it is new to this import.
    async fn row(&mut self, row: Option<&Value>) -> anyhow::Result<bool> {
        self.rows += 1;
        self.progress.advance(1);
        let read = self.reader.row(row, self.rows);
        let Some(source_id) = read.source_id else {
            self.report.refused.extend(read.refused);
            return Ok(true);
        };
        let id = ids::group_id(self.reader.feed, &source_id);
        if !self.seen.insert(id) {
            self.refuse(&source_id, "id", Reason::Duplicate);
            return Ok(false);
        }
        self.report.refused.extend(read.refused);
        if let Some(mut record) = read.record {
            for place in &mut record.places {
                self.locate(place, &source_id).await?;
            }
            self.compare(id, source_id, &record)?;
        }
        Ok(true)
    }

    /// Gives a place that has a postcode but no point the postcode's.
    async fn locate(&mut self, place: &mut PlaceRecord, source_id: &str) -> anyhow::Result<()> {
        let Some(code) = place.postcode.as_deref().filter(|_| place.lat.is_none()) else { return Ok(()) };
        let point = match self.points.get(code) {
            Some(point) => *point,
            None => {
                let point = self.look_up(code).await?;
                self.points.insert(code.to_owned(), point);
                point
            }
        };
        match point {
            Some(point) => (place.lat, place.lon) = (Some(point.lat), Some(point.lon)),
            None => self.refuse(source_id, "postal_code", Reason::UnknownPostcode),
        }
        Ok(())
    }

    async fn look_up(&self, code: &str) -> anyhow::Result<Option<Point>> {
        let row = match postcode::parse(code) {
            Some(Postcode::Full(full)) => self.store.find_postcode(&postcode::compact(&full)).await?,
            Some(Postcode::Sector(area) | Postcode::District(area)) => self.store.find_postcode_area(&area).await?,
            None => None,
        };
        Ok(row.and_then(|row| Point::new(row.lat, row.lon)))
    }

    fn compare(&mut self, id: GroupId, source_id: String, record: &GroupRecord) -> anyhow::Result<()> {
        let document = serde_json::to_string(record)?;
        match self.held.get(&id) {
            Some(held) if !held.gone && held.digest == spool::digest(&document) => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Some(_) => self.report.changed += 1,
            None => self.report.added += 1,
        }
        self.spool.push(id, source_id, document)
    }

    fn refuse(&mut self, source_id: &str, field: &str, reason: Reason) {
        let (source, id) = (self.reader.source.to_owned(), source_id.to_owned());
        self.report.refused.push(Refusal { source, id, field: field.to_owned(), reason });
    }

    /// Keeps all of it at once: the feed, what changed, and what is gone from it.
    pub(super) async fn finish(
        mut self,
        feed: &Feed,
        at: DateTime<Utc>,
        allow_shrink: bool,
    ) -> anyhow::Result<ImportReport> {
        let before = self.held.values().filter(|held| !held.gone).count();
        let now = self.seen.len();
        if !allow_shrink && before > FEW && now * 2 < before {
            bail!(
                "the feed {} has {now} groups now and had {before} before, so nothing was changed; if that is right, \
                 import it again with --allow-shrink",
                feed.name
            );
        }
        let is_gone = |(id, held): &(&GroupId, &Held)| !held.gone && !self.seen.contains(*id);
        let mut gone: Vec<GroupId> = self.held.iter().filter(is_gone).map(|(id, _)| *id).collect();
        gone.sort_unstable();
        self.store.apply_import(feed, self.spool.into_rows()?, &gone, at).await?;
        self.report.gone = u64::try_from(gone.len()).unwrap_or(u64::MAX);
        Ok(self.report)
    }
}
