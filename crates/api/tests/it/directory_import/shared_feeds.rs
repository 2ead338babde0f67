//! The shared sample feeds, counted by another program first.

use domain::need::NeedMap;
use stile_api::directory::{self, Reason, Silent};
use stile_api::store::Store;
use wire::{CostKind, Standing};

use super::super::support::stores;
use super::{now, shared};

/// What a feed is known to hold.
struct Counts {
    file: &'static str,
    groups: u64,
    places: usize,
    located: usize,
    schedules: usize,
    links: usize,
    rows_refused: usize,
    /// Fields refused, by name and reason.
    refused: &'static [(&'static str, Reason, usize)],
}

const LIBRARIES: Counts = Counts {
    file: "oruk-libraries.json.gz",
    groups: 3_829,
    places: 3_829,
    located: 3_829,
    schedules: 0,
    links: 268,
    rows_refused: 2,
    refused: &[("id", Reason::Duplicate, 2), ("url", Reason::InsecureLink, 423)],
};

const VANS: Counts = Counts {
    file: "oruk-mobile-libraries.json.gz",
    groups: 743,
    places: 5_482,
    located: 5_482,
    schedules: 5_482,
    links: 648,
    rows_refused: 0,
    refused: &[("url", Reason::InsecureLink, 95)],
};

const OUTPOST: Counts = Counts {
    file: "outpost-v1-services-page.json",
    groups: 20,
    places: 15,
    located: 13,
    schedules: 1,
    links: 18,
    rows_refused: 0,
    refused: &[
        ("latitude", Reason::OutsideArea, 3),
        ("url", Reason::InsecureLink, 1),
        ("link", Reason::InsecureLink, 1),
    ],
};

async fn check(store: &Store, counts: &Counts) {
    let Some(path) = shared(counts.file) else { return };
    let source = path.to_str().unwrap();
    let needs = NeedMap::built_in();
    let report = directory::import(store, source, None, &needs, now(), &Silent).await.unwrap();
    assert_eq!((report.added, report.changed, report.gone), (counts.groups, 0, 0), "{}", counts.file);
    assert_eq!(report.rows_refused(), counts.rows_refused);
    for (field, reason, times) in counts.refused {
        let found = report.refused.iter().filter(|refusal| refusal.field == *field && refusal.reason == *reason);
        assert_eq!(found.count(), *times, "{field} of {}", counts.file);
    }
    let all: usize = counts.refused.iter().map(|(_, _, times)| times).sum();
    assert_eq!(report.refused.len(), all, "{}: {:?}", counts.file, report.refused.last());

    let name = counts.file.trim_end_matches(".gz").trim_end_matches(".json");
    let groups: Vec<_> = store.load_groups().await.unwrap().into_iter().filter(|group| group.feed == name).collect();
    let places = || groups.iter().flat_map(|group| &group.record.places);
    assert_eq!(places().count(), counts.places);
    assert_eq!(places().filter(|place| place.point().is_some()).count(), counts.located);
    assert_eq!(places().map(|place| place.schedules.len()).sum::<usize>(), counts.schedules);
    assert!(places().flat_map(|place| &place.schedules).all(|schedule| !schedule.is_vague()));
    assert_eq!(groups.iter().map(|group| group.record.links.len()).sum::<usize>(), counts.links);
    assert!(groups.iter().all(|group| group.record.standing == Standing::Running && !group.gone));
    // The Outpost page says when its rows were changed, and none of the three that anybody checked one.
    assert!(groups.iter().all(|group| group.record.checked.is_none()));

    let version = store.catalogue_version().await.unwrap();
    let again = directory::import(store, source, None, &needs, now(), &Silent).await.unwrap();
    assert_eq!((again.added, again.changed, again.unchanged, again.gone), (0, 0, counts.groups, 0));
    assert_eq!(store.catalogue_version().await.unwrap(), version);
}

#[tokio::test]
async fn shared_feeds_are_counted_right() {
    for store in stores().await {
        for counts in [&LIBRARIES, &VANS, &OUTPOST] {
            check(&store, counts).await;
        }
    }
}

#[test]
fn libraries_are_free() {
    let Some(path) = shared(LIBRARIES.file) else { return };
    let bytes = std::fs::read(path).unwrap();
    let (records, _) = directory::read_records(&bytes, "libraries", &NeedMap::built_in(), now().date_naive()).unwrap();
    assert_eq!(records.iter().filter(|record| record.cost.kind == CostKind::Free).count(), 3_829);
}
