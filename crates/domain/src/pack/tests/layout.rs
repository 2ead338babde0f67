//! Which groups are in which pack, and how far what somebody keeps reaches.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use uuid::Uuid;
use wire::{GroupId, PlaceId, Standing};

use super::{day, point};
use crate::directory::{GroupRecord, PlaceRecord};
use crate::distance::{FARTHEST, Point, metres};
use crate::pack::{Layout, MOST_DISTRICTS, MOST_ONLINE, ONLINE, encode};
use crate::search::{Entry, Index};

/// Four districts, each some eleven kilometres north of the one before.
fn known() -> Vec<(String, Point)> {
    (0..4_i32).map(|north| (format!("QQ{}", north + 1), point(53.0 + f64::from(north) / 10.0, -1.8))).collect()
}

fn home() -> Point {
    point(53.0, -1.8)
}

fn place(postcode: Option<&str>, at: Option<(f64, f64)>) -> PlaceRecord {
    PlaceRecord {
        id: PlaceId(Uuid::nil()),
        name: "Hall".to_owned(),
        address: Vec::new(),
        town: None,
        postcode: postcode.map(str::to_owned),
        lat: at.map(|(lat, _)| lat),
        lon: at.map(|(_, lon)| lon),
        access: Vec::new(),
        access_notes: Vec::new(),
        schedules: Vec::new(),
    }
}

fn entry(number: u128, places: Vec<PlaceRecord>) -> Entry {
    let record = GroupRecord { name: format!("Group {number:04}"), places, ..GroupRecord::default() };
    Entry { id: GroupId(Uuid::from_u128(number)), record, feed: "demo".to_owned(), seen: day("2026-11-26") }
}

/// The packs by their codes, with the numbers of their groups' ids.
fn packs(index: &Index, layout: &Layout) -> Vec<(String, Vec<u128>)> {
    let numbers = |entries: Vec<Entry>| entries.into_iter().map(|entry| entry.id.0.as_u128()).collect();
    layout.packs().iter().map(|pack| (pack.district.clone(), numbers(pack.entries(index)))).collect()
}

#[test]
fn group_is_in_the_pack_of_every_district_where_it_has_a_place() {
    let entries = [
        entry(1, vec![place(Some("QQ1 1AA"), Some((53.0, -1.8)))]),
        entry(2, vec![place(Some("QQ1 1AA"), None), place(Some("QQ1 2AA"), None), place(Some("qq3"), None)]),
        // Without a postcode, and with one that is no more: where the place is nearest to.
        entry(3, vec![place(None, Some((53.12, -1.7)))]),
        entry(4, vec![place(Some("QQ9 9ZZ"), Some((53.28, -1.8)))]),
        // On this side of the border by its postcode, though nearer to the middle beyond.
        entry(5, vec![place(Some("QQ1 1AA"), Some((53.06, -1.8)))]),
    ];
    let index = Index::new(entries);
    let layout = Layout::new(&index, &known());
    let expected = [("QQ1", vec![1, 2, 5]), ("QQ2", vec![3]), ("QQ3", vec![2]), ("QQ4", vec![4])];
    assert_eq!(packs(&index, &layout), expected.map(|(code, groups)| (code.to_owned(), groups)));
    assert_eq!(layout.packs()[1].middle, Some(known()[1].1));
    assert_eq!((layout.find("QQ3"), layout.find("QQ9"), layout.find(ONLINE)), (Some(2), None, None));
}

#[test]
fn what_lies_nowhere_has_a_pack_of_its_own_and_what_is_gone_has_none() {
    let gone = |mut entry: Entry| {
        entry.record.standing = Standing::Gone;
        entry
    };
    let entries = [
        entry(1, vec![]),
        entry(2, vec![place(None, None), place(Some("nonsense"), None), place(Some("QQ9 9ZZ"), None)]),
        entry(3, vec![place(None, None), place(Some("QQ2 1AA"), None)]),
        gone(entry(4, vec![])),
        gone(entry(5, vec![place(Some("QQ1 1AA"), None)])),
    ];
    let index = Index::new(entries);
    let layout = Layout::new(&index, &known());
    assert_eq!(packs(&index, &layout), [("QQ2".to_owned(), vec![3]), (ONLINE.to_owned(), vec![1, 2])]);
    let chosen = layout.near(&index, home());
    assert_eq!((chosen.packs, chosen.groups, chosen.reaches_metres), (vec![0, 1], 3, FARTHEST));
}

#[test]
fn where_no_districts_are_known_postcodes_say_them() {
    let entries = [
        entry(1, vec![place(Some("QQ2 1AA"), Some((53.1, -1.7)))]),
        entry(2, vec![place(Some("QQ2 1AA"), None)]),
        entry(3, vec![place(None, Some((53.1, -1.7)))]),
    ];
    let index = Index::new(entries);
    let layout = Layout::new(&index, &[]);
    assert_eq!(packs(&index, &layout), [("QQ2".to_owned(), vec![1]), (ONLINE.to_owned(), vec![2, 3])]);
    assert_eq!(layout.packs()[0].middle, Some(point(53.1, -1.7)));
}

#[test]
fn nothing_is_in_no_pack() {
    let index = Index::new([]);
    let layout = Layout::new(&index, &known());
    let chosen = layout.near(&index, home());
    assert_eq!((chosen.packs, chosen.groups, chosen.reaches_metres), (vec![], 0, FARTHEST));
}

#[test]
fn nearest_districts_come_first_and_as_many_as_may_be_kept() {
    // Three groups in each district, and two that lie nowhere.
    let mut entries: Vec<Entry> = (0..12_u32)
        .map(|number| {
            let at = (53.0 + f64::from(number % 4) / 10.0, -1.8);
            entry(u128::from(number), vec![place(None, Some(at))])
        })
        .collect();
    entries.extend([entry(50, vec![]), entry(51, vec![])]);
    let index = Index::new(entries);
    let layout = Layout::new(&index, &known());
    for (most, packs, groups) in [
        (0, vec![0, 4], 5),
        (7, vec![0, 4], 5),
        (8, vec![0, 1, 4], 8),
        (13, vec![0, 1, 2, 4], 11),
        (14, vec![0, 1, 2, 3, 4], 14),
    ] {
        let chosen = layout.within(&index, home(), most, MOST_ONLINE);
        assert_eq!((&chosen.packs, chosen.groups), (&packs, groups), "at most {most}");
        // Eleven kilometres and a bit to the first that is missing.
        let missing = u32::try_from(packs.len() - 1).unwrap();
        let reaches = if missing == 4 { FARTHEST } else { metres(home(), known()[missing as usize].1) - 1 };
        assert!(chosen.reaches_metres.abs_diff(reaches) <= 1, "{} and {reaches}", chosen.reaches_metres);
    }
    assert_eq!(layout.within(&index, known()[3].1, 9, 1).packs, [3, 2, 1], "two that lie nowhere are too many");
}

#[test]
fn where_groups_are_few_no_more_districts_are_kept_than_can_be_fetched() {
    // One group in the middle of each, a kilometre north of the one before.
    let middles: Vec<Point> = (0..250_i32).map(|north| point(50.0 + f64::from(north) / 100.0, -1.8)).collect();
    let known: Vec<(String, Point)> =
        (0..).zip(&middles).map(|(number, middle): (u32, &Point)| (format!("D{number:03}"), *middle)).collect();
    let entries =
        (1..).zip(&middles).map(|(number, middle)| entry(number, vec![place(None, Some((middle.lat, middle.lon)))]));
    let index = Index::new(entries);
    let chosen = Layout::new(&index, &known).near(&index, middles[0]);
    assert_eq!((chosen.packs.len(), chosen.groups), (MOST_DISTRICTS, 240));
    let reaches = metres(middles[0], middles[MOST_DISTRICTS]) - 1;
    assert!(chosen.reaches_metres.abs_diff(reaches) <= 1, "{} and {reaches}", chosen.reaches_metres);
}

#[test]
fn another_day_in_the_same_week_makes_no_new_pack() {
    let bytes_on = |seen: &str| {
        let hall = place(Some("QQ1 1AA"), None);
        let index = Index::new([Entry { seen: day(seen), ..entry(1, vec![hall]) }]);
        encode(&Layout::new(&index, &known()).packs()[0].entries(&index))
    };
    assert_eq!(bytes_on("2026-11-23"), bytes_on("2026-11-29"));
    assert_ne!(bytes_on("2026-11-23"), bytes_on("2026-11-30"));
}

/// A place of a drawn group: a district to say, and where it is, in thousandths of a degree.
fn any_place() -> impl Strategy<Value = PlaceRecord> {
    (of(1_u8..5), of((-50_i32..350, -100_i32..100))).prop_map(|(district, at)| {
        let at = at.map(|(north, east)| (53.0 + f64::from(north) / 1_000.0, -1.8 + f64::from(east) / 1_000.0));
        place(district.map(|district| format!("QQ{district} 1AA")).as_deref(), at)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn everything_within_reach_is_kept(
        drawn in vec(vec(any_place(), 0..3), 0..40),
        (north, east) in (-50_i32..350, -100_i32..100),
        most in 0_usize..50,
        most_online in 0_usize..10,
    ) {
        let entries: Vec<Entry> = (0..).zip(drawn).map(|(number, places)| entry(number, places)).collect();
        let index = Index::new(entries.clone());
        let layout = Layout::new(&index, &known());
        let mut parted: Vec<u128> = packs(&index, &layout).into_iter().flat_map(|(_, groups)| groups).collect();
        parted.sort_unstable();
        parted.dedup();
        prop_assert_eq!(parted.len(), entries.len(), "every group is in a pack");

        let origin = point(53.0 + f64::from(north) / 1_000.0, -1.8 + f64::from(east) / 1_000.0);
        let chosen = layout.within(&index, origin, most, most_online);
        let pack = |at: &usize| &layout.packs()[*at];
        prop_assert_eq!(chosen.groups, chosen.packs.iter().map(|at| pack(at).count()).sum::<u32>());
        let away: Vec<u32> =
            chosen.packs.iter().filter_map(|at| pack(at).middle).map(|middle| metres(origin, middle)).collect();
        prop_assert!(away.is_sorted(), "{:?}", away);
        prop_assert!(away.len() <= 1 || chosen.groups as usize <= most);

        let kept: Vec<GroupId> =
            chosen.packs.iter().flat_map(|at| pack(at).entries(&index)).map(|entry| entry.id).collect();
        let missing = entries.iter().filter(|entry| !kept.contains(&entry.id)).flat_map(|entry| &entry.record.places);
        let nearest = missing.filter_map(PlaceRecord::point).map(|there| metres(origin, there)).min();
        match nearest {
            None => prop_assert_eq!(chosen.reaches_metres, FARTHEST),
            // The two ways of measuring may round to neighbours.
            Some(nearest) => prop_assert!(chosen.reaches_metres.abs_diff(nearest.saturating_sub(1)) <= 1),
        }
    }
}

#[test]
fn postcode_in_small_letters_is_read() {
    let index = Index::new([entry(1, vec![place(Some("qq1 1aa"), None)])]);
    assert_eq!(packs(&index, &Layout::new(&index, &known())), [("QQ1".to_owned(), vec![1])]);
}
