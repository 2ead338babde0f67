//! That the first group shown is truly the nearest: against brute force over the raw feeds, for real postcodes, and
//! for a van with sixty stops.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc, Weekday};
use domain::directory::GroupRecord;
use domain::distance::Point;
use domain::need::NeedMap;
use domain::search::{Entry, Index, Query};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use stile_api::directory::{feed_id, group_id, place_id, read_records};
use wire::GroupId;

use super::directory_import::shared;

/// Rows of the postcode table, and how far apart those are that are tried.
const POSTCODES: usize = 1_745_013;
const TRIED: usize = 50;
const APART: usize = POSTCODES / TRIED;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 10, 0, 0).unwrap()
}

/// The judge's own distance in metres, by the haversine formula on the mean radius of the Earth.
fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [lat_a, lon_a, lat_b, lon_b] = [a.0, a.1, b.0, b.1].map(f64::to_radians);
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half(lon_b - lon_a);
    2.0 * 6_371_008.8 * chord.sqrt().asin()
}

fn entries(bytes: &[u8], feed: &str) -> Vec<Entry> {
    let (records, _) = read_records(bytes, feed, &NeedMap::built_in(), now().date_naive()).unwrap();
    let entry = |record: GroupRecord| Entry {
        id: group_id(feed_id(feed), &record.source_id),
        record,
        feed: feed.to_owned(),
        seen: now().date_naive(),
    };
    records.into_iter().map(entry).collect()
}

/// Every group of a feed with the points of its places, read without any code of ours.
fn points_of(path: &Path, feed: &str) -> HashMap<GroupId, Vec<(f64, f64)>> {
    let file = BufReader::new(GzDecoder::new(File::open(path).unwrap()));
    let page: Value = serde_json::from_reader(file).unwrap();
    let mut groups: HashMap<GroupId, Vec<(f64, f64)>> = HashMap::new();
    for row in page["contents"].as_array().unwrap() {
        let id = group_id(feed_id(feed), row["id"].as_str().unwrap());
        let sites = row["service_at_locations"].as_array().unwrap();
        let point = |site: &Value| {
            let location = &site["location"];
            (location["latitude"].as_f64().unwrap(), location["longitude"].as_f64().unwrap())
        };
        groups.entry(id).or_insert_with(|| sites.iter().map(point).collect());
    }
    groups
}

/// Fifty postcodes, evenly drawn from the whole table.
fn postcodes(path: &Path) -> Vec<(String, (f64, f64))> {
    let lines = BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines();
    let mut drawn = Vec::new();
    for (at, line) in lines.skip(1).enumerate() {
        let line = line.unwrap();
        if at % APART == APART / 2 && drawn.len() < TRIED {
            let mut cells = line.split(',');
            let code = cells.next().unwrap().to_owned();
            let mut degrees = || cells.next().unwrap().parse::<f64>().unwrap();
            drawn.push((code, (degrees(), degrees())));
        }
    }
    drawn
}

#[test]
fn first_result_is_the_nearest_for_fifty_postcodes() {
    let feeds = ["oruk-libraries", "oruk-mobile-libraries"];
    let files: Vec<_> = feeds.iter().filter_map(|feed| shared(&format!("{feed}.json.gz"))).collect();
    let Some(table) = shared("postcodes-gb.csv.gz").filter(|_| files.len() == feeds.len()) else { return };

    let mut all = Vec::new();
    let mut groups = HashMap::new();
    for (feed, path) in feeds.iter().zip(&files) {
        all.extend(entries(&std::fs::read(path).unwrap(), feed));
        groups.extend(points_of(path, feed));
    }
    assert_eq!((all.len(), groups.len()), (4_572, 4_572));
    let index = Index::new(all);

    let postcodes = postcodes(&table);
    assert_eq!(postcodes.len(), TRIED);
    for (code, origin) in postcodes {
        let mut brute: Vec<(f64, GroupId)> = groups
            .iter()
            .map(|(id, points)| (points.iter().map(|point| metres(origin, *point)).fold(f64::INFINITY, f64::min), *id))
            .collect();
        brute.sort_by(|a, b| a.0.total_cmp(&b.0));
        let page = index.search(&Query::default(), Point::new(origin.0, origin.1), now(), 10, None).unwrap();
        assert_eq!(page.groups.len(), 10);

        let first = &page.groups[0];
        let nearest: Vec<GroupId> =
            brute.iter().take_while(|(distance, _)| *distance <= brute[0].0 + 1.0).map(|(_, id)| *id).collect();
        assert!(nearest.contains(&first.id), "{code}: {} is not the nearest", first.name);
        let place = first.place.as_ref().unwrap();
        let shown = metres(origin, (place.lat.unwrap(), place.lon.unwrap()));
        assert!((shown - brute[0].0).abs() <= 1.0, "{code}: the place shown is {shown} m away");
        for (found, (distance, _)) in page.groups.iter().zip(&brute) {
            let told = f64::from(found.distance_metres.unwrap());
            assert!((told - distance).abs() <= 1.0, "{code}: {told} m told, {distance} m true");
        }
    }
}

const STOPS: usize = 60;
const DAYS: [(&str, Weekday); 5] =
    [("MO", Weekday::Mon), ("TU", Weekday::Tue), ("WE", Weekday::Wed), ("TH", Weekday::Thu), ("FR", Weekday::Fri)];

/// Where the van stops: a grid with something over a kilometre between stops.
fn stop(number: usize) -> (f64, f64) {
    let (row, column) = ((number / 10) as f64, (number % 10) as f64);
    (55.9 + 0.01 * row, -3.3 + 0.02 * column)
}

/// The time of day at which the van comes.
fn time(number: usize) -> String {
    let minutes = 7 * 60 + 10 * number;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A van that comes every second week to each of its stops, and clubs in the middle between stops.
fn van_and_clubs() -> Vec<u8> {
    let monday = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    let site = |number: usize| {
        let (lat, lon) = stop(number);
        let (id, name) = (format!("stop-{number}"), format!("Stop {number}"));
        let location = json!({ "id": id, "name": name, "latitude": lat, "longitude": lon });
        json!({ "id": format!("site-{number}"), "location": location })
    };
    let schedule = |number: usize| {
        let start = monday + chrono::Days::new((number % 5) as u64);
        json!({
            "service_at_location_id": format!("site-{number}"), "freq": "WEEKLY", "interval": 2,
            "byday": DAYS[number % 5].0, "dtstart": start.to_string(), "opens_at": time(number),
        })
    };
    let sites: Vec<Value> = (0..STOPS).map(site).collect();
    let schedules: Vec<Value> = (0..STOPS).map(schedule).collect();
    let mut rows = vec![json!({ "id": "van", "name": "Van", "service_at_locations": sites, "schedules": schedules })];
    for number in 0..STOPS {
        let (lat, lon) = stop(number);
        let location = json!({ "id": "l", "name": "Club", "latitude": lat + 0.005, "longitude": lon + 0.01 });
        let sites = json!([{ "id": "s", "location": location }]);
        rows.push(json!({ "id": format!("club-{number}"), "name": "A club", "service_at_locations": sites }));
    }
    serde_json::to_vec(&json!({ "contents": rows })).unwrap()
}

#[test]
fn nearest_of_sixty_stops_counts_with_its_own_times() {
    let all = entries(&van_and_clubs(), "van");
    assert_eq!(all.len(), STOPS + 1);
    assert_eq!(all[0].record.places.len(), STOPS);
    let index = Index::new(all);
    let van = group_id(feed_id("van"), "van");
    for number in 0..STOPS {
        let (lat, lon) = stop(number);
        let page = index.search(&Query::default(), Point::new(lat + 0.000_5, lon), now(), 5, None).unwrap();
        let first = &page.groups[0];
        assert_eq!(first.id, van, "at stop {number}");
        assert_eq!(first.place.as_ref().unwrap().id, place_id(van, &format!("stop-{number}")));
        assert_eq!(first.distance_metres, Some(56));
        let next = first.next.as_ref().unwrap();
        assert_eq!(next.starts.as_deref(), Some(time(number).as_str()));
        let start = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + chrono::Days::new((number % 5) as u64);
        assert_eq!(next.date.weekday(), DAYS[number % 5].1);
        assert_eq!((next.date - start).num_days() % 14, 0, "every second week");
        assert!(next.date >= now().date_naive());
        assert!(page.groups.iter().skip(1).all(|group| group.id != van), "the van is shown once");
    }
}
