//! Page after page: every group once, in the order of one long page, also when the directory changes in between.

use chrono::{DateTime, TimeDelta, Utc, Weekday};

use super::{asked, entry, home, now, weekly};
use crate::distance::Point;
use crate::search::{BadCursor, Entry, Index, LARGEST_PAGE};

const ADDRESSES: [&str; 5] = ["", "q=choir", "age=30", "q=choir&age=30", "online=1"];

/// Many at the same places, some nowhere, some paused, some of the same name.
fn entries() -> Vec<Entry> {
    let make = |number: u8| {
        let name = format!("Choir {}", number % 7);
        let days = [Weekday::Thu, Weekday::Fri, Weekday::Sat];
        let day = days[usize::from(number) % days.len()];
        let made = entry(u128::from(number) + 1, &name).with(|record| record.online = number.is_multiple_of(2));
        let made = match number % 5 {
            0 => made,
            far => made.meeting_at(i32::from(far), vec![weekly(day, "10:00", "11:00")]),
        };
        if number.is_multiple_of(11) { made.paused() } else { made }
    };
    (0..60).map(make).collect()
}

fn ids(
    index: &Index,
    address: &str,
    origin: Option<Point>,
    limit: usize,
    at: impl Fn(usize) -> DateTime<Utc>,
) -> Vec<u128> {
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    for turn in 0.. {
        let page = index.search(&asked(address), origin, at(turn), limit, cursor.as_deref()).unwrap();
        assert!(page.groups.len() == limit || page.next.is_none());
        found.extend(page.groups.iter().map(|group| group.id.0.as_u128()));
        cursor = page.next;
        if cursor.is_none() || turn > 100 {
            break;
        }
    }
    found
}

#[test]
fn pages_together_are_the_long_page() {
    let index = Index::new(entries());
    for address in ADDRESSES {
        for origin in [None, Some(home())] {
            let all = ids(&index, address, origin, 100, |_| now());
            for limit in [1, 3, 7, 20] {
                assert_eq!(ids(&index, address, origin, limit, |_| now()), all, "{address} by {limit}");
            }
            let mut each = all.clone();
            each.sort_unstable();
            each.dedup();
            assert_eq!(each.len(), all.len(), "{address}");
        }
    }
}

#[test]
fn meeting_that_ends_between_pages_moves_nothing() {
    let index = Index::new(entries());
    // The first page just before eleven on Thursday, when the meetings of that day end.
    let start = now() + TimeDelta::days(1) + TimeDelta::minutes(119);
    let late = |turn: usize| start + TimeDelta::minutes(if turn == 0 { 0 } else { 5 });
    let all = ids(&index, "", Some(home()), 100, |_| start);
    assert_eq!(ids(&index, "", Some(home()), 4, late), all);
    let later = start + TimeDelta::minutes(5);
    assert_ne!(ids(&index, "", Some(home()), 100, |_| later), all, "the order of a list begun later is another");
}

#[test]
fn rebuilt_index_goes_on_where_the_page_ended() {
    let mut entries = entries();
    let index = Index::new(entries.clone());
    for address in ADDRESSES {
        for origin in [None, Some(home())] {
            let all = ids(&index, address, origin, 100, |_| now());
            let first = index.search(&asked(address), origin, now(), 10, None).unwrap();
            let cursor = first.next.unwrap();
            entries.reverse();
            let same = Index::new(entries.clone());
            let rest = same.search(&asked(address), origin, now(), 100, Some(&cursor)).unwrap();
            let rest: Vec<u128> = rest.groups.iter().map(|group| group.id.0.as_u128()).collect();
            assert_eq!(rest, all[10..], "{address}");

            // The last group of the page, the first of the next and one already seen are gone; one has come at the top.
            let gone = [all[9], all[10], all[2]];
            let mut changed = entries.clone();
            changed.retain(|entry| !gone.contains(&entry.id.0.as_u128()));
            changed.push(entry(999, "AAA choir").at(0).with(|record| record.online = true));
            let changed = Index::new(changed);
            let rest = changed.search(&asked(address), origin, now(), 100, Some(&cursor)).unwrap();
            let rest: Vec<u128> = rest.groups.iter().map(|group| group.id.0.as_u128()).collect();
            assert_eq!(rest, all[11..], "{address}");
        }
    }
}

#[test]
fn total_is_that_of_all_pages() {
    let index = Index::new(entries());
    let first = index.search(&asked("age=30"), Some(home()), now(), 10, None).unwrap();
    let second = index.search(&asked("age=30"), Some(home()), now(), 10, first.next.as_deref()).unwrap();
    assert_eq!((first.total, second.total), (60, 60));
    assert_ne!(first.groups[0].id, second.groups[0].id);
}

#[test]
fn cursor_of_another_making_is_refused() {
    let index = Index::new(entries());
    for cursor in ["", "next", "1.2.3"] {
        assert_eq!(index.search(&asked(""), Some(home()), now(), 10, Some(cursor)), Err(BadCursor));
    }
}

#[test]
fn cursor_of_another_search_does_no_harm() {
    let index = Index::new(entries());
    for from in ADDRESSES {
        let cursor = index.search(&asked(from), Some(home()), now(), 10, None).unwrap().next;
        for to in ADDRESSES {
            for origin in [None, Some(home())] {
                assert!(index.search(&asked(to), origin, now(), 10, cursor.as_deref()).is_ok());
            }
        }
    }
}

#[test]
fn page_is_neither_empty_nor_endless() {
    let many: Vec<Entry> = (0..150).map(|number| entry(number, "Choir").at(1)).collect();
    let index = Index::new(many);
    for origin in [None, Some(home())] {
        let page = |limit| index.search(&asked(""), origin, now(), limit, None).unwrap().groups.len();
        assert_eq!((page(0), page(1_000)), (1, LARGEST_PAGE));
    }
}
