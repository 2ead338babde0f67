//! What cannot be seen from outside: the settings of every connection, and what errors mean.

#![expect(clippy::unwrap_used, reason = "tests")]

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use tempfile::TempDir;

use super::{Engine, Error, connect::connect};

async fn database() -> (DatabaseConnection, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("stile.db").display());
    let (db, engine) = connect(&url).await.unwrap();
    assert_eq!(engine, Engine::Sqlite);
    (db, folder)
}

async fn pragma(on: &impl ConnectionTrait, name: &str) -> String {
    let asked = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    let row = on.query_one_raw(asked).await.unwrap().unwrap();
    row.try_get_by_index::<String>(0)
        .or_else(|_| row.try_get_by_index::<i64>(0).map(|number| number.to_string()))
        .unwrap()
}

#[tokio::test]
async fn every_connection_is_durable_and_strict() {
    let (db, _folder) = database().await;
    // Open at once, so that they are different connections.
    let open = [db.begin().await.unwrap(), db.begin().await.unwrap(), db.begin().await.unwrap()];
    for connection in &open {
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("busy_timeout", "5000"),
            ("secure_delete", "1"),
            ("trusted_schema", "0"),
        ] {
            assert_eq!(pragma(connection, name).await, value, "{name}");
        }
    }
}

#[tokio::test]
async fn a_full_disk_is_told_as_such() {
    let (db, _folder) = database().await;
    let txn = db.begin().await.unwrap();
    txn.execute_unprepared("CREATE TABLE big (x BLOB)").await.unwrap();
    pragma(&txn, "max_page_count = 20").await;
    let full = txn.execute_unprepared("INSERT INTO big VALUES (zeroblob(1000000))").await.unwrap_err();
    assert!(matches!(Error::from(full), Error::Full));
}

#[tokio::test]
async fn a_locked_database_is_away_and_a_double_a_conflict() {
    let (db, _folder) = database().await;
    db.execute_unprepared("CREATE TABLE one (x INTEGER PRIMARY KEY)").await.unwrap();
    db.execute_unprepared("INSERT INTO one VALUES (1)").await.unwrap();
    let double = db.execute_unprepared("INSERT INTO one VALUES (1)").await.unwrap_err();
    assert!(matches!(Error::from(double), Error::Conflict));
    let nonsense = db.execute_unprepared("INSERT INTO none VALUES (1)").await.unwrap_err();
    assert!(matches!(Error::from(nonsense), Error::Other(_)));

    let writing = db.begin().await.unwrap();
    writing.execute_unprepared("INSERT INTO one VALUES (2)").await.unwrap();
    let waiting = db.begin().await.unwrap();
    pragma(&waiting, "busy_timeout = 0").await;
    let locked = waiting.execute_unprepared("INSERT INTO one VALUES (3)").await.unwrap_err();
    assert!(matches!(Error::from(locked), Error::Unavailable(_)));
}

#[tokio::test]
async fn a_strange_address_is_refused_without_repeating_it() {
    let error = connect("mysql://root:secret@localhost/x").await.unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
}
