//! Groups: the whole of an import in one transaction, and the whole of the directory read back.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{directory::GroupRecord, london};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;
use wire::GroupId;

use super::{
    Error, Feed, Result, Store, codes,
    entity::{catalogue_version, feed, group},
    writing::lock_name,
};

/// How many groups are written or read at once: enough to be quick, few enough to stay small.
const AT_ONCE: usize = 500;

/// A group to keep.
#[derive(Debug, Clone)]
pub struct GroupRow {
    pub id: GroupId,
    /// The feed's own id.
    pub source_id: String,
    /// A `GroupRecord` as JSON.
    pub document: String,
    /// Of the document, so that an unchanged one is told without reading it.
    pub digest: [u8; 32],
}

/// What is known of a group before an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub digest: [u8; 32],
    pub gone: bool,
}

/// A group as kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredGroup {
    pub id: GroupId,
    /// The feed's name.
    pub feed: String,
    /// The day, in London, on which it was last seen in its feed.
    pub seen: NaiveDate,
    /// No longer in its feed.
    pub gone: bool,
    pub record: GroupRecord,
}

impl Store {
    /// The digests of everything held from a feed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn group_digests(&self, feed: Uuid) -> Result<HashMap<GroupId, Held>> {
        let rows: Vec<(String, String, bool)> = group::Entity::find()
            .select_only()
            .column(group::Column::Id)
            .column(group::Column::Digest)
            .column(group::Column::IsGone)
            .filter(group::Column::Feed.eq(feed.to_string()))
            .into_tuple()
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|(id, digest, gone)| Ok((codes::id(&id)?, Held { digest: codes::digest(&digest)?, gone })))
            .collect()
    }

    /// Writes one import: the feed (as imported at `at`), the rows that are new or changed (a gone one comes back), and
    /// which are gone. All of it or nothing. The catalogue's version moves on only when something that people see has
    /// changed; the day on which a feed was last read is seen too.
    ///
    /// `changed` is asked for one row after another, so that memory stays flat.
    ///
    /// # Errors
    /// When a row cannot be had, when another feed has this name, or when the database fails. Nothing is kept then.
    pub async fn apply_import(
        &self,
        feed: &Feed,
        changed: impl Iterator<Item = anyhow::Result<GroupRow>> + Send,
        gone: &[GroupId],
        at: DateTime<Utc>,
    ) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock_name(txn, "directory").await?;
        let last = keep_feed(txn, feed, at).await?;

        let mut written = 0_usize;
        let mut rows = Vec::with_capacity(AT_ONCE);
        for row in changed {
            rows.push(group_model(feed, row.map_err(Error::Other)?, at));
            if rows.len() == AT_ONCE {
                written += rows.len();
                put_groups(txn, std::mem::take(&mut rows)).await?;
            }
        }
        written += rows.len();
        put_groups(txn, rows).await?;

        let mut went = 0;
        for ids in gone.chunks(AT_ONCE) {
            went += group::Entity::update_many()
                .col_expr(group::Column::IsGone, Expr::val(true))
                .col_expr(group::Column::SeenAt, Expr::val(last.unwrap_or(at).timestamp_millis()))
                .filter(group::Column::Id.is_in(ids.iter().map(GroupId::to_string)))
                .filter(group::Column::Feed.eq(feed.id.to_string()))
                .filter(group::Column::IsGone.eq(false))
                .exec(txn)
                .await?
                .rows_affected;
        }

        let is_new_day = last.is_none_or(|last| london::today(last) != london::today(at));
        if written > 0 || went > 0 || is_new_day {
            txn.execute_unprepared("UPDATE catalogue_version SET version = version + 1").await?;
        }
        writing.commit().await
    }

    /// Every group of every feed, by id, the gone ones too. Reads page by page at one moment.
    ///
    /// # Errors
    /// When the database fails, or a document cannot be read.
    pub async fn load_groups(&self) -> Result<Vec<StoredGroup>> {
        let txn = self.begin_read().await?;
        let feeds: HashMap<String, (String, i64)> = feed::Entity::find()
            .all(&txn)
            .await?
            .into_iter()
            .map(|feed| (feed.id, (feed.name, feed.imported_at.unwrap_or(i64::MIN))))
            .collect();

        let mut groups = Vec::new();
        let mut last = String::new();
        loop {
            let page = group::Entity::find()
                .filter(group::Column::Id.gt(last.as_str()))
                .order_by_asc(group::Column::Id)
                .limit(AT_ONCE as u64)
                .all(&txn)
                .await?;
            let is_last = page.len() < AT_ONCE;
            for row in page {
                last.clone_from(&row.id);
                groups.push(read(row, &feeds)?);
            }
            if is_last {
                txn.commit().await?;
                return Ok(groups);
            }
        }
    }

    /// A number that grows whenever the directory changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn catalogue_version(&self) -> Result<i64> {
        let row = catalogue_version::Entity::find_by_id(1).one(&self.db).await?;
        Ok(row.context("the catalogue has no version").map_err(Error::Other)?.version)
    }
}

/// Keeps the feed and tells when it was imported before.
async fn keep_feed(txn: &DatabaseTransaction, feed: &Feed, at: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let held = feed::Entity::find_by_id(feed.id.to_string()).one(txn).await?;
    let model = feed::Model {
        id: feed.id.to_string(),
        name: feed.name.clone(),
        source: feed.source.clone(),
        imported_at: Some(at.timestamp_millis()),
    };
    feed::Entity::insert(model.into_active_model())
        .on_conflict(
            OnConflict::column(feed::Column::Id)
                .update_columns([feed::Column::Name, feed::Column::Source, feed::Column::ImportedAt])
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    held.and_then(|held| held.imported_at).map(codes::instant).transpose()
}

fn group_model(feed: &Feed, row: GroupRow, at: DateTime<Utc>) -> group::ActiveModel {
    group::Model {
        id: row.id.to_string(),
        feed: feed.id.to_string(),
        source_id: row.source_id,
        document: row.document,
        digest: codes::hex(&row.digest),
        is_gone: false,
        seen_at: at.timestamp_millis(),
    }
    .into_active_model()
}

async fn put_groups(txn: &DatabaseTransaction, rows: Vec<group::ActiveModel>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    group::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(group::Column::Id)
                .update_columns([
                    group::Column::SourceId,
                    group::Column::Document,
                    group::Column::Digest,
                    group::Column::IsGone,
                    group::Column::SeenAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

fn read(row: group::Model, feeds: &HashMap<String, (String, i64)>) -> Result<StoredGroup> {
    let (feed, imported_at) =
        feeds.get(&row.feed).with_context(|| format!("group {} has no feed", row.id)).map_err(Error::Other)?;
    // A group still in its feed was seen whenever the feed was read, changed or not.
    let seen_at = if row.is_gone { row.seen_at } else { row.seen_at.max(*imported_at) };
    Ok(StoredGroup {
        id: codes::id(&row.id)?,
        feed: feed.clone(),
        seen: london::today(codes::instant(seen_at)?),
        gone: row.is_gone,
        record: serde_json::from_str(&row.document)
            .with_context(|| format!("group {} cannot be read", row.id))
            .map_err(Error::Other)?,
    })
}
