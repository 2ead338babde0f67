//! Schedules as feeds write them.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::Weekday;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(hour: u32, minute: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, minute, 0)
}

fn by(ordinal: Option<i8>, weekday: Weekday) -> ByDay {
    ByDay { ordinal, weekday }
}

fn problem(field: &'static str, reason: Reason) -> ScheduleProblem {
    ScheduleProblem { field, reason }
}

#[test]
fn whole_row_is_read() {
    let raw = RawSchedule {
        freq: Some("WEEKLY"),
        interval: Some("2"),
        byday: Some("MO,WE"),
        bymonthday: Some(""),
        dtstart: Some("2026-01-05"),
        valid_from: Some("2026-01-01"),
        valid_to: Some("2026-12-31"),
        until: Some("2026-11-30"),
        count: Some("20"),
        opens_at: Some("09:20"),
        closes_at: Some("11:00"),
        description: Some("  In the hall  "),
    };
    let expected = Schedule {
        freq: Some(Freq::Weekly),
        interval: 2,
        byday: vec![by(None, Weekday::Mon), by(None, Weekday::Wed)],
        bymonthday: Vec::new(),
        dtstart: Some(day("2026-01-05")),
        valid_from: Some(day("2026-01-01")),
        valid_to: Some(day("2026-12-31")),
        until: Some(day("2026-11-30")),
        count: Some(20),
        opens: at(9, 20),
        closes: at(11, 0),
        description: Some("In the hall".to_owned()),
    };
    assert_eq!(parse(&raw), Ok(expected));
}

#[test]
fn empty_row_is_an_empty_schedule() {
    assert_eq!(parse(&RawSchedule::default()), Ok(Schedule::default()));
    let blank = RawSchedule { freq: Some(" "), interval: Some(""), dtstart: Some(""), ..RawSchedule::default() };
    assert_eq!(parse(&blank), Ok(Schedule::default()));
}

#[test]
fn times_are_read_in_many_forms() {
    let cases = [
        ("09:20", at(9, 20)),
        ("9:20", at(9, 20)),
        ("09:20:00", at(9, 20)),
        ("09:20:30.500", at(9, 20)),
        ("09:20Z", at(9, 20)),
        ("09:20+01:00", at(9, 20)),
        ("09:20:00+00:00", at(9, 20)),
        ("09:20 GMT", at(9, 20)),
        ("0920", at(9, 20)),
        ("9.20am", at(9, 20)),
        ("9pm", at(21, 0)),
        ("9:20 PM", at(21, 20)),
        ("12am", at(0, 0)),
        ("12:30pm", at(12, 30)),
        ("14:00pm", at(14, 0)),
        ("24:00", at(0, 0)),
        ("T09:20", at(9, 20)),
        ("2000-01-01T09:20:00.000Z", at(9, 20)),
        ("2000-01-01 09:20:00", at(9, 20)),
    ];
    for (text, expected) in cases {
        let raw = RawSchedule { opens_at: Some(text), ..RawSchedule::default() };
        assert_eq!(parse(&raw).map(|schedule| schedule.opens), Ok(expected), "{text}");
    }
}

#[test]
fn other_times_are_refused() {
    for text in
        ["9", "25:00", "09:60", "9:2", "09:00-05:00", "nine", "9 to 10", "soon 09:20", "24:01", "13am1", "١٢:٠٠"]
    {
        let raw = RawSchedule { closes_at: Some(text), ..RawSchedule::default() };
        assert_eq!(parse(&raw), Err(problem("closes_at", Reason::Unreadable)), "{text}");
    }
}

#[test]
fn equal_times_are_no_end_and_two_midnights_all_day() {
    let times = |opens, closes| {
        let raw = RawSchedule { opens_at: Some(opens), closes_at: Some(closes), ..RawSchedule::default() };
        parse(&raw).map(|schedule| (schedule.opens, schedule.closes))
    };
    assert_eq!(times("09:00", "09:00"), Ok((at(9, 0), None)));
    assert_eq!(times("00:00", "24:00"), Ok((None, None)));
    assert_eq!(times("00:00", "00:30"), Ok((at(0, 0), at(0, 30))));
}

#[test]
fn dates_are_read_in_many_forms() {
    let cases = [
        ("2026-07-01", "2026-07-01"),
        ("20260701", "2026-07-01"),
        ("01/07/2026", "2026-07-01"),
        ("2026/07/01", "2026-07-01"),
        ("2026-07-01T00:00:00Z", "2026-07-01"),
        ("2026-07-01T10:30:00+01:00", "2026-07-01"),
        ("2026-07-01 10:30:00", "2026-07-01"),
        ("20260701T235959Z", "2026-07-01"),
        ("2026-07-01T23:59:59Z", "2026-07-01"),
        // A summer's midnight written in UTC, and the same in winter, where it is no midnight.
        ("2026-06-30T23:00:00Z", "2026-07-01"),
        ("2026-06-30T23:00:00.000+00:00", "2026-07-01"),
        ("2026-12-31T23:00:00Z", "2026-12-31"),
    ];
    for (text, expected) in cases {
        let raw = RawSchedule { dtstart: Some(text), ..RawSchedule::default() };
        assert_eq!(parse(&raw).map(|schedule| schedule.dtstart), Ok(Some(day(expected))), "{text}");
    }
}

#[test]
fn other_dates_are_refused() {
    for text in
        ["2026-02-30", "2026-13-01", "soon", "2026", "1/3/26", "2026-01-01-01", "2026-01-01 soon", "01 March 2026"]
    {
        let raw = RawSchedule { until: Some(text), ..RawSchedule::default() };
        assert_eq!(parse(&raw), Err(problem("until", Reason::Unreadable)), "{text}");
    }
}

#[test]
fn always_and_for_ever_are_no_dates() {
    let raw = RawSchedule {
        valid_from: Some("0001-01-01T00:00:00"),
        valid_to: Some("9999-12-31"),
        until: Some("9999-12-31T23:59:59Z"),
        ..RawSchedule::default()
    };
    assert_eq!(parse(&raw), Ok(Schedule::default()));
    let raw = RawSchedule { dtstart: Some("9999-12-31"), ..RawSchedule::default() };
    assert_eq!(parse(&raw), Err(problem("dtstart", Reason::OutOfRange)));
}

#[test]
fn days_are_read_in_many_forms() {
    let (monday, tuesday) = (by(None, Weekday::Mon), by(None, Weekday::Tue));
    let cases = [
        ("MO,TU", vec![monday, tuesday]),
        ("mo, tu,", vec![monday, tuesday]),
        ("MO TU", vec![monday, tuesday]),
        (r#"["MO","TU"]"#, vec![monday, tuesday]),
        ("Monday; Tuesdays", vec![monday, tuesday]),
        ("2TU,4TU", vec![by(Some(2), Weekday::Tue), by(Some(4), Weekday::Tue)]),
        ("4TH", vec![by(Some(4), Weekday::Thu)]),
        ("-1FR", vec![by(Some(-1), Weekday::Fri)]),
        ("+1 SU", vec![by(Some(1), Weekday::Sun)]),
    ];
    for (text, expected) in cases {
        let raw = RawSchedule { freq: Some("Monthly"), byday: Some(text), ..RawSchedule::default() };
        assert_eq!(parse(&raw).map(|schedule| schedule.byday), Ok(expected), "{text}");
    }
    for text in ["XX", "M", "MO-FR", "0MO", "MO,2", "MO,2,TU", "--1FR", ",", "1000MO", "é"] {
        let raw = RawSchedule { freq: Some("Monthly"), byday: Some(text), ..RawSchedule::default() };
        assert_eq!(parse(&raw), Err(problem("byday", Reason::Unreadable)), "{text}");
    }
}

#[test]
fn ordinals_must_go_with_the_frequency() {
    let with = |freq, byday| {
        let raw = RawSchedule { freq: Some(freq), byday: Some(byday), ..RawSchedule::default() };
        parse(&raw).map(|_| ())
    };
    assert_eq!(with("WEEKLY", "2TU"), Err(problem("byday", Reason::Contradictory)));
    assert_eq!(with("DAILY", "MO,2TU"), Err(problem("byday", Reason::Contradictory)));
    assert_eq!(with("MONTHLY", "5TU"), Ok(()));
    assert_eq!(with("MONTHLY", "-6TU"), Err(problem("byday", Reason::OutOfRange)));
    assert_eq!(with("YEARLY", "53TU"), Ok(()));
    assert_eq!(with("YEARLY", "54TU"), Err(problem("byday", Reason::OutOfRange)));
}

#[test]
fn days_without_frequency_say_it_themselves() {
    let freq = |byday, bymonthday, dtstart| {
        let raw = RawSchedule { byday, bymonthday, dtstart, ..RawSchedule::default() };
        parse(&raw).map(|schedule| schedule.freq)
    };
    assert_eq!(freq(Some("Monday"), None, None), Ok(Some(Freq::Weekly)));
    assert_eq!(freq(Some("2TU"), None, None), Ok(Some(Freq::Monthly)));
    assert_eq!(freq(None, Some("15"), None), Ok(Some(Freq::Monthly)));
    assert_eq!(freq(None, None, None), Ok(None));
    assert_eq!(freq(Some("Monday"), None, Some("2026-06-01")), Ok(None), "one date");
}

#[test]
fn numbers_are_read_strictly() {
    let interval = |text| {
        let raw = RawSchedule { interval: Some(text), ..RawSchedule::default() };
        parse(&raw).map(|schedule| schedule.interval)
    };
    assert_eq!(interval("3"), Ok(3));
    assert_eq!(interval("2.0"), Ok(2));
    assert_eq!(interval("0"), Ok(1));
    assert_eq!(interval("70000"), Err(problem("interval", Reason::OutOfRange)));
    for text in ["-1", "2.5", "two", "1e3", ".0", "+2"] {
        assert_eq!(interval(text), Err(problem("interval", Reason::Unreadable)), "{text}");
    }
    let month_days = |text| {
        let raw = RawSchedule { bymonthday: Some(text), ..RawSchedule::default() };
        parse(&raw).map(|schedule| schedule.bymonthday)
    };
    assert_eq!(month_days("2, 3,-5"), Ok(vec![2, 3, -5]));
    assert_eq!(month_days("[15]"), Ok(vec![15]));
    assert_eq!(month_days("32"), Err(problem("bymonthday", Reason::OutOfRange)));
    assert_eq!(month_days("0"), Err(problem("bymonthday", Reason::OutOfRange)));
    assert_eq!(month_days("TH"), Err(problem("bymonthday", Reason::Unreadable)));
    let raw = RawSchedule { freq: Some("HOURLY"), ..RawSchedule::default() };
    assert_eq!(parse(&raw), Err(problem("freq", Reason::Unreadable)));
}

#[test]
fn problem_names_its_field() {
    assert_eq!(problem("until", Reason::Unreadable).to_string(), "until cannot be read");
}

fn failing_field(raw: &RawSchedule<'_>) -> Option<&'static str> {
    parse(raw).err().map(|problem| problem.field)
}

proptest! {
    /// Whatever is written, the answer is a schedule or a problem of the very field it is written in.
    #[test]
    fn anything_written_is_read_or_refused(text: String) {
        let text = Some(text.as_str());
        let rows = [
            ("dtstart", RawSchedule { dtstart: text, ..RawSchedule::default() }),
            ("opens_at", RawSchedule { opens_at: text, ..RawSchedule::default() }),
            ("byday", RawSchedule { byday: text, ..RawSchedule::default() }),
            ("bymonthday", RawSchedule { bymonthday: text, ..RawSchedule::default() }),
        ];
        for (field, raw) in rows {
            prop_assert!(failing_field(&raw).is_none_or(|failing| failing == field));
        }
    }

    #[test]
    fn nearly_right_dates_and_times_are_read_or_refused(
        date in "[0-9/T:Zz +.-]{0,24}",
        time in "[0-9:. apmtz+-]{0,16}",
    ) {
        let raw = RawSchedule { until: Some(&date), ..RawSchedule::default() };
        prop_assert!(failing_field(&raw).is_none_or(|failing| failing == "until"));
        let raw = RawSchedule { opens_at: Some(&time), ..RawSchedule::default() };
        prop_assert!(failing_field(&raw).is_none_or(|failing| failing == "opens_at"));
    }
}
