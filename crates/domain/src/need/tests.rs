//! Which needs a group is for, from its categories and words.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use wire::Need;

use super::{BUILT_IN, BadLine, BadLineReason, NeedMap, read_line};

fn needs(terms: &[&str], text: &str) -> Vec<Need> {
    NeedMap::built_in().classify(terms, text)
}

#[test]
fn every_line_of_the_built_in_table_can_be_used_and_stands_there_once() {
    let mut phrases = HashSet::new();
    for (number, line) in BUILT_IN.lines().enumerate() {
        let read = read_line(line);
        assert!(read.is_ok(), "line {}: {line}: {read:?}", number + 1);
        if read.unwrap().is_some() {
            assert!(phrases.insert(line.trim()), "line {} stands there twice: {line}", number + 1);
        }
    }
    assert!(phrases.len() >= 150, "{}", phrases.len());
    for need in Need::ALL {
        let of_need = phrases.iter().filter(|line| line.split('\t').next() == Some(need.code())).count();
        assert!(of_need >= 8, "{}: {of_need}", need.code());
    }
}

#[test]
fn category_names_of_directories_are_understood() {
    let cases: [(&str, &[Need]); 14] = [
        ("Debt and money advice", &[Need::Money]),
        ("Lunch clubs", &[Need::GettingOut, Need::Food]),
        ("Bereavement", &[Need::Bereavement]),
        ("Walking", &[Need::BeingActive]),
        ("Befriending", &[Need::Loneliness]),
        ("Carers", &[Need::Caring]),
        ("Libraries", &[Need::GettingOut, Need::WorkAndLearning]),
        ("Mental and emotional health", &[Need::Mood]),
        ("Housing", &[Need::Housing]),
        ("Sports and fitness", &[Need::BeingActive]),
        ("Volunteering", &[Need::WorkAndLearning]),
        ("Food banks", &[Need::Food]),
        ("Dance, drama and music", &[Need::GettingOut, Need::BeingActive]),
        ("Primary schools", &[]),
    ];
    for (term, expected) in cases {
        assert_eq!(needs(&[term], ""), expected, "{term}");
    }
}

#[test]
fn own_words_count_where_they_can_hardly_mean_anything_else() {
    assert_eq!(needs(&[], "Knit & Natter. Bring your wool and make new friends."), [Need::Loneliness]);
    assert_eq!(needs(&[], "A warm welcome for anyone who has been bereaved"), [Need::Bereavement]);
    assert_eq!(needs(&[], "Men’s Shed"), [Need::GettingOut]);
    assert_eq!(needs(&[], "Help with Universal Credit and rent arrears"), [Need::Money, Need::Housing]);
}

#[test]
fn own_words_that_can_mean_other_things_do_not_count() {
    let careful = [
        "Within walking distance of the station",
        "We provide food and drinks",
        "Money raised goes to the club",
        "Run by volunteers",
        "Nursery for two year olds with music and art",
        "Caring and friendly staff",
    ];
    for text in careful {
        assert!(needs(&[], text).is_empty(), "{text}: {:?}", needs(&[], text));
    }
}

#[test]
fn phrases_are_whole_words() {
    assert!(needs(&["Scarers"], "").is_empty());
    assert!(needs(&["Artisan"], "").is_empty());
    assert!(needs(&[], "foodbanking").contains(&Need::Food), "a star goes on");
}

#[test]
fn deployers_lines_are_added() {
    let mut map = NeedMap::built_in();
    assert!(map.classify(&["Pétanque"], "pétanque for all").is_empty());
    map.extend_from_text("# ours\n\nbeing_active\t=Petanque\nfood\tpie & peas*\n").unwrap();
    assert_eq!(map.classify(&["Pétanque"], ""), [Need::BeingActive]);
    assert!(map.classify(&[], "pétanque for all").is_empty());
    assert_eq!(map.classify(&[], "A Pie, peaseful evening"), [Need::Food]);
}

#[test]
fn bad_lines_are_named_and_nothing_is_added() {
    let cases = [
        ("food\tpies\nfood pies", 2, BadLineReason::NoTab),
        ("food\tpies\n\nfoods\tpies", 3, BadLineReason::UnknownNeed),
        ("food\tpies\nfood\t=*", 2, BadLineReason::NoWord),
        ("food\tpies\nfood\tpi*", 2, BadLineReason::TooShort),
    ];
    for (table, line, reason) in cases {
        let mut map = NeedMap::default();
        assert_eq!(map.extend_from_text(table), Err(BadLine { line, reason }));
        assert!(map.classify(&[], "pies").is_empty());
    }
}
