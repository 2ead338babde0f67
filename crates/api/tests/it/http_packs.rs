//! `/api/packs` and `/packs/…`: what of the directory a phone keeps.

#![expect(clippy::unwrap_used, reason = "tests")]

mod freshness;
mod order;
mod refused;

use axum::http::StatusCode;
use domain::directory::GroupRecord;
use domain::pack::{self, Kind, ONLINE};
use stile_api::store::{AreaRow, Micro};
use url::form_urlencoded::byte_serialize;
use uuid::Uuid;
use wire::{GroupId, PackList, PackRef, PlaceId};

use super::support::stores;
use super::test_app::{GONE, HOSTILE, KNITTING, TestApp, group, import};

const BROTLI: [(&str, &str); 1] = [("accept-encoding", "gzip, br")];
/// Farther than anything is.
const EVERYWHERE: u32 = 20_000_000;

/// The packs for somebody who is near there.
async fn listed(app: &TestApp, near: &str) -> PackList {
    let near: String = byte_serialize(near.as_bytes()).collect();
    let answer = app.get(&format!("/api/packs?near={near}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{near}: {}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

fn address(pack: &PackRef) -> String {
    format!("/packs/{}-{}.pack", pack.district, pack.version)
}

/// The ids of the groups in a pack.
async fn groups_in(app: &TestApp, pack: &PackRef) -> Vec<GroupId> {
    let answer = app.get(&address(pack)).await;
    assert_eq!(answer.status, StatusCode::OK, "{pack:?}");
    let entries = pack::decode(&answer.body).unwrap();
    assert_eq!(entries.len(), pack.groups as usize);
    entries.into_iter().map(|entry| entry.id).collect()
}

fn codes(list: &PackList) -> Vec<&str> {
    list.packs.iter().map(|pack| pack.district.as_str()).collect()
}

fn id(number: u128) -> GroupId {
    GroupId(Uuid::from_u128(number))
}

/// A group that meets in a district, at its middle: that of `QQ2` is one hundredth of a degree north of `QQ1`'s.
fn group_in(district: u8, number: u128) -> (GroupId, GroupRecord) {
    let lat = 53.051 + f64::from(district - 1) / 100.0;
    let mut record = group(&format!("Group {number}"), PlaceId(Uuid::from_u128(number)), lat, -1.851);
    record.places[0].postcode = Some(format!("QQ{district} 1AA"));
    (id(number), record)
}

/// Makes the districts `QQ2` to `QQ5` known.
async fn survey(app: &TestApp) {
    let area = |district: u8| AreaRow {
        code: format!("QQ{district}"),
        at: Micro::from_degrees(53.051 + f64::from(district - 1) / 100.0, -1.851).unwrap(),
        is_derived: true,
    };
    app.store.write_areas(&[area(2), area(3), area(4), area(5)], &[]).await.unwrap();
}

/// Puts groups into the directory and has the server see them.
async fn put(app: &TestApp, groups: &[(GroupId, GroupRecord)]) {
    import(&app.store, groups, &[]).await;
    assert!(app.catalogue.refresh(&app.store).await.unwrap());
}

#[tokio::test]
async fn pack_of_a_district_holds_its_groups() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for near in ["QQ1 1AA", "qq1 1", "QQ1", "Stileham", "53.05123,-1.84999"] {
            let list = listed(&app, near).await;
            assert_eq!(codes(&list), ["QQ1"], "{near}");
            let pack = &list.packs[0];
            assert_eq!((list.groups, pack.groups, pack.lat, pack.lon), (2, 2, 53.051, -1.851));
            assert!(list.reaches_metres > EVERYWHERE, "nothing is missing");
            assert_eq!(pack.version.len(), 16);
            let mut ids = groups_in(&app, pack).await;
            ids.sort_unstable();
            assert_eq!(ids, [KNITTING, HOSTILE], "and not {GONE}, which is gone");
        }
    }
}

#[tokio::test]
async fn pack_may_be_kept_by_anybody_for_ever_and_is_the_same_compressed() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let list = listed(&app, "QQ1").await;
        for address in [address(&list.packs[0]), format!("/packs/districts-{}.pack", list.districts)] {
            let plain = app.get(&address).await;
            // The second time it is held.
            for _ in 0..2 {
                let packed = app.get_with(&address, &BROTLI).await;
                for (answer, encoding) in [(&plain, ""), (&packed, "br")] {
                    assert_eq!(answer.status, StatusCode::OK);
                    assert_eq!(answer.header("content-type"), "application/octet-stream");
                    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
                    assert_eq!(
                        (answer.header("vary"), answer.header("content-encoding")),
                        ("accept-encoding", encoding)
                    );
                }
                assert_ne!(plain.body, packed.body);
                let mut unpacked = Vec::new();
                brotli::BrotliDecompress(&mut &packed.body[..], &mut unpacked).unwrap();
                assert_eq!(unpacked, plain.body);
            }
            let refused = app.get_with(&address, &[("accept-encoding", "br;q=0")]).await;
            assert_eq!((refused.header("content-encoding"), &refused.body), ("", &plain.body));
        }
    }
}

#[tokio::test]
async fn middles_of_all_districts_are_where_the_server_has_them() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        survey(&app).await;
        let list = listed(&app, "QQ1").await;
        let file = app.get(&format!("/packs/districts-{}.pack", list.districts)).await;
        assert_eq!(pack::kind(&file.body), Some(Kind::Districts));
        let districts = pack::decode_districts(&file.body).unwrap();
        let told: Vec<&str> = districts.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(told, ["QQ1", "QQ2", "QQ3", "QQ4", "QQ5"], "sectors are no districts");
        for (code, middle) in &districts {
            let origin: serde_json::Value = app.get(&format!("/api/near?near={code}")).await.json();
            let origin = &origin["found"]["origin"];
            assert_eq!((origin["lat"].as_f64(), origin["lon"].as_f64()), (Some(middle.lat), Some(middle.lon)));
        }
    }
}

#[tokio::test]
async fn place_without_a_postcode_is_in_the_nearest_district() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        survey(&app).await;
        let (lost, mut record) = group_in(3, 70);
        record.places[0].postcode = None;
        put(&app, &[(lost, record)]).await;
        let list = listed(&app, "QQ1").await;
        assert_eq!(codes(&list), ["QQ1", "QQ3"]);
        assert_eq!(groups_in(&app, &list.packs[1]).await, [lost]);
    }
}

#[tokio::test]
async fn what_lies_in_no_district_comes_last_and_counts() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let online = GroupRecord { name: "Choir at home".to_owned(), online: true, ..GroupRecord::default() };
        put(&app, &[(id(80), online)]).await;
        let list = listed(&app, "QQ1").await;
        assert_eq!((codes(&list), list.groups), (vec!["QQ1", ONLINE], 3));
        let last = &list.packs[1];
        assert_eq!((last.lat, last.lon, groups_in(&app, last).await), (0.0, 0.0, vec![id(80)]));
    }
}

#[tokio::test]
async fn nearest_districts_come_first_and_hold_no_more_than_two_thousand_groups() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        survey(&app).await;
        let many = |district: u8, count: u128| {
            (0..count).map(move |at| group_in(district, u128::from(district) * 10_000 + at))
        };
        let groups: Vec<_> = many(2, 700).chain(many(3, 700)).chain(many(4, 599)).chain(many(5, 1)).collect();
        put(&app, &groups).await;

        // The two of QQ1 and 700 + 700; 599 more would be 2,001.
        let list = listed(&app, "QQ1").await;
        assert_eq!((codes(&list), list.groups), (vec!["QQ1", "QQ2", "QQ3"], 1_402));
        // QQ4 is 3.3 km away, and all of its groups are in its middle.
        assert!((3_300..3_345).contains(&list.reaches_metres), "{}", list.reaches_metres);
        let list = listed(&app, "QQ4").await;
        assert_eq!((&codes(&list)[..1], list.groups), (&["QQ4"][..], 2_000), "{:?}", codes(&list));
        // In ten-thousandths of a degree; QQ3 and QQ5 are as far.
        let away = list.packs.iter().map(|pack| ((pack.lat - 53.081).abs() * 10_000.0).round() as u32);
        assert_eq!(away.collect::<Vec<u32>>(), [0, 100, 100, 200]);
    }
}

#[tokio::test]
async fn phone_may_fetch_as_many_packs_as_there_are() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let pack = listed(&app, "QQ1").await.packs.remove(0);
        // Far more than may be looked up in such a time.
        for _ in 0..250 {
            assert_eq!(app.get(&address(&pack)).await.status, StatusCode::OK);
        }
        assert_eq!(app.get("/api/groups").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn directory_of_nothing_has_no_packs() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        import(&app.store, &[], &[KNITTING, HOSTILE]).await;
        assert!(app.catalogue.refresh(&app.store).await.unwrap());
        let list = listed(&app, "QQ1").await;
        assert_eq!((codes(&list), list.groups), (vec![], 0));
        assert!(list.reaches_metres > EVERYWHERE);
    }
}
