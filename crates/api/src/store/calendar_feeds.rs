//! Private calendar addresses, one a person. Of an address only the digest of its secret is kept: it is told once, when it is
//! made, and a new one takes the place of the old.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use wire::{CalendarFeed, FeedShows, PersonId};

use super::{
    Result, Store, codes, people,
    tables::calendar_feed::{Column, Entity, Model},
    weeks::tell_own,
};

/// How old the note of a calendar's last question may be before it is written anew: some ask every few minutes.
const NOTE_EVERY: TimeDelta = TimeDelta::hours(1);

impl Store {
    /// The private calendar address of a person, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_feed_of(&self, person: PersonId) -> Result<Option<CalendarFeed>> {
        Entity::find_by_id(person.to_string()).one(&self.db).await?.as_ref().map(read).transpose()
    }

    /// Makes a private calendar address in the place of every earlier one. `token` is the digest of its secret. Nothing where
    /// the person's record is another by now.
    ///
    /// # Errors
    /// When the database fails; then the earlier one goes on.
    pub async fn make_calendar_feed(
        &self,
        person: PersonId,
        token: &[u8; 32],
        shows: FeedShows,
        now: DateTime<Utc>,
    ) -> Result<Option<CalendarFeed>> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !people::hold(txn, person).await? {
            return Ok(None);
        }
        let row = Model {
            person: person.to_string(),
            token: codes::hex(token),
            kind: codes::code(&shows)?,
            made_at: now.timestamp_millis(),
            seen_at: None,
        };
        Entity::insert(row.clone().into_active_model())
            .on_conflict(
                OnConflict::column(Column::Person)
                    .update_columns([Column::Token, Column::Kind, Column::MadeAt, Column::SeenAt])
                    .to_owned(),
            )
            .exec_without_returning(txn)
            .await?;
        tell_own(txn, person, now).await?;
        writing.commit().await?;
        Ok(Some(read(&row)?))
    }

    /// Ends the private calendar address of a person: it answers nobody any more.
    ///
    /// # Errors
    /// When the database fails; then it goes on.
    pub async fn end_calendar_feed(&self, person: PersonId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let ended = Entity::delete_by_id(person.to_string()).exec(txn).await?;
        if ended.rows_affected > 0 {
            tell_own(txn, person, now).await?;
            writing.commit().await?;
        }
        Ok(())
    }

    /// Whose calendar an address is, and what it shows; nothing where there is no such address any more. That it was asked for
    /// is noted where that can be: a calendar is answered also while nothing can be written.
    ///
    /// # Errors
    /// When the database fails to read.
    pub async fn calendar_of(&self, token: &[u8; 32], now: DateTime<Utc>) -> Result<Option<(PersonId, FeedShows)>> {
        let token = codes::hex(token);
        let Some(row) = Entity::find().filter(Column::Token.eq(&token)).one(&self.db).await? else { return Ok(None) };
        let noted = row.seen_at.map(codes::instant).transpose()?;
        if noted.is_none_or(|noted| now - noted >= NOTE_EVERY)
            && let Err(error) = self.note_asked(&token, now).await
        {
            tracing::debug!(cause = format!("{:#}", anyhow::Error::from(error)), "that a calendar asked is not noted");
        }
        Ok(Some((codes::id(&row.person)?, codes::from_code(&row.kind)?)))
    }

    /// Remembers when a calendar last asked.
    async fn note_asked(&self, token: &str, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        Entity::update_many()
            .col_expr(Column::SeenAt, Expr::value(now.timestamp_millis()))
            .filter(Column::Token.eq(token))
            .exec(&writing.txn)
            .await?;
        writing.commit().await
    }
}

/// Two records become one. The address of the one that stays holds; where it has none, the other's goes on.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    if Entity::find_by_id(into.to_string()).one(txn).await?.is_none() {
        Entity::update_many()
            .col_expr(Column::Person, Expr::value(into.to_string()))
            .filter(Column::Person.eq(from.to_string()))
            .exec(txn)
            .await?;
    }
    Entity::delete_by_id(from.to_string()).exec(txn).await?;
    Ok(())
}

fn read(row: &Model) -> Result<CalendarFeed> {
    Ok(CalendarFeed {
        shows: codes::from_code(&row.kind)?,
        made_at: codes::instant(row.made_at)?,
        asked_at: row.seen_at.map(codes::instant).transpose()?,
    })
}
