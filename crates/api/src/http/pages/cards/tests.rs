//! Cards as somebody reads them before the app is there.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{TimeZone, Utc};
use domain::search::Query;
use uuid::Uuid;
use wire::{Access, GroupId, PlaceId, PlaceSummary};

use super::*;
use crate::words::Words;

/// Every key that is used, those that are put together while drawing included.
fn keys() -> Vec<String> {
    let fixed = [
        "groups.paused",
        "groups.ask_when",
        "groups.walk",
        "groups.drive",
        "groups.miles",
        "groups.online",
        "groups.free",
        "groups.paid",
        "groups.ages_from",
        "groups.ages_to",
        "groups.ages_between",
        "groups.day_and_time",
        "groups.today",
        "groups.tomorrow",
        "results.date",
        "results.date_with_year",
        "results.am",
        "results.pm",
        crate::http::groups::calendar::TITLE,
    ];
    let access = Access::ALL.map(|feature| format!("access.{}", feature.code()));
    fixed.into_iter().chain(WEEKDAYS).chain(MONTHS).map(str::to_owned).chain(access).collect()
}

fn group() -> GroupSummary {
    GroupSummary {
        id: GroupId(Uuid::from_u128(7)),
        name: "Knit & natter".to_owned(),
        organisation: None,
        summary: "Bring wool".to_owned(),
        place: Some(PlaceSummary {
            id: PlaceId(Uuid::from_u128(8)),
            name: "Village hall".to_owned(),
            town: Some("Stileham".to_owned()),
            lat: None,
            lon: None,
        }),
        distance_metres: Some(1_100),
        travel: Some(Travel::Walk(20)),
        next: Some(meeting(NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(), "14:00")),
        cost: CostKind::Free,
        ages: Ages { from: Some(18), to: None },
        access: vec![Access::StepFree],
        needs: Vec::new(),
        online: false,
        standing: Standing::Running,
    }
}

fn meeting(date: NaiveDate, starts: &str) -> Meeting {
    let starts_at = Utc.with_ymd_and_hms(2026, 11, 25, 14, 0, 0).unwrap();
    Meeting { date, starts: Some(starts.to_owned()), ends: None, starts_at, place: None }
}

fn draw<T>(near: &str, today: (i32, u32, u32), with: impl FnOnce(&Drawing<'_>) -> T) -> T {
    let words = Words::english().unwrap();
    let query = Query { near: near.to_owned(), ..Query::default() };
    let today = NaiveDate::from_ymd_opt(today.0, today.1, today.2).unwrap();
    with(&Drawing { words: &words, query: &query, today })
}

#[test]
fn every_word_is_there() {
    let words = Words::english().unwrap();
    for key in keys() {
        assert!(words.has(&key), "locales/en.json has no words for {key}");
    }
}

#[test]
fn card_says_when_where_and_how_far() {
    let card = draw("EH1 1AB", (2026, 11, 10), |drawing| drawing.card(&group()));
    assert_eq!(
        card,
        "<li class=\"card\"><p class=\"card-when\">Wednesday 25 November, 2pm</p><h2 class=\"card-name\">\
         <a href=\"/groups/00000000-0000-0000-0000-000000000007?near=EH1+1AB\">Knit &amp; natter</a></h2>\
         <p class=\"card-place\">Village hall, Stileham</p><p class=\"card-summary\">Bring wool</p><ul class=\"chips\">\
         <li class=\"chip\">20 minute walk, 0.7 miles</li><li class=\"chip\">Free</li>\
         <li class=\"chip\">Age 18 and over</li><li class=\"chip\">Step-free</li></ul></li>"
    );
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "\"><script>alert(1)</script>'";
    let mut group = group();
    group.name = hostile.to_owned();
    group.summary = hostile.to_owned();
    group.place.as_mut().unwrap().name = hostile.to_owned();
    group.next.as_mut().unwrap().starts = Some(hostile.to_owned());
    let card = draw(hostile, (2026, 11, 10), |drawing| drawing.card(&group));
    assert!(!card.contains("<script") && !card.contains('\''), "{card}");
    assert_eq!(card.matches('"').count() % 2, 0, "every attribute is closed: {card}");
}

#[test]
fn near_days_have_names() {
    let lead = |today, date: (i32, u32, u32)| {
        let date = NaiveDate::from_ymd_opt(date.0, date.1, date.2).unwrap();
        draw("", today, |drawing| drawing.lead(&meeting(date, "09:30")))
    };
    assert_eq!(lead((2026, 11, 25), (2026, 11, 25)), "Today, 9.30am");
    assert_eq!(lead((2026, 11, 24), (2026, 11, 25)), "Tomorrow, 9.30am");
    assert_eq!(lead((2026, 11, 19), (2026, 11, 25)), "Wednesday, 9.30am");
    assert_eq!(lead((2026, 11, 18), (2026, 11, 25)), "Wednesday 25 November, 9.30am");
    assert_eq!(lead((2026, 12, 20), (2027, 1, 6)), "Wednesday 6 January 2027, 9.30am");
}

#[test]
fn group_of_today_stands_out() {
    let card = draw("", (2026, 11, 25), |drawing| drawing.card(&group()));
    assert!(card.contains("<p class=\"card-when card-today\">Today, 2pm</p>"), "{card}");
    assert!(!card.contains("near="), "{card}");
}
