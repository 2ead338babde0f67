//! Places by name, surgeries by the beginnings of words, holidays by nation.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::NaiveDate;
use domain::distance::Point;
use stile_api::store::{HolidayRow, Micro, PlaceKind, PlaceRow, Store, SurgeryRow};
use wire::Nation;

use super::support::stores;

fn micro(lat: f64, lon: f64) -> Micro {
    Micro::from_degrees(lat, lon).unwrap()
}

fn place(name: &str, county: &str, kind: PlaceKind, lat: f64) -> PlaceRow {
    PlaceRow { name: name.into(), county: county.into(), kind, at: micro(lat, -1.5) }
}

async fn found(store: &Store, words: &str) -> Vec<String> {
    let places = store.find_named_places(words, 5).await.unwrap();
    places
        .into_iter()
        .map(|place| match place.county {
            Some(county) => format!("{}, {county}", place.name),
            None => place.name,
        })
        .collect()
}

#[tokio::test]
async fn a_name_comes_before_longer_ones_and_towns_before_hamlets() {
    for store in stores().await {
        let rows = [
            place("Ashford", "Kent", PlaceKind::Town, 51.1),
            place("Ashford", "Devon", PlaceKind::Hamlet, 51.0),
            place("Ashford", "Spelthorne", PlaceKind::Town, 51.4),
            place("Ashford Carbonell", "Shropshire", PlaceKind::Village, 52.3),
            place("Ash", "", PlaceKind::Village, 51.2),
            place("Ynys Môn", "", PlaceKind::Other, 53.3),
            place("King's Lynn", "Norfolk", PlaceKind::Town, 52.7),
        ];
        store.write_places(&rows, &[]).await.unwrap();
        assert_eq!(
            found(&store, "ASHFORD").await,
            ["Ashford, Kent", "Ashford, Spelthorne", "Ashford, Devon", "Ashford Carbonell, Shropshire"]
        );
        assert_eq!(found(&store, "ash").await[0], "Ash");
        assert_eq!(found(&store, "ash").await.len(), 5);
        assert_eq!(found(&store, "ynys mon").await, ["Ynys Môn"]);
        assert_eq!(found(&store, "Kings Lynn").await, ["King's Lynn, Norfolk"]);
        assert_eq!(found(&store, "Ashford, Spel").await, ["Ashford, Spelthorne"]);
        assert!(found(&store, "Ashford, Norfolk").await.is_empty());
        assert!(found(&store, " % ").await.is_empty());
        assert!(found(&store, "_sh").await.is_empty());

        store.write_places(&[], &rows[..1]).await.unwrap();
        assert_eq!(found(&store, "ashford").await[0], "Ashford, Spelthorne");
        assert_eq!(store.list_places().await.unwrap().len(), rows.len() - 1);
    }
}

fn surgery(code: &str, name: &str, postcode: &str, at: Option<Micro>) -> SurgeryRow {
    SurgeryRow {
        code: code.into(),
        name: name.into(),
        address: "1 Mill Lane, Stileham".into(),
        postcode: postcode.into(),
        at,
    }
}

async fn codes(store: &Store, words: &str, near: Option<Point>) -> Vec<String> {
    store.search_surgeries(words, near, 10).await.unwrap().into_iter().map(|surgery| surgery.code).collect()
}

#[tokio::test]
async fn surgeries_are_found_by_the_beginnings_of_words() {
    for store in stores().await {
        let rows = [
            surgery("S1", "Brook Surgery", "QQ1 1AA", Some(micro(53.05, -1.85))),
            surgery("S2", "The Brook Practice", "QQ2 4AA", Some(micro(53.08, -1.81))),
            surgery("S3", "Overbrook Surgery", "QQ3 5AA", None),
        ];
        store.write_surgeries(&rows, &[]).await.unwrap();
        let near_s2 = Point::new(53.081, -1.811);

        assert_eq!(codes(&store, "brook", None).await, ["S1", "S2"], "a name that begins with the word comes first");
        assert_eq!(codes(&store, "bro", near_s2).await, ["S2", "S1"], "the nearest comes first");
        assert_eq!(codes(&store, "SURG mill", None).await, ["S1", "S3"]);
        assert_eq!(codes(&store, "qq2 4", None).await, ["S2"]);
        assert_eq!(codes(&store, "qq24aa", None).await, ["S2"]);
        assert_eq!(codes(&store, "urgery", None).await, [""; 0]);
        assert_eq!(codes(&store, "surg_ry", None).await, [""; 0]);
        assert_eq!(codes(&store, "", None).await, [""; 0]);
        assert_eq!(codes(&store, "", near_s2).await, ["S2", "S1"], "one without a position is near nothing");

        let found = store.find_surgery("S1").await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.address.as_str()), ("Brook Surgery", "1 Mill Lane, Stileham"));
        assert_eq!(store.find_surgery("S9").await.unwrap(), None);
        assert_eq!(store.list_surgeries().await.unwrap(), rows);
        assert_eq!(store.search_surgeries("mill", None, 1).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_nearest_surgeries_are_the_nearest_however_far() {
    for store in stores().await {
        let rows: Vec<SurgeryRow> = (0..30)
            .map(|number| {
                let at = micro(50.0 + f64::from(number) * 0.2, -2.0);
                surgery(&format!("S{number:02}"), "Surgery", "QQ1 1AA", Some(at))
            })
            .collect();
        store.write_surgeries(&rows, &[]).await.unwrap();
        // Only a few lie within a day's walk, so that the rest of the country has to be looked at.
        assert_eq!(
            codes(&store, "", Point::new(50.0, -2.0)).await,
            ["S00", "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09"]
        );
    }
}

#[tokio::test]
async fn each_nation_keeps_its_own_holidays() {
    for store in stores().await {
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        let row = |division: &str, date| HolidayRow { division: division.into(), date, title: "holiday".into() };
        let rows =
            [row("england-and-wales", day(5, 3)), row("northern-ireland", day(7, 12)), row("scotland", day(1, 4))];
        store.write_holidays(&rows, &[]).await.unwrap();
        for (nation, own) in [
            (Nation::England, day(5, 3)),
            (Nation::Wales, day(5, 3)),
            (Nation::Scotland, day(1, 4)),
            (Nation::NorthernIreland, day(7, 12)),
        ] {
            let holidays = store.holidays(nation).await.unwrap();
            for row in &rows {
                assert_eq!(holidays.is_working_day(row.date), row.date != own, "{nation:?} on {}", row.date);
            }
        }
        assert_eq!(store.list_holidays().await.unwrap(), rows);
    }
}
