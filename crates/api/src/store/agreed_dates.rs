//! Dates that were taken of those that a message suggests.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use wire::{NoticeKind, Scope};

use super::{
    DateKept, Hand, Result, Store, StoredMessage, ThreadKey,
    jobs::{JobKind, enqueue_at},
    messages::{agreed, read, tell_both},
    notices::{Told, notify},
    people,
    tables::{
        agreed_date,
        message::{Column, Entity},
    },
};

impl Store {
    /// The messages of a thread whose dates were taken since an instant, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_since(&self, thread: ThreadKey, since: DateTime<Utc>, most: u64) -> Result<Vec<StoredMessage>> {
        let taken = agreed_date::Entity::find()
            .filter(agreed_date::Column::Person.eq(thread.person.to_string()))
            .filter(agreed_date::Column::TakenAt.gte(since.timestamp_millis()))
            .order_by_desc(agreed_date::Column::TakenAt)
            .order_by_asc(agreed_date::Column::Message)
            .limit(most)
            .all(&self.db)
            .await?;
        let ids: Vec<String> = taken.iter().map(|row| row.message.clone()).collect();
        let rows = Entity::find()
            .filter(thread.condition())
            .filter(Column::Id.is_in(ids))
            .order_by_asc(Column::Seq)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| {
                let date = taken.iter().find(|date| date.message == row.id).map(agreed).transpose()?;
                read(row, date)
            })
            .collect()
    }

    /// Takes a date that was suggested: the first one to be taken holds.
    ///
    /// # Errors
    /// When the database fails; then nothing is taken.
    pub async fn take_date(
        &self,
        message: &StoredMessage,
        option: u8,
        starts_at: DateTime<Utc>,
        by: Hand,
        now: DateTime<Utc>,
    ) -> Result<DateKept> {
        // The evening before, while somebody can still say that it does not suit.
        let evening = domain::london::today(starts_at).pred_opt().and_then(|day| day.and_hms_opt(17, 0, 0));
        let remind_at = evening.map(domain::london::instant);
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        message.thread.lock(txn).await?;
        if !people::hold(txn, message.thread.person).await? {
            return Ok(DateKept::Another);
        }
        if let Some(row) = agreed_date::Entity::find_by_id(message.id.to_string()).one(txn).await? {
            return Ok(if row.option == i32::from(option) { DateKept::Same } else { DateKept::Another });
        }
        let row = agreed_date::Model {
            message: message.id.to_string(),
            person: message.thread.person.to_string(),
            option: i32::from(option),
            starts_at: starts_at.timestamp_millis(),
            taken_at: now.timestamp_millis(),
            account: by.account().map(|id| id.to_string()),
            staff: by.staff().map(|id| id.to_string()),
        };
        agreed_date::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
        if let Some(at) = remind_at.filter(|at| *at > now) {
            enqueue_at(txn, JobKind::Remind, &message.id.to_string(), at).await?;
        }
        tell_both(txn, message.thread, now).await?;
        let told = Told {
            person: message.thread.person,
            // What the person takes is no news to their helpers.
            helpers: by.staff().map(|_| Scope::SeeMessages),
            except: by.account(),
        };
        notify(txn, &told, NoticeKind::Message, domain::london::today(now), now).await?;
        writing.commit().await?;
        Ok(DateKept::Taken)
    }
}
