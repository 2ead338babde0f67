//! Lists that people make for themselves to get ready, and what they want to hear of a meeting beforehand. Theirs alone. What
//! becomes of a list that two devices change is `domain::week::routine`'s to say.

use chrono::{DateTime, Utc};
use domain::week::routine;
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use wire::{ChangeRoutine, PersonId, Routine};

use super::{
    Error, Result, Store, codes, people,
    tables::routine::{Column, Entity, Model},
    weeks::{follow_meetings, tell_own},
    writing::lock_name,
};

/// A list as kept.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredRoutine {
    pub routine: Routine,
    pub changed_at: DateTime<Utc>,
}

impl Store {
    /// A person's list; nothing where they have never made one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn routine_of(&self, person: PersonId) -> Result<Option<StoredRoutine>> {
        Entity::find_by_id(person.to_string()).one(&self.db).await?.as_ref().map(read).transpose()
    }

    /// Changes a person's list; sent again it is the same. Nothing where their record is another by now.
    ///
    /// # Errors
    /// When the database fails; then nothing is changed.
    pub async fn change_routine(
        &self,
        person: PersonId,
        sent: &ChangeRoutine,
        now: DateTime<Utc>,
    ) -> Result<Option<Routine>> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !people::hold(txn, person).await? {
            return Ok(None);
        }
        lock_name(txn, &format!("routine {person}")).await?;
        let row = Entity::find_by_id(person.to_string()).one(txn).await?;
        let held = row.as_ref().map(read).transpose()?.map_or_else(routine::unsaid, |stored| stored.routine);
        let changed = routine::changed(&held, sent);
        if changed != held {
            put(txn, person, &StoredRoutine { routine: changed.clone(), changed_at: now }).await?;
            follow_meetings(txn, person, now).await?;
            tell_own(txn, person, now).await?;
            writing.commit().await?;
        }
        Ok(Some(changed))
    }
}

async fn put(txn: &DatabaseTransaction, person: PersonId, stored: &StoredRoutine) -> Result<()> {
    let StoredRoutine { routine, changed_at } = stored;
    let row = Model {
        person: person.to_string(),
        lines: serde_json::to_string(&routine.lines).map_err(|error| Error::Other(error.into()))?,
        remind_minutes: routine.remind_minutes.map(i32::from),
        is_told_evening_before: routine.is_told_evening_before,
        revision: i32::try_from(routine.revision).unwrap_or(i32::MAX),
        changed_at: changed_at.timestamp_millis(),
    };
    Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::column(Column::Person)
                .update_columns([
                    Column::Lines,
                    Column::RemindMinutes,
                    Column::IsToldEveningBefore,
                    Column::Revision,
                    Column::ChangedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Two records become one, and so do their lists: no line is lost. What the one that stays says of hearing beforehand holds.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    let Some(row) = Entity::find_by_id(from.to_string()).one(txn).await? else { return Ok(()) };
    let second = read(&row)?;
    let kept = match Entity::find_by_id(into.to_string()).one(txn).await? {
        None => second,
        Some(row) => {
            let first = read(&row)?;
            let routine = Routine {
                lines: routine::together(&first.routine.lines, &second.routine.lines),
                revision: first.routine.revision.max(second.routine.revision).saturating_add(1),
                ..first.routine
            };
            StoredRoutine { routine, changed_at: first.changed_at }
        }
    };
    put(txn, into, &kept).await?;
    Entity::delete_by_id(from.to_string()).exec(txn).await?;
    Ok(())
}

/// What cannot be read is not told: it holds somebody's words.
fn read(row: &Model) -> Result<StoredRoutine> {
    Ok(StoredRoutine {
        routine: Routine {
            lines: serde_json::from_str(&row.lines)
                .map_err(|_| Error::Other(anyhow::anyhow!("the list of person {} cannot be read", row.person)))?,
            remind_minutes: row
                .remind_minutes
                .map(u16::try_from)
                .transpose()
                .map_err(|error| Error::Other(error.into()))?,
            is_told_evening_before: row.is_told_evening_before,
            revision: u32::try_from(row.revision).unwrap_or(0),
        },
        changed_at: codes::instant(row.changed_at)?,
    })
}
