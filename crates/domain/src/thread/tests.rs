//! How far messages have come, what is new, and what may be sent.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;
use wire::{
    Author, ContactHow, FieldCode, GroupId, Instant, MessageBody, NewBody, NewDates, NewGroup, SuggestedDates,
    TakenDate,
};

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-11-26T10:00")
}

fn message(seq: i64, side: Side) -> Message {
    Message {
        id: MessageId(Uuid::from_u128(seq.unsigned_abs().into())),
        seq,
        at: now() + TimeDelta::minutes(seq),
        author: Author { side, name: String::new(), relation: String::new(), covers_for: String::new() },
        is_mine: false,
        body: MessageBody::Text(format!("message {seq}")),
        danger: None,
    }
}

fn reader(name: &str, side: Side, seq: i64, time: &str) -> Reader {
    Reader { side, name: name.to_owned(), is_me: false, seq, at: at(time) }
}

fn seen(name: &str, time: &str) -> Delivered {
    Delivered::Seen { at: at(time), name: name.to_owned() }
}

#[test]
fn message_that_nobody_across_has_had_on_screen_is_received() {
    let asked = message(5, Side::Person);
    assert_eq!(delivered(&asked, &[], &[]), Delivered::Received);
    let readers = [
        reader("Mary", Side::Person, 9, "2026-11-26T10:06"),
        reader("Ann", Side::Helper, 9, "2026-11-26T10:07"),
        reader("Robot", Side::Automatic, 9, "2026-11-26T10:08"),
        reader("Sam", Side::Staff, 4, "2026-11-26T10:09"),
    ];
    assert_eq!(delivered(&asked, &[], &readers), Delivered::Received);
}

#[test]
fn first_reader_across_has_seen_it() {
    let readers = [
        reader("Late", Side::Staff, 7, "2026-11-26T11:00"),
        reader("First", Side::Staff, 5, "2026-11-26T10:30"),
        reader("Short", Side::Staff, 4, "2026-11-26T10:10"),
        reader("Mary", Side::Person, 5, "2026-11-26T10:05"),
        reader("Ann", Side::Helper, 7, "2026-11-26T10:45"),
    ];
    for side in [Side::Person, Side::Helper] {
        assert_eq!(delivered(&message(5, side), &[], &readers), seen("First", "2026-11-26T10:30"), "{side:?}");
    }
    assert_eq!(delivered(&message(5, Side::Staff), &[], &readers), seen("Mary", "2026-11-26T10:05"));
    assert_eq!(delivered(&message(6, Side::Staff), &[], &readers), seen("Ann", "2026-11-26T10:45"));
    assert_eq!(delivered(&message(6, Side::Person), &[], &readers), seen("Late", "2026-11-26T11:00"));
}

#[test]
fn later_message_from_across_is_a_reply_and_says_more_than_seen() {
    let messages = [
        message(1, Side::Staff),
        message(2, Side::Person),
        message(3, Side::Helper),
        message(4, Side::Automatic),
        message(5, Side::Staff),
        message(6, Side::Person),
    ];
    let readers =
        [reader("Sam", Side::Staff, 6, "2026-11-26T10:30"), reader("Mary", Side::Person, 6, "2026-11-26T10:40")];
    let states: Vec<Delivered> = messages.iter().map(|one| delivered(one, &messages, &readers)).collect();
    let expected = [
        Delivered::Replied,
        Delivered::Replied,
        Delivered::Replied,
        Delivered::Received,
        Delivered::Replied,
        seen("Sam", "2026-11-26T10:30"),
    ];
    assert_eq!(states, expected);
}

#[test]
fn helper_of_the_same_side_and_the_automatic_answer_do_not_reply() {
    let messages = [message(1, Side::Person), message(2, Side::Helper), message(3, Side::Automatic)];
    assert_eq!(delivered(&messages[0], &messages, &[]), Delivered::Received);
    let readers = [reader("Ann", Side::Helper, 2, "2026-11-26T10:45")];
    let answered = delivered(&message(0, Side::Staff), &messages[1..], &readers);
    assert_eq!(answered, Delivered::Replied, "a helper's word counts");
    assert_eq!(delivered(&messages[2], &[message(4, Side::Staff)], &[]), Delivered::Received);
}

#[test]
fn what_came_later_and_was_written_before_is_no_reply() {
    // Sam had pressed Send before the second message came.
    let messages = [message(1, Side::Person), message(2, Side::Person), message(3, Side::Staff)];
    let readers = [reader("Sam", Side::Staff, 1, "2026-11-26T10:30")];
    assert_eq!(delivered(&messages[0], &messages, &readers), Delivered::Replied);
    assert_eq!(delivered(&messages[1], &messages, &readers), Delivered::Received);
}

fn seqs(messages: &[Message]) -> Vec<i64> {
    messages.iter().map(|message| message.seq).collect()
}

#[test]
fn fresh_messages_find_their_place_once() {
    let mut kept = vec![message(3, Side::Person), message(5, Side::Staff)];
    merge(&mut kept, vec![message(6, Side::Staff), message(4, Side::Person), message(5, Side::Staff)]);
    assert_eq!(seqs(&kept), [3, 4, 5, 6]);
    merge(&mut kept, vec![message(1, Side::Staff), message(2, Side::Staff)]);
    assert_eq!(seqs(&kept), [1, 2, 3, 4, 5, 6]);
    merge(&mut kept, Vec::new());
    assert_eq!(seqs(&kept), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn message_that_is_fetched_again_replaces_itself() {
    let dates = |taken| {
        let starts_at = vec![Instant(at("2026-12-01T10:00"))];
        let body = SuggestedDates { starts_at, minutes: 30, how: ContactHow::Call, words: String::new(), taken };
        Message { body: MessageBody::Dates(body), ..message(2, Side::Staff) }
    };
    let taken = dates(Some(TakenDate { option: 0, at: now(), by: "Mary".to_owned() }));
    let mut kept = vec![message(1, Side::Person), dates(None), message(3, Side::Person)];
    merge(&mut kept, vec![dates(None), taken.clone()]);
    assert_eq!(kept, [message(1, Side::Person), taken, message(3, Side::Person)]);
}

#[test]
fn what_cannot_be_seen_is_not_kept() {
    let cases = [
        ("  hello \n", "hello"),
        ("a\r\nb", "a\nb"),
        ("a\tb\u{7}\u{0}c\u{85}", "a\tbc"),
        ("a\u{202e}b\u{202a}\u{2066}c\u{2069}", "abc"),
        ("\u{202e} \n\u{7}", ""),
        ("a\n\n\nb", "a\n\n\nb"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("a\r\n\r\n \r\n\t\r\n\r\nb", "a\n\n \nb"),
        ("\n\n\n\na", "a"),
        ("e\u{301} 👩\u{200d}👧 ی\u{200c}ک", "e\u{301} 👩\u{200d}👧 ی\u{200c}ک"),
        ("<b>&amp; 'x'", "<b>&amp; 'x'"),
    ];
    for (typed, kept) in cases {
        assert_eq!(clean(typed), kept, "{typed:?}");
    }
}

#[test]
fn opening_ends_after_a_word() {
    let cases = [
        ("Hello there", 20, "Hello there"),
        ("Hello there", 11, "Hello there"),
        ("Hello there", 10, "Hello…"),
        ("Hello there", 5, "Hello…"),
        ("Hello there", 4, "Hell…"),
        (" Hello\n\n  there,\tyou ", 20, "Hello there, you"),
        ("Hello\nthere, you", 12, "Hello there,…"),
        ("éééé é", 4, "éééé…"),
        ("", 5, ""),
        (" \n ", 5, ""),
        ("Hello", 0, "…"),
    ];
    for (text, most, opening) in cases {
        assert_eq!(opening_words(text, most), opening, "{text:?}, {most}");
    }
}

fn found(body: &NewBody) -> Vec<(String, FieldCode)> {
    problems(body, now()).into_iter().map(|problem| (problem.field, problem.code)).collect()
}

fn one(field: &str, code: FieldCode) -> Vec<(String, FieldCode)> {
    vec![(field.to_owned(), code)]
}

fn dates(starts: &[&str], minutes: u16) -> NewDates {
    let starts_at = starts.iter().map(|start| Instant(at(start))).collect();
    NewDates { starts_at, minutes, how: ContactHow::InPerson, words: String::new() }
}

#[test]
fn text_has_words_and_not_too_many() {
    let text = |text: &str| found(&NewBody::Text(text.to_owned()));
    assert_eq!(text("Hello"), []);
    assert_eq!(text(&"é".repeat(LONGEST)), []);
    assert_eq!(text(&format!("  {}\n\u{7}", "x".repeat(LONGEST))), [], "blanks around it do not count");
    assert_eq!(text(&"x".repeat(LONGEST + 1)), one("body.text", FieldCode::TooLong));
    for empty in ["", " \n\t ", "\u{7}", "\u{202e}"] {
        assert_eq!(text(empty), one("body.text", FieldCode::Missing), "{empty:?}");
    }
}

#[test]
fn group_may_be_shared_without_words() {
    let group =
        |words: &str| found(&NewBody::Group(NewGroup { group: GroupId(Uuid::from_u128(1)), words: words.to_owned() }));
    assert_eq!(group(""), []);
    assert_eq!(group("I thought of you."), []);
    assert_eq!(group(&"x".repeat(LONGEST + 1)), one("body.words", FieldCode::TooLong));
}

#[test]
fn one_to_three_dates_to_come_are_suggested() {
    let of = |starts: &[&str]| found(&NewBody::Dates(dates(starts, 30)));
    assert_eq!(of(&["2026-11-26T10:01"]), []);
    assert_eq!(of(&["2027-05-26T10:00", "2026-12-01T10:00", "2026-12-02T10:00"]), []);
    assert_eq!(of(&[]), one("body.dates", FieldCode::Missing));
    assert_eq!(of(&["2026-11-26T10:00"]), one("body.dates.0", FieldCode::InPast), "now is too late");
    assert_eq!(of(&["2026-12-01T10:00", "2027-05-26T10:01"]), one("body.dates.1", FieldCode::TooFar));
    let double = ["2026-12-01T10:00", "2026-12-02T10:00", "2026-12-01T10:00"];
    assert_eq!(of(&double), one("body.dates.2", FieldCode::NotOffered));
    let four = ["2026-12-01T10:00", "2026-12-02T10:00", "2026-12-03T10:00", "2026-12-04T10:00"];
    assert_eq!(of(&four), one("body.dates", FieldCode::NotOffered));
}

#[test]
fn meeting_lasts_five_minutes_to_four_hours() {
    for (minutes, is_right) in [(0, false), (4, false), (5, true), (240, true), (241, false), (u16::MAX, false)] {
        let expected = if is_right { Vec::new() } else { one("body.minutes", FieldCode::NotOffered) };
        assert_eq!(found(&NewBody::Dates(dates(&["2026-12-01T10:00"], minutes))), expected, "{minutes}");
    }
}

#[test]
fn problems_stand_in_the_order_of_the_fields() {
    let dates = NewDates {
        words: "x".repeat(LONGEST + 1),
        ..dates(&["2026-11-20T10:00", "2028-12-01T10:00", "2026-11-20T10:00"], 1)
    };
    let expected = [
        ("body.dates.0", FieldCode::InPast),
        ("body.dates.1", FieldCode::TooFar),
        ("body.dates.2", FieldCode::InPast),
        ("body.minutes", FieldCode::NotOffered),
        ("body.words", FieldCode::TooLong),
    ];
    assert_eq!(found(&NewBody::Dates(dates)), expected.map(|(field, code)| (field.to_owned(), code)));
}

proptest! {
    #[test]
    fn merging_keeps_each_once_and_in_order(first in vec(1_i64..40, 0..30), second in vec(1_i64..40, 0..30)) {
        let made = |seqs: &[i64]| -> Vec<Message> { seqs.iter().map(|seq| message(*seq, Side::Person)).collect() };
        let mut kept = Vec::new();
        merge(&mut kept, made(&first));
        merge(&mut kept, made(&second));
        let mut expected = [first, second].concat();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(seqs(&kept), expected);
        let before = kept.clone();
        merge(&mut kept, before.clone());
        prop_assert_eq!(kept, before);
    }

    #[test]
    fn clean_text_is_clean(text in "[a-z \\n\\r\\t\\u{7}\\u{85}\\u{202e}\\u{2069}é]{0,40}") {
        let kept = clean(&text);
        prop_assert_eq!(clean(&kept), kept.as_str());
        prop_assert_eq!(kept.trim(), kept.as_str());
        let dropped = ['\r', '\u{7}', '\u{85}', '\u{202e}', '\u{2069}'];
        prop_assert!(!kept.contains(dropped));
        prop_assert!(!kept.contains("\n\n\n\n"));
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(&kept), letters(&text));
    }

    #[test]
    fn opening_is_one_line_and_no_longer(text: String, most in 0_usize..40) {
        let opening = opening_words(&text, most);
        prop_assert!(opening.chars().count() <= most + 1);
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match opening.strip_suffix('…') {
            Some(start) if opening != folded => prop_assert!(folded.starts_with(start)),
            _ => prop_assert_eq!(&opening, &folded),
        }
    }
}
