//! Which meetings lie in a week.

#![expect(clippy::unwrap_used, reason = "tests")]

use uuid::Uuid;
use wire::{Author, Company, Kept, PlaceId, PlanGroupId, Side, Standing};

use super::*;
use crate::directory::PlaceRecord;
use crate::recurrence::{RawSchedule, Schedule, parse};

fn weekly(byday: &str, opens: Option<&str>, closes: Option<&str>) -> Schedule {
    parse(&RawSchedule {
        freq: Some("WEEKLY"),
        byday: Some(byday),
        opens_at: opens,
        closes_at: closes,
        ..RawSchedule::default()
    })
    .unwrap()
}

fn hall(number: u128, schedules: Vec<Schedule>) -> PlaceRecord {
    PlaceRecord {
        id: PlaceId(Uuid::from_u128(number)),
        name: "Village hall".to_owned(),
        address: Vec::new(),
        town: None,
        postcode: None,
        lat: None,
        lon: None,
        access: Vec::new(),
        access_notes: Vec::new(),
        schedules,
    }
}

fn record(places: Vec<PlaceRecord>, schedules: Vec<Schedule>) -> GroupRecord {
    GroupRecord { places, schedules, ..GroupRecord::default() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn days(record: &GroupRecord, from: &str, to: &str) -> Vec<(String, Option<PlaceId>)> {
    meetings(record, day(from), day(to)).into_iter().map(|meeting| (meeting.date.to_string(), meeting.place)).collect()
}

#[test]
fn meetings_of_all_places_are_there_also_those_that_are_over() {
    let (one, two) = (PlaceId(Uuid::from_u128(1)), PlaceId(Uuid::from_u128(2)));
    let record = record(
        vec![hall(1, vec![weekly("WE", Some("14:00"), None)]), hall(2, vec![weekly("FR", None, None)])],
        vec![weekly("MO", Some("10:00"), None)],
    );
    assert_eq!(
        days(&record, "2026-11-23", "2026-11-29"),
        [("2026-11-23".to_owned(), None), ("2026-11-25".to_owned(), Some(one)), ("2026-11-27".to_owned(), Some(two))]
    );
    assert_eq!(days(&record, "2026-11-24", "2026-11-24"), []);
}

#[test]
fn times_that_are_tied_to_no_place_are_those_of_the_only_one() {
    let record = record(vec![hall(1, Vec::new())], vec![weekly("WE", Some("14:00"), None)]);
    let one = Some(PlaceId(Uuid::from_u128(1)));
    assert_eq!(days(&record, "2026-11-23", "2026-11-29"), [("2026-11-25".to_owned(), one)]);
}

#[test]
fn two_rules_for_one_start_are_one_meeting() {
    let twice = vec![weekly("WE", Some("14:00"), Some("15:00")), weekly("WE", Some("14:00"), Some("16:00"))];
    let record = record(vec![hall(1, twice)], Vec::new());
    assert_eq!(days(&record, "2026-11-23", "2026-11-29").len(), 1);
}

#[test]
fn a_group_that_rests_has_none() {
    for standing in [Standing::Paused, Standing::Gone] {
        let record = GroupRecord { standing, ..record(Vec::new(), vec![weekly("WE", None, None)]) };
        assert_eq!(days(&record, "2026-11-23", "2026-11-29"), []);
    }
}

#[test]
fn a_meeting_is_the_same_before_its_place_is_known() {
    let meeting = |number: Option<u128>, starts_at: &str| VisitedMeeting {
        group: GroupId(Uuid::from_u128(7)),
        place: number.map(|number| PlaceId(Uuid::from_u128(number))),
        starts_at: at(starts_at),
    };
    let first = meeting(Some(1), "2026-11-25T14:00:00Z");
    assert!(is_same(&first, &first) && is_same(&first, &meeting(None, "2026-11-25T14:00:00Z")));
    assert!(!is_same(&first, &meeting(Some(2), "2026-11-25T14:00:00Z")));
    assert!(!is_same(&first, &meeting(Some(1), "2026-11-25T14:30:00Z")));
    assert!(!is_same(&first, &VisitedMeeting { group: GroupId(Uuid::nil()), ..first }));
}

#[test]
fn the_week_shows_more_than_is_told_of() {
    let shown = |stage| (is_in_week(stage), is_gone_to(stage));
    for stage in [GroupStage::Suggested, GroupStage::Interested, GroupStage::NotForMe] {
        assert_eq!(shown(stage), (false, false), "{stage:?}");
    }
    assert_eq!(shown(GroupStage::Asked), (true, false));
    for stage in [GroupStage::Going, GroupStage::Went] {
        assert_eq!(shown(stage), (true, true), "{stage:?}");
    }
}

#[test]
fn a_group_is_on_the_plan_since_its_reason_was_written() {
    let by = Author { side: Side::Person, name: String::new(), relation: String::new(), covers_for: String::new() };
    let reason =
        Kept { words: String::new(), by: by.clone(), at: at("2026-11-01T10:00:00Z"), revision: 1, others: Vec::new() };
    let mut on_plan = GroupOnPlan {
        id: PlanGroupId(Uuid::nil()),
        group: GroupId(Uuid::nil()),
        name: String::new(),
        by,
        reason,
        stage: GroupStage::Going,
        since: at("2026-11-20T10:00:00Z"),
        company: Company::Nobody,
        arranged: None,
    };
    assert_eq!(on_plan_since(&on_plan), at("2026-11-01T10:00:00Z"));
    on_plan.reason.at = at("2026-11-22T10:00:00Z");
    assert_eq!(on_plan_since(&on_plan), at("2026-11-20T10:00:00Z"));
}
