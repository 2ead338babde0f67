//! That something changed, told to whoever looks on: written in the transaction of the change, read by every server
//! process. A hint and nothing more: it says about what and for whom, and the screen asks again.
//!
//! Each hint has a number, given just before its transaction is committed and under a lock that is held until then: who
//! has seen the hints up to a number has seen everything that was committed before it. PostgreSQL is told to wake the
//! other processes; the table is what they go by.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};
use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::Notify;
use uuid::Uuid;
use wire::{AccountId, PersonId, StaffId, TeamId};

use super::{
    Engine, Result, Store,
    tables::{
        change::{Column, Entity, Model},
        change_count,
    },
};

/// For how long a hint is kept. A stream that was cut for longer begins anew.
const KEPT_FOR: TimeDelta = TimeDelta::hours(1);
/// The channel on which PostgreSQL wakes those who listen.
const CHANNEL: &str = "stile_change";

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    Referral,
    Helpers,
    /// What somebody may see.
    Access,
    Details,
    Desk,
    /// A thread: a message, or that somebody has read.
    Messages,
    /// The inbox of an account.
    Notices,
    /// A person's plan.
    Plan,
}

/// For whom it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whom {
    /// Everybody who may see this person's record.
    Person(PersonId),
    Account(AccountId),
    Staff(StaffId),
    Team(TeamId),
}

/// A hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// Its number: later commits have greater ones.
    pub seq: i64,
    pub about: About,
    pub whom: Whom,
}

impl About {
    const ALL: [Self; 8] = [
        Self::Referral,
        Self::Helpers,
        Self::Access,
        Self::Details,
        Self::Desk,
        Self::Messages,
        Self::Notices,
        Self::Plan,
    ];

    /// Its name on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Helpers => "helpers",
            Self::Access => "access",
            Self::Details => "details",
            Self::Desk => "desk",
            Self::Messages => "messages",
            Self::Notices => "notices",
            Self::Plan => "plan",
        }
    }
}

impl Whom {
    fn text(self) -> String {
        match self {
            Self::Person(id) => format!("person:{id}"),
            Self::Account(id) => format!("account:{id}"),
            Self::Staff(id) => format!("staff:{id}"),
            Self::Team(id) => format!("team:{id}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        match kind {
            "person" => id.parse().ok().map(Self::Person),
            "account" => id.parse().ok().map(Self::Account),
            "staff" => id.parse().ok().map(Self::Staff),
            "team" => id.parse().ok().map(Self::Team),
            _ => None,
        }
    }
}

/// Tells, when the transaction is committed.
pub(super) async fn tell(txn: &DatabaseTransaction, about: About, whom: Whom, now: DateTime<Utc>) -> Result<()> {
    let row = Model {
        id: Uuid::now_v7().to_string(),
        at: now.timestamp_millis(),
        about: about.code().to_owned(),
        whom: whom.text(),
        seq: None,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Numbers what this transaction tells, as the last thing before it is committed. Whether it tells anything.
pub(super) async fn number(txn: &DatabaseTransaction) -> Result<bool> {
    use change_count::{Column as Count, Entity as Counter};

    // What others have told and not committed is not seen here; what they have committed has its number.
    let told: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Seq.is_null())
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(txn)
        .await?;
    let Ok(count) = i64::try_from(told.len()) else { return Ok(false) };
    if count == 0 {
        return Ok(false);
    }
    // Whoever comes later waits here until this transaction has come to its end.
    Counter::update_many().col_expr(Count::Last, Expr::col(Count::Last).add(count)).exec(txn).await?;
    let last = last_number(txn).await?;
    for (seq, id) in (last - count + 1..=last).zip(told) {
        Entity::update_many().col_expr(Column::Seq, Expr::value(seq)).filter(Column::Id.eq(id)).exec(txn).await?;
    }
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_unprepared(&format!("NOTIFY {CHANNEL}")).await?;
    }
    Ok(true)
}

async fn last_number(db: &impl ConnectionTrait) -> Result<i64> {
    let row = change_count::Entity::find_by_id(1).one(db).await?;
    Ok(row.map_or(0, |row| row.last))
}

/// What wakes whoever hands hints on: this process itself, and on PostgreSQL every other.
pub struct Wakeups {
    told: Arc<Notify>,
    /// Absent on SQLite, and while PostgreSQL cannot be listened to.
    listener: Option<PgListener>,
    pool: Option<PgPool>,
}

impl Wakeups {
    /// Waits until something may have been told. That a call is missed is possible: who waits looks now and then anyway.
    pub async fn next(&mut self) {
        match &mut self.listener {
            None => self.told.notified().await,
            Some(listener) => {
                let lost = tokio::select! {
                    () = self.told.notified() => false,
                    heard = listener.recv() => heard.is_err(),
                };
                if lost {
                    tracing::warn!("PostgreSQL cannot be listened to; hints come a little later");
                    self.listener = None;
                }
            }
        }
    }

    /// Listens to PostgreSQL, if it is not listened to already.
    pub async fn listen(&mut self) {
        if let (None, Some(pool)) = (&self.listener, &self.pool) {
            self.listener = listener(pool).await.ok();
        }
    }
}

async fn listener(pool: &PgPool) -> std::result::Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

impl Store {
    /// What wakes whoever hands hints on.
    pub fn wakeups(&self) -> Wakeups {
        let pool = match self.engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(self.db.get_postgres_connection_pool().clone()),
        };
        Wakeups { told: self.told.clone(), listener: None, pool }
    }

    /// The number of the latest hint.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_hint(&self) -> Result<i64> {
        last_number(&self.db).await
    }

    /// Whether every hint after this number is still kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reaches_back_to(&self, seq: i64) -> Result<bool> {
        let last = self.last_hint().await?;
        if seq >= last {
            // A number that was never given comes from another database.
            return Ok(seq == last);
        }
        // Numbers have no gaps but the one at the end where old hints were swept out.
        Ok(Entity::find().filter(Column::Seq.eq(seq + 1)).one(&self.db).await?.is_some())
    }

    /// The hints after a number, in the order of their numbers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hints_after(&self, seq: i64) -> Result<Vec<Hint>> {
        let rows = Entity::find().filter(Column::Seq.gt(seq)).order_by_asc(Column::Seq).all(&self.db).await?;
        let mut hints = Vec::with_capacity(rows.len());
        for row in rows {
            let about = About::ALL.into_iter().find(|about| about.code() == row.about);
            // A newer version of the server may tell of something that this one does not know.
            if let (Some(about), Some(whom), Some(seq)) = (about, Whom::read(&row.whom), row.seq) {
                hints.push(Hint { seq, about, whom });
            }
        }
        Ok(hints)
    }

    /// Takes out what nobody needs any more: old hints, codes a day after their end, ceremonies and sign-ins that are
    /// over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        use super::tables::{ceremony, code, guess_hour, sign_in};

        let writing = self.begin_write().await?;
        let before = |ago: TimeDelta| (now - ago).timestamp_millis();
        Entity::delete_many().filter(Column::At.lt(before(KEPT_FOR))).exec(&writing.txn).await?;
        let day = TimeDelta::days(1);
        code::Entity::delete_many().filter(code::Column::ExpiresAt.lt(before(day))).exec(&writing.txn).await?;
        ceremony::Entity::delete_many()
            .filter(ceremony::Column::ExpiresAt.lt(now.timestamp_millis()))
            .exec(&writing.txn)
            .await?;
        guess_hour::Entity::delete_many().filter(guess_hour::Column::Hour.lt(before(day))).exec(&writing.txn).await?;
        // No sign-in lives longer than thirty days.
        sign_in::Entity::delete_many()
            .filter(sign_in::Column::CreatedAt.lt(before(TimeDelta::days(31))))
            .exec(&writing.txn)
            .await?;
        writing.commit().await
    }
}
