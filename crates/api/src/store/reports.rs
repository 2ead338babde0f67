//! Reports that something in the directory is wrong, kept for staff. Whose it is is kept only where they are signed in,
//! and only until they have their answer.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;
use wire::{AccountId, CreateReport, GroupId, NoticeKind, ReportId, ReportKind};

use super::{
    Error, Result, Store, codes,
    entity::report::{Column, Entity, Model},
    notices::notify_account,
    people,
    tables::{account, awaited_report},
};

/// What became of a report that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptReport {
    New {
        /// Whoever sent it is told when it has been looked at.
        is_awaited: bool,
    },
    /// It had been kept before.
    Same {
        /// They are still to be told.
        is_awaited: bool,
    },
    /// Its id was used before for something else. Nothing was kept.
    Different,
}

/// A report as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReport {
    pub report: CreateReport,
    pub reported_at: DateTime<Utc>,
    /// Looked at and laid aside.
    pub is_settled: bool,
}

impl Store {
    /// Keeps a report once, however often it is sent. The account that sent it first waits for an answer.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn create_report(
        &self,
        report: &CreateReport,
        account: Option<AccountId>,
        at: DateTime<Utc>,
    ) -> Result<KeptReport> {
        let model = model(report, at)?;
        let digest = model.payload_digest.clone();
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let inserted = Entity::insert(model.into_active_model())
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .exec_without_returning(txn)
            .await?;
        let kept = if inserted > 0 {
            KeptReport::New { is_awaited: wait(txn, report.id, account).await? }
        } else {
            match Entity::find_by_id(report.id.to_string()).one(txn).await? {
                Some(held) if held.payload_digest == digest => {
                    let waiting = awaited_report::Entity::find_by_id(report.id.to_string()).one(txn).await?;
                    let account = account.map(|id| id.to_string());
                    KeptReport::Same { is_awaited: waiting.is_some_and(|row| Some(row.account) == account) }
                }
                _ => KeptReport::Different,
            }
        };
        writing.commit().await?;
        Ok(kept)
    }

    /// Lays a report aside, and tells whoever waits for that; false when there is none with this id that is open.
    ///
    /// # Errors
    /// When the database fails; then it stays open.
    pub async fn settle_report(&self, id: ReportId, now: DateTime<Utc>) -> Result<bool> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let settled = Entity::update_many()
            .col_expr(Column::SettledAt, Expr::value(now.timestamp_millis()))
            .filter(Column::Id.eq(id.to_string()))
            .filter(Column::SettledAt.is_null())
            .exec(txn)
            .await?;
        if settled.rows_affected > 0 {
            answer(txn, id, now).await?;
        }
        writing.commit().await?;
        Ok(settled.rows_affected > 0)
    }

    /// Every report, in the order of coming in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_reports(&self) -> Result<Vec<StoredReport>> {
        Entity::find()
            .order_by_asc(Column::ReportedAt)
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?
            .into_iter()
            .map(read)
            .collect()
    }
}

fn model(report: &CreateReport, at: DateTime<Utc>) -> Result<Model> {
    let payload = serde_json::to_vec(report).map_err(|error| Error::Other(error.into()))?;
    Ok(Model {
        id: report.id.to_string(),
        payload_digest: codes::sha256_hex(&payload),
        group_id: report.group.to_string(),
        kind: codes::code(&report.kind)?,
        words: report.words.clone(),
        reported_at: at.timestamp_millis(),
        settled_at: None,
    })
}

/// When the last report that a group did not run was laid aside; nothing inside while it stands, and nothing at all where
/// there never was one.
pub(super) async fn last_did_not_run(
    txn: &DatabaseTransaction,
    group: GroupId,
) -> Result<Option<Option<DateTime<Utc>>>> {
    let last = Entity::find()
        .filter(Column::GroupId.eq(group.to_string()))
        .filter(Column::Kind.eq(codes::code(&ReportKind::DidNotRun)?))
        .order_by_desc(Column::ReportedAt)
        .order_by_desc(Column::Id)
        .one(txn)
        .await?;
    last.map(|row| row.settled_at.map(codes::instant).transpose()).transpose()
}

/// Puts a listing on the desk, of which several people say that the group did not run. It is nobody's report.
pub(super) async fn report_did_not_run(txn: &DatabaseTransaction, group: GroupId, at: DateTime<Utc>) -> Result<()> {
    let id = ReportId(Uuid::now_v7());
    let report = CreateReport { id, group, kind: ReportKind::DidNotRun, words: String::new() };
    Entity::insert(model(&report, at)?.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Remembers who waits for an answer, if anybody does. Whether they do.
async fn wait(txn: &DatabaseTransaction, report: ReportId, account: Option<AccountId>) -> Result<bool> {
    let Some(account) = account else { return Ok(false) };
    if !hold(txn, account).await? {
        return Ok(false);
    }
    let row = awaited_report::Model { report: report.to_string(), account: account.to_string() };
    awaited_report::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(true)
}

/// Tells whoever waits for it, and forgets that it was theirs.
async fn answer(txn: &DatabaseTransaction, report: ReportId, now: DateTime<Utc>) -> Result<()> {
    let Some(row) = awaited_report::Entity::find_by_id(report.to_string()).one(txn).await? else { return Ok(()) };
    let account = codes::id(&row.account)?;
    // Held before anything of theirs is touched, as by whoever erases them.
    if hold(txn, account).await? {
        awaited_report::Entity::delete_by_id(row.report).exec(txn).await?;
        notify_account(txn, account, None, NoticeKind::Listing, now).await?;
    }
    Ok(())
}

/// Keeps an account from being erased until this transaction ends: it goes with its record. False when it has gone.
async fn hold(txn: &DatabaseTransaction, id: AccountId) -> Result<bool> {
    match people::of_account(txn, id).await? {
        Some(own) => people::hold(txn, codes::id(&own.id)?).await,
        None => Ok(account::Entity::find_by_id(id.to_string()).one(txn).await?.is_some()),
    }
}

fn read(row: Model) -> Result<StoredReport> {
    Ok(StoredReport {
        report: CreateReport {
            id: codes::id(&row.id)?,
            group: codes::id(&row.group_id)?,
            kind: codes::from_code(&row.kind)?,
            words: row.words,
        },
        reported_at: codes::instant(row.reported_at)?,
        is_settled: row.settled_at.is_some(),
    })
}
