//! Importing feeds: what is taken from them, what is refused, and that a feed comes in whole or not at all.

#![expect(clippy::unwrap_used, reason = "tests")]

mod fuzz;
mod paged;
mod rows;
mod shared_feeds;

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::directory::GroupRecord;
use domain::need::NeedMap;
use serde_json::{Value, json};
use stile_api::directory::{self, ImportReport, Reason, Refusal, Silent};
use stile_api::store::{Store, StoredGroup};
use wire::Standing;

use super::support::stores;

/// A Monday morning.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 9, 0, 0).unwrap()
}

/// A page of these rows, the only one of its feed.
fn page(rows: &[Value]) -> Vec<u8> {
    let page = json!({
        "total_items": rows.len(), "total_pages": 1, "page_number": 1, "size": rows.len(),
        "first_page": true, "last_page": true, "empty": rows.is_empty(), "contents": rows,
    });
    serde_json::to_vec(&page).unwrap()
}

/// A service with no more than it must have.
fn service(id: &str, name: &str) -> Value {
    json!({ "id": id, "name": name, "status": "active" })
}

fn services(count: usize) -> Vec<Value> {
    (0..count).map(|number| service(&format!("s{number}"), &format!("Group {number}"))).collect()
}

async fn take(store: &Store, rows: &[Value]) -> ImportReport {
    directory::import_page(store, &page(rows), "test", &NeedMap::built_in(), now()).await.unwrap()
}

async fn import_file(store: &Store, path: &Path, name: Option<&str>) -> anyhow::Result<ImportReport> {
    let source = path.to_str().unwrap();
    directory::import(store, source, name, &NeedMap::built_in(), now(), &Silent).await
}

/// What is kept of the group with this id in its feed.
async fn kept(store: &Store, source_id: &str) -> StoredGroup {
    let groups = store.load_groups().await.unwrap();
    groups.into_iter().find(|group| group.record.source_id == source_id).unwrap()
}

/// The groups of one row, read without a store.
fn read_one(row: &Value) -> (GroupRecord, Vec<Refusal>) {
    let today = now().date_naive();
    let (mut records, refused) =
        directory::read_records(&page(std::slice::from_ref(row)), "test", &NeedMap::built_in(), today).unwrap();
    (records.remove(0), refused)
}

/// A file of the shared data, when it is there. On CI it has to be.
#[expect(clippy::print_stderr, reason = "a test that did not run has to say so")]
pub(super) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../../../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs {}", path.display());
    eprintln!("SKIPPED, the shared data is not there: {}", path.display());
    None
}

#[tokio::test]
async fn second_import_changes_nothing() {
    for store in stores().await {
        let first = take(&store, &services(3)).await;
        assert_eq!((first.added, first.changed, first.unchanged, first.gone), (3, 0, 0, 0));
        assert!(first.refused.is_empty());
        let (version, before) = (store.catalogue_version().await.unwrap(), store.load_groups().await.unwrap());
        let second = take(&store, &services(3)).await;
        assert_eq!((second.added, second.changed, second.unchanged, second.gone), (0, 0, 3, 0));
        assert_eq!(store.catalogue_version().await.unwrap(), version);
        assert_eq!(store.load_groups().await.unwrap(), before);
    }
}

#[tokio::test]
async fn changed_group_keeps_its_id() {
    for store in stores().await {
        take(&store, &services(2)).await;
        let before = kept(&store, "s1").await;
        let report = take(&store, &[service("s0", "Group 0"), service("s1", "New name")]).await;
        assert_eq!((report.changed, report.unchanged), (1, 1));
        let after = kept(&store, "s1").await;
        assert_eq!((after.id, after.record.name.as_str()), (before.id, "New name"));
    }
}

#[tokio::test]
async fn vanished_group_is_marked_gone_and_may_return() {
    for store in stores().await {
        take(&store, &services(3)).await;
        let report = take(&store, &services(2)).await;
        assert_eq!((report.unchanged, report.gone), (2, 1));
        let gone = kept(&store, "s2").await;
        assert!(gone.gone);
        // It is not counted as gone again.
        assert_eq!(take(&store, &services(2)).await.gone, 0);
        let report = take(&store, &services(3)).await;
        assert_eq!((report.added, report.changed, report.unchanged), (0, 1, 2));
        let back = kept(&store, "s2").await;
        assert_eq!((back.id, back.gone), (gone.id, false));
    }
}

#[tokio::test]
async fn row_that_turned_bad_keeps_what_was_known() {
    for store in stores().await {
        take(&store, &services(2)).await;
        let report = take(&store, &[service("s0", "Group 0"), json!({ "id": "s1", "name": null })]).await;
        assert_eq!((report.gone, report.rows_refused()), (0, 1));
        let still = kept(&store, "s1").await;
        assert_eq!((still.gone, still.record.name.as_str()), (false, "Group 1"));
    }
}

#[tokio::test]
async fn bad_rows_are_reported_and_the_rest_is_kept() {
    for store in stores().await {
        let rows = [
            service("a", "First"),
            json!(5),
            json!({ "name": "No id" }),
            json!({ "id": "b" }),
            json!({ "id": "c", "name": "<p> </p>" }),
            json!({ "id": { "x": 1 }, "name": "Strange id" }),
            service("a", "Second"),
            json!({ "id": 12, "name": 1066 }),
        ];
        let report = take(&store, &rows).await;
        let refused: Vec<(&str, &str, Reason)> = report
            .refused
            .iter()
            .map(|refusal| (refusal.id.as_str(), refusal.field.as_str(), refusal.reason.clone()))
            .collect();
        let expected = [
            ("#2", "row", Reason::NotAnObject),
            ("#3", "id", Reason::Missing),
            ("b", "name", Reason::Missing),
            ("c", "name", Reason::Missing),
            ("#6", "id", Reason::Missing),
            ("a", "id", Reason::Duplicate),
        ];
        assert_eq!(refused, expected);
        assert!(report.refused.iter().all(|refusal| refusal.source == "test" && refusal.is_whole_row()));
        assert_eq!(report.added, 2);
        assert_eq!(kept(&store, "a").await.record.name, "First");
        assert_eq!(kept(&store, "12").await.record.name, "1066");
    }
}

#[tokio::test]
async fn row_of_broken_json_costs_itself_alone() {
    for store in stores().await {
        let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
        let text = format!(
            r#"{{"contents": [
                {{"id": "a", "name": "\ud83d cut emoji"}}, {{"id": "b", "name": "Whole"}},
                {{"id": "c", "name": "Deep", "x": {deep}}}]}}"#
        );
        let report =
            directory::import_page(&store, text.as_bytes(), "test", &NeedMap::built_in(), now()).await.unwrap();
        assert_eq!((report.added, report.rows_refused()), (1, 2));
        assert!(report.refused.iter().all(|refusal| refusal.reason == Reason::Unreadable));
    }
}

#[tokio::test]
async fn page_that_is_cut_off_changes_nothing() {
    for store in stores().await {
        take(&store, &services(3)).await;
        let (version, before) = (store.catalogue_version().await.unwrap(), store.load_groups().await.unwrap());
        let whole = page(&services(9));
        let needs = NeedMap::built_in();
        for bytes in
            [&whole[..whole.len() - 20], &whole[..whole.len() - 1], b"", b"{}", b"<html>", b"7", b"{\"contents\":5}"]
        {
            assert!(directory::import_page(&store, bytes, "test", &needs, now()).await.is_err());
        }
        assert_eq!(store.catalogue_version().await.unwrap(), version);
        assert_eq!(store.load_groups().await.unwrap(), before);
    }
}

#[tokio::test]
async fn file_plain_or_packed_is_remembered_and_refreshed() {
    for store in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clubs.json.gz");
        write_packed(&path, &page(&services(2)));
        assert_eq!(import_file(&store, &path, None).await.unwrap().added, 2);
        let feeds = store.list_feeds().await.unwrap();
        assert_eq!(feeds.len(), 1);
        assert_eq!((feeds[0].name.as_str(), feeds[0].imported_at), ("clubs", Some(now())));

        // The same source again finds its feed, whatever that is called, and so does a refresh.
        std::fs::write(&path, page(&services(3))).unwrap();
        let later = now() + TimeDelta::hours(1);
        let options = directory::ImportOptions::default();
        let needs = NeedMap::built_in();
        let done = directory::refresh(&store, None, &needs, later, &Silent, &options).await.unwrap();
        assert_eq!(done.len(), 1);
        assert_eq!(done[0].feed, "clubs");
        assert_eq!(done[0].outcome.as_ref().unwrap().added, 1);
        assert_eq!(store.list_feeds().await.unwrap()[0].imported_at, Some(later));
        assert!(directory::refresh(&store, Some("nobody"), &needs, later, &Silent, &options).await.is_err());
    }
}

#[tokio::test]
async fn two_feeds_live_side_by_side() {
    for store in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one.json"), folder.path().join("other.json"));
        std::fs::write(&one, page(&services(2))).unwrap();
        std::fs::write(&other, page(&services(1))).unwrap();
        import_file(&store, &one, Some("mine")).await.unwrap();
        // The same ids in another feed are other groups.
        assert_eq!(import_file(&store, &other, Some("theirs")).await.unwrap().added, 1);
        assert_eq!(store.load_groups().await.unwrap().iter().filter(|group| !group.gone).count(), 3);

        // A name made from a file must not take over a feed that comes from elsewhere.
        let nested = folder.path().join("below");
        std::fs::create_dir(&nested).unwrap();
        std::fs::write(nested.join("mine.json"), page(&services(1))).unwrap();
        assert!(import_file(&store, &nested.join("mine.json"), None).await.is_err());
        assert_eq!(store.load_groups().await.unwrap().iter().filter(|group| !group.gone).count(), 3);
    }
}

#[tokio::test]
async fn feed_that_shrank_by_more_than_half_needs_consent() {
    for store in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feed.json");
        std::fs::write(&path, page(&services(22))).unwrap();
        import_file(&store, &path, None).await.unwrap();
        for left in [0, 10] {
            std::fs::write(&path, page(&services(left))).unwrap();
            let error = import_file(&store, &path, None).await.unwrap_err().to_string();
            assert!(error.contains("--allow-shrink"), "{error}");
            assert!(store.load_groups().await.unwrap().iter().all(|group| !group.gone));
        }
        std::fs::write(&path, page(&services(11))).unwrap();
        assert_eq!(import_file(&store, &path, None).await.unwrap().gone, 11);

        // With consent anything goes.
        std::fs::write(&path, page(&services(22))).unwrap();
        import_file(&store, &path, None).await.unwrap();
        std::fs::write(&path, page(&services(1))).unwrap();
        let options = directory::ImportOptions { allow_shrink: true, ..directory::ImportOptions::default() };
        let source = path.to_str().unwrap();
        let needs = NeedMap::built_in();
        let report = directory::import_with(&store, source, None, &needs, now(), &Silent, &options).await.unwrap();
        assert_eq!(report.gone, 21);
    }
}

#[tokio::test]
async fn status_of_the_feed_is_kept() {
    for store in stores().await {
        let row = |id: &str, status: Value| json!({ "id": id, "name": "Group", "status": status });
        let rows = [
            row("a", json!("active")),
            row("b", json!("Temporarily Closed")),
            row("c", json!("defunct")),
            row("d", json!("inactive")),
            row("e", json!("who knows")),
            row("f", json!([])),
        ];
        let report = take(&store, &rows).await;
        let expected = [
            ("a", Standing::Running),
            ("b", Standing::Paused),
            ("c", Standing::Gone),
            ("d", Standing::Gone),
            ("e", Standing::Running),
            ("f", Standing::Running),
        ];
        for (id, standing) in expected {
            let group = kept(&store, id).await;
            assert_eq!((group.record.standing, group.gone), (standing, false), "{id}");
        }
        assert_eq!(report.refused.len(), 1);
        assert_eq!(report.refused[0].reason, Reason::UnknownStatus);
    }
}

fn write_packed(path: &Path, bytes: &[u8]) {
    use std::io::Write;
    let file = std::fs::File::create(path).unwrap();
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap();
}
