//! Each filter on its own, and what is said when nothing fits.

use chrono::Weekday;
use wire::{Access, Ages, CostKind, Loosen, Need};

use super::{anywhere, date, entry, home, near_home, page, weekly};
use crate::recurrence::Schedule;
use crate::search::Index;

#[test]
fn any_of_the_needs_is_enough() {
    let needing = |number, name, needs: &[Need]| entry(number, name).with(|record| record.needs = needs.to_vec());
    let entries = [
        needing(1, "Money", &[Need::Money]),
        needing(2, "Both", &[Need::Money, Need::Food]),
        needing(3, "Food", &[Need::Food]),
        needing(4, "Neither", &[Need::Housing]),
    ];
    assert_eq!(anywhere(&entries, "need=money"), ["Both", "Money"]);
    assert_eq!(anywhere(&entries, "need=money,food"), ["Both", "Food", "Money"]);
}

#[test]
fn every_access_feature_has_to_be_at_one_place() {
    let entries = [
        entry(1, "Split").at(1).at(2).with(|record| {
            record.places[0].access = vec![Access::StepFree];
            record.places[1].access = vec![Access::HearingLoop];
        }),
        entry(2, "Second").at(1).at(50).with(|record| {
            record.places[1].access = vec![Access::StepFree, Access::HearingLoop];
        }),
        entry(3, "Group and place").at(9).with(|record| {
            record.access = vec![Access::HearingLoop];
            record.places[0].access = vec![Access::StepFree];
        }),
        entry(4, "None").at(1),
    ];
    assert_eq!(near_home(&entries, "access=step_free,hearing_loop"), ["Group and place", "Second"]);
    let found = page(&Index::new(entries), "access=step_free,hearing_loop", Some(home()));
    assert_eq!(found.groups[1].place.as_ref().unwrap().name, "Place 50", "the nearer one has no step-free way in");
    assert_eq!(found.groups[0].access, [Access::StepFree, Access::HearingLoop]);
}

#[test]
fn free_means_said_to_be_free() {
    let costing = |number, name, kind| entry(number, name).with(|record| record.cost.kind = kind);
    let entries =
        [costing(1, "Free", CostKind::Free), costing(2, "Paid", CostKind::Paid), costing(3, "?", CostKind::Unknown)];
    assert_eq!(anywhere(&entries, "free=1"), ["Free"]);
}

#[test]
fn age_has_to_lie_between_the_ages() {
    let aged = |number, name, from, to| entry(number, name).with(|record| record.ages = Ages { from, to });
    let entries = [aged(1, "All", None, None), aged(2, "Over 60", Some(60), None), aged(3, "Up to 18", None, Some(18))];
    assert_eq!(anywhere(&entries, "age=18"), ["All", "Up to 18"]);
    assert_eq!(anywhere(&entries, "age=19"), ["All"]);
    assert_eq!(anywhere(&entries, "age=60"), ["All", "Over 60"]);
}

#[test]
fn online_or_in_person() {
    let entries = [
        entry(1, "Hybrid").at(1).with(|record| record.online = true),
        entry(2, "Online").with(|record| record.online = true),
        entry(3, "In person").at(1),
        entry(4, "By telephone"),
    ];
    assert_eq!(anywhere(&entries, "online=1"), ["Hybrid", "Online"]);
    assert_eq!(anywhere(&entries, "online=0"), ["Hybrid", "In person"]);
}

#[test]
fn within_is_measured_from_the_origin_and_rounded_as_shown() {
    let entries = [entry(1, "334 m").at(3), entry(2, "1112 m").at(10), entry(3, "Nowhere")];
    assert_eq!(near_home(&entries, "within=334"), ["334 m"]);
    assert_eq!(near_home(&entries, "within=333"), [""; 0]);
    assert_eq!(near_home(&entries, "within=1112"), ["334 m", "1112 m"]);
    assert_eq!(anywhere(&entries, "within=334"), ["1112 m", "334 m", "Nowhere"], "there is nothing to measure from");
}

#[test]
fn what_is_online_is_within_any_distance() {
    let online = |entry: crate::search::Entry| entry.with(|record| record.online = true);
    let entries = [online(entry(1, "Online")), online(entry(2, "Far").at(900)), online(entry(3, "Near").at(1))];
    assert_eq!(near_home(&entries, "online=1&within=500"), ["Near", "Online"]);
    assert_eq!(near_home(&entries, "within=500"), ["Near"]);
}

#[test]
fn day_part_and_stretch_have_to_meet_in_one_meeting() {
    let thursday_morning = weekly(Weekday::Thu, "10:00", "11:00");
    let friday_evening = weekly(Weekday::Fri, "19:00", "20:00");
    let both = vec![thursday_morning.clone(), friday_evening.clone()];
    let entries = [
        entry(1, "Both").meeting_at(1, both),
        entry(2, "Thursday").meeting_at(2, vec![thursday_morning.clone()]),
        entry(3, "Friday").meeting_at(3, vec![friday_evening]),
        entry(4, "Paused").meeting_at(1, vec![thursday_morning]).paused(),
        entry(5, "Never").at(1),
    ];
    assert_eq!(near_home(&entries, "day=th"), ["Both", "Thursday"]);
    assert_eq!(near_home(&entries, "day=th,fr"), ["Both", "Thursday", "Friday"]);
    assert_eq!(near_home(&entries, "day=fr&part=evening"), ["Both", "Friday"]);
    assert_eq!(near_home(&entries, "day=th&part=evening"), [""; 0]);
    assert_eq!(near_home(&entries, "when=tomorrow"), ["Both", "Thursday"]);
    assert_eq!(near_home(&entries, "when=today"), [""; 0]);
    assert_eq!(near_home(&entries, "when=week"), ["Both", "Thursday", "Friday"]);
    let found = page(&Index::new(entries), "part=evening", Some(home()));
    assert_eq!(found.groups[0].next.as_ref().unwrap().date, date("2026-11-27"), "the meeting shown is one asked for");
}

#[test]
fn times_of_the_group_hold_at_places_without_their_own() {
    let own = vec![weekly(Weekday::Fri, "10:00", "11:00")];
    let choir = entry(1, "Choir").at(1).meeting_at(9, own).with(|record| {
        record.schedules = vec![weekly(Weekday::Thu, "10:00", "11:00")];
    });
    let index = Index::new([choir]);
    let thursday = page(&index, "day=th", Some(home()));
    assert_eq!(thursday.groups[0].place.as_ref().unwrap().name, "Place 1");
    assert_eq!(thursday.groups[0].next.as_ref().unwrap().place, None, "it is not said that it is this place");
    let friday = page(&index, "day=fr", Some(home()));
    assert_eq!(friday.groups[0].place.as_ref().unwrap().name, "Place 9");
    assert_eq!(friday.groups[0].next.as_ref().unwrap().place, Some(friday.groups[0].place.as_ref().unwrap().id));
}

#[test]
fn ended_and_vague_schedules_are_on_on_no_day() {
    let ended = Schedule { until: Some(date("2026-11-24")), ..weekly(Weekday::Thu, "10:00", "11:00") };
    let vague = Schedule { description: Some("Thursdays".to_owned()), ..Schedule::default() };
    let entries = [entry(1, "Ended").meeting_at(1, vec![ended]), entry(2, "Vague").meeting_at(1, vec![vague])];
    assert_eq!(near_home(&entries, "day=th"), [""; 0]);
    assert_eq!(near_home(&entries, ""), ["Ended", "Vague"]);
}

fn way(filter: &str, total: u32) -> Loosen {
    Loosen { filter: filter.to_owned(), total }
}

#[test]
fn nothing_found_tells_which_filter_to_take_away() {
    let free = |record: &mut crate::directory::GroupRecord| record.cost.kind = CostKind::Free;
    let entries = [
        entry(1, "Choir").at(3).with(free),
        entry(2, "Chess").at(4),
        entry(3, "Chess club").at(5),
        entry(4, "Free chess").at(90).with(free),
    ];
    let index = Index::new(entries);
    let found = page(&index, "q=chess&free=1&within=2000", Some(home()));
    assert_eq!((found.total, found.groups.len(), found.next), (0, 0, None));
    assert_eq!(found.loosen, [way("free", 2), way("q", 1), way("within", 1)]);
    assert!(page(&index, "q=chess&free=1", Some(home())).loosen.is_empty(), "something was found");
    assert!(page(&index, "q=zither&within=10", Some(home())).loosen.is_empty(), "neither helps alone");
}
