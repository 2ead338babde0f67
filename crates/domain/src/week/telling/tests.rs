//! Evenings before a meeting and the time to get ready, told once and taken back.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A meeting on a winter's Wednesday at two, decided on the Monday before.
fn wednesday() -> Ahead {
    Ahead {
        day: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        starts_at: Some(at("2026-11-25T14:00:00Z")),
        is_told_evening_before: true,
        remind_minutes: Some(60),
        since: at("2026-11-23T10:00:00Z"),
    }
}

fn seen(ahead: &[Ahead], known: &Known, now: &str) -> (Vec<NoticeKind>, Vec<NoticeKind>, DateTime<Utc>) {
    let Look { tells, takes_back, next } = look(ahead, known, at(now));
    assert!(next > at(now), "{next}");
    (tells, takes_back, next)
}

fn told(tomorrow: Option<&str>, soon: Option<&str>) -> Known {
    Known { told_tomorrow: tomorrow.map(at), told_soon: soon.map(at), talks: Vec::new() }
}

#[test]
fn it_is_told_on_the_evening_before_and_once() {
    let (ahead, none) = ([wednesday()], Known::default());
    assert_eq!(seen(&ahead, &none, "2026-11-24T16:59:59Z"), (vec![], vec![], at("2026-11-24T17:00:00Z")));
    let due = seen(&ahead, &none, "2026-11-24T17:00:00Z");
    assert_eq!(due, (vec![NoticeKind::MeetingTomorrow], vec![], at("2026-11-25T13:00:00Z")));
    // A server that was away tells late, and not on the day itself.
    assert_eq!(seen(&ahead, &none, "2026-11-24T23:59:00Z").0, [NoticeKind::MeetingTomorrow]);
    assert_eq!(seen(&ahead, &none, "2026-11-25T00:00:00Z").0, []);
    let known = told(Some("2026-11-24T17:00:01Z"), None);
    assert_eq!(seen(&ahead, &known, "2026-11-24T18:00:00Z"), (vec![], vec![], at("2026-11-25T13:00:00Z")));
}

#[test]
fn it_is_told_shortly_before_and_once() {
    let ahead = [wednesday()];
    let known = told(Some("2026-11-24T17:00:01Z"), None);
    assert_eq!(seen(&ahead, &known, "2026-11-25T12:59:59Z").0, []);
    let due = seen(&ahead, &known, "2026-11-25T13:00:00Z");
    assert_eq!(due, (vec![NoticeKind::MeetingSoon], vec![], at("2026-11-25T14:00:00Z")));
    assert_eq!(seen(&ahead, &known, "2026-11-25T14:00:00Z").0, [], "it has begun");
    let known = told(None, Some("2026-11-25T13:00:01Z"));
    assert_eq!(seen(&ahead, &known, "2026-11-25T13:30:00Z"), (vec![], vec![], at("2026-11-25T14:00:00Z")));
}

#[test]
fn what_has_begun_or_is_over_is_taken_back() {
    let ahead = [wednesday()];
    let known = told(None, Some("2026-11-25T13:00:01Z"));
    assert_eq!(seen(&ahead, &known, "2026-11-25T13:59:59Z").1, []);
    let begun = seen(&ahead, &known, "2026-11-25T14:00:00Z");
    assert_eq!(begun, (vec![], vec![NoticeKind::MeetingSoon], at("2026-11-25T17:00:00Z")));
    // Another is told of in the same words, and is still to come.
    let later = Ahead { starts_at: Some(at("2026-11-25T14:30:00Z")), ..wednesday() };
    assert_eq!(seen(&[wednesday(), later], &known, "2026-11-25T14:00:00Z").1, []);
    let known = told(None, Some("2026-11-25T13:30:01Z"));
    assert_eq!(seen(&[wednesday(), later], &known, "2026-11-25T14:00:00Z").2, at("2026-11-25T14:30:00Z"));
    assert_eq!(seen(&[wednesday(), later], &known, "2026-11-25T14:30:00Z").1, [NoticeKind::MeetingSoon]);
    // Its day counts to its end.
    let known = told(Some("2026-11-24T17:00:01Z"), None);
    assert_eq!(seen(&ahead, &known, "2026-11-25T23:59:59Z").1, []);
    assert_eq!(seen(&ahead, &known, "2026-11-26T00:00:00Z").1, [NoticeKind::MeetingTomorrow]);
}

#[test]
fn a_second_meeting_of_the_day_has_its_own_reminder() {
    let later = Ahead { starts_at: Some(at("2026-11-25T14:30:00Z")), ..wednesday() };
    let known = told(None, Some("2026-11-25T13:00:01Z"));
    assert_eq!(seen(&[wednesday(), later], &known, "2026-11-25T13:10:00Z").2, at("2026-11-25T13:30:00Z"));
    assert_eq!(seen(&[wednesday(), later], &known, "2026-11-25T13:30:00Z").0, [NoticeKind::MeetingSoon]);
}

#[test]
fn whoever_has_just_decided_is_not_told_of_it() {
    let late = Ahead { since: at("2026-11-24T18:00:00Z"), ..wednesday() };
    assert_eq!(seen(&[late], &Known::default(), "2026-11-24T18:00:00Z").0, []);
    assert_eq!(seen(&[late], &Known::default(), "2026-11-25T13:00:00Z").0, [NoticeKind::MeetingSoon]);
    let later = Ahead { since: at("2026-11-25T13:20:00Z"), ..wednesday() };
    assert_eq!(seen(&[later], &Known::default(), "2026-11-25T13:20:00Z").0, []);
}

#[test]
fn whoever_wants_nothing_is_told_nothing() {
    let quiet = Ahead { is_told_evening_before: false, remind_minutes: None, ..wednesday() };
    for now in ["2026-11-24T17:00:00Z", "2026-11-25T13:00:00Z"] {
        assert_eq!(seen(&[quiet], &Known::default(), now).0, []);
    }
    let untimed = Ahead { starts_at: None, ..wednesday() };
    assert_eq!(seen(&[untimed], &Known::default(), "2026-11-24T17:00:00Z").0, [NoticeKind::MeetingTomorrow]);
    assert_eq!(seen(&[untimed], &Known::default(), "2026-11-25T13:00:00Z").0, []);
}

#[test]
fn evenings_are_londons() {
    let summer = Ahead {
        day: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
        starts_at: Some(at("2026-07-01T13:00:00Z")),
        since: at("2026-06-01T10:00:00Z"),
        ..wednesday()
    };
    assert_eq!(seen(&[summer], &Known::default(), "2026-06-30T15:59:00Z").2, at("2026-06-30T16:00:00Z"));
    assert_eq!(seen(&[summer], &Known::default(), "2026-06-30T16:00:00Z").0, [NoticeKind::MeetingTomorrow]);
}

#[test]
fn what_is_off_by_now_is_taken_back() {
    let known = told(Some("2026-11-24T17:00:01Z"), None);
    let off = vec![NoticeKind::MeetingTomorrow];
    assert_eq!(seen(&[], &known, "2026-11-24T18:00:00Z"), (vec![], off.clone(), at("2026-11-25T17:00:00Z")));
    assert_eq!(seen(&[], &known, "2026-11-25T09:00:00Z").1, off);
    assert_eq!(seen(&[], &known, "2026-11-26T09:00:00Z").1, off, "it is over");
    assert_eq!(seen(&[wednesday()], &known, "2026-11-24T18:00:00Z").1, []);
    // Of a talk they are told in the same words.
    let talk = Known { talks: vec![wednesday().day], ..known };
    assert_eq!(seen(&[], &talk, "2026-11-24T18:00:00Z").1, []);

    let known = told(None, Some("2026-11-25T13:00:01Z"));
    assert_eq!(seen(&[], &known, "2026-11-25T13:10:00Z").1, [NoticeKind::MeetingSoon]);
    assert_eq!(seen(&[wednesday()], &known, "2026-11-25T13:10:00Z").1, []);
    assert_eq!(seen(&[], &known, "2026-11-25T16:10:00Z").1, [NoticeKind::MeetingSoon]);
}

#[test]
fn without_any_meeting_it_looks_again_in_the_evening() {
    assert_eq!(seen(&[], &Known::default(), "2026-11-23T10:00:00Z"), (vec![], vec![], at("2026-11-23T17:00:00Z")));
    assert_eq!(seen(&[], &Known::default(), "2026-11-23T17:00:00Z").2, at("2026-11-24T17:00:00Z"));
}
