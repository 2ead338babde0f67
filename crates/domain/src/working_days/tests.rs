//! Working days of the nations.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn england() -> Holidays {
    Holidays::new(["2026-12-28", "2026-12-25", "2027-01-01", "2026-12-25"].map(day))
}

fn scotland() -> Holidays {
    Holidays::new(["2026-11-30", "2026-12-25", "2026-12-28", "2027-01-01", "2027-01-04"].map(day))
}

#[test]
fn a_fixed_day_on_a_weekend_is_kept_itself_too() {
    let date = |day| NaiveDate::from_ymd_opt(2027, 12, day).unwrap();
    let holidays = Holidays::new([date(27), date(28)]).with_plain_fixed_days(2027);
    assert!(holidays.is_holiday(date(25)) && holidays.is_holiday(date(26)) && !holidays.is_holiday(date(29)));
}

#[test]
fn weekends_and_holidays_are_not_worked() {
    let holidays = england();
    assert!(holidays.is_working_day(day("2026-12-24")));
    assert!(!holidays.is_working_day(day("2026-12-25")));
    assert!(!holidays.is_working_day(day("2026-12-26")), "Saturday");
    assert!(!holidays.is_working_day(day("2026-12-27")), "Sunday");
    assert!(!holidays.is_working_day(day("2026-12-28")));
    assert!(holidays.is_working_day(day("2026-11-30")), "Saint Andrew's Day is Scotland's");
    assert!(!scotland().is_working_day(day("2026-11-30")));
    assert!(holidays.is_holiday(day("2026-12-25")) && !holidays.is_holiday(day("2026-12-26")));
}

#[test]
fn adding_skips_what_is_not_worked() {
    assert_eq!(england().add(day("2026-12-24"), 1), day("2026-12-29"));
    assert_eq!(england().add(day("2026-12-31"), 1), day("2027-01-04"));
    assert_eq!(scotland().add(day("2026-12-31"), 1), day("2027-01-05"));
    assert_eq!(scotland().add(day("2026-11-27"), 2), day("2026-12-02"));
    assert_eq!(Holidays::default().add(day("2026-12-24"), 10), day("2027-01-07"));
}

#[test]
fn adding_nothing_stays() {
    assert_eq!(england().add(day("2026-12-26"), 0), day("2026-12-26"));
}

#[test]
fn end_of_the_calendar_ends_the_count() {
    assert_eq!(Holidays::default().add(NaiveDate::MAX, 3), NaiveDate::MAX);
}

#[test]
fn calendar_reaches_the_years_it_tells_of() {
    assert!(england().reaches(2026) && england().reaches(2027));
    assert!(!england().reaches(2025) && !england().reaches(2028));
    assert!(!Holidays::default().reaches(2026));
}

#[test]
fn fixed_days_are_the_least_of_a_year() {
    let of = |year| Holidays::default().with_fixed_days(year);
    let days = |dates: &[&str]| Holidays::new(dates.iter().map(|date| day(date)));
    assert_eq!(of(2030), days(&["2030-01-01", "2030-12-25", "2030-12-26"]));
    let both_on_a_weekend = ["2027-01-01", "2027-12-25", "2027-12-26", "2027-12-27", "2027-12-28"];
    assert_eq!(of(2027), days(&both_on_a_weekend));
    let new_year_on_a_saturday = ["2028-01-01", "2028-01-03", "2028-12-25", "2028-12-26"];
    assert_eq!(of(2028), days(&new_year_on_a_saturday));
    let christmas_on_a_sunday = ["2033-01-01", "2033-01-03", "2033-12-25", "2033-12-26", "2033-12-27"];
    assert_eq!(of(2033), days(&christmas_on_a_sunday), "Monday is Boxing Day already");
    assert!(england().with_fixed_days(2030).is_holiday(day("2026-12-28")), "what was known stays");
}

proptest! {
    #[test]
    fn added_days_are_all_counted(start in 0_u64..2_000, working_days in 1_u16..60) {
        let holidays = scotland();
        let from = day("2024-01-01") + chrono::Days::new(start);
        let to = holidays.add(from, working_days);
        prop_assert!(holidays.is_working_day(to));
        let between = from.iter_days().skip(1).take_while(|day| *day <= to);
        prop_assert_eq!(between.filter(|day| holidays.is_working_day(*day)).count(), usize::from(working_days));
    }
}
