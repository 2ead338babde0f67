//! Without words: the nearest place of each group, exactly.

use chrono::Weekday;
use proptest::collection::vec;
use proptest::prelude::ProptestConfig;
use proptest::{prop_assert_eq, proptest};
use wire::{Standing, Travel};

use super::{anywhere, asked, date, entry, home, id, names, near_home, now, page, weekly};
use crate::distance::{Point, metres};
use crate::search::{Entry, Index, Query};

#[test]
fn nearest_comes_first() {
    let entries = [entry(1, "Far").at(40), entry(2, "Near").at(3), entry(3, "Between").at(-20)];
    assert_eq!(near_home(&entries, ""), ["Near", "Between", "Far"]);
    let groups = page(&Index::new(entries), "", Some(home())).groups;
    assert_eq!(groups[0].distance_metres, Some(334));
    assert_eq!(groups[0].travel, Some(Travel::Walk(6)));
    assert!(matches!(groups[2].travel, Some(Travel::Drive(_))));
    assert_eq!(groups[0].place.as_ref().unwrap().name, "Place 3");
}

#[test]
fn nearest_stop_of_a_van_counts_with_its_own_times() {
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let mut van = entry(1, "Library van");
    for stop in 0..60 {
        let opens = format!("{:02}:{:02}", 9 + stop / 10, stop % 10);
        let closes = format!("{:02}:30", 9 + stop / 10);
        let day = days[usize::try_from(stop).unwrap() % days.len()];
        van = van.meeting_at((stop - 37) * 7 + 2, vec![weekly(day, &opens, &closes)]);
    }
    let index = Index::new([van, entry(2, "Choir").at(1), entry(3, "Chess").at(4)]);
    let found = page(&index, "", Some(home()));
    assert_eq!(names(&found), ["Choir", "Library van", "Chess"]);
    // Stop 37 is the nearest; its day is the third of the five, today, at 12:07.
    let van = &found.groups[1];
    assert_eq!(van.place.as_ref().unwrap().name, "Place 2");
    let next = van.next.as_ref().unwrap();
    assert_eq!((next.date, next.starts.as_deref()), (date("2026-11-25"), Some("12:07")));
    assert_eq!(next.place, Some(van.place.as_ref().unwrap().id));

    // On a Monday stop 35 is the nearest, though not the nearest of all.
    let found = page(&index, "day=mo", Some(home()));
    assert_eq!(names(&found), ["Library van"]);
    assert_eq!(found.groups[0].place.as_ref().unwrap().name, "Place -12");
    let next = found.groups[0].next.as_ref().unwrap();
    assert_eq!((next.date, next.starts.as_deref()), (date("2026-11-30"), Some("12:05")));
}

#[test]
fn at_the_same_place_the_order_is_settled() {
    let soon = vec![weekly(Weekday::Wed, "10:00", "11:00")];
    let later = vec![weekly(Weekday::Thu, "09:00", "11:00")];
    let entries = [
        entry(9, "A paused").meeting_at(5, soon.clone()).paused(),
        entry(8, "B later").meeting_at(5, later.clone()),
        entry(7, "C soon").meeting_at(5, soon.clone()),
        entry(6, "D soon, stale").meeting_at(5, soon.clone()).with(|record| record.checked = Some(date("2025-11-20"))),
        entry(5, "E soon, fresh").meeting_at(5, soon).with(|record| record.checked = Some(date("2026-01-01"))),
        entry(4, "F never").at(5),
        entry(3, "F never").at(5),
        entry(2, "G near and paused").at(4).paused(),
    ];
    let expected =
        ["G near and paused", "C soon", "E soon, fresh", "D soon, stale", "B later", "F never", "F never", "A paused"];
    assert_eq!(near_home(&entries, ""), expected);
    let found = page(&Index::new(entries), "", Some(home()));
    assert_eq!((found.groups[5].id, found.groups[6].id), (id(3), id(4)));
}

#[test]
fn of_two_rooms_in_one_house_the_one_met_at_sooner_counts() {
    let later = vec![weekly(Weekday::Fri, "09:00", "11:00")];
    let soon = vec![weekly(Weekday::Thu, "09:00", "11:00")];
    let index = Index::new([entry(1, "Choir").meeting_at(5, later).meeting_at(5, soon)]);
    for address in ["", "age=40"] {
        let found = page(&index, address, Some(home()));
        assert_eq!(found.groups[0].next.as_ref().unwrap().date, date("2026-11-26"), "{address}");
    }
}

#[test]
fn what_is_on_no_map_comes_after_all_that_is() {
    let unmapped = entry(2, "B unmapped").at(0).with(|record| record.places[0].lat = None);
    let online = entry(1, "A online").with(|record| record.online = true);
    let entries = [online, unmapped, entry(3, "C far").at(900), entry(4, "D nowhere")];
    assert_eq!(near_home(&entries, ""), ["C far", "A online", "B unmapped", "D nowhere"]);
    let groups = page(&Index::new(entries.clone()), "", Some(home())).groups;
    assert_eq!((groups[1].distance_metres, groups[1].place.is_none()), (None, true));
    assert_eq!((groups[2].distance_metres, groups[2].place.is_some()), (None, true));
    assert_eq!(near_home(&entries, "age=30"), ["C far", "A online", "B unmapped", "D nowhere"]);
}

#[test]
fn from_nowhere_groups_are_by_name_at_the_place_met_at_soonest() {
    let friday = vec![weekly(Weekday::Fri, "09:00", "11:00")];
    let thursday = vec![weekly(Weekday::Thu, "09:00", "11:00")];
    let choir = entry(3, "choir").meeting_at(1, friday).meeting_at(2, thursday);
    let entries = [choir, entry(1, "Étude").at(1), entry(2, "Art"), entry(5, "Art").paused(), entry(6, "Art")];
    assert_eq!(anywhere(&entries, ""), ["Art", "Art", "Art", "choir", "Étude"]);
    let groups = page(&Index::new(entries), "", None).groups;
    assert_eq!([groups[0].id, groups[1].id, groups[2].id], [id(2), id(6), id(5)]);
    assert_eq!(groups[3].place.as_ref().unwrap().name, "Place 2");
    assert_eq!(groups[3].next.as_ref().unwrap().date, date("2026-11-26"));
    assert_eq!(groups[3].distance_metres, None);
}

#[test]
fn online_groups_are_by_name_wherever_one_is() {
    let online = |entry: Entry| entry.with(|record| record.online = true);
    let entries =
        [online(entry(1, "C").at(1)), online(entry(2, "A").at(900)), online(entry(3, "B")), entry(4, "D").at(0)];
    assert_eq!(near_home(&entries, "online=1"), ["A", "B", "C"]);
}

#[test]
fn gone_groups_are_never_listed_but_can_be_got() {
    let gone = entry(1, "Choir").at(1).with(|record| record.standing = Standing::Gone);
    let index = Index::new([gone.clone(), entry(2, "Chess").at(2)]);
    for address in ["", "q=choir", "age=30"] {
        for origin in [None, Some(home())] {
            assert!(!names(&page(&index, address, origin)).contains(&"Choir".to_owned()));
        }
    }
    assert_eq!(index.len(), 1);
    assert_eq!(page(&index, "", None).total, 1);
    assert_eq!(index.get(id(1)), Some(gone));
    assert_eq!(index.get(id(3)), None);
}

#[test]
fn empty_directory_finds_nothing() {
    let index = Index::new([]);
    for address in ["", "q=choir", "free=1"] {
        let found = page(&index, address, Some(home()));
        assert_eq!((found.total, found.groups.len(), found.next, found.loosen.len()), (0, 0, None, 0));
    }
    assert!(index.is_empty());
}

#[test]
fn point_that_is_not_on_earth_is_no_origin() {
    let index = Index::new([entry(1, "Choir").at(1)]);
    let found = index.search(&Query::default(), Some(Point { lat: f64::NAN, lon: 0.0 }), now(), 10, None).unwrap();
    assert_eq!(found.groups[0].distance_metres, None);
}

#[test]
fn order_does_not_depend_on_the_order_of_reading() {
    let mut entries: Vec<Entry> =
        (0..40_i32).map(|number| entry(number.unsigned_abs().into(), "Choir").at(number % 5)).collect();
    for address in ["", "q=choir", "free=0&age=30"] {
        let index = Index::new(entries.clone());
        entries.reverse();
        let reversed = Index::new(entries.clone());
        assert_eq!(page(&index, address, Some(home())), page(&reversed, address, Some(home())));
        assert_eq!(page(&index, address, None), page(&reversed, address, None));
    }
}

/// Thousandths of a degree, so that some places fall together.
type Place = (i16, i16);

fn point((lat, lon): Place) -> Point {
    Point::new(54.0 + f64::from(lat) / 1_000.0, -2.0 + f64::from(lon) / 1_000.0).unwrap()
}

fn scattered(groups: &[Vec<Place>]) -> Vec<Entry> {
    (1..)
        .zip(groups)
        .map(|(number, places)| {
            let mut entry = entry(number, &format!("Group {number:03}"));
            for place in places {
                entry = entry.at(0);
                let held = entry.record.places.last_mut().unwrap();
                held.lat = Some(point(*place).lat);
                held.lon = Some(point(*place).lon);
            }
            entry
        })
        .collect()
}

/// The names by the smallest of all distances, each worked out on its own; then by name.
fn by_brute_force(groups: &[Vec<Place>], origin: Point) -> Vec<String> {
    let mut all: Vec<(u32, String)> = (1..)
        .zip(groups)
        .map(|(number, places)| {
            let nearest = places.iter().map(|place| metres(origin, point(*place))).min().unwrap();
            (nearest, format!("Group {number:03}"))
        })
        .collect();
    all.sort();
    all.into_iter().map(|(_, name)| name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_is_that_of_brute_force(
        wide in vec(vec((-4_000_i16..4_000, -3_000_i16..3_000), 1..4), 1..60),
        narrow in vec(vec((-4_i16..4, -4_i16..4), 1..4), 1..60),
        origin in (-4_000_i16..4_000, -3_000_i16..3_000),
        limit in 1_usize..25,
    ) {
        for (groups, origin) in [(&wide, point(origin)), (&narrow, point((0, 0)))] {
            let index = Index::new(scattered(groups));
            let expected = by_brute_force(groups, origin);
            // With a filter that lets everything through, another way is taken to the same order.
            for address in ["", "age=30"] {
                let mut found = Vec::new();
                let mut cursor: Option<String> = None;
                loop {
                    let page = index.search(&asked(address), Some(origin), now(), limit, cursor.as_deref()).unwrap();
                    prop_assert_eq!(page.total as usize, groups.len());
                    found.extend(names(&page));
                    cursor = page.next;
                    if cursor.is_none() || found.len() > groups.len() {
                        break;
                    }
                }
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}
