//! The audit: rows are only ever added, and whatever is changed, taken out or put in between shows.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::process::{Command, Output};

use chrono::TimeDelta;
use stile_api::store::{Actor, Deed, Store};
use uuid::Uuid;
use wire::{AccountId, Looked, PersonId, StaffId};

use super::raw_sql::RawSql;
use super::support::located_stores;
use super::test_app::monday;

/// How many rows are tried by changing one byte.
const TRIES: usize = 200;

const ROWS: i64 = 60;

/// A deed like many others.
fn deed(number: i64) -> Deed {
    let id = Uuid::now_v7();
    Deed {
        actor: if number % 3 == 0 { Actor::Account(AccountId(id)) } else { Actor::Staff(StaffId(id)) },
        person: PersonId(Uuid::now_v7()),
        what: [Looked::Listed, Looked::OpenedRecord, Looked::ChangedStage][usize::try_from(number % 3).unwrap()],
    }
}

async fn fill(store: &Store, rows: i64) {
    for number in 0..rows {
        store.remember(deed(number), monday() + TimeDelta::seconds(number)).await.unwrap();
    }
}

async fn broken_at(store: &Store) -> Option<i64> {
    store.check_audit().await.unwrap().broken_at
}

fn below(most: usize) -> usize {
    usize::try_from(u64::from_le_bytes(stile_api::random::bytes()) % u64::try_from(most).unwrap()).unwrap()
}

#[tokio::test]
async fn what_was_written_is_whole() {
    for located in located_stores().await {
        let empty = located.store.check_audit().await.unwrap();
        assert_eq!((empty.rows, empty.broken_at, empty.head.as_str()), (0, None, ""));
        fill(&located.store, 5).await;
        let check = located.store.check_audit().await.unwrap();
        assert_eq!((check.rows, check.broken_at, check.head.len()), (5, None, 64));
        assert!(located.store.audit_has(&check.head).await.unwrap());
    }
}

#[tokio::test]
async fn one_changed_byte_is_found_at_its_row() {
    for located in located_stores().await {
        let (store, mut raw) = (located.store, RawSql::open(&located.url).await);
        fill(&store, ROWS).await;
        let columns = ["actor_kind", "actor", "person", "what", "about", "hash", "at", "seq"];
        for number in 0..TRIES {
            let row = 1 + i64::try_from(below(usize::try_from(ROWS).unwrap())).unwrap();
            let column = columns[number % columns.len()];
            let restore = if matches!(column, "at" | "seq") {
                let value = raw.number(&format!("SELECT {column} FROM audit WHERE seq = {row}")).await;
                // A number beyond the last row; the place it leaves is empty.
                let bit = if column == "at" { 1_i64 << below(40) } else { 1 << (7 + below(40)) };
                raw.run(&format!("UPDATE audit SET {column} = {} WHERE seq = {row}", value ^ bit)).await;
                let now = if column == "seq" { value ^ bit } else { row };
                format!("UPDATE audit SET {column} = {value} WHERE seq = {now}")
            } else {
                let value = raw.texts(&format!("SELECT {column} FROM audit WHERE seq = {row}")).await.remove(0);
                let changed = flipped(&value);
                assert_ne!(changed, value);
                raw.run(&format!("UPDATE audit SET {column} = '{changed}' WHERE seq = {row}")).await;
                format!("UPDATE audit SET {column} = '{value}' WHERE seq = {row}")
            };
            assert_eq!(broken_at(&store).await, Some(row), "{column} of row {row} of {:?}", store.engine());
            raw.run(&restore).await;
        }
        assert_eq!(broken_at(&store).await, None, "all is as it was");
    }
}

/// One byte is another; where there was nothing, something is.
fn flipped(text: &str) -> String {
    if text.is_empty() {
        return "x".to_owned();
    }
    let mut bytes = text.as_bytes().to_vec();
    let at = below(bytes.len());
    // Still a letter, a digit or a sign that can stand in a text.
    bytes[at] ^= 1;
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_row_that_was_taken_out_or_exchanged_is_found_at_its_place() {
    for located in located_stores().await {
        let (store, mut raw) = (located.store, RawSql::open(&located.url).await);
        fill(&store, ROWS).await;
        raw.run("CREATE TABLE aside AS SELECT * FROM audit").await;
        for row in [1, 2, 7, 31, ROWS - 1] {
            raw.run(&format!("DELETE FROM audit WHERE seq = {row}")).await;
            assert_eq!(broken_at(&store).await, Some(row));
            raw.run(&format!("INSERT INTO audit SELECT * FROM aside WHERE seq = {row}")).await;
        }
        // Two rows change places.
        raw.run("UPDATE audit SET seq = 999 WHERE seq = 10").await;
        raw.run("UPDATE audit SET seq = 10 WHERE seq = 20").await;
        raw.run("UPDATE audit SET seq = 20 WHERE seq = 999").await;
        assert_eq!(broken_at(&store).await, Some(10));
        raw.run("DELETE FROM audit").await;
        raw.run("INSERT INTO audit SELECT * FROM aside").await;
        assert_eq!(broken_at(&store).await, None);
        // A row that nobody's deed made, before the first.
        for before in [0, -5] {
            raw.run(&format!(
                "INSERT INTO audit SELECT {before}, at, actor_kind, actor, person, what, about, hash FROM aside WHERE seq = 1"
            ))
            .await;
            assert_eq!(broken_at(&store).await, Some(1), "a row numbered {before}");
            raw.run(&format!("DELETE FROM audit WHERE seq = {before}")).await;
        }
        assert_eq!(broken_at(&store).await, None);
    }
}

#[tokio::test]
async fn a_tail_that_was_cut_shows_against_a_digest_that_was_kept() {
    for located in located_stores().await {
        let (store, mut raw) = (located.store, RawSql::open(&located.url).await);
        fill(&store, 10).await;
        let early = store.check_audit().await.unwrap().head;
        fill(&store, 10).await;
        let late = store.check_audit().await.unwrap().head;
        raw.run("DELETE FROM audit WHERE seq > 15").await;
        assert_eq!(broken_at(&store).await, None, "by itself what is left is whole");
        assert!(store.audit_has(&early).await.unwrap() && !store.audit_has(&late).await.unwrap());
        raw.run("DELETE FROM audit").await;
        assert!(!store.audit_has(&early).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_once_keep_the_chain_whole() {
    for located in located_stores().await {
        // Two servers of one database, several writers in each.
        let other = Store::open(&located.url).await.unwrap();
        let mut writers = Vec::new();
        for writer in 0..8 {
            let store = if writer % 2 == 0 { located.store.clone() } else { other.clone() };
            writers.push(tokio::spawn(async move {
                for number in 0..20 {
                    store.remember(deed(number), monday()).await.unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let check = located.store.check_audit().await.unwrap();
        assert_eq!((check.rows, check.broken_at), (160, None), "{:?}", located.store.engine());
        other.close().await.unwrap();
    }
}

fn verify(url: &str, folder: &Path, more: &[&str]) -> Output {
    let arguments = [&["audit", "verify"], more].concat();
    Command::new(env!("CARGO_BIN_EXE_stile"))
        .args(arguments)
        .env("DATABASE_URL", url)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_command_says_so_and_fails_when_it_is_broken() {
    for located in located_stores().await {
        let folder = tempfile::tempdir().unwrap();
        let mut raw = RawSql::open(&located.url).await;
        fill(&located.store, 9).await;
        let head = located.store.check_audit().await.unwrap().head;
        let whole = verify(&located.url, folder.path(), &[]);
        let printed = String::from_utf8(whole.stdout).unwrap();
        assert!(whole.status.success() && printed.contains("9 rows") && printed.contains(&head), "{printed}");
        assert!(verify(&located.url, folder.path(), &["--holds", &head]).status.success());
        raw.run("UPDATE audit SET what = 'listee' WHERE seq = 4").await;
        let broken = verify(&located.url, folder.path(), &[]);
        let told = String::from_utf8(broken.stderr).unwrap();
        assert!(!broken.status.success() && told.contains("row 4"), "{told}");
        raw.run("UPDATE audit SET what = 'listed' WHERE seq = 4").await;
        assert!(verify(&located.url, folder.path(), &[]).status.success());
        raw.run("DELETE FROM audit WHERE seq = 9").await;
        assert!(verify(&located.url, folder.path(), &[]).status.success());
        let cut = verify(&located.url, folder.path(), &["--holds", &head]);
        let told = String::from_utf8(cut.stderr).unwrap();
        assert!(!cut.status.success() && told.contains("taken out"), "{told}");
    }
}
