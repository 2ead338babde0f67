//! Transactions: writes take their turn, reads of several pages see one moment.

use std::sync::Arc;

use anyhow::anyhow;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, IsolationLevel, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::{
    sync::{Notify, OwnedMutexGuard},
    time::timeout,
};

use super::{Engine, Error, Result, Store, changes, connect::PATIENCE};

/// How many rows one statement writes. Far below what the engines take (32,766 and 65,535 values): each connection
/// remembers its latest statements, and large ones of ever different sizes would fill the memory.
pub(super) const ROWS_AT_ONCE: usize = 1_000;

/// A transaction that may write. Dropped without [`Writing::commit`], nothing of it remains.
pub(super) struct Writing {
    /// Before the turn, so that it is given up first.
    pub(super) txn: DatabaseTransaction,
    turn: Option<OwnedMutexGuard<()>>,
    told: Arc<Notify>,
}

impl Writing {
    /// Makes it durable, and wakes whoever follows changes.
    pub(super) async fn commit(self) -> Result<()> {
        let Self { txn, turn, told } = self;
        let has_told = changes::number(&txn).await?;
        txn.commit().await?;
        drop(turn);
        if has_told {
            told.notify_one();
        }
        Ok(())
    }
}

impl Store {
    /// Begins to write. On SQLite it takes the write lock at once, so that nothing read in it can be out of date.
    pub(super) async fn begin_write(&self) -> Result<Writing> {
        let turn = match self.engine {
            Engine::Sqlite => Some(
                timeout(PATIENCE, self.turn.clone().lock_owned())
                    .await
                    .map_err(|_| Error::Unavailable(anyhow!("others are writing")))?,
            ),
            Engine::Postgres => None,
        };
        let txn = self
            .db
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await?;
        Ok(Writing { txn, turn, told: self.told.clone() })
    }

    /// Begins to read at one moment, however many pages are read.
    pub(super) async fn begin_read(&self) -> Result<DatabaseTransaction> {
        Ok(match self.engine {
            Engine::Sqlite => self.db.begin().await?,
            Engine::Postgres => {
                self.db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?
            }
        })
    }
}

/// Keeps others that ask for the same name out until the transaction ends. SQLite needs none: its writers are alone.
pub(super) async fn lock_name(txn: &DatabaseTransaction, name: &str) -> Result<()> {
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
            [name.into()],
        ))
        .await?;
    }
    Ok(())
}
