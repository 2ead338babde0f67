//! The results page as somebody reads it before the app is there.

#![expect(clippy::unwrap_used, reason = "tests")]

use uuid::Uuid;
use wire::{Ages, CostKind, GroupId, GroupSummary, OriginKind, Standing};

use super::*;

const FIXED: [&str; 12] = [
    "groups.title",
    "groups.title_near",
    "groups.title_here",
    "groups.near",
    "groups.words_label",
    "groups.search",
    "groups.filters",
    "groups.count",
    "groups.choose_title",
    "groups.unknown_title",
    "groups.unknown_lead",
    "groups.unknown_offer",
];

fn group(name: &str) -> GroupSummary {
    GroupSummary {
        id: GroupId(Uuid::from_u128(7)),
        name: name.to_owned(),
        organisation: None,
        summary: name.to_owned(),
        place: None,
        distance_metres: None,
        travel: None,
        next: None,
        cost: CostKind::Unknown,
        ages: Ages::default(),
        access: Vec::new(),
        needs: Vec::new(),
        online: false,
        standing: Standing::Running,
    }
}

fn origin(label: &str, near: &str) -> Origin {
    Origin { kind: OriginKind::Place, label: label.to_owned(), near: near.to_owned(), lat: 0.0, lon: 0.0 }
}

fn page(near: Near, groups: Vec<GroupSummary>) -> GroupPage {
    let total = u32::try_from(groups.len()).unwrap();
    GroupPage { near, groups, total, next: None, loosen: Vec::new() }
}

fn drawn(address: &str, page: &GroupPage) -> String {
    let words = Words::english().unwrap();
    let pairs: Vec<_> = form_urlencoded::parse(address.as_bytes()).collect();
    let query = Query::from_pairs(pairs.iter().map(|(key, value)| (key.as_ref(), value.as_ref()))).0;
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    Drawing { words: &words, query: &query, today }.results(page)
}

#[test]
fn every_word_is_there() {
    let words = Words::english().unwrap();
    for key in FIXED.iter().chain(&["groups.nothing_title", "groups.nothing_ask"]) {
        assert!(words.has(key), "locales/en.json has no words for {key}");
    }
}

#[test]
fn number_found_and_where_are_said() {
    let near = Near::Found { origin: origin("Stileham, Stilehamshire", "Stileham, Stilehamshire") };
    let drawn = drawn("near=stileham", &page(near, vec![group("Tea")]));
    assert!(drawn.contains("tabindex=\"-1\">What’s on near Stileham, Stilehamshire</h1>"), "{drawn}");
    assert!(drawn.contains("<p class=\"results-count\">1 group</p><ol class=\"cards\"><li class=\"card\">"), "{drawn}");
    assert!(drawn.contains("name=\"near\" type=\"text\""), "{drawn}");
    assert!(drawn.contains("value=\"stileham\""), "{drawn}");
}

#[test]
fn searching_again_keeps_the_other_filters() {
    let drawn = drawn("near=QQ1&q=tea&day=we&free=1", &page(Near::Anywhere, vec![group("Tea")]));
    assert!(drawn.contains("<input type=\"hidden\" name=\"day\" value=\"we\">"), "{drawn}");
    assert!(drawn.contains("<input type=\"hidden\" name=\"free\" value=\"1\">"), "{drawn}");
    assert_eq!(drawn.matches("name=\"near\"").count() + drawn.matches("name=\"q\"").count(), 2);
}

#[test]
fn nothing_found_is_said_with_another_way() {
    let drawn = drawn("", &page(Near::Anywhere, Vec::new()));
    assert!(drawn.contains("<h2>Nothing fits all of that</h2>"), "{drawn}");
    assert!(drawn.contains("href=\"/refer/who?for=me\""), "{drawn}");
}

#[test]
fn unknown_place_is_said_and_what_is_known_is_offered() {
    let none = drawn("near=Nowhere", &page(Near::Unknown { offer: None }, Vec::new()));
    assert!(none.contains("<h2>We do not know “Nowhere”</h2>") && !none.contains("<ul"), "{none}");
    let offer = Near::Unknown { offer: Some(origin("QQ1", "QQ1")) };
    let some = drawn("near=QQ1+9ZZ&day=we", &page(offer, Vec::new()));
    assert!(some.contains("href=\"/groups?near=QQ1&amp;day=we\">QQ1</a>"), "{some}");
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;";
    let address: String =
        form_urlencoded::Serializer::new(String::new()).append_pair("near", hostile).append_pair("q", hostile).finish();
    let choose = Near::Choose { origins: vec![origin(hostile, hostile), origin(hostile, hostile)] };
    for page in [
        page(Near::Anywhere, vec![group(hostile)]),
        page(Near::Found { origin: origin(hostile, hostile) }, vec![group(hostile)]),
        page(choose, Vec::new()),
        page(Near::Unknown { offer: Some(origin(hostile, hostile)) }, Vec::new()),
    ] {
        let drawn = drawn(&address, &page);
        assert!(!drawn.contains("<script") && !drawn.contains("<img") && !drawn.contains("onerror='"), "{drawn}");
        assert_eq!(drawn.matches('"').count() % 2, 0, "every attribute is closed: {drawn}");
    }
}
