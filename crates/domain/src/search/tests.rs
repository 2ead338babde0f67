//! What somebody can find, and in which order. Groups here are made up.
#![expect(clippy::unwrap_used, reason = "tests")]

mod filters;
mod nearest;
mod paging;
mod query;
mod words;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc, Weekday};
use uuid::Uuid;
use wire::{GroupId, PlaceId, Standing};

use super::{Entry, Index, Page, Query};
use crate::directory::{GroupRecord, PlaceRecord};
use crate::distance::Point;
use crate::recurrence::{ByDay, Freq, Schedule};

/// A Wednesday morning in winter, when London is at UTC.
fn now() -> DateTime<Utc> {
    "2026-11-25T09:00:00Z".parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn home() -> Point {
    Point::new(51.0, -1.5).unwrap()
}

fn id(number: u128) -> GroupId {
    GroupId(Uuid::from_u128(number))
}

fn entry(number: u128, name: &str) -> Entry {
    let record = GroupRecord { source_id: number.to_string(), name: name.to_owned(), ..GroupRecord::default() };
    Entry { id: id(number), record, feed: "demo".to_owned(), seen: date("2026-11-24") }
}

impl Entry {
    /// The same with a place so many thousandths of a degree (111 m) north of home.
    fn at(self, north: i32) -> Self {
        self.meeting_at(north, Vec::new())
    }

    /// The same with a place that has its own times.
    fn meeting_at(mut self, north: i32, schedules: Vec<Schedule>) -> Self {
        let number = self.id.0.as_u128() * 1_000 + self.record.places.len() as u128;
        self.record.places.push(PlaceRecord {
            id: PlaceId(Uuid::from_u128(number)),
            name: format!("Place {north}"),
            address: Vec::new(),
            town: None,
            postcode: None,
            lat: Some(51.0 + f64::from(north) / 1_000.0),
            lon: Some(-1.5),
            access: Vec::new(),
            access_notes: Vec::new(),
            schedules,
        });
        self
    }

    fn with(mut self, change: impl FnOnce(&mut GroupRecord)) -> Self {
        change(&mut self.record);
        self
    }

    fn paused(self) -> Self {
        self.with(|record| record.standing = Standing::Paused)
    }
}

fn weekly(weekday: Weekday, opens: &str, closes: &str) -> Schedule {
    let time = |text| Some(NaiveTime::parse_from_str(text, "%H:%M").unwrap());
    Schedule {
        freq: Some(Freq::Weekly),
        byday: vec![ByDay { ordinal: None, weekday }],
        opens: time(opens),
        closes: time(closes),
        ..Schedule::default()
    }
}

/// A query as it stands in an address: `q=choir&free=1`.
fn asked(address: &str) -> Query {
    let pairs = address.split('&').filter_map(|pair| pair.split_once('='));
    let (query, bad) = Query::from_pairs(pairs);
    assert!(bad.is_empty(), "{address}");
    query
}

fn page(index: &Index, address: &str, origin: Option<Point>) -> Page {
    index.search(&asked(address), origin, now(), 100, None).unwrap()
}

/// The names found near home.
fn near_home(entries: &[Entry], address: &str) -> Vec<String> {
    names(&page(&Index::new(entries.to_vec()), address, Some(home())))
}

/// The names found from nowhere.
fn anywhere(entries: &[Entry], address: &str) -> Vec<String> {
    names(&page(&Index::new(entries.to_vec()), address, None))
}

fn names(page: &Page) -> Vec<String> {
    page.groups.iter().map(|group| group.name.clone()).collect()
}
