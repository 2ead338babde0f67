//! Dates of birth as people type them, and the birthdays that decide who may go on.

use chrono::NaiveDate;
use proptest::prelude::any;
use proptest::{prop_assert, proptest};
use wire::{Birth, FieldCode};

use super::{OLDEST, birth_date, on, typed_date};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn typed(day: &str, month: &str, year: &str) -> Birth {
    Birth { day: day.into(), month: month.into(), year: year.into() }
}

/// Reads on 10 November 2026, a day after most of the birthdays below.
fn read(day: &str, month: &str, year: &str) -> Result<NaiveDate, FieldCode> {
    birth_date(&typed(day, month, year), date(2026, 11, 10))
}

#[test]
fn digits_and_names_of_months_are_read() {
    for month in ["3", "03", "mar", "Mar.", "MARCH", " march ", "Marhc"] {
        assert_eq!(read("7", month, "1961"), Ok(date(1961, 3, 7)), "{month}");
    }
    assert_eq!(read("07", "Febuary", "1961"), Ok(date(1961, 2, 7)));
    assert_eq!(read("21st", "sept", "1961"), Ok(date(1961, 9, 21)));
    assert_eq!(read("2nd", "12", " 1961 "), Ok(date(1961, 12, 2)));
}

#[test]
fn every_month_is_known_by_its_name() {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    for (number, name) in (1..).zip(names) {
        assert_eq!(read("1", name, "1961"), Ok(date(1961, number, 1)), "{name}");
    }
}

#[test]
fn anything_left_empty_is_missing() {
    assert_eq!(read("", "", ""), Err(FieldCode::Missing));
    assert_eq!(read("7", " ", "1961"), Err(FieldCode::Missing));
    assert_eq!(read("7", "3", ""), Err(FieldCode::Missing));
}

#[test]
fn what_makes_no_date_is_unreadable() {
    for (day, month, year) in [
        ("31", "2", "1961"),
        ("29", "2", "1961"),
        ("0", "1", "1961"),
        ("7", "13", "1961"),
        ("7", "ma", "1961"),
        ("7", "Foo", "1961"),
        ("7", "mar3", "1961"),
        ("+7", "3", "1961"),
        ("-7", "3", "1961"),
        ("7", "3", "61"),
        ("7", "3", "19 61"),
        ("7", "3", "01961"),
        ("seven", "3", "1961"),
        ("7", "é", "1961"),
        ("th", "3", "1961"),
    ] {
        assert_eq!(read(day, month, year), Err(FieldCode::Unreadable), "{day} {month} {year}");
    }
}

#[test]
fn tomorrow_is_in_the_future_and_today_is_not() {
    assert_eq!(read("11", "11", "2026"), Err(FieldCode::InFuture));
    assert_eq!(read("10", "11", "2026"), Ok(date(2026, 11, 10)));
}

#[test]
fn without_a_day_to_hold_it_against_any_date_is_taken() {
    assert_eq!(typed_date(&typed("11", "11", "2126")), Ok(date(2126, 11, 11)));
    assert_eq!(typed_date(&typed("1", "1", "0961")), Ok(date(961, 1, 1)));
    assert_eq!(typed_date(&typed("31", "2", "1961")), Err(FieldCode::Unreadable));
    assert_eq!(typed_date(&typed("", "2", "1961")), Err(FieldCode::Missing));
}

#[test]
fn over_120_years_is_too_long_ago() {
    assert_eq!(read("10", "11", "1905"), Err(FieldCode::TooLongAgo));
    assert_eq!(read("11", "11", "1905"), Ok(date(1905, 11, 11)));
    assert_eq!(read("1", "1", "0961"), Err(FieldCode::TooLongAgo));
}

#[test]
fn birthday_makes_a_year_older_on_the_day() {
    let birth = date(2010, 11, 10);
    assert_eq!(on(birth, date(2026, 11, 9)), 15);
    assert_eq!(on(birth, date(2026, 11, 10)), 16);
}

#[test]
fn born_on_leap_day_grows_older_on_the_first_of_march() {
    let birth = date(2008, 2, 29);
    assert_eq!(on(birth, date(2024, 2, 28)), 15);
    assert_eq!(on(birth, date(2024, 2, 29)), 16);
    assert_eq!(on(birth, date(2026, 2, 28)), 17);
    assert_eq!(on(birth, date(2026, 3, 1)), 18);
}

#[test]
fn before_the_birth_nobody_has_an_age() {
    assert_eq!(on(date(2026, 11, 10), date(2020, 1, 1)), 0);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(day in "\\PC{0,6}", month in "\\PC{0,12}", year in "\\PC{0,6}") {
        let today = date(2026, 11, 10);
        if let Ok(birth) = birth_date(&typed(&day, &month, &year), today) {
            prop_assert!(birth <= today && on(birth, today) <= OLDEST);
        }
    }

    #[test]
    fn dates_written_in_digits_are_read_back(days in 0_i64..40_000, padded in any::<bool>()) {
        let today = date(2026, 11, 10);
        let birth = today - chrono::Duration::days(days);
        let format = if padded { ("%d", "%m") } else { ("%-d", "%-m") };
        let write = |format: &str| birth.format(format).to_string();
        prop_assert!(birth_date(&typed(&write(format.0), &write(format.1), &write("%Y")), today) == Ok(birth));
    }
}
