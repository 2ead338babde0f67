//! The database behind the store's back: to count what is there, to plant faults, to look at what the files hold.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};

/// A connection of one's own to a database.
pub enum RawSql {
    Sqlite(SqliteConnection, PathBuf),
    Postgres(PgConnection),
}

impl RawSql {
    /// Connects by the address of a store.
    pub async fn open(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).unwrap().busy_timeout(Duration::from_secs(5));
            let folder = options.get_filename().parent().unwrap().to_owned();
            Self::Sqlite(options.connect().await.unwrap(), folder)
        } else {
            Self::Postgres(PgConnection::connect(url).await.unwrap())
        }
    }

    /// Runs statements; answers how many rows they touched.
    pub async fn run(&mut self, sql: &str) -> u64 {
        let statement = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Self::Sqlite(connection, _) => statement.execute(connection).await.unwrap().rows_affected(),
            Self::Postgres(connection) => statement.execute(connection).await.unwrap().rows_affected(),
        }
    }

    /// Begins to read: what is there now is seen until it commits.
    pub async fn begin_reading(&mut self) {
        let sql = match self {
            Self::Sqlite(..) => "BEGIN",
            Self::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        };
        self.run(sql).await;
    }

    /// The first column of every row, which is text.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection, _) => {
                sqlx::query_scalar::<sqlx::Sqlite, String>(sql).fetch_all(connection).await.unwrap()
            }
            Self::Postgres(connection) => {
                sqlx::query_scalar::<sqlx::Postgres, String>(sql).fetch_all(connection).await.unwrap()
            }
        }
    }

    /// One whole number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection, _) => {
                sqlx::query_scalar::<sqlx::Sqlite, i64>(sql).fetch_one(connection).await.unwrap()
            }
            Self::Postgres(connection) => {
                sqlx::query_scalar::<sqlx::Postgres, i64>(sql).fetch_one(connection).await.unwrap()
            }
        }
    }

    /// The columns of a table, by name.
    pub async fn columns(&mut self, table: &str) -> Vec<String> {
        let sql = match self {
            Self::Sqlite(..) => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name"),
            Self::Postgres(_) => format!(
                "SELECT column_name::text FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY column_name"
            ),
        };
        self.texts(&sql).await
    }

    /// The folders that hold this database's files: on SQLite the database, its log and its index; on PostgreSQL its part
    /// of `base/`, where every table and index lies. Nothing where PostgreSQL runs on another machine or keeps them to
    /// itself.
    pub async fn folders(&mut self) -> Option<Vec<PathBuf>> {
        if let Self::Sqlite(_, folder) = self {
            return Some(vec![folder.clone()]);
        }
        let data =
            PathBuf::from(self.texts("SELECT setting FROM pg_settings WHERE name = 'data_directory'").await.pop()?);
        let number = self.number("SELECT oid::bigint FROM pg_database WHERE datname = current_database()").await;
        let base = data.join("base");
        let own = base.join(number.to_string());
        std::fs::read_dir(&own).ok()?;
        Some([own, base.join("pgsql_tmp")].into_iter().filter(|folder| folder.is_dir()).collect())
    }

    /// Lets everything that is in memory go to the files. SQLite's log is a file already.
    pub async fn flush(&mut self) {
        if let Self::Postgres(_) = self {
            self.run("CHECKPOINT").await;
        }
    }
}

/// The files in these folders that hold these plain letters, whatever is around them.
pub fn files_with(folders: &[PathBuf], needle: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && holds(&path, needle) {
                found.push(path);
            }
        }
    }
    found
}

fn holds(path: &Path, needle: &str) -> bool {
    // A file that PostgreSQL took away meanwhile holds nothing. What is no text is put in signs that are in no needle; a
    // needle of plain letters is found wherever its bytes are.
    std::fs::read(path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(needle))
}
