//! A thousand feeds mutilated at random, always the same ones: none may crash the import, and whatever comes out of it
//! keeps its promises.

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::directory::GroupRecord;
use domain::need::NeedMap;
use serde_json::{Value, json};
use stile_api::directory;

use super::super::support::stores;
use super::{now, page, service};

const FEEDS: u64 = 1_000;

/// Marsaglia's xorshift64: small, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below this one.
    fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides as u64) as usize
    }
}

/// A row of the standard with every field that is read.
const STANDARD: &str = r#"{
    "id": "a", "name": "Knit and natter", "description": "<p>Bring wool.</p>", "url": "https://example.org/knit",
    "email": "knit@example.org", "status": "active", "fees": "£2", "minimum_age": 18, "maximum_age": 65,
    "assured_date": "2026-01-01", "last_modified": "2026-01-01T10:00:00Z", "alert": "News",
    "application_process": "Turn up", "eligibility_description": "All", "interpretation_services": "BSL",
    "attending_type": ["online"], "additional_urls": [{ "label": "More", "url": "www.example.org" }],
    "organization": {
        "id": "o", "name": "Wool", "website": "https://example.org", "phones": [{ "number": "01632 960001" }]
    },
    "contacts": [
        { "name": "Ann", "title": "Chair", "email": "a@example.org", "phones": [{ "number": "01632 960002" }] }
    ],
    "languages": [{ "name": "Welsh" }],
    "cost_options": [{ "option": "Each", "amount": "2.5", "valid_to": "2027-01-01", "currency": "GBP" }],
    "attributes": [{ "link_type": "x", "taxonomy_term": { "name": "Crafts" }, "label": "y" }],
    "service_at_locations": [
        { "id": "p0", "location_id": "l0", "location": {
            "id": "l0", "location_type": "physical", "name": "Hall", "latitude": 55.95, "longitude": -3.19,
            "addresses": [
                { "address_1": "1 High St", "city": "Town", "postal_code": "EH1 1AB", "address_type": "physical" }
            ],
            "accessibility": [{ "description": "Step-free", "details": "Ramp" }], "transportation": "Bus stop",
            "phones": [{ "number": "01632 960003" }]
        }, "schedules": [{ "freq": "WEEKLY", "byday": "MO" }] },
        { "id": "p1", "location": { "id": "l1", "location_type": "virtual" } }
    ],
    "schedules": [
        { "service_at_location_id": "p0", "freq": "MONTHLY", "interval": 1, "byday": "2TU,-1FR",
          "dtstart": "2026-01-01", "valid_from": "2026-01-01", "valid_to": "2026-12-31",
          "opens_at": "09:00", "closes_at": "10:00Z" },
        { "freq": "MONTHLY", "bymonthday": "1,-1", "count": 5, "until": "2026-12-31", "description": "Words",
          "notes": "More", "schedule_link": "https://example.org/book", "attending_type": "video" }
    ]
}"#;

/// The same of the older shape.
const OLDER: &str = r#"{
    "id": 5, "name": "Cafe", "description": "Line\r\nline", "free": false, "min_age": 5, "max_age": 11,
    "updated_at": "2026-01-01T10:00:00Z",
    "organisation": { "name": "Org", "email": "o@example.org", "url": "https://example.org" },
    "taxonomies": [{ "name": "Things to do" }], "send_needs": [{ "name": "Autism" }],
    "suitabilities": [{ "name": "All" }], "links": [{ "label": "X", "url": "www.example.org" }],
    "contacts": [{ "name": "Ann", "phone": "01632 960004", "email": "" }],
    "local_offer": { "link": "https://example.org" },
    "locations": [{ "id": 1, "name": "12 Lane", "address_1": "12 Lane", "city": "Town", "postal_code": "HP21 7JF",
        "geometry": { "type": "Point", "coordinates": [-0.79, 51.81] }, "mask_exact_address": true,
        "accessibilities": [{ "name": "Wheelchair accessible entrance" }] }],
    "regular_schedules": [{ "weekday": "Monday", "opens_at": "10:00", "closes_at": "17:00" }],
    "cost_options": [{ "option": "Child", "amount": 3, "cost_type": "per hour" }]
}"#;

/// The rows that are mutilated.
fn rows() -> Vec<Value> {
    vec![serde_json::from_str(STANDARD).unwrap(), serde_json::from_str(OLDER).unwrap(), service("c", "Plain")]
}

/// Changes something, somewhere inside.
fn mutate(value: &mut Value, dice: &mut Dice) {
    let goes_in = dice.roll(5) != 0;
    match value {
        Value::Object(map) if goes_in && !map.is_empty() => {
            let at = dice.roll(map.len());
            let key = map.keys().nth(at).unwrap().clone();
            match dice.roll(8) {
                0 => {
                    map.remove(&key);
                }
                1 => {
                    let value = map.remove(&key).unwrap();
                    map.insert(format!("{key}s"), value);
                }
                _ => mutate(&mut map[&key], dice),
            }
        }
        Value::Array(list) if goes_in && !list.is_empty() => {
            let at = dice.roll(list.len());
            mutate(&mut list[at], dice);
        }
        _ => *value = strange(value, dice),
    }
}

fn strange(old: &Value, dice: &mut Dice) -> Value {
    match dice.roll(20) {
        0 => Value::Null,
        1 => json!([[[null]], null]),
        2 => json!({ "x": null, "id": {}, "name": [] }),
        3 => json!(-1),
        4 => json!(1e308),
        5 => json!(u64::MAX),
        6 => json!(0.000_001),
        7 => json!(true),
        8 => json!(""),
        9 => json!("<b".repeat(60_000)),
        10 => json!("<div>".repeat(800)),
        11 => json!("é<p>&lt;script&gt;x&amp;lt;b&amp;gt;\u{202e}\u{0}\u{200b}".repeat(300)),
        12 => json!("0".repeat(5_000)),
        13 => json!("&".repeat(5_000)),
        14 => json!([old, old, 5, null, [old]]),
        15 => json!("javascript:alert(1) www. http:// mailto:@ tel: https://\u{202e}org.x"),
        16 => json!("2026-13-45T99:99"),
        17 => json!("-5MO,99XX,\u{e9}\u{e9}"),
        18 => json!("£٣٤ ½"),
        _ => json!(dice.next().to_string()),
    }
}

/// Damages the bytes themselves, or not.
fn damage(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    let at = dice.roll(bytes.len());
    match dice.roll(8) {
        0 => bytes.truncate(at),
        1 => bytes[at] = (dice.next() & 0xff) as u8,
        2 => drop(bytes.splice(at..at, [0xff, 0xfe])),
        3 => drop(bytes.drain(at..(at + 40).min(bytes.len()))),
        4 => {
            let text = String::from_utf8(bytes).unwrap();
            let broken = ["\\ud83d", "\\u12", "\\x", "\\udc00\\ud800"][dice.roll(4)];
            bytes = text.replacen("Plain", broken, 1).into_bytes();
        }
        5 => {
            let text = String::from_utf8(bytes).unwrap();
            let deep = format!("{}{}", "[".repeat(400), "]".repeat(400));
            bytes = text.replacen("\"Plain\"", &deep, 1).into_bytes();
        }
        _ => {}
    }
    bytes
}

fn feed(seed: u64) -> Vec<u8> {
    // Neighbouring seeds begin much alike, so the first throws are thrown away.
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        dice.next();
    }
    let mut rows = rows();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(rows.len());
        mutate(&mut rows[at], &mut dice);
    }
    damage(page(&rows), &mut dice)
}

/// What every group that comes out of a feed keeps to.
fn assert_strict(record: &GroupRecord) {
    assert!(!record.source_id.is_empty() && !record.name.is_empty());
    assert!(record.name.chars().count() <= 200 && record.description.chars().count() <= 5_000);
    for link in &record.links {
        assert!(["https://", "tel:", "mailto:"].iter().any(|start| link.url.starts_with(start)), "{}", link.url);
    }
    for place in &record.places {
        let (lat, lon) = (place.lat.unwrap_or(55.0), place.lon.unwrap_or(-3.0));
        assert!((49.0..=61.5).contains(&lat) && (-11.0..=2.5).contains(&lon), "{lat} {lon}");
        assert_eq!(place.lat.is_some(), place.lon.is_some());
    }
    let document = serde_json::to_string(record).unwrap();
    for hidden in ['\u{202e}', '\u{200b}'] {
        assert!(!document.contains(hidden), "{document}");
    }
    assert!(!document.contains("<script") && !document.contains("<p>"), "{document}");
    let back: GroupRecord = serde_json::from_str(&document).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), document);
}

#[test]
fn thousand_mutilated_feeds_never_crash() {
    let (needs, today) = (NeedMap::built_in(), now().date_naive());
    let (mut whole, mut groups, mut refused) = (0, 0, 0);
    for seed in 1..=FEEDS {
        let bytes = feed(seed);
        let read = catch_unwind(AssertUnwindSafe(|| directory::read_records(&bytes, "fuzz", &needs, today)));
        let Ok(read) = read else { panic!("seed {seed} crashes") };
        let Ok((records, refusals)) = read else { continue };
        let strict = catch_unwind(AssertUnwindSafe(|| records.iter().for_each(assert_strict)));
        assert!(strict.is_ok(), "seed {seed} breaks a promise");
        whole += 1;
        groups += records.len();
        refused += refusals.len();
    }
    // Mutilation that always or never hurt would test nothing.
    assert!(whole > 400 && whole < FEEDS, "{whole} of {FEEDS} feeds could be read");
    assert!(groups > 1_000 && refused > 100, "{groups} groups, {refused} refusals");
}

#[tokio::test]
async fn mutilated_feeds_leave_the_directory_readable() {
    for store in stores().await {
        let needs = NeedMap::built_in();
        for seed in 1..=30 {
            // Whether a feed can be read is not the point; that the store can, is. A feed may say that all its groups
            // have ended: then they are kept as gone.
            let outcome = directory::import_page(&store, &feed(seed), "fuzz", &needs, now()).await;
            let kept = store.load_groups().await.unwrap();
            assert!(outcome.is_err() || !kept.is_empty(), "seed {seed}");
        }
    }
}
