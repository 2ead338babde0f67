//! Public tables come in as differences: the same again changes nothing, and nobody's rows but a table's own go.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write;

use indicatif::ProgressBar;
use stile_api::{
    gazetteer::{Diff, Source, import_holidays, import_places, import_postcodes, import_practices},
    store::{PointRow, Store},
};

use super::support::stores;

fn bytes(text: impl Into<String>) -> Source {
    Source::Bytes(text.into().leak().as_bytes())
}

async fn postcodes(store: &Store, text: &str) -> Diff {
    import_postcodes(store, &bytes(text), &ProgressBar::hidden()).await.unwrap()
}

async fn area(store: &Store, code: &str) -> Option<(f64, f64)> {
    store.find_postcode_area(code).await.unwrap().map(|row| (row.lat, row.lon))
}

/// Counts of added, changed, gone and unchanged.
fn counts(diff: &Diff) -> (u64, u64, u64, u64) {
    (diff.added, diff.changed, diff.gone, diff.unchanged)
}

const HEAD: &str = "postcode,lat,lon,positional_quality\n";

/// So many postcodes, moved a little to the north.
fn many(range: std::ops::Range<u32>, north: f64) -> String {
    let mut text = HEAD.to_owned();
    for number in range {
        let letter = |number: u32| char::from(b'A' + u8::try_from(number % 26).unwrap());
        let (first, second) = (letter(number), letter(number / 26));
        let (digit, district) = (number / 676 % 10, number / 6_760 + 1);
        let lat = 50.0 + f64::from(number) / 100_000.0 + north;
        writeln!(text, "AB{district} {digit}{second}{first},{lat:.5},-2.00000,10").unwrap();
    }
    text
}

#[tokio::test]
async fn postcodes_are_found_with_the_middles_of_their_areas() {
    for store in stores().await {
        let table =
            format!("{HEAD}EH1 1AB,55.0,-3.0,10\nEH1 1AD,56.0,-3.2,10\nEH1 2AA,57.0,-3.4,10\nEH2 1AA,58.0,-3.0,90\n");
        let diff = postcodes(&store, &table).await;
        assert_eq!(counts(&diff), (3, 0, 0, 0));
        assert_eq!((diff.refused.count, diff.derived), (1, 3));
        let found = store.find_postcode("EH11AD").await.unwrap();
        assert_eq!(found, Some(PointRow { code: "EH11AD".into(), lat: 56.0, lon: -3.2 }));
        assert_eq!(store.find_postcode("EH21AA").await.unwrap(), None);
        assert_eq!(area(&store, "EH1").await, Some((56.0, -3.2)));
        assert_eq!(area(&store, "EH1 1").await, Some((55.5, -3.1)));
        assert_eq!(area(&store, "EH2").await, None);
    }
}

#[tokio::test]
async fn a_large_table_is_compared_page_by_page() {
    for store in stores().await {
        let diff = postcodes(&store, &many(0..45_000, 0.0)).await;
        assert_eq!(counts(&diff), (45_000, 0, 0, 0));
        let again = postcodes(&store, &many(0..45_000, 0.0)).await;
        assert!(again.is_empty(), "{again:?}");
        assert_eq!(again.unchanged, 45_000);

        // The first ones gone, new ones at the end, and all the others somewhere else.
        let moved = postcodes(&store, &many(5_000..46_000, 0.1)).await;
        assert_eq!(counts(&moved), (1_000, 40_000, 5_000, 0));
        let shorter = postcodes(&store, &many(44_990..45_010, 0.1)).await;
        assert_eq!(counts(&shorter), (0, 0, 40_980, 20));
        assert_eq!(store.postcodes_after("", 100).await.unwrap().len(), 20);
    }
}

#[tokio::test]
async fn districts_of_a_list_stand_beside_those_worked_out() {
    for store in stores().await {
        postcodes(&store, &format!("{HEAD}EH1 1AB,55.0,-3.0,10\n")).await;
        let list = "postcode,eastings,northings,latitude,longitude,town\n\
            JE2,1,2,49.2,-2.1,St Helier\nEH1,1,2,50.0,-1.0,Leith\n";
        let diff = postcodes(&store, list).await;
        assert_eq!((diff.added, diff.skipped), (1, 1));
        assert_eq!(area(&store, "JE2").await, Some((49.2, -2.1)));
        assert_eq!(area(&store, "EH1").await, Some((55.0, -3.0)), "worked out from postcodes, so better");
        assert!(store.find_postcode("EH11AB").await.unwrap().is_some());
        assert!(postcodes(&store, list).await.is_empty());

        // Whole postcodes leave the list alone.
        postcodes(&store, &format!("{HEAD}EH2 1AB,55.0,-3.0,10\n")).await;
        assert_eq!(area(&store, "JE2").await, Some((49.2, -2.1)));
        assert_eq!(area(&store, "EH1").await, None);
        assert_eq!(area(&store, "EH1 1").await, None);
    }
}

#[tokio::test]
async fn real_and_invented_postcodes_leave_each_other_alone() {
    for store in stores().await {
        let (real, invented) = (format!("{HEAD}EH1 1AB,55.0,-3.0,10\n"), format!("{HEAD}QQ1 1AA,53.0,-1.8,10\n"));
        assert_eq!(counts(&postcodes(&store, &real).await), (1, 0, 0, 0));
        assert_eq!(counts(&postcodes(&store, &invented).await), (1, 0, 0, 0));
        assert_eq!(counts(&postcodes(&store, &real).await), (0, 0, 0, 1));
        assert_eq!(area(&store, "QQ1").await, Some((53.0, -1.8)));
        assert_eq!(area(&store, "EH1").await, Some((55.0, -3.0)));
    }
}

#[tokio::test]
async fn a_table_that_cannot_be_used_changes_nothing() {
    for store in stores().await {
        postcodes(&store, &format!("{HEAD}EH1 1AB,55.0,-3.0,10\n")).await;
        for (wrong, says) in [
            ("", "empty"),
            (HEAD, "no postcode"),
            ("postcode,easting,northing\nEH1 1AB,1,2\n", "lat, latitude"),
            ("postcode,lat,lon\nEH1 1AB,,\n", "no postcode"),
        ] {
            let error = import_postcodes(&store, &bytes(wrong), &ProgressBar::hidden()).await.unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
        }
        assert!(store.find_postcode("EH11AB").await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_packed_file_is_unpacked_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("postcodes");
    let mut packed = flate2::write::GzEncoder::new(std::fs::File::create(&path).unwrap(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, format!("{HEAD}EH1 1AB,55.0,-3.0,10\n").as_bytes()).unwrap();
    packed.finish().unwrap();
    for store in stores().await {
        let diff = import_postcodes(&store, &Source::File(path.clone()), &ProgressBar::hidden()).await.unwrap();
        assert_eq!(diff.added, 1);
    }
    // Cut short, it is no table at all.
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 12]).unwrap();
    for store in stores().await {
        assert!(import_postcodes(&store, &Source::File(path.clone()), &ProgressBar::hidden()).await.is_err());
        assert!(store.find_postcode("EH11AB").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn places_come_and_go() {
    for store in stores().await {
        let import = async |text: &str| import_places(&store, &bytes(text), &ProgressBar::hidden()).await.unwrap();
        let head = "name,district_or_county,type,lat,lon";
        let first =
            format!("{head}\nAshford,Kent,t,51.1,0.8\nAsh,,v,51.2,0.7\nAsh,,v,51.2,0.7\n,,v,1,1\nNowhere,,v,,\n");
        let diff = import(&first).await;
        assert_eq!((counts(&diff), diff.skipped, diff.refused.count), ((2, 0, 0, 0), 1, 2));
        assert!(import(&first).await.is_empty());

        let invented = format!("{head}\nStileham,Stilehamshire,t,53.05,-1.85\n");
        assert_eq!(counts(&import(&invented).await), (1, 0, 0, 0), "nothing real goes");
        let second = format!("{head}\nASHFORD,Kent,Town,51.1,0.8\n");
        let diff = import(&second).await;
        assert_eq!(counts(&diff), (1, 0, 2, 0), "another spelling takes the place of the first, and Ash is gone");
        let names: Vec<String> = store.list_places().await.unwrap().into_iter().map(|place| place.name).collect();
        assert_eq!(names.len(), 2);
        assert!(names.contains(&"ASHFORD".to_owned()) && names.contains(&"Stileham".to_owned()), "{names:?}");
    }
}

#[tokio::test]
async fn holidays_are_replaced_year_by_year() {
    for store in stores().await {
        let import = async |text: &str| import_holidays(&store, &bytes(text), &ProgressBar::hidden()).await.unwrap();
        let first = "division,date,title\nscotland,2026-01-02,2nd_january\nscotland,2027-01-04,2nd_january\n\
            England and Wales,25/12/2026,christmas\nnarnia,2026-01-01,x\nscotland,soon,x\n";
        let diff = import(first).await;
        assert_eq!((counts(&diff), diff.refused.count), ((3, 0, 0, 0), 2));
        assert!(import(first).await.is_empty());
        let diff =
            import("division,date,title\nscotland,2027-01-04,second_january\nscotland,2027-08-02,summer\n").await;
        assert_eq!(counts(&diff), (1, 1, 0, 0));
        let diff = import("division,date\nscotland,2027-12-27\n").await;
        assert_eq!(counts(&diff), (1, 0, 2, 0));
        let dates: Vec<String> =
            store.list_holidays().await.unwrap().into_iter().map(|row| row.date.to_string()).collect();
        assert_eq!(dates, ["2026-12-25", "2026-01-02", "2027-12-27"]);
    }
}

#[tokio::test]
async fn surgeries_without_a_position_are_where_their_postcode_is() {
    for store in stores().await {
        postcodes(&store, &format!("{HEAD}EH1 1AB,55.0,-3.0,10\n")).await;
        let table = "code,name,address,town,postcode\n\
            S1,THE DENSHAM SURGERY,1 HIGH STREET,STOCKTON-ON-TEES,eh11ab\nS2,Nowhere,,,EH9 9ZZ\n";
        let import = async |text: &str| import_practices(&store, &bytes(text), &ProgressBar::hidden()).await.unwrap();
        assert_eq!(counts(&import(table).await), (2, 0, 0, 0));
        assert!(import(table).await.is_empty());
        let held = store.list_surgeries().await.unwrap();
        assert_eq!(held[0].name, "The Densham Surgery");
        assert_eq!(held[0].address, "1 High Street, Stockton-on-Tees");
        assert_eq!(held[0].postcode, "EH1 1AB");
        assert_eq!(held[0].at.unwrap().lat, 55_000_000);
        assert_eq!(held[1].at, None);
        let diff = import("code,name,postcode\nS1,The Densham,EH1 1AB\n").await;
        assert_eq!(counts(&diff), (0, 1, 1, 0));
    }
}
