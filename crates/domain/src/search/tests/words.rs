//! With words: every one of them, the better the match and the nearer the place the sooner.

use wire::Need;

use super::{anywhere, entry, home, near_home, page};
use crate::search::{Entry, Index};

fn described(number: u128, name: &str, description: &str) -> Entry {
    entry(number, name).with(|record| record.description = description.to_owned())
}

#[test]
fn better_fields_come_first() {
    let entries = [
        described(1, "A", "We have a choir too").at(1),
        entry(2, "B").at(1).with(|record| record.categories = vec!["Choir".to_owned()]),
        entry(3, "C").at(1).with(|record| record.organisation = Some("The choir people".to_owned())),
        entry(4, "Choir").at(1),
        entry(5, "Chess").at(1),
    ];
    assert_eq!(near_home(&entries, "q=choir"), ["Choir", "C", "B", "A"]);
    assert_eq!(anywhere(&entries, "q=choir"), ["Choir", "C", "B", "A"]);
}

#[test]
fn whole_words_come_before_beginnings_and_those_before_slips() {
    let entries =
        [entry(1, "Gardena").at(1), entry(2, "Gardening").at(1), entry(3, "Garden").at(1), entry(4, "Gardem").at(1)];
    assert_eq!(near_home(&entries, "q=garden"), ["Garden", "Gardena", "Gardening", "Gardem"]);
}

#[test]
fn typing_slips_are_forgiven() {
    let entries = [entry(1, "Bereavement group").at(1), entry(2, "Café Tŷ Gwyn").at(2), entry(3, "Men's Shed").at(3)];
    assert_eq!(near_home(&entries, "q=beravement"), ["Bereavement group"]);
    assert_eq!(near_home(&entries, "q=bereavment GROUP"), ["Bereavement group"]);
    assert_eq!(near_home(&entries, "q=cafe ty"), ["Café Tŷ Gwyn"]);
    assert_eq!(near_home(&entries, "q=mens shed"), ["Men's Shed"]);
    assert_eq!(near_home(&entries, "q=brvmnt"), [""; 0]);
}

#[test]
fn every_word_has_to_be_found() {
    let entries = [
        described(1, "Walking group", "Slow walks for carers").at(9),
        entry(2, "Walking football").at(1),
        entry(3, "Carers").at(1),
    ];
    assert_eq!(near_home(&entries, "q=walking for carers"), ["Walking group"]);
    assert_eq!(near_home(&entries, "q=the walking"), ["Walking football", "Walking group"]);
}

#[test]
fn needs_places_and_towns_are_words_too() {
    let fed = entry(1, "Tuesday table").at(1).with(|record| {
        record.needs = vec![Need::Food];
        record.places[0].town = Some("Nelson".to_owned());
    });
    let entries = [fed, entry(2, "Choir").at(1)];
    for words in ["food", "nelson", "tuesday food nelson"] {
        assert_eq!(near_home(&entries, &format!("q={words}")), ["Tuesday table"], "{words}");
    }
}

#[test]
fn what_a_match_is_worth_falls_with_distance() {
    // 120 points at 11 km are worth 37; 60 points at 1 km are worth 50 and at 9 km 21.
    let category = |entry: Entry| entry.with(|record| record.categories = vec!["Chess".to_owned()]);
    let entries = [
        entry(1, "Chess").at(100),
        category(entry(2, "Near by")).at(9),
        category(entry(3, "Also far")).at(81),
        entry(4, "Chess on the moon"),
    ];
    assert_eq!(near_home(&entries, "q=chess"), ["Near by", "Chess", "Also far", "Chess on the moon"]);
    assert_eq!(anywhere(&entries, "q=chess"), ["Chess", "Chess on the moon", "Also far", "Near by"]);
}

#[test]
fn at_home_before_a_screen_distance_does_not_count() {
    let online = |entry: Entry| entry.with(|record| record.online = true);
    let entries =
        [online(described(1, "Near", "chess")).at(1), online(entry(2, "Chess")).at(900), online(entry(3, "Chess too"))];
    assert_eq!(near_home(&entries, "q=chess&online=1"), ["Chess", "Chess too", "Near"]);
}

#[test]
fn paused_groups_come_after_running_ones_of_the_same_worth() {
    let entries = [entry(1, "Chess A").at(1).paused(), entry(2, "Chess B").at(1)];
    assert_eq!(near_home(&entries, "q=chess"), ["Chess B", "Chess A"]);
}

#[test]
fn words_and_filters_hold_together() {
    let entries =
        [entry(1, "Chess").at(1), entry(2, "Chess for the old").at(2).with(|record| record.ages.from = Some(60))];
    assert_eq!(near_home(&entries, "q=chess&age=40"), ["Chess"]);
    let found = page(&Index::new(entries), "q=chess&age=40", Some(home()));
    assert_eq!((found.total, found.groups[0].distance_metres), (1, Some(111)));
}
