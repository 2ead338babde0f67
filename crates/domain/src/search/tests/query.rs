//! The query as it stands in an address.

use chrono::Weekday;
use wire::{Access, Need};

use crate::search::{BadFilter, LONGEST_TEXT, Part, Query, When};

fn read(pairs: &[(&str, &str)]) -> (Query, Vec<String>) {
    let (query, bad) = Query::from_pairs(pairs.iter().copied());
    (query, bad.into_iter().map(|BadFilter { filter }| filter).collect())
}

fn full() -> Query {
    Query {
        words: "knit natter".to_owned(),
        needs: vec![Need::Loneliness, Need::Food],
        days: vec![Weekday::Mon, Weekday::Sun],
        part: Some(Part::Evening),
        when: Some(When::Week),
        free: true,
        access: vec![Access::StepFree, Access::QuietSpace],
        age: Some(67),
        online: Some(true),
        within_metres: Some(5_000),
        near: "EH1 1AB".to_owned(),
    }
}

#[test]
fn address_is_read_and_written_back() {
    let pairs = [
        ("near", "EH1 1AB"),
        ("q", "knit natter"),
        ("need", "loneliness,food"),
        ("day", "mo,su"),
        ("part", "evening"),
        ("when", "week"),
        ("free", "1"),
        ("access", "step_free,quiet_space"),
        ("age", "67"),
        ("online", "1"),
        ("within", "5000"),
    ];
    assert_eq!(read(&pairs), (full(), vec![]));
    let written = full().to_pairs();
    let written: Vec<(&str, &str)> = written.iter().map(|(key, value)| (*key, value.as_str())).collect();
    assert_eq!(written, pairs);
    assert!(Query::default().to_pairs().is_empty());
}

#[test]
fn order_spaces_and_repetition_do_not_matter() {
    let pairs =
        [("day", "su, mo,,su"), ("need", "food"), ("need", "loneliness"), ("q", "  knit\t natter "), ("online", "0")];
    let (query, bad) = read(&pairs);
    assert_eq!(bad, [""; 0]);
    assert_eq!(query.days, [Weekday::Mon, Weekday::Sun]);
    assert_eq!(query.needs, [Need::Loneliness, Need::Food]);
    assert_eq!((query.words.as_str(), query.online), ("knit natter", Some(false)));
}

#[test]
fn empty_values_of_a_form_ask_for_nothing() {
    let keys = ["near", "q", "need", "day", "part", "when", "free", "access", "age", "online", "within"];
    let pairs: Vec<(&str, &str)> = keys.into_iter().map(|key| (key, "")).collect();
    assert_eq!(read(&pairs), (Query::default(), vec![]));
    assert_eq!(read(&[("utm_source", "x"), ("cursor", "1")]), (Query::default(), vec![]));
}

#[test]
fn values_that_are_not_known_are_named_and_the_rest_holds() {
    let pairs = [
        ("need", "food,fame"),
        ("day", "mo,xx"),
        ("day", "yy"),
        ("part", "night"),
        ("when", "someday"),
        ("free", "maybe"),
        ("access", "lift"),
        ("age", "121"),
        ("online", "2"),
        ("within", "0"),
        ("q", "choir"),
    ];
    let (query, bad) = read(&pairs);
    assert_eq!(bad, ["need", "day", "part", "when", "free", "access", "age", "online", "within"]);
    let expected =
        Query { words: "choir".to_owned(), needs: vec![Need::Food], days: vec![Weekday::Mon], ..Query::default() };
    assert_eq!(query, expected);
    for age in ["-1", "12.5", "999999999999", "é"] {
        assert_eq!(read(&[("age", age)]).1, ["age"]);
    }
}

#[test]
fn long_words_are_cut_between_letters() {
    let (words, near) = ("é".repeat(500), "x ".repeat(500));
    let (query, _) = read(&[("q", words.as_str()), ("near", near.as_str())]);
    assert_eq!(query.words.chars().count(), LONGEST_TEXT);
    assert!(query.near.chars().count() <= LONGEST_TEXT);
}

#[test]
fn each_filter_can_be_taken_away() {
    for filter in full().filters() {
        let without = full().without(filter);
        assert_eq!(without.filters().len(), full().filters().len() - 1, "{filter}");
        assert!(!without.filters().contains(&filter));
    }
    assert_eq!(full().filters().len(), 10);
    assert_eq!(full().without("nothing"), full());
    assert!(full().without("near").near.is_empty());
}

#[test]
fn plain_is_nothing_but_a_place() {
    assert!(Query { near: "EH1".to_owned(), words: " ".to_owned(), ..Query::default() }.is_plain());
    assert!(!Query { free: true, ..Query::default() }.is_plain());
    assert!(!Query { online: Some(false), ..Query::default() }.is_plain());
}

#[test]
fn codes_read_back() {
    for part in Part::ALL {
        assert_eq!(Part::from_code(part.code()), Some(part));
    }
    for when in When::ALL {
        assert_eq!(When::from_code(when.code()), Some(when));
    }
}
