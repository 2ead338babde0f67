//! Opening the database with the settings that safety and durability ask for, on every connection.

use std::{str::FromStr, time::Duration};

use anyhow::{Context, anyhow};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlxPostgresConnector, SqlxSqliteConnector, Statement};
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Engine, Error, Result};

/// How long to wait for a free connection, and for the lock of SQLite's only writer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How many statements a connection remembers.
const REMEMBERED: usize = 32;

/// SQLite up to 3.51.2 can lose committed rows when its log is reset (<https://www.sqlite.org/releaselog/3_51_3.html>).
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// Connects by the address's kind.
pub(super) async fn connect(url: &str) -> Result<(DatabaseConnection, Engine)> {
    if url.starts_with("sqlite:") {
        Ok((connect_sqlite(url).await?, Engine::Sqlite))
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        Ok((connect_postgres(url).await?, Engine::Postgres))
    } else {
        // The address may hold a password, so it is not repeated.
        Err(Error::Other(anyhow!("the database address must begin with sqlite: or postgres:")))
    }
}

async fn connect_sqlite(url: &str) -> Result<DatabaseConnection> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF")
        .statement_cache_capacity(REMEMBERED)
        .disable_statement_logging();
    if let Some(folder) = options.get_filename().parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))
            .map_err(Error::Other)?;
    }
    let pool = SqlitePoolOptions::new()
        .max_connections(8)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    let db = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
    assert_sqlite_is_new_enough(&db).await?;
    Ok(db)
}

async fn connect_postgres(url: &str) -> Result<DatabaseConnection> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("stile")
        .statement_cache_capacity(REMEMBERED)
        .disable_statement_logging();
    let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE).connect_with(options).await?;
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}

async fn assert_sqlite_is_new_enough(db: &DatabaseConnection) -> Result<()> {
    let asked = Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version()");
    let row =
        db.query_one_raw(asked).await?.ok_or_else(|| Error::Other(anyhow!("SQLite does not tell its version")))?;
    let version: String = row.try_get_by_index(0)?;
    if is_new_enough(&version) {
        Ok(())
    } else {
        Err(Error::Other(anyhow!("SQLite {version} can lose committed rows; 3.51.3 or newer is needed")))
    }
}

fn is_new_enough(version: &str) -> bool {
    let parts: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    parts.as_slice() >= OLDEST_SQLITE.as_slice()
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_compare_by_number() {
        assert!(is_new_enough("3.51.3"));
        assert!(is_new_enough("3.54.0"));
        assert!(is_new_enough("4.0.0"));
        assert!(!is_new_enough("3.51.2"));
        assert!(!is_new_enough("3.9.9"));
        assert!(!is_new_enough("unknown"));
    }
}
