//! What has to be done after something was kept, in the transaction that causes it: claimed with a lease, tried again,
//! and in the end left where staff see it. A job names what it is about; it holds nothing personal itself.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _, LockBehavior, LockType},
};
use uuid::Uuid;

use super::{
    Engine, Result, Store,
    tables::job::{Column, Entity, Model},
};

/// How long a claimed job is left alone. Longer than sending may take.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobKind {
    SendCode,
    /// Take what was erased out of the database's files.
    Scrub,
    /// Say at the desk that a message has waited for too long.
    Escalate,
    /// Tell somebody of what is new, over the next channel.
    Tell,
    /// See whether a promise is kept.
    Promise,
    /// Remind of a date that was agreed.
    Remind,
    /// Write to a team's own address.
    WriteToTeam,
    /// Pass somebody's words on to whoever runs a group.
    WriteToHost,
    /// Write to a team lead.
    WriteToLead,
    /// See whether somebody's next check-in is due.
    CheckIn,
    /// See what somebody is to be told of the meetings to which they go.
    Meetings,
}

/// A claimed job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: Uuid,
    pub kind: JobKind,
    /// The id of what it is about.
    pub about: String,
    /// How often it was tried before.
    pub attempts: u32,
}

impl JobKind {
    const fn code(self) -> &'static str {
        match self {
            Self::SendCode => "send_code",
            Self::Scrub => "scrub",
            Self::Escalate => "escalate",
            Self::Tell => "tell",
            Self::Promise => "promise",
            Self::Remind => "remind",
            Self::WriteToTeam => "write_to_team",
            Self::WriteToHost => "write_to_host",
            Self::WriteToLead => "write_to_lead",
            Self::CheckIn => "check_in",
            Self::Meetings => "meetings",
        }
    }

    fn read(code: &str) -> Option<Self> {
        [
            Self::SendCode,
            Self::Scrub,
            Self::Escalate,
            Self::Tell,
            Self::Promise,
            Self::Remind,
            Self::WriteToTeam,
            Self::WriteToHost,
            Self::WriteToLead,
            Self::CheckIn,
            Self::Meetings,
        ]
        .into_iter()
        .find(|kind| kind.code() == code)
    }
}

/// Adds a job, to be done once the transaction is committed.
pub(super) async fn enqueue(txn: &DatabaseTransaction, kind: JobKind, about: &str, now: DateTime<Utc>) -> Result<()> {
    enqueue_at(txn, kind, about, now).await
}

/// Adds a job that is not to be done before an instant.
pub(super) async fn enqueue_at(txn: &DatabaseTransaction, kind: JobKind, about: &str, at: DateTime<Utc>) -> Result<()> {
    let row = Model {
        id: Uuid::now_v7().to_string(),
        kind: kind.code().to_owned(),
        about: about.to_owned(),
        run_at: at.timestamp_millis(),
        attempts: 0,
        leased_until: None,
        dead_at: None,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Adds a job, unless one of its kind about the same waits already: that one serves for both. One that is under way may
/// be too far by now.
pub(super) async fn enqueue_once(
    txn: &DatabaseTransaction,
    kind: JobKind,
    about: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let waiting = Entity::find()
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::About.eq(about))
        .filter(Column::DeadAt.is_null())
        .filter(Column::LeasedUntil.is_null())
        .one(txn)
        .await?;
    if waiting.is_none() { enqueue(txn, kind, about, now).await } else { Ok(()) }
}

/// Adds a job in the place of every other of its kind that is about the same.
pub(super) async fn enqueue_instead(
    txn: &DatabaseTransaction,
    kind: JobKind,
    about: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    forget_jobs(txn, kind, about).await?;
    enqueue_at(txn, kind, about, at).await
}

/// Nothing of a kind is to be done about this any more.
pub(super) async fn forget_jobs(txn: &DatabaseTransaction, kind: JobKind, about: &str) -> Result<()> {
    Entity::delete_many().filter(Column::Kind.eq(kind.code())).filter(Column::About.eq(about)).exec(txn).await?;
    Ok(())
}

/// What jobs of a kind are about has another name from now on.
pub(super) async fn rename_jobs(txn: &DatabaseTransaction, kind: JobKind, from: &str, into: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::About, Expr::value(into))
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::About.eq(from))
        .exec(txn)
        .await?;
    Ok(())
}

impl Store {
    /// Adds a letter to a team's own address, to be sent at once, unless one waits already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue_letter(&self, team: wire::TeamId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        enqueue_once(&writing.txn, JobKind::WriteToTeam, &team.to_string(), now).await?;
        writing.commit().await
    }

    /// Takes the next job that is due, so that nobody else does it meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_job(&self, now: DateTime<Utc>) -> Result<Option<Job>> {
        let millis = now.timestamp_millis();
        let due = Entity::find()
            .filter(Column::DeadAt.is_null())
            .filter(Column::RunAt.lte(millis))
            .filter(Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lt(millis)))
            // Somebody waits for a code; nobody waits for a notice.
            .order_by_desc(Column::Kind.eq(JobKind::SendCode.code()))
            .order_by_asc(Column::RunAt)
            .order_by_asc(Column::Id);
        // Mostly there is none, and then nothing is written.
        if due.clone().one(&self.db).await?.is_none() {
            return Ok(None);
        }
        let writing = self.begin_write().await?;
        let due = match self.engine {
            Engine::Sqlite => due,
            Engine::Postgres => due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked),
        };
        let Some(row) = due.one(&writing.txn).await? else { return Ok(None) };
        Entity::update_many()
            .col_expr(Column::LeasedUntil, (now + LEASE).timestamp_millis().into())
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.eq(&row.id))
            .exec(&writing.txn)
            .await?;
        writing.commit().await?;
        let Some(kind) = JobKind::read(&row.kind) else { return Ok(None) };
        Ok(Some(Job {
            id: super::codes::id(&row.id)?,
            kind,
            about: row.about,
            attempts: u32::try_from(row.attempts).unwrap_or(0),
        }))
    }

    /// Every job of a kind, under way or not.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn jobs_of(&self, kind: JobKind) -> Result<Vec<Uuid>> {
        let rows = Entity::find().filter(Column::Kind.eq(kind.code())).all(&self.db).await?;
        rows.iter().map(|row| super::codes::id(&row.id)).collect()
    }

    /// Takes out a job that is done, or that need not be done any more.
    ///
    /// # Errors
    /// When the database fails; then it is done again.
    pub async fn finish_job(&self, id: Uuid) -> Result<()> {
        let writing = self.begin_write().await?;
        Entity::delete_by_id(id.to_string()).exec(&writing.txn).await?;
        writing.commit().await
    }

    /// Puts a job back to be tried at an instant, or lays it aside as dead where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_job_back(&self, id: Uuid, run_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let update = match run_at {
            Some(at) => Entity::update_many().col_expr(Column::RunAt, at.timestamp_millis().into()),
            None => Entity::update_many().col_expr(Column::DeadAt, now.timestamp_millis().into()),
        };
        update
            .col_expr(Column::LeasedUntil, Expr::value(Option::<i64>::None))
            .filter(Column::Id.eq(id.to_string()))
            .exec(&writing.txn)
            .await?;
        writing.commit().await
    }
}
