//! Opening hours as teams write them.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap()
}

#[test]
fn hours_are_written_as_read() {
    for text in [
        "Mon-Fri 09:00-17:00",
        "Mon-Fri 09:00-17:00; Sat 10:00-12:00",
        "Mon 09:00-12:30, 13:30-17:00; Wed-Thu 10:00-16:00",
        "Sun 00:00-23:59",
    ] {
        assert_eq!(hours(text).to_string(), text);
    }
}

#[test]
fn other_ways_of_writing_are_read() {
    let cases = [
        ("Mon,Tue,Wed 9:00-17:00", "Mon-Wed 09:00-17:00"),
        ("Mondays: 09:00 – 17:00", "Mon 09:00-17:00"),
        ("mo-we 09:00-12:00; mo-we 13:00-17:00;", "Mon-Wed 09:00-12:00, 13:00-17:00"),
        ("Sat-Mon 10:00-11:00", "Mon 10:00-11:00; Sat-Sun 10:00-11:00"),
        ("Thurs, Tues 10:00-11:00", "Tue 10:00-11:00; Thu 10:00-11:00"),
    ];
    for (text, expected) in cases {
        assert_eq!(hours(text).to_string(), expected, "{text}");
    }
}

#[test]
fn unreadable_hours_are_refused_with_the_part() {
    for (text, part) in [
        ("", ""),
        ("closed", "closed"),
        ("monday to friday 9:00-17:00", "monday to friday 9:00-17:00"),
        ("Mon 17:00-09:00", "Mon 17:00-09:00"),
        ("Mon 09:00-09:00", "Mon 09:00-09:00"),
        ("Mon-Fri 09:00-17:00; Foo 10:00-12:00", "Foo 10:00-12:00"),
        ("Mon 09:00-24:00", "Mon 09:00-24:00"),
        ("Mon 9-17", "Mon 9-17"),
        ("09:00-17:00", "09:00-17:00"),
        ("Mon 09:00-12:00; Mon 11:00-13:00", "Mon 09:00-12:00; Mon 11:00-13:00"),
    ] {
        assert_eq!(Hours::parse(text), Err(InvalidHours::at(part)), "{text}");
    }
}

#[test]
fn last_closing_of_a_day() {
    let hours = hours("Mon-Fri 09:00-12:00, 13:00-17:00");
    assert_eq!(hours.closing(Weekday::Mon), NaiveTime::from_hms_opt(17, 0, 0));
    assert_eq!(hours.closing(Weekday::Sun), None);
}

#[test]
fn weekday_names_may_be_cut_short() {
    assert_eq!(weekday_named("MO"), Some(Weekday::Mon));
    assert_eq!(weekday_named("Weds"), Some(Weekday::Wed));
    assert_eq!(weekday_named("saturdays"), Some(Weekday::Sat));
    for name in ["", "s", "t", "ts", "mondayx", "xx"] {
        assert_eq!(weekday_named(name), None, "{name}");
    }
}

proptest! {
    #[test]
    fn written_hours_read_back(clauses in vec((0_usize..7, 0_usize..7, 0_u32..12, 1_u32..11), 1..4)) {
        let text: Vec<String> = clauses
            .iter()
            .map(|(first, last, from, length)| {
                format!("{}-{} {from:02}:15-{:02}:45", SHORT[*first], SHORT[*last], from + length)
            })
            .collect();
        // Drawn clauses may overlap; those that do not must read back the same.
        if let Ok(hours) = Hours::parse(&text.join("; ")) {
            prop_assert_eq!(Hours::parse(&hours.to_string()), Ok(hours));
        } else {
            prop_assert!(clauses.len() > 1);
        }
    }

    #[test]
    fn nothing_written_panics(text: String) {
        if let Ok(hours) = Hours::parse(&text) {
            prop_assert!(!hours.to_string().is_empty());
        }
    }
}
