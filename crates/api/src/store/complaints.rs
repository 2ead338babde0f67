//! Complaints: kept once, with the day by which they are answered.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use wire::{Complaint, ComplaintId, CreateComplaint, PersonId};

use super::{
    Error, Result, Store, codes,
    tables::complaint::{Column, Entity, Model},
};

impl Store {
    /// Keeps a complaint once, however often it is sent.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id was used for something else; otherwise when the database fails.
    pub async fn create_complaint(
        &self,
        person: PersonId,
        sent: &CreateComplaint,
        answer_by: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<Complaint> {
        let digest = codes::sha256_hex(format!("{person}\n{}", sent.words).as_bytes());
        let writing = self.begin_write().await?;
        if let Some(row) = Entity::find_by_id(sent.id.to_string()).one(&writing.txn).await? {
            return if row.payload_digest == digest { read(row) } else { Err(Error::Conflict) };
        }
        let row = Model {
            id: sent.id.to_string(),
            person: person.to_string(),
            payload_digest: digest,
            words: sent.words.clone(),
            sent_at: now.timestamp_millis(),
            answer_by: answer_by.to_string(),
            answer: String::new(),
        };
        Entity::insert(row.clone().into_active_model()).exec_without_returning(&writing.txn).await?;
        writing.commit().await?;
        read(row)
    }

    /// A person's complaints, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn complaints_of(&self, person: PersonId) -> Result<Vec<Complaint>> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .order_by_desc(Column::SentAt)
            .order_by_desc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// Every complaint with whose it is, the oldest first: for the operator, who answers them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_complaints(&self) -> Result<Vec<(PersonId, Complaint)>> {
        let rows = Entity::find().order_by_asc(Column::SentAt).order_by_asc(Column::Id).all(&self.db).await?;
        rows.into_iter().map(|row| Ok((codes::id(&row.person)?, read(row)?))).collect()
    }

    /// Keeps the answer to a complaint; false when there is none with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_complaint(&self, id: ComplaintId, answer: &str) -> Result<bool> {
        let writing = self.begin_write().await?;
        let changed = Entity::update_many()
            .col_expr(Column::Answer, Expr::value(answer))
            .filter(Column::Id.eq(id.to_string()))
            .exec(&writing.txn)
            .await?;
        writing.commit().await?;
        Ok(changed.rows_affected > 0)
    }
}

fn read(row: Model) -> Result<Complaint> {
    Ok(Complaint {
        id: codes::id(&row.id)?,
        sent_at: codes::instant(row.sent_at)?,
        answer_by: codes::date(&row.answer_by)?,
        words: row.words,
        answer: row.answer,
    })
}
