//! That the phone finds what the server finds, and refuses what it refuses. Groups here are made up.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc, Weekday};
use domain::directory::{GroupRecord, PlaceRecord, to_group};
use domain::distance::Point;
use domain::pack::{encode, encode_districts};
use domain::recurrence::{ByDay, Freq, Schedule};
use domain::search::{Entry, Index, Query};
use wire::{GroupId, GroupPage, Near, Source};

use crate::Pocket;
use crate::kept::Kept;

/// How many groups there are: more than two pages.
const GROUPS: u128 = 45;
const DISTRICTS: [(&str, f64, f64); 3] = [("QQ1", 53.05, -1.85), ("QQ2", 53.07, -1.8), ("QQ3", 53.03, -1.9)];

/// A Wednesday morning in winter, when London is at UTC.
fn now() -> DateTime<Utc> {
    "2026-11-25T09:00:00Z".parse().unwrap()
}

fn now_ms() -> f64 {
    now().timestamp_millis() as f64
}

fn id(number: u128) -> GroupId {
    format!("{number:032x}").parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn place(number: u128, district: &str, lat: f64) -> PlaceRecord {
    PlaceRecord {
        id: format!("{number:032x}").parse().unwrap(),
        name: "Hall".to_owned(),
        address: Vec::new(),
        town: Some("Stileham".to_owned()),
        postcode: Some(format!("{district} 1AA")),
        lat: Some(lat),
        lon: Some(-1.85),
        access: Vec::new(),
        access_notes: Vec::new(),
        schedules: vec![Schedule {
            freq: Some(Freq::Weekly),
            byday: vec![ByDay {
                ordinal: None,
                weekday: if number.is_multiple_of(2) { Weekday::Thu } else { Weekday::Fri },
            }],
            opens: NaiveTime::from_hms_opt(10, 0, 0),
            ..Schedule::default()
        }],
    }
}

/// A group in one of the districts by turns; every fifth has a second place in the next.
fn entry(number: u128) -> Entry {
    let district = |number: u128| DISTRICTS[usize::try_from(number % 3).unwrap()].0;
    let lat = 53.0 + number as f64 / 500.0;
    let mut places = vec![place(number, district(number), lat)];
    if number.is_multiple_of(5) {
        places.push(place(number + 1_000, district(number + 1), lat + 0.001));
    }
    let kind = if number.is_multiple_of(4) { "Choir" } else { "Walk" };
    let record = GroupRecord {
        source_id: number.to_string(),
        name: format!("{kind} {}", 100 - number),
        places,
        checked: number.is_multiple_of(2).then(|| day("2026-11-01")),
        ..GroupRecord::default()
    };
    Entry { id: id(number), record, feed: "demo".to_owned(), seen: day("2026-11-23") }
}

fn entries() -> Vec<Entry> {
    (1..=GROUPS).map(entry).collect()
}

/// The pack of a district, as the server makes it.
fn pack(district: &str) -> Vec<u8> {
    let is_in = |place: &PlaceRecord| place.postcode.as_deref().unwrap().starts_with(district);
    let own: Vec<Entry> = entries().into_iter().filter(|entry| entry.record.places.iter().any(is_in)).collect();
    encode(&own)
}

fn districts() -> Vec<u8> {
    encode_districts(&DISTRICTS.map(|(name, lat, lon)| (name.to_owned(), Point::new(lat, lon).unwrap())))
}

/// Everything, kept.
fn kept() -> Kept {
    let mut kept = Kept::default();
    for (name, ..) in DISTRICTS {
        assert!(kept.add(&pack(name)));
    }
    assert!(kept.add(&districts()));
    kept.ready();
    kept
}

fn pocket() -> Pocket {
    Pocket { kept: kept() }
}

#[test]
fn phone_finds_what_the_server_finds_in_the_same_order() {
    let index = Index::new(entries());
    let kept = kept();
    assert_eq!(kept.count(), 45, "a group of two packs is one");
    for (query, filters) in [
        ("", vec![]),
        ("near=53.05,-1.85", vec![]),
        ("near=QQ2", vec![]),
        ("near=QQ2+1AA&q=choir", vec![("q", "choir")]),
        ("q=walk+99&near=Stileham", vec![("q", "walk 99")]),
        ("near=53.0512%2C-1.8478&day=th&part=morning", vec![("day", "th"), ("part", "morning")]),
        ("near=QQ1&within=3000&free=", vec![("within", "3000")]),
        ("near=QQ1&q=choir&day=mo&utm=x", vec![("q", "choir"), ("day", "mo")]),
    ] {
        let found = kept.groups(query, now()).unwrap();
        let origin = match &found.near {
            Near::Found { origin } => Point::new(origin.lat, origin.lon),
            near => {
                assert_eq!(*near, Near::Anywhere, "{query}");
                None
            }
        };
        let page = index.search(&Query::from_pairs(filters).0, origin, now(), 20, None).unwrap();
        let near = found.near.clone();
        let expected = GroupPage { near, groups: page.groups, total: page.total, next: page.next, loosen: page.loosen };
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn following_the_cursors_shows_every_group_once() {
    let kept = kept();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = kept.groups(&format!("near=QQ1&cursor={cursor}"), now()).unwrap();
        assert_eq!(page.total, 45);
        seen.extend(page.groups.iter().map(|group| group.id));
        let Some(next) = page.next else { break };
        cursor = next;
    }
    assert_eq!(seen.len(), 45);
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>().len(), 45);
}

#[test]
fn answers_are_those_of_the_api() {
    let pocket = pocket();
    let page: serde_json::Value = serde_json::from_str(&pocket.groups("near=QQ9", now_ms()).unwrap()).unwrap();
    assert_eq!(page, serde_json::json!({"near": {"unknown": {}}, "groups": [], "total": 0}));

    let entry = entry(5);
    let source = Source { feed: entry.feed, checked: entry.record.checked, seen: entry.seen };
    let group = to_group(id(5), &entry.record, source, now(), Point::new(53.07, -1.8));
    assert_eq!(group.meetings.len(), 10);
    let said = pocket.group(&id(5).to_string(), "near=QQ2", now_ms());
    assert_eq!(said, Some(serde_json::to_string(&group).unwrap()));
}

#[test]
fn what_the_server_would_refuse_is_not_answered() {
    let pocket = pocket();
    let name = id(5).to_string();
    for query in ["day=xx", "within=20100001", "age=121", "cursor=x", "near=QQ1&near=QQ2", "q=%00", "cursor=1&cursor=1"]
    {
        assert_eq!(pocket.groups(query, now_ms()), None, "{query}");
    }
    assert_eq!(pocket.groups("", f64::INFINITY), None);
    assert_eq!(pocket.group(&name, &format!("near={}", "x".repeat(101)), now_ms()), None);
    assert_eq!(pocket.group(&name, "near=a&near=a", now_ms()), None);
    assert_eq!(pocket.group(&id(99).to_string(), "", now_ms()), None);
    assert_eq!(pocket.group("x", "", now_ms()), None);
    assert!(pocket.group(&name, "day=xx&near=nowhere", now_ms()).is_some());
}

#[test]
fn broken_pack_is_refused_and_the_rest_kept() {
    let mut pocket = Pocket::new();
    let good = pack("QQ1");
    let mut other_format = good.clone();
    other_format[0] ^= 1;
    let middles = districts();
    for bad in [&b""[..], &b"<!doctype html>"[..], &good[..good.len() - 1], &other_format[..], &middles[..40]] {
        assert!(!pocket.add(bad));
    }
    assert!(pocket.add(&good) && pocket.add(&middles));
    assert_eq!(pocket.count(), 0, "not before it is ready");
    pocket.ready();
    let count = pocket.count();
    assert!(count >= 15);
    assert!(!pocket.add(&good[1..]));
    assert!(pocket.add(&pack("QQ2")));
    pocket.ready();
    assert!(pocket.count() > count, "what was there stays");
}

#[test]
fn newer_of_two_is_kept() {
    let named = |name: &str, seen: &str| {
        let mut entry = entry(3);
        name.clone_into(&mut entry.record.name);
        encode(&[Entry { seen: day(seen), ..entry }])
    };
    let mut kept = Kept::default();
    for (name, seen) in [("Old", "2026-11-16"), ("New", "2026-11-23"), ("Older", "2026-11-09")] {
        assert!(kept.add(&named(name, seen)));
    }
    kept.ready();
    assert_eq!(kept.count(), 1);
    assert_eq!(kept.group(&id(3).to_string(), "", now()).unwrap().name, "New");
}

#[test]
fn only_a_position_inside_is_reached() {
    let pocket = pocket();
    assert!(pocket.reaches("q=choir&near=53.0512%2C+-1.8478"));
    for query in ["", "near=", "near=QQ1", "near=Stileham", "near=51,0", "near=91,0", "near=53.05,-1.85&near=1,1"] {
        assert!(!pocket.reaches(query), "{query}");
    }
    let mut without_packs = Pocket::new();
    assert!(without_packs.add(&districts()));
    without_packs.ready();
    assert!(!without_packs.reaches("near=53.05,-1.85"));
}
