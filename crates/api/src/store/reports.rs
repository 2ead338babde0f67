//! Reports that something in the directory is wrong, kept for staff.

use chrono::{DateTime, Utc};
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder, sea_query::OnConflict};
use wire::CreateReport;

use super::{
    Error, Result, Store, codes,
    entity::report::{Column, Entity, Model},
};

/// What became of a report that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptReport {
    New,
    /// It had been kept before.
    Same,
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
    /// Keeps a report once, however often it is sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create_report(&self, report: &CreateReport, at: DateTime<Utc>) -> Result<KeptReport> {
        let payload = serde_json::to_vec(report).map_err(|error| Error::Other(error.into()))?;
        let model = Model {
            id: report.id.to_string(),
            payload_digest: codes::sha256_hex(&payload),
            group_id: report.group.to_string(),
            kind: codes::code(&report.kind)?,
            words: report.words.clone(),
            reported_at: at.timestamp_millis(),
            settled_at: None,
        };
        let digest = model.payload_digest.clone();
        let writing = self.begin_write().await?;
        let inserted = Entity::insert(model.into_active_model())
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .exec_without_returning(&writing.txn)
            .await?;
        let kept = if inserted > 0 {
            KeptReport::New
        } else {
            match Entity::find_by_id(report.id.to_string()).one(&writing.txn).await? {
                Some(held) if held.payload_digest == digest => KeptReport::Same,
                _ => KeptReport::Different,
            }
        };
        writing.commit().await?;
        Ok(kept)
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
