//! Whether each way of reaching somebody is safe, as they last said. What was never said is no.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use wire::{Channel, PersonId, SafeContact, SafeContacts};

use super::{
    Result, Store, codes,
    tables::safe_contact::{Column, Entity, Model},
};

/// Keeps one answer in place of the one before.
pub(super) async fn put(txn: &DatabaseTransaction, person: PersonId, answer: &SafeContact) -> Result<()> {
    let row = Model {
        person: person.to_string(),
        channel: codes::code(&answer.channel)?,
        is_safe: answer.is_safe,
        from_time: answer.from.clone(),
        until_time: answer.until.clone(),
        asked_at: answer.asked_at.map(|at| at.timestamp_millis()),
    };
    Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::columns([Column::Person, Column::Channel])
                .update_columns([Column::IsSafe, Column::FromTime, Column::UntilTime, Column::AskedAt])
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Gives `into` the more careful answer of both for every channel; `from` has none afterwards.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    let of = |person: PersonId| Entity::find().filter(Column::Person.eq(person.to_string()));
    let (theirs, ours) = (of(from).all(txn).await?, of(into).all(txn).await?);
    let (theirs, ours) = (every_channel(theirs)?, every_channel(ours)?);
    for (a, b) in theirs.iter().zip(&ours) {
        put(txn, into, &domain::safe_contact::most_restrictive(a, b)).await?;
    }
    Entity::delete_many().filter(Column::Person.eq(from.to_string())).exec(txn).await?;
    Ok(())
}

impl Store {
    /// Every channel's answer, in the order in which they are asked about; unset where nothing was said. Whether one
    /// is stale is the caller's to say.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn safe_contacts(&self, person: PersonId) -> Result<SafeContacts> {
        let rows = Entity::find().filter(Column::Person.eq(person.to_string())).all(&self.db).await?;
        Ok(SafeContacts { channels: every_channel(rows)?, ..SafeContacts::default() })
    }

    /// Keeps what somebody said now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_safe_contacts(&self, person: PersonId, said: &[SafeContact], now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        for answer in said {
            let asked_at = answer.is_safe.map(|_| now);
            put(&writing.txn, person, &SafeContact { asked_at, ..answer.clone() }).await?;
        }
        writing.commit().await
    }
}

fn every_channel(rows: Vec<Model>) -> Result<Vec<SafeContact>> {
    let mut known = Vec::with_capacity(rows.len());
    for row in rows {
        known.push(SafeContact {
            channel: codes::from_code(&row.channel)?,
            is_safe: row.is_safe,
            from: row.from_time,
            until: row.until_time,
            asked_at: row.asked_at.map(codes::instant).transpose()?,
            is_stale: false,
        });
    }
    let unset = |channel| SafeContact {
        channel,
        is_safe: None,
        from: String::new(),
        until: String::new(),
        asked_at: None,
        is_stale: false,
    };
    Ok(Channel::ALL
        .into_iter()
        .map(|channel| known.iter().find(|answer| answer.channel == channel).cloned().unwrap_or_else(|| unset(channel)))
        .collect())
}
