//! An import is whole or nothing, and the directory is read back as it was written.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use anyhow::anyhow;
use chrono::NaiveDate;
use domain::directory::GroupRecord;
use stile_api::store::{Feed, GroupRow, Held, Store};
use tokio::sync::Notify;
use uuid::Uuid;
use wire::GroupId;

use super::support::{at, stores};

const MONDAY: &str = "2026-11-23T10:00:00Z";
const TUESDAY: &str = "2026-11-24T10:00:00Z";

fn feed() -> Feed {
    Feed { id: Uuid::from_u128(1), name: "County".into(), source: "county.json".into(), imported_at: None }
}

fn id(number: u128) -> GroupId {
    GroupId(Uuid::from_u128(number))
}

fn row(number: u128, name: &str) -> GroupRow {
    let record = GroupRecord { source_id: number.to_string(), name: name.into(), ..GroupRecord::default() };
    GroupRow {
        id: id(number),
        source_id: number.to_string(),
        document: serde_json::to_string(&record).unwrap(),
        digest: [name.len() as u8; 32],
    }
}

async fn import(store: &Store, rows: &[(u128, &str)], gone: &[u128], moment: &str) {
    let rows = rows.iter().map(|(number, name)| Ok(row(*number, name)));
    let gone: Vec<GroupId> = gone.iter().map(|number| id(*number)).collect();
    store.apply_import(&feed(), rows, &gone, at(moment)).await.unwrap();
}

/// Number, name, whether gone, and the day it was last seen.
async fn held(store: &Store) -> Vec<(u128, String, bool, NaiveDate)> {
    let groups = store.load_groups().await.unwrap();
    assert!(groups.iter().all(|group| group.feed == "County"));
    groups.into_iter().map(|group| (group.id.0.as_u128(), group.record.name, group.gone, group.seen)).collect()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

#[tokio::test]
async fn an_import_is_read_back() {
    for store in stores().await {
        assert_eq!(store.find_feed("County").await.unwrap(), None);
        let before = store.catalogue_version().await.unwrap();
        import(&store, &[(1, "Walk"), (2, "Knit")], &[], MONDAY).await;
        assert!(store.catalogue_version().await.unwrap() > before);
        let expected = [(1, "Walk".to_owned(), false, day(23)), (2, "Knit".to_owned(), false, day(23))];
        assert_eq!(held(&store).await, expected);
        let kept = Feed { imported_at: Some(at(MONDAY)), ..feed() };
        assert_eq!(store.find_feed("County").await.unwrap(), Some(kept.clone()));
        assert_eq!(store.list_feeds().await.unwrap(), [kept]);
        let digests = store.group_digests(feed().id).await.unwrap();
        assert_eq!(digests[&id(1)], Held { digest: [4; 32], gone: false });
        assert_eq!(digests.len(), 2);
    }
}

#[tokio::test]
async fn the_same_again_leaves_the_version_alone() {
    for store in stores().await {
        import(&store, &[(1, "Walk")], &[], MONDAY).await;
        let version = store.catalogue_version().await.unwrap();
        import(&store, &[], &[], "2026-11-23T18:00:00Z").await;
        assert_eq!(store.catalogue_version().await.unwrap(), version);
        assert_eq!(held(&store).await, [(1, "Walk".to_owned(), false, day(23))]);
    }
}

#[tokio::test]
async fn a_group_that_is_unchanged_was_seen_all_the_same() {
    for store in stores().await {
        import(&store, &[(1, "Walk")], &[], MONDAY).await;
        let version = store.catalogue_version().await.unwrap();
        import(&store, &[], &[], TUESDAY).await;
        assert_eq!(held(&store).await, [(1, "Walk".to_owned(), false, day(24))]);
        assert!(store.catalogue_version().await.unwrap() > version, "the day is shown, so it has to be read again");
    }
}

#[tokio::test]
async fn a_group_goes_and_comes_back() {
    for store in stores().await {
        import(&store, &[(1, "Walk"), (2, "Knit")], &[], MONDAY).await;
        import(&store, &[], &[2], TUESDAY).await;
        let expected = [(1, "Walk".to_owned(), false, day(24)), (2, "Knit".to_owned(), true, day(23))];
        assert_eq!(held(&store).await, expected, "a gone group was last seen when it was still there");
        assert!(store.group_digests(feed().id).await.unwrap()[&id(2)].gone);

        let version = store.catalogue_version().await.unwrap();
        import(&store, &[], &[2], TUESDAY).await;
        assert_eq!(store.catalogue_version().await.unwrap(), version, "gone twice is gone once");

        import(&store, &[(2, "Knitting")], &[], "2026-11-25T10:00:00Z").await;
        assert_eq!(held(&store).await[1], (2, "Knitting".to_owned(), false, day(25)));
    }
}

#[tokio::test]
async fn another_feeds_groups_cannot_be_marked_gone() {
    for store in stores().await {
        import(&store, &[(1, "Walk")], &[], MONDAY).await;
        let other = Feed { id: Uuid::from_u128(2), name: "Town".into(), ..feed() };
        store.apply_import(&other, std::iter::empty(), &[id(1)], at(TUESDAY)).await.unwrap();
        assert!(!store.group_digests(feed().id).await.unwrap()[&id(1)].gone);
    }
}

#[tokio::test]
async fn a_row_that_fails_leaves_everything_as_it_was() {
    for store in stores().await {
        import(&store, &[(1, "Walk")], &[], MONDAY).await;
        let version = store.catalogue_version().await.unwrap();
        let good = (1..2_000_u128).map(|number| Ok(row(number, "Changed")));
        let rows = good.chain([Err(anyhow!("the file ends here"))]);
        assert!(store.apply_import(&feed(), rows, &[], at(TUESDAY)).await.is_err());
        assert_eq!(held(&store).await, [(1, "Walk".to_owned(), false, day(23))]);
        assert_eq!(store.catalogue_version().await.unwrap(), version);
        assert_eq!(store.find_feed("County").await.unwrap().unwrap().imported_at, Some(at(MONDAY)));
    }
}

#[tokio::test]
async fn an_import_that_is_killed_leaves_everything_as_it_was() {
    for store in stores().await {
        import(&store, &[(1, "Walk")], &[], MONDAY).await;
        let reached = Arc::new(Notify::new());
        let rows = (1..10_000_u128).map(|number| {
            // By now thousands of rows are written, and many are to come.
            if number == 3_000 {
                reached.notify_one();
            }
            Ok(row(number, "Changed"))
        });
        let of_feed = feed();
        tokio::select! {
            biased;
            done = store.apply_import(&of_feed, rows, &[], at(TUESDAY)) => panic!("it was not killed: {done:?}"),
            () = reached.notified() => {}
        }
        assert_eq!(held(&store).await, [(1, "Walk".to_owned(), false, day(23))]);
        // Nobody stands in the way of the next one.
        import(&store, &[(1, "Walk on")], &[], TUESDAY).await;
        assert_eq!(held(&store).await, [(1, "Walk on".to_owned(), false, day(24))]);
    }
}

#[tokio::test]
async fn a_directory_of_many_pages_is_read_whole() {
    for store in stores().await {
        let rows = (1..=1_234_u128).map(|number| Ok(row(number, "Walk")));
        store.apply_import(&feed(), rows, &[], at(MONDAY)).await.unwrap();
        let numbers: Vec<u128> = held(&store).await.into_iter().map(|(number, ..)| number).collect();
        assert_eq!(numbers, (1..=1_234).collect::<Vec<u128>>());
    }
}

#[tokio::test]
async fn a_store_opened_again_holds_what_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("deep/stile.db").display());
    let store = Store::open(&url).await.unwrap();
    import(&store, &[(1, "Walk")], &[], MONDAY).await;
    store.close().await.unwrap();
    let again = Store::open(&url).await.unwrap();
    assert_eq!(held(&again).await.len(), 1);
    again.ping().await.unwrap();
}
