//! Every table is somebody's or nobody's, and is written down as one of the two.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use stile_api::store::{NOBODYS, Store, tables_of_people};

use super::super::raw_sql::RawSql;
use super::super::support::located_stores;

/// Columns that say whose a row is.
const WHOSE: [&str; 5] = ["person", "account", "adds_to", "referral", "address_key"];

/// Tables of nobody's that have such a column all the same, and why that is right.
const EXCUSED: [&str; 0] = [];

/// Tables that nobody has thought about.
async fn unmapped(store: &Store) -> Vec<String> {
    let known: BTreeSet<&str> = tables_of_people().chain(NOBODYS).collect();
    let all = store.table_names().await.unwrap();
    assert!(all.len() > 30, "{all:?}");
    all.into_iter().filter(|table| !known.contains(table.as_str())).collect()
}

/// Tables that are said to be nobody's, and whose rows name somebody.
async fn mistaken(raw: &mut RawSql) -> Vec<String> {
    let mut found = Vec::new();
    for table in NOBODYS.into_iter().filter(|table| !EXCUSED.contains(table)) {
        for column in raw.columns(table).await {
            if WHOSE.contains(&column.as_str()) {
                found.push(format!("{table}.{column}"));
            }
        }
    }
    found
}

#[tokio::test]
async fn every_table_is_mapped() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        assert_eq!(unmapped(&located.store).await, [""; 0]);
        assert_eq!(mistaken(&mut raw).await, [""; 0]);
        let mapped: BTreeSet<&str> = tables_of_people().collect();
        assert!(NOBODYS.iter().all(|table| !mapped.contains(table)), "no table is both");
        // What is mapped is there: a table that was renamed shows too.
        let all: BTreeSet<String> = located.store.table_names().await.unwrap().into_iter().collect();
        assert!(mapped.iter().all(|table| all.contains(*table)));
    }
}

#[tokio::test]
async fn a_new_table_that_nobody_has_mapped_is_found() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        raw.run("CREATE TABLE newcomer (id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL)").await;
        assert_eq!(unmapped(&located.store).await, ["newcomer"]);
        // And a table of nobody's that comes to name somebody.
        raw.run("ALTER TABLE report ADD COLUMN account TEXT").await;
        assert_eq!(mistaken(&mut raw).await, ["report.account"]);
    }
}

#[tokio::test]
async fn postgresql_keeps_no_samples_of_what_people_wrote() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let RawSql::Postgres(_) = raw else { continue };
        for table in tables_of_people() {
            let sampled = format!(
                "SELECT attname::text FROM pg_attribute WHERE attrelid = '\"{table}\"'::regclass AND attnum > 0 \
                 AND atttypid = 'text'::regtype AND attstattarget <> 0"
            );
            assert_eq!(raw.texts(&sampled).await, [""; 0], "{table}");
        }
    }
}
