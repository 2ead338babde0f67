//! What can go wrong in the store, as few kinds as a caller can act on.

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use sqlx::error::DatabaseError;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something with this id, name or reference is there already.
    #[error("that is there already")]
    Conflict,
    /// Nothing more can be written. Reading still works.
    #[error("the disk is full")]
    Full,
    /// The database is away or too busy. Nothing was saved; trying again later may help.
    #[error("the database is away")]
    Unavailable(#[source] anyhow::Error),
    /// A fault of ours, or a row that cannot be read.
    #[error("the store failed")]
    Other(#[source] anyhow::Error),
}

/// What the store answers.
pub type Result<T> = std::result::Result<T, Error>;

/// What an error of the database means to us.
enum Meaning {
    Full,
    Away,
    Fault,
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
            return Self::Conflict;
        }
        match meaning(&error) {
            Meaning::Full => Self::Full,
            Meaning::Away => Self::Unavailable(error.into()),
            Meaning::Fault => Self::Other(error.into()),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::from(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
    }
}

fn meaning(error: &DbErr) -> Meaning {
    match error {
        DbErr::ConnectionAcquire(_) => Meaning::Away,
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => match error.as_ref() {
            sqlx::Error::Database(error) => meaning_of_code(error.as_ref()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Meaning::Away,
            _ => Meaning::Fault,
        },
        _ => Meaning::Fault,
    }
}

/// Result codes: <https://www.sqlite.org/rescode.html> (the low byte is the kind) and
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html> (the first two characters are the class).
fn meaning_of_code(error: &(dyn DatabaseError + 'static)) -> Meaning {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        return match code.parse::<u32>().map(|code| code & 0xFF) {
            // SQLITE_FULL
            Ok(13) => Meaning::Full,
            // SQLITE_BUSY, LOCKED, READONLY, IOERR, CANTOPEN
            Ok(5 | 6 | 8 | 10 | 14) => Meaning::Away,
            _ => Meaning::Fault,
        };
    }
    match &*code {
        // disk_full
        "53100" => Meaning::Full,
        // serialization_failure, deadlock_detected, lock_not_available, read_only_sql_transaction
        "40001" | "40P01" | "55P03" | "25006" => Meaning::Away,
        // connection exceptions, insufficient resources, operator intervention
        code if code.starts_with("08") || code.starts_with("53") || code.starts_with("57P") => Meaning::Away,
        _ => Meaning::Fault,
    }
}
