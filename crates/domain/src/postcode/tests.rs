//! Postcodes as people type them.

use proptest::prelude::*;

use super::*;

fn full(text: &str) -> Option<Postcode> {
    Some(Postcode::Full(text.to_owned()))
}

fn sector(text: &str) -> Option<Postcode> {
    Some(Postcode::Sector(text.to_owned()))
}

fn district(text: &str) -> Option<Postcode> {
    Some(Postcode::District(text.to_owned()))
}

#[test]
fn every_shape_of_postcode_is_read() {
    for text in ["M1 1AE", "B33 8TH", "W1A 0AX", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "IV27 4XU", "BT1 5GS", "QQ1 1AA"] {
        assert_eq!(parse(text), full(text));
    }
}

#[test]
fn case_spaces_and_stray_marks_do_not_matter() {
    for text in ["eh11ab", "EH1 1AB", "  eh1   1ab ", "E H 1 1 A B", "EH1-1AB", "EH1 1AB.", "eh1\u{a0}1ab"] {
        assert_eq!(parse(text), full("EH1 1AB"), "{text}");
    }
}

#[test]
fn parts_are_told_apart_by_the_space() {
    assert_eq!(parse("EH1"), district("EH1"));
    assert_eq!(parse("EH11"), district("EH11"));
    assert_eq!(parse("eh 11"), district("EH11"));
    assert_eq!(parse("EH 1"), district("EH1"));
    assert_eq!(parse("EH1 1"), sector("EH1 1"));
    assert_eq!(parse("EH111"), sector("EH11 1"));
    assert_eq!(parse("w1a"), district("W1A"));
    assert_eq!(parse("W1 A"), district("W1A"));
    assert_eq!(parse("ec1a1"), sector("EC1A 1"));
    assert_eq!(parse("SL0"), district("SL0"));
}

#[test]
fn slips_are_put_right_where_one_reading_is_left() {
    let cases = [
        ("EHI 1AB", full("EH1 1AB")),
        ("EH1 IAB", full("EH1 1AB")),
        ("E1 OAA", full("E1 0AA")),
        ("0X1 1AA", full("OX1 1AA")),
        ("1P1 1AA", full("IP1 1AA")),
        ("S01 1AA", full("SO1 1AA")),
        ("S014 0AA", full("SO14 0AA")),
        ("WIA 1AA", full("W1A 1AA")),
        ("EI1 1AA", full("E11 1AA")),
        ("EH1 I", sector("EH1 1")),
        ("EHI1", district("EH11")),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text), expected, "{text}");
    }
}

#[test]
fn exact_reading_comes_before_any_slip() {
    assert_eq!(parse("SO1 1AA"), full("SO1 1AA"));
    assert_eq!(parse("E1O"), district("E10"));
    assert_eq!(parse("E10"), district("E10"));
}

#[test]
fn codes_without_a_place_are_refused() {
    for text in ["GIR 0AA", "gir0aa", "BFPO 1", "BFPO123", "BF1 1AA", "BF1"] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn other_texts_are_no_postcode() {
    for text in [
        "",
        "EH",
        "1",
        "11",
        "EH1 1A",
        "EH1 1CB",
        "EH1 1AM",
        "EH100 1AB",
        "VX1 1AA",
        "EJ1 1AA",
        "EH00 1AA",
        "A1 1AA",
        "Eli",
        "Io",
        "Leith",
        "10 High Street",
        "EH1 1AB EH1 1AB EH1 1AB",
        "ÉH1 1AB",
        "EH١ 1AB",
        "EH1 1AB1",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn parts_of_a_postcode() {
    let cases = [
        (Postcode::Full("EH1 1AB".to_owned()), "EH1", Some("EH1 1")),
        (Postcode::Sector("EH1 1".to_owned()), "EH1", Some("EH1 1")),
        (Postcode::District("EH1".to_owned()), "EH1", None),
    ];
    for (postcode, district, sector) in cases {
        assert_eq!(postcode.district(), district);
        assert_eq!(postcode.sector().as_deref(), sector);
    }
    assert_eq!(compact("eh1 1ab"), "EH11AB");
}

proptest! {
    #[test]
    fn what_is_read_reads_back(text in "[A-Za-z0-9 ]{0,9}") {
        if let Some(postcode) = parse(&text) {
            prop_assert_eq!(parse(postcode.as_str()), Some(postcode));
        }
    }

    #[test]
    fn nothing_typed_panics(text: String) {
        if let Some(postcode) = parse(&text) {
            prop_assert!(postcode.as_str().is_ascii());
        }
    }
}
