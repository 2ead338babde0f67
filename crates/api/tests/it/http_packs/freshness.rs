//! That a pack has another version when, and only when, something in it is other.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use stile_api::store::Feed;
use uuid::Uuid;
use wire::PackList;

use super::super::support::stores;
use super::super::test_app::{TestApp, monday};
use super::{address, group_in, listed, put, survey};

/// The version of each pack.
fn versions(list: &PackList) -> BTreeMap<String, String> {
    list.packs.iter().map(|pack| (pack.district.clone(), pack.version.clone())).collect()
}

/// The feed is read again, and nothing in it has changed.
async fn read_again(app: &TestApp, at: DateTime<Utc>) {
    let feed =
        Feed { id: Uuid::from_u128(900), name: "Invented".to_owned(), source: "test".to_owned(), imported_at: None };
    app.store.apply_import(&feed, std::iter::empty(), &[], at).await.unwrap();
    assert!(app.catalogue.refresh(&app.store).await.unwrap());
}

#[tokio::test]
async fn only_what_has_changed_is_fetched_again() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        survey(&app).await;
        put(&app, &[group_in(2, 20), group_in(3, 30)]).await;
        let first = listed(&app, "QQ1").await;
        let before = versions(&first);
        assert_eq!(before.len(), 3);

        // One more in QQ3 is new for QQ3 alone.
        put(&app, &[group_in(3, 31)]).await;
        let second = listed(&app, "QQ1").await;
        let after = versions(&second);
        assert_eq!((&before["QQ1"], &before["QQ2"]), (&after["QQ1"], &after["QQ2"]));
        assert_ne!(before["QQ3"], after["QQ3"]);
        assert_eq!(first.districts, second.districts);
        for (list, pack, status) in [(&first, 0, 200), (&first, 1, 200), (&first, 2, 404), (&second, 2, 200)] {
            assert_eq!(app.get(&address(&list.packs[pack])).await.status, status, "{:?}", list.packs[pack]);
        }

        // Another word in a group is new for its district, and as it was when it is as it was.
        let (id, mut record) = group_in(2, 20);
        record.description = "Bring nothing.".to_owned();
        put(&app, &[(id, record)]).await;
        let changed = versions(&listed(&app, "QQ1").await);
        assert_ne!(before["QQ2"], changed["QQ2"]);
        assert_eq!(after["QQ3"], changed["QQ3"]);
        put(&app, &[group_in(2, 20)]).await;
        assert_eq!(versions(&listed(&app, "QQ1").await), after);
    }
}

#[tokio::test]
async fn feed_that_is_read_daily_makes_packs_new_only_weekly() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let before = versions(&listed(&app, "QQ1").await);
        for days in [1, 6] {
            read_again(&app, monday() + TimeDelta::days(days)).await;
            assert_eq!(versions(&listed(&app, "QQ1").await), before, "{days} days later");
        }
        read_again(&app, monday() + TimeDelta::days(7)).await;
        assert_ne!(versions(&listed(&app, "QQ1").await), before, "it was seen in another week");
    }
}

#[tokio::test]
async fn district_that_becomes_known_is_in_the_next_file_of_districts() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let before = listed(&app, "QQ1").await.districts;
        survey(&app).await;
        put(&app, &[group_in(2, 20)]).await;
        let after = listed(&app, "QQ1").await.districts;
        assert_ne!(before, after);
        for (version, status) in [(before, 404), (after, 200)] {
            assert_eq!(app.get(&format!("/packs/districts-{version}.pack")).await.status, status);
        }
    }
}
