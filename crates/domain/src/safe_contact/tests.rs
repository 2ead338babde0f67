//! Nothing is used that is not safe now.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use wire::Channel;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn text_channel(is_safe: Option<bool>, from: &str, until: &str) -> SafeContact {
    SafeContact {
        channel: Channel::Text,
        is_safe,
        from: from.to_owned(),
        until: until.to_owned(),
        asked_at: None,
        is_stale: false,
    }
}

fn yes(from: &str, until: &str) -> SafeContact {
    text_channel(Some(true), from, until)
}

/// Whether it may be used at that instant, asked about lately.
fn may(contact: &SafeContact, now: &str) -> bool {
    may_use(contact, Some(at(now) - TimeDelta::days(1)), at(now))
}

#[test]
fn only_a_yes_is_used() {
    assert!(may(&yes("", ""), "2026-11-25T03:00:00Z"));
    for answer in [None, Some(false)] {
        assert!(!may(&text_channel(answer, "", ""), "2026-11-25T12:00:00Z"));
    }
}

#[test]
fn answer_ages_after_ninety_days() {
    let asked = at("2026-08-27T12:00:00Z");
    assert!(!is_stale(Some(asked), at("2026-11-25T12:00:00Z")));
    assert!(is_stale(Some(asked), at("2026-11-25T12:00:01Z")));
    assert!(is_stale(None, asked));
    assert!(may_use(&yes("", ""), Some(asked), at("2026-11-25T12:00:00Z")));
    assert!(!may_use(&yes("", ""), Some(asked), at("2026-11-25T12:00:01Z")));
    assert!(!may_use(&yes("", ""), None, asked));
    let says_so_itself = SafeContact { asked_at: Some(asked), ..yes("", "") };
    assert!(!may_use(&says_so_itself, None, asked), "only what the server keeps counts");
}

#[test]
fn times_are_londons() {
    let mornings = yes("09:00", "12:00");
    assert!(may(&mornings, "2026-11-25T09:00:00Z") && may(&mornings, "2026-11-25T11:59:59Z"));
    assert!(!may(&mornings, "2026-11-25T08:59:59Z") && !may(&mornings, "2026-11-25T12:00:00Z"));
    assert!(may(&mornings, "2026-07-01T08:00:00Z") && !may(&mornings, "2026-07-01T11:00:00Z"), "summer time");
}

#[test]
fn times_go_over_midnight() {
    let nights = yes("22:00", "06:30");
    for now in ["2026-11-25T22:00:00Z", "2026-11-25T23:59:59Z", "2026-11-26T00:00:00Z", "2026-11-26T06:29:59Z"] {
        assert!(may(&nights, now), "{now}");
    }
    for now in ["2026-11-25T21:59:59Z", "2026-11-26T06:30:00Z", "2026-11-26T12:00:00Z"] {
        assert!(!may(&nights, now), "{now}");
    }
}

#[test]
fn one_time_alone_is_enough() {
    assert!(may(&yes("09:00", ""), "2026-11-25T23:59:00Z") && !may(&yes("09:00", ""), "2026-11-25T08:59:00Z"));
    assert!(may(&yes("", "17:00"), "2026-11-25T00:00:00Z") && !may(&yes("", "17:00"), "2026-11-25T17:00:00Z"));
    assert!(may(&yes("", "00:00"), "2026-11-25T12:00:00Z"), "until midnight");
    assert!(
        may(&yes("18:00", "00:00"), "2026-11-25T23:59:00Z") && !may(&yes("18:00", "00:00"), "2026-11-25T00:00:00Z")
    );
}

#[test]
fn times_that_cannot_be_read_are_never() {
    for (from, until) in [("9", "17:00"), ("09:00", "later"), ("09:00", "09:00"), ("24:00", ""), ("", "17.00")] {
        for hour in 0..24 {
            let now = format!("2026-11-25T{hour:02}:00:00Z");
            assert!(!may(&yes(from, until), &now), "{from} {until} {now}");
        }
    }
}

#[test]
fn problems_name_the_channel_and_the_time() {
    let of = |contacts: &[SafeContact]| -> Vec<(String, FieldCode)> {
        problems(contacts).into_iter().map(|problem| (problem.field, problem.code)).collect()
    };
    let every: Vec<_> =
        Channel::ALL.into_iter().map(|channel| SafeContact { channel, ..yes("09:00", "17:30") }).collect();
    assert_eq!(of(&every), []);
    assert_eq!(of(&[]), []);
    assert_eq!(of(&[text_channel(None, "", "")]), []);
    let calls = SafeContact { channel: Channel::Call, ..yes("9am", "25:00") };
    assert_eq!(
        of(&[yes("", "17:00"), calls, yes("10:00", "10:00")]),
        [
            ("channels.1.from".to_owned(), FieldCode::Unreadable),
            ("channels.1.until".to_owned(), FieldCode::Unreadable),
            ("channels.2.channel".to_owned(), FieldCode::NotOffered),
            ("channels.2.until".to_owned(), FieldCode::NotOffered),
        ]
    );
    for wrong in ["1:00", "01:0", "+1:00", "01:60", "24:00", "01:00:00", " 01:00", "0١:00"] {
        assert_eq!(of(&[yes(wrong, "")]).len(), 1, "{wrong}");
    }
}

#[test]
fn no_wins_over_unset_and_unset_over_yes() {
    let merged = |a, b| most_restrictive(&text_channel(a, "", ""), &text_channel(b, "", "")).is_safe;
    assert_eq!(merged(Some(true), Some(true)), Some(true));
    assert_eq!(merged(Some(true), None), None);
    assert_eq!(merged(None, None), None);
    for other in [Some(true), None, Some(false)] {
        assert_eq!(merged(Some(false), other), Some(false));
        assert_eq!(merged(other, Some(false)), Some(false));
    }
}

#[test]
fn times_that_both_allow_are_left() {
    let merged = |a: (&str, &str), b: (&str, &str)| {
        let merged = most_restrictive(&yes(a.0, a.1), &yes(b.0, b.1));
        (merged.is_safe, format!("{}-{}", merged.from, merged.until))
    };
    assert_eq!(merged(("", ""), ("", "")), (Some(true), "-".to_owned()));
    assert_eq!(merged(("", ""), ("22:00", "06:00")), (Some(true), "22:00-06:00".to_owned()));
    assert_eq!(merged(("09:00", "17:00"), ("12:00", "20:00")), (Some(true), "12:00-17:00".to_owned()));
    assert_eq!(merged(("22:00", "06:00"), ("05:00", "12:00")), (Some(true), "05:00-06:00".to_owned()));
    assert_eq!(
        merged(("20:00", "08:00"), ("06:00", "23:00")),
        (Some(true), "20:00-23:00".to_owned()),
        "the longer of two"
    );
    assert_eq!(merged(("09:00", ""), ("", "17:00")), (Some(true), "09:00-17:00".to_owned()));
    assert_eq!(merged(("09:00", "12:00"), ("12:00", "17:00")), (Some(false), "-".to_owned()));
    assert_eq!(merged(("", ""), ("nine", "")), (Some(false), "-".to_owned()));
}

#[test]
fn older_question_counts() {
    let asked = |text: &str| SafeContact { asked_at: Some(at(text)), ..yes("", "") };
    let (old, new) = (asked("2026-01-01T00:00:00Z"), asked("2026-11-01T00:00:00Z"));
    assert_eq!(most_restrictive(&new, &old).asked_at, old.asked_at);
    assert_eq!(most_restrictive(&old, &new).asked_at, old.asked_at);
    assert_eq!(most_restrictive(&new, &yes("", "")).asked_at, None, "never asked is older still");
    let stale = SafeContact { is_stale: true, ..new.clone() };
    assert!(most_restrictive(&new, &stale).is_stale);
}

fn any_time() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        1 => Just("00:00".to_owned()),
        6 => (0_u32..24, 0_u32..60).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
    ]
}

fn any_contact() -> impl Strategy<Value = SafeContact> {
    let answer = prop_oneof![4 => Just(Some(true)), 1 => Just(None), 1 => Just(Some(false))];
    (answer, any_time(), any_time()).prop_map(|(is_safe, from, until)| text_channel(is_safe, &from, &until))
}

proptest! {
    #[test]
    fn merged_allows_nothing_that_either_forbids(a in any_contact(), b in any_contact()) {
        let merged = most_restrictive(&a, &b);
        prop_assert!(problems(std::slice::from_ref(&merged)).is_empty());
        let midnight = at("2026-11-25T00:00:00Z");
        for minute in 0..24 * 60 {
            let now = midnight + TimeDelta::minutes(minute);
            let may = |contact: &SafeContact| may_use(contact, Some(midnight), now);
            prop_assert!(!may(&merged) || (may(&a) && may(&b)), "minute {}: {:?}", minute, merged);
        }
    }

    #[test]
    fn merged_with_itself_stays(contact in any_contact()) {
        let once = most_restrictive(&contact, &contact);
        prop_assert_eq!(most_restrictive(&once, &once), once);
    }

    #[test]
    fn merging_keeps_some_time_where_there_is_one(a in any_contact(), b in any_contact()) {
        let midnight = at("2026-11-25T00:00:00Z");
        let has_time = (0..24 * 60).any(|minute| {
            let now = midnight + TimeDelta::minutes(minute);
            may_use(&a, Some(midnight), now) && may_use(&b, Some(midnight), now)
        });
        prop_assert_eq!(most_restrictive(&a, &b).is_safe == Some(true), has_time);
    }
}
