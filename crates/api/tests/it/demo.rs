//! The invented area is whole, rich, and harms nothing that is there.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use domain::{london, need::NeedMap};
use stile_api::{clock::FixedClock, demo, directory, store::Store};
use wire::{Access, CostKind, Nation, Need, Standing};

use super::support::{at, stores};

const NOW: &str = "2026-11-23T10:00:00Z";

async fn loaded(store: &Store) {
    assert!(demo::load_if_empty(store, &FixedClock::new(at(NOW))).await.unwrap());
}

#[tokio::test]
async fn an_empty_store_gets_the_area_once() {
    for store in stores().await {
        loaded(&store).await;
        let version = store.catalogue_version().await.unwrap();
        let clock = FixedClock::new(at(NOW));
        assert!(!demo::load_if_empty(&store, &clock).await.unwrap());
        demo::load(&store, &clock).await.unwrap();
        assert_eq!(store.catalogue_version().await.unwrap(), version, "a second time changes nothing");
        assert_eq!(store.list_teams().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_area_can_be_searched_and_referred_in() {
    for store in stores().await {
        loaded(&store).await;
        assert!(store.find_postcode("QQ11AA").await.unwrap().is_some());
        for area in ["QQ1", "QQ2", "QQ3", "QQ1 1"] {
            assert!(store.find_postcode_area(area).await.unwrap().is_some(), "{area}");
        }
        assert_eq!(store.find_named_places("overbrook", 5).await.unwrap()[0].county.as_deref(), Some("Stilehamshire"));
        assert_eq!(store.search_surgeries("stileham health", None, 5).await.unwrap()[0].code, "QQ00001");
        let christmas = at("2026-12-25T10:00:00Z").date_naive();
        assert!(!store.holidays(Nation::Scotland).await.unwrap().is_working_day(christmas));

        for (surgery, district, is_covered) in [
            (Some("QQ00003"), None, true),
            (None, Some("QQ1"), true),
            (None, Some("QQ2"), true),
            (Some("QQ00004"), Some("QQ3"), false),
        ] {
            let team = store.team_covering(surgery, district).await.unwrap();
            assert_eq!(team.is_some(), is_covered, "{surgery:?} {district:?}");
        }
    }
}

#[tokio::test]
async fn the_groups_show_all_that_groups_can_be() {
    for store in stores().await {
        loaded(&store).await;
        let groups = store.load_groups().await.unwrap();
        assert!(groups.len() >= 40);
        let records: Vec<_> = groups.iter().map(|group| &group.record).collect();

        let needs: BTreeSet<Need> = records.iter().flat_map(|record| record.needs.iter().copied()).collect();
        assert_eq!(needs, Need::ALL.into_iter().collect(), "every need has a group");
        let access: BTreeSet<Access> = records
            .iter()
            .flat_map(|record| record.places.iter().flat_map(|place| &place.access).chain(&record.access).copied())
            .collect();
        for feature in [
            Access::StepFree,
            Access::AccessibleToilet,
            Access::AccessibleParking,
            Access::HearingLoop,
            Access::PublicTransport,
            Access::QuietSpace,
        ] {
            assert!(access.contains(&feature), "{feature:?}");
        }
        assert!(records.iter().any(|record| record.places.len() >= 12), "a van with many stops");
        assert!(records.iter().any(|record| record.places.len() == 3), "a group at several places");
        assert!(records.iter().any(|record| record.standing == Standing::Paused && record.alert.is_some()));
        assert!(records.iter().any(|record| record.online && record.places.is_empty()));
        assert!(records.iter().any(|record| record.cost.kind == CostKind::Paid));
        assert!(records.iter().any(|record| record.ages.from.is_some() && record.ages.to.is_some()));
        assert!(records.iter().any(|record| record.languages.len() > 1));
        for record in records {
            assert!(!record.description.is_empty() && record.organisation.is_some(), "{}", record.name);
            assert!(record.checked.is_some() && !record.contacts.is_empty(), "{}", record.name);
            assert!(record.places.iter().all(|place| place.point().is_some()), "{}", record.name);
        }
    }
}

#[test]
fn nothing_of_the_feed_is_refused() {
    let feed = include_bytes!("../../src/demo/directory.json");
    let (records, refused) =
        directory::read_records(feed, "demo", &NeedMap::built_in(), london::today(at(NOW))).unwrap();
    assert!(refused.is_empty(), "{refused:?}");
    assert!(records.iter().all(|record| !record.needs.is_empty()), "a group without a need is hard to find");
}

#[test]
fn nobody_in_the_area_is_real() {
    let feed = include_str!("../../src/demo/directory.json");
    let area = include_str!("../../src/demo/area.json");
    for text in [feed, area] {
        for (at, _) in text.match_indices("https://").chain(text.match_indices('@')) {
            let rest = &text[at..];
            assert!(rest.starts_with("https://example.org/") || rest.starts_with("@example.org"), "{:.40}", rest);
        }
        // Ofcom keeps 01632 960000 to 960999 and 07700 900000 to 900999 for fiction.
        for (at, _) in text.match_indices("01") {
            let letters = &text.as_bytes()[at..];
            let is_number = letters.get(5) == Some(&b' ') && letters[..5].iter().all(u8::is_ascii_digit);
            assert!(!is_number || text[at..].starts_with("01632 960"), "{:.20}", &text[at..]);
        }
        for (at, _) in text.match_indices("07700") {
            assert!(text[at..].starts_with("07700 900"), "{:.20}", &text[at..]);
        }
    }
}
