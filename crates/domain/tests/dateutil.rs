//! Recurrence against an independent judge: Python's `dateutil` with a real time zone database.
//!
//! 200 schedules, up to 120 of them from real library vans, each at a moment near a change of the clocks or another
//! turn of the calendar. The next five meetings have to be the same as local date and time and as instants.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]
#![expect(clippy::disallowed_types, reason = "the judge is another program")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::recurrence::{RawSchedule, parse};
use serde_json::{Value, json};

const SCHEDULES: usize = 200;
const FROM_FEED: usize = 120;
const MEETINGS: usize = 5;
/// Far enough for five meetings of nearly every rule, and not beyond 2037, where some time zone databases end.
const HORIZON_DAYS: u16 = 3_600;

/// Moments to look from. Weeks, days, hours and seconds before and after the changes of the clocks, midnights in
/// London and in UTC, and ends of months and years.
const NOWS: [&str; 24] = [
    "2026-03-23T09:00:00Z",
    "2026-03-28T23:59:59Z",
    "2026-03-29T00:30:00Z",
    "2026-03-29T00:59:59Z",
    "2026-03-29T01:00:00Z",
    "2026-03-29T22:59:59Z",
    "2026-03-29T23:00:00Z",
    "2026-06-30T22:59:59Z",
    "2026-06-30T23:00:00Z",
    "2026-10-19T12:00:00Z",
    "2026-10-24T22:30:00Z",
    "2026-10-25T00:29:59Z",
    "2026-10-25T00:59:59Z",
    "2026-10-25T01:00:00Z",
    "2026-10-25T23:59:59Z",
    "2026-11-23T16:45:00Z",
    "2026-12-31T23:59:59Z",
    "2027-03-27T18:00:00Z",
    "2027-03-28T00:59:59Z",
    "2027-03-28T01:30:00Z",
    "2027-10-30T23:30:00Z",
    "2027-10-31T00:30:00Z",
    "2027-10-31T01:30:00Z",
    "2028-02-28T12:00:00Z",
];

/// Sundays on which clocks change, each seen from the Friday before.
const CHANGES: [(&str, &str); 4] = [
    ("2026-03-29", "2026-03-27T09:00:00Z"),
    ("2026-10-25", "2026-10-23T09:00:00Z"),
    ("2027-03-28", "2027-03-26T09:00:00Z"),
    ("2027-10-31", "2027-10-29T09:00:00Z"),
];

#[test]
fn next_meetings_equal_those_of_dateutil() {
    let Some(mut cases) = feed_cases() else { return };
    let from_feed = cases.len();
    assert!((1..=FROM_FEED).contains(&from_feed), "the judge drew {from_feed} schedules");
    for (_, now) in CHANGES {
        for (freq, byday, opens_at) in [("WEEKLY", Some("SU"), "01:30"), ("DAILY", None, "00:30")] {
            let schedule = json!({"freq": freq, "byday": byday, "dtstart": "2026-01-01", "opens_at": opens_at});
            cases.push(case(complete(schedule), now));
        }
    }
    let mut dice = Dice(2_026);
    while cases.len() < SCHEDULES {
        let now = NOWS[cases.len() % NOWS.len()];
        let schedule = drawn_schedule(&mut dice, cases.len());
        cases.push(case(schedule, now));
    }

    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    let judged = judge(&["meetings"], &lines.join("\n")).unwrap();
    assert!(judged.status.success(), "the judge failed: {}", String::from_utf8_lossy(&judged.stderr));
    let judged: Vec<Value> = String::from_utf8(judged.stdout).unwrap().lines().map(as_json).collect();
    assert_eq!(judged.len(), SCHEDULES);

    let mut differences = Vec::new();
    for (case, expected) in cases.iter().zip(&judged) {
        let ours = our_meetings(case);
        if ours != *expected {
            differences.push(format!("{case}\n   ours {ours}\n judged {expected}"));
        }
    }
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));

    // The comparison is worth something only if there was something to compare.
    let is_full = |meetings: &&Value| meetings.as_array().is_some_and(|list| list.len() == MEETINGS);
    let full = judged.iter().filter(is_full).count();
    assert!(full >= from_feed.min(100), "only {full} schedules have {MEETINGS} meetings");
    for (sunday, _) in CHANGES {
        let on_the_day = judged.iter().flat_map(|list| list.as_array().unwrap()).filter(|meeting| meeting[0] == sunday);
        assert!(on_the_day.count() >= 2, "too few meetings on {sunday}");
    }
}

/// Schedules of the shared feed of library vans, or nothing where that, Python or dateutil is missing: then the test is
/// skipped, loudly, except in CI, where it fails.
fn feed_cases() -> Option<Vec<Value>> {
    let feed = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../../shared/data/oruk-mobile-libraries.json.gz");
    if !feed.exists() {
        return skipped(&format!("there is no {}", feed.display()));
    }
    let Some(drawn) = judge(&["schedules", &feed.to_string_lossy(), &FROM_FEED.to_string()], "") else {
        return skipped("there is no python3; install it with: apt-get install python3 python3-dateutil");
    };
    let complaint = String::from_utf8_lossy(&drawn.stderr);
    if drawn.status.code() == Some(3) {
        return skipped(complaint.trim());
    }
    assert!(drawn.status.success(), "the judge failed: {complaint}");
    let schedules = String::from_utf8(drawn.stdout).unwrap();
    let nows = NOWS.iter().cycle();
    Some(schedules.lines().zip(nows).map(|(line, now)| case(as_json(line), now)).collect())
}

fn skipped(reason: &str) -> Option<Vec<Value>> {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "the judge of recurrence cannot run: {reason}");
    eprintln!("\n**** SKIPPED: recurrence was NOT compared with dateutil: {reason}\n");
    None
}

/// Runs the judge; nothing when there is no Python.
fn judge(arguments: &[&str], input: &str) -> Option<Output> {
    let script = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("tests/dateutil/judge.py");
    let mut process = Command::new("python3")
        .arg(script)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // Dropping the pipe ends the input. A judge that gave up early has closed it; its status tells why.
    let written = process.stdin.take().unwrap().write_all(input.as_bytes());
    let output = process.wait_with_output().unwrap();
    assert!(written.is_ok() || !output.status.success(), "the judge did not read all cases");
    Some(output)
}

fn our_meetings(case: &Value) -> Value {
    let schedule = &case["schedule"];
    let raw = RawSchedule {
        freq: text(schedule, "freq"),
        interval: text(schedule, "interval"),
        byday: text(schedule, "byday"),
        bymonthday: text(schedule, "bymonthday"),
        dtstart: text(schedule, "dtstart"),
        valid_from: text(schedule, "valid_from"),
        valid_to: text(schedule, "valid_to"),
        until: text(schedule, "until"),
        count: text(schedule, "count"),
        opens_at: text(schedule, "opens_at"),
        closes_at: text(schedule, "closes_at"),
        description: None,
    };
    let schedule = parse(&raw).unwrap();
    let now: DateTime<Utc> = text(case, "now").unwrap().parse().unwrap();
    let meetings = schedule.next_meetings(None, now, HORIZON_DAYS, MEETINGS);
    let lines = meetings.into_iter().map(|meeting| {
        let instant = meeting.starts_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        json!([meeting.date.to_string(), meeting.starts, instant])
    });
    Value::Array(lines.collect())
}

fn case(schedule: Value, now: &str) -> Value {
    json!({"schedule": schedule, "now": now, "horizon_days": HORIZON_DAYS, "limit": MEETINGS})
}

/// The schedule with every field that the judge looks for.
fn complete(mut schedule: Value) -> Value {
    let fields = [
        "freq",
        "interval",
        "byday",
        "bymonthday",
        "dtstart",
        "valid_from",
        "valid_to",
        "until",
        "count",
        "opens_at",
        "closes_at",
    ];
    for field in fields {
        if schedule.get(field).is_none() {
            schedule[field] = Value::Null;
        }
    }
    schedule
}

fn as_json(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

/// Numbers that look drawn and are the same every time (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The low bits of such a generator repeat soon.
        (self.0 >> 33) % sides
    }

    fn is_one_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }

    /// One to three different ones, parted by commas.
    fn some_of(&mut self, choices: &[&str]) -> String {
        let mut chosen: Vec<&str> = Vec::new();
        for _ in 0..=self.below(3) {
            let one = self.one_of(choices);
            if !chosen.contains(&one) {
                chosen.push(one);
            }
        }
        chosen.join(",")
    }

    fn day(&mut self, from: &str, within_days: u64) -> NaiveDate {
        from.parse::<NaiveDate>().unwrap() + Days::new(self.below(within_days))
    }
}

const WEEKDAYS: [&str; 8] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"];
const IN_MONTH: [&str; 11] = ["1MO", "2TU", "3WE", "4TH", "5FR", "-1SU", "-1MO", "-2WE", "1SU", "-5SA", "4SU"];
const IN_YEAR: [&str; 6] = ["1MO", "13SU", "43SU", "-1FR", "53TH", "-10WE"];
const MONTH_DAYS: [&str; 9] = ["1", "13", "25", "28", "29", "30", "31", "-1", "-3"];
const OPENINGS: [&str; 9] = ["10:00", "14:15", "00:30", "01:00", "01:30", "02:00", "19:30", "23:30", "00:00"];
const CLOSINGS: [&str; 6] = ["12:00", "16:45", "01:15", "02:30", "23:59", "00:45"];

/// A schedule that uses every feature sooner or later.
fn drawn_schedule(dice: &mut Dice, number: usize) -> Value {
    let freq = ["WEEKLY", "MONTHLY", "DAILY", "YEARLY"][number % 4];
    let mut schedule = json!({"freq": freq, "interval": (1 + dice.below(6)).to_string()});
    match (freq, dice.below(5)) {
        (_, 0) | ("DAILY", 1) => {}
        ("MONTHLY", 1 | 2) => schedule["byday"] = json!(dice.some_of(&IN_MONTH)),
        ("YEARLY", 1) => schedule["byday"] = json!(dice.some_of(&IN_YEAR)),
        ("MONTHLY" | "YEARLY", 3) => {
            schedule["byday"] = json!(dice.some_of(&WEEKDAYS));
            schedule["bymonthday"] = json!(dice.some_of(&MONTH_DAYS));
        }
        ("WEEKLY", _) | ("DAILY", 2) => schedule["byday"] = json!(dice.some_of(&WEEKDAYS)),
        _ => schedule["bymonthday"] = json!(dice.some_of(&MONTH_DAYS)),
    }
    let names_a_day = schedule.get("byday").is_some() || schedule.get("bymonthday").is_some();
    if names_a_day && dice.is_one_in(4) {
        schedule["valid_from"] = json!(dice.day("2025-01-01", 900));
    } else {
        schedule["dtstart"] = json!(dice.day("2023-06-01", 1_500));
        if dice.is_one_in(4) {
            schedule["valid_from"] = json!(dice.day("2026-01-01", 700));
        }
    }
    if dice.is_one_in(4) {
        schedule["valid_to"] = json!(dice.day("2026-09-01", 1_200));
    }
    if dice.is_one_in(4) {
        schedule["until"] = json!(dice.day("2026-09-01", 1_200));
    }
    if dice.is_one_in(4) {
        schedule["count"] = json!((1 + dice.below(250)).to_string());
    }
    if !dice.is_one_in(8) {
        schedule["opens_at"] = json!(dice.one_of(&OPENINGS));
        if !dice.is_one_in(4) {
            schedule["closes_at"] = json!(dice.one_of(&CLOSINGS));
        }
    }
    complete(schedule)
}
