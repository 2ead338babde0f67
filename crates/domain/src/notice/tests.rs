//! Which channel is next, and from when. Wednesday 25 November 2026 is in winter, when London is at UTC.

#![expect(clippy::unwrap_used, reason = "tests")]

use wire::Channel::{Call, Email, Post, Push, Text, Voicemail};

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// These channels in this order, with no quiet hours but the night and a wait of three hours.
fn choice(channels: &[Channel]) -> Choice {
    quiet(channels, "00:00", "00:00")
}

fn quiet(channels: &[Channel], from: &str, until: &str) -> Choice {
    Choice {
        channels: channels.to_vec(),
        quiet_from: time_of_day(from).unwrap(),
        quiet_until: time_of_day(until).unwrap(),
        ..Choice::default()
    }
}

fn way(channel: Channel, is_safe: Option<bool>, asked_at: Option<DateTime<Utc>>) -> Way {
    let (from, until) = (String::new(), String::new());
    let contact = SafeContact { channel, is_safe, from, until, asked_at: None, is_stale: false };
    Way { contact, asked_at, is_there: true }
}

/// Safe between these times, said the day before.
fn yes(channel: Channel, from: &str, until: &str, now: &str) -> Way {
    let mut way = way(channel, Some(true), Some(at(now) - TimeDelta::days(1)));
    (way.contact.from, way.contact.until) = (from.to_owned(), until.to_owned());
    way
}

/// Every channel, safe at all times.
fn open(now: &str) -> Vec<Way> {
    Channel::ALL.into_iter().map(|channel| yes(channel, "", "", now)).collect()
}

fn tried(tries: &[(Channel, &str)]) -> Vec<(Channel, DateTime<Utc>)> {
    tries.iter().map(|(channel, when)| (*channel, at(when))).collect()
}

/// What comes of a choice when every channel is safe at all times and none was tried.
fn first(choice: &Choice, now: &str) -> Next {
    next(choice, &open(now), &[], at(now))
}

/// The same of text alone, which is safe between these times.
fn text_between(from: &str, until: &str, now: &str) -> Next {
    next(&choice(&[Text]), &[yes(Text, from, until, now)], &[], at(now))
}

fn wait(until: &str) -> Next {
    Next::Wait(at(until))
}

#[test]
fn nothing_goes_out_until_somebody_asks_for_it() {
    assert_eq!(first(&Choice::default(), "2026-11-25T12:00:00Z"), Next::Over);
}

#[test]
fn nothing_goes_out_at_night() {
    for (now, expected) in [
        ("2026-11-25T21:59:59Z", Next::Send(Email)),
        ("2026-11-25T22:00:00Z", wait("2026-11-26T07:00:00Z")),
        ("2026-11-25T23:59:59Z", wait("2026-11-26T07:00:00Z")),
        ("2026-11-26T00:00:00Z", wait("2026-11-26T07:00:00Z")),
        ("2026-11-26T06:59:59Z", wait("2026-11-26T07:00:00Z")),
        ("2026-11-26T07:00:00Z", Next::Send(Email)),
        // In summer London is an hour ahead.
        ("2026-07-01T05:59:59Z", wait("2026-07-01T06:00:00Z")),
        ("2026-07-01T06:00:00Z", Next::Send(Email)),
        ("2026-07-01T20:59:59Z", Next::Send(Email)),
        ("2026-07-01T21:00:00Z", wait("2026-07-02T06:00:00Z")),
    ] {
        assert_eq!(first(&choice(&[Email]), now), expected, "{now}");
    }
}

#[test]
fn own_quiet_hours_come_on_top() {
    for (from, until, now, expected) in [
        ("20:00", "09:30", "2026-11-25T19:59:59Z", Next::Send(Email)),
        ("20:00", "09:30", "2026-11-25T20:00:00Z", wait("2026-11-26T09:30:00Z")),
        ("20:00", "09:30", "2026-11-25T23:00:00Z", wait("2026-11-26T09:30:00Z")),
        ("20:00", "09:30", "2026-11-26T00:00:00Z", wait("2026-11-26T09:30:00Z")),
        ("20:00", "09:30", "2026-11-26T07:00:00Z", wait("2026-11-26T09:30:00Z")),
        ("20:00", "09:30", "2026-11-26T09:30:00Z", Next::Send(Email)),
        // By day.
        ("12:00", "14:00", "2026-11-25T11:59:59Z", Next::Send(Email)),
        ("12:00", "14:00", "2026-11-25T12:00:00Z", wait("2026-11-25T14:00:00Z")),
        ("12:00", "14:00", "2026-11-25T14:00:00Z", Next::Send(Email)),
        ("12:00", "14:00", "2026-11-25T22:00:00Z", wait("2026-11-26T07:00:00Z")),
        // Running into the night, and on from it.
        ("21:00", "23:00", "2026-11-25T21:30:00Z", wait("2026-11-26T07:00:00Z")),
        ("06:00", "08:00", "2026-11-25T03:00:00Z", wait("2026-11-25T08:00:00Z")),
        ("07:00", "08:00", "2026-11-25T03:00:00Z", wait("2026-11-25T08:00:00Z")),
        // Within the night they change nothing.
        ("23:00", "05:00", "2026-11-25T22:30:00Z", wait("2026-11-26T07:00:00Z")),
        ("23:00", "05:00", "2026-11-26T06:00:00Z", wait("2026-11-26T07:00:00Z")),
    ] {
        assert_eq!(first(&quiet(&[Email], from, until), now), expected, "{from} {until} {now}");
    }
}

#[test]
fn hours_that_are_always_quiet_leave_nothing_to_wait_for() {
    for (from, until) in [("07:00", "22:00"), ("06:00", "23:00"), ("07:00", "06:59")] {
        for now in ["2026-11-25T03:00:00Z", "2026-11-25T07:00:00Z", "2026-11-25T12:00:00Z", "2026-11-25T22:00:00Z"] {
            assert_eq!(first(&quiet(&[Email], from, until), now), Next::Over, "{from} {until} {now}");
        }
    }
}

#[test]
fn morning_comes_by_londons_clocks_when_they_change() {
    for (from, until, now, expected) in [
        // On 29 March 2026 the clocks go from one to two: the night is an hour shorter.
        ("00:00", "00:00", "2026-03-28T21:59:59Z", Next::Send(Email)),
        ("00:00", "00:00", "2026-03-28T22:00:00Z", wait("2026-03-29T06:00:00Z")),
        ("00:00", "00:00", "2026-03-29T00:59:59Z", wait("2026-03-29T06:00:00Z")),
        ("00:00", "00:00", "2026-03-29T01:00:00Z", wait("2026-03-29T06:00:00Z")),
        ("00:00", "00:00", "2026-03-29T05:59:59Z", wait("2026-03-29T06:00:00Z")),
        ("00:00", "00:00", "2026-03-29T06:00:00Z", Next::Send(Email)),
        ("00:00", "00:00", "2026-03-29T20:59:59Z", Next::Send(Email)),
        ("00:00", "00:00", "2026-03-29T21:00:00Z", wait("2026-03-30T06:00:00Z")),
        // Quiet until a time that is skipped.
        ("18:00", "01:30", "2026-03-28T18:00:00Z", wait("2026-03-29T06:00:00Z")),
        ("20:00", "09:30", "2026-03-28T20:00:00Z", wait("2026-03-29T08:30:00Z")),
        // On 25 October 2026 they go from two back to one: it is an hour longer.
        ("00:00", "00:00", "2026-10-24T20:59:59Z", Next::Send(Email)),
        ("00:00", "00:00", "2026-10-24T21:00:00Z", wait("2026-10-25T07:00:00Z")),
        ("00:00", "00:00", "2026-10-25T00:30:00Z", wait("2026-10-25T07:00:00Z")),
        ("00:00", "00:00", "2026-10-25T01:30:00Z", wait("2026-10-25T07:00:00Z")),
        ("00:00", "00:00", "2026-10-25T06:00:00Z", wait("2026-10-25T07:00:00Z")),
        ("00:00", "00:00", "2026-10-25T07:00:00Z", Next::Send(Email)),
        ("00:00", "00:00", "2026-10-25T21:59:59Z", Next::Send(Email)),
        // Quiet until a time that comes twice.
        ("18:00", "01:30", "2026-10-24T17:00:00Z", wait("2026-10-25T07:00:00Z")),
        ("20:00", "09:30", "2026-10-24T19:00:00Z", wait("2026-10-25T09:30:00Z")),
    ] {
        assert_eq!(first(&quiet(&[Email], from, until), now), expected, "{from} {until} {now}");
    }
    assert_eq!(text_between("09:00", "12:00", "2026-03-28T12:00:00Z"), wait("2026-03-29T08:00:00Z"));
    assert_eq!(text_between("09:00", "12:00", "2026-10-24T11:00:00Z"), wait("2026-10-25T09:00:00Z"));
}

#[test]
fn channel_is_waited_for_until_its_times() {
    for (from, until, now, expected) in [
        ("09:00", "12:00", "2026-11-25T08:59:59Z", wait("2026-11-25T09:00:00Z")),
        ("09:00", "12:00", "2026-11-25T09:00:00Z", Next::Send(Text)),
        ("09:00", "12:00", "2026-11-25T11:59:59Z", Next::Send(Text)),
        ("09:00", "12:00", "2026-11-25T12:00:00Z", wait("2026-11-26T09:00:00Z")),
        ("09:00", "12:00", "2026-11-25T23:00:00Z", wait("2026-11-26T09:00:00Z")),
        ("09:00", "12:00", "2026-11-26T03:00:00Z", wait("2026-11-26T09:00:00Z")),
        // Over midnight.
        ("18:00", "08:00", "2026-11-25T07:59:59Z", Next::Send(Text)),
        ("18:00", "08:00", "2026-11-25T08:00:00Z", wait("2026-11-25T18:00:00Z")),
        ("18:00", "08:00", "2026-11-25T23:00:00Z", wait("2026-11-26T07:00:00Z")),
        // Safe still when the night begins, no longer when it ends.
        ("20:00", "23:00", "2026-11-25T22:30:00Z", wait("2026-11-26T20:00:00Z")),
        // One time alone.
        ("", "09:00", "2026-11-25T09:00:00Z", wait("2026-11-26T07:00:00Z")),
        ("15:00", "", "2026-11-25T09:00:00Z", wait("2026-11-25T15:00:00Z")),
    ] {
        assert_eq!(text_between(from, until, now), expected, "{from} {until} {now}");
    }
}

#[test]
fn channel_that_is_only_safe_in_quiet_hours_is_passed_by() {
    for (from, until) in [("23:00", "06:00"), ("22:00", "07:00"), ("nine", "17:00"), ("09:00", "09:00")] {
        for now in ["2026-11-25T03:00:00Z", "2026-11-25T12:00:00Z", "2026-11-25T23:30:00Z"] {
            assert_eq!(text_between(from, until, now), Next::Over, "{from} {until} {now}");
        }
    }
    let now = "2026-11-25T08:30:00Z";
    let mornings = [yes(Text, "09:00", "12:00", now)];
    let next_of = |choice: &Choice| next(choice, &mornings, &[], at(now));
    assert_eq!(next_of(&quiet(&[Text], "08:00", "10:30")), wait("2026-11-25T10:30:00Z"));
    assert_eq!(next_of(&quiet(&[Text], "08:00", "12:00")), Next::Over);
}

#[test]
fn another_goes_first_while_a_channel_is_not_safe_yet() {
    let both = choice(&[Text, Email]);
    let next_of = |choice: &Choice, text: (&str, &str), email: (&str, &str), tries: &[(Channel, &str)], now: &str| {
        let ways = [yes(Email, email.0, email.1, now), yes(Text, text.0, text.1, now)];
        next(choice, &ways, &tried(tries), at(now))
    };
    let mornings = ("09:00", "12:00");
    assert_eq!(next_of(&both, mornings, ("", ""), &[], "2026-11-25T10:00:00Z"), Next::Send(Text));
    assert_eq!(next_of(&both, mornings, ("", ""), &[], "2026-11-25T12:30:00Z"), Next::Send(Email));
    assert_eq!(next_of(&both, mornings, ("", ""), &[], "2026-11-25T03:00:00Z"), wait("2026-11-25T07:00:00Z"));
    let email_went = [(Email, "2026-11-25T12:30:00Z")];
    assert_eq!(
        next_of(&both, mornings, ("", ""), &email_went, "2026-11-25T12:30:00Z"),
        wait("2026-11-26T09:00:00Z"),
        "it was not lost"
    );
    assert_eq!(next_of(&both, mornings, ("", ""), &email_went, "2026-11-26T09:00:00Z"), Next::Send(Text));
    assert_eq!(
        next_of(&both, ("18:00", "20:00"), ("14:00", "15:00"), &[], "2026-11-25T12:30:00Z"),
        wait("2026-11-25T14:00:00Z"),
        "the one that comes first, not the one that stands first"
    );
}

#[test]
fn channels_go_in_the_order_that_was_chosen() {
    let now = "2026-11-25T12:00:00Z";
    let long_ago = "2026-11-20T12:00:00Z";
    let next_of = |channels: &[Channel], done: &[Channel]| {
        let tries: Vec<_> = done.iter().map(|channel| (*channel, long_ago)).collect();
        next(&choice(channels), &open(now), &tried(&tries), at(now))
    };
    assert_eq!(next_of(&[Text, Push, Email], &[]), Next::Send(Text));
    assert_eq!(next_of(&[Text, Push, Email], &[Text]), Next::Send(Push));
    assert_eq!(next_of(&[Text, Push, Email], &[Push]), Next::Send(Text));
    assert_eq!(next_of(&[Text, Push, Email], &[Push, Text]), Next::Send(Email));
    assert_eq!(next_of(&[Text, Push, Email], &[Push, Email, Text]), Next::Over);
    assert_eq!(next_of(&[Push, Push], &[Push]), Next::Over, "none goes twice");
    assert_eq!(next_of(&[Call, Voicemail, Post, Email], &[]), Next::Send(Email));
    assert_eq!(next_of(&[Call, Voicemail, Post], &[]), Next::Over, "no notice goes over these");
    assert_eq!(next_of(&[], &[]), Next::Over);
}

#[test]
fn next_channel_waits_for_the_one_before() {
    let channels = [Push, Email, Text];
    let next_of = |tries: &[(Channel, &str)], now: &str| next(&choice(&channels), &open(now), &tried(tries), at(now));
    let pushed = [(Push, "2026-11-25T10:00:00Z")];
    assert_eq!(next_of(&pushed, "2026-11-25T10:00:00Z"), wait("2026-11-25T13:00:00Z"));
    assert_eq!(next_of(&pushed, "2026-11-25T12:59:59Z"), wait("2026-11-25T13:00:00Z"));
    assert_eq!(next_of(&pushed, "2026-11-25T13:00:00Z"), Next::Send(Email));
    let late = [(Push, "2026-11-25T20:00:00Z")];
    assert_eq!(next_of(&late, "2026-11-25T20:30:00Z"), wait("2026-11-26T07:00:00Z"), "not at eleven");
    let at_seven = [(Push, "2026-11-25T19:00:00Z")];
    assert_eq!(next_of(&at_seven, "2026-11-25T21:30:00Z"), wait("2026-11-26T07:00:00Z"), "nor just at ten");
    let before_the_change = [(Push, "2026-03-28T21:00:00Z")];
    assert_eq!(next_of(&before_the_change, "2026-03-28T21:30:00Z"), wait("2026-03-29T06:00:00Z"));
    let two = [(Email, "2026-11-25T13:00:00Z"), (Push, "2026-11-25T10:00:00Z")];
    assert_eq!(next_of(&two, "2026-11-25T15:00:00Z"), wait("2026-11-25T16:00:00Z"), "the last try counts");
    let all = [(Push, "2026-11-25T10:00:00Z"), (Email, "2026-11-25T10:00:00Z"), (Text, "2026-11-25T10:00:00Z")];
    assert_eq!(next_of(&all, "2026-11-25T10:00:00Z"), Next::Over, "nothing is waited for when nothing is left");
}

#[test]
fn wait_ends_within_the_times_of_the_next_channel() {
    let now = "2026-11-25T11:30:00Z";
    let ways = [yes(Text, "09:00", "12:00", now)];
    let tries = tried(&[(Push, "2026-11-25T11:00:00Z")]);
    assert_eq!(next(&choice(&[Push, Text]), &ways, &tries, at(now)), wait("2026-11-26T09:00:00Z"));
}

#[test]
fn wait_is_never_shorter_than_five_minutes_nor_longer_than_three_days() {
    let next_of = |wait: TimeDelta, now: &str| {
        let choice = Choice { wait, ..choice(&[Push, Email]) };
        next(&choice, &open(now), &tried(&[(Push, "2026-11-25T10:00:00Z")]), at(now))
    };
    for short in [TimeDelta::zero(), TimeDelta::minutes(-90), TimeDelta::minutes(5), TimeDelta::MIN] {
        assert_eq!(next_of(short, "2026-11-25T10:04:59Z"), wait("2026-11-25T10:05:00Z"), "{short}");
        assert_eq!(next_of(short, "2026-11-25T10:05:00Z"), Next::Send(Email), "{short}");
    }
    for long in [TimeDelta::hours(72), TimeDelta::hours(100), TimeDelta::MAX] {
        assert_eq!(next_of(long, "2026-11-25T10:05:00Z"), wait("2026-11-28T10:00:00Z"), "{long}");
        assert_eq!(next_of(long, "2026-11-28T10:00:00Z"), Next::Send(Email), "{long}");
    }
}

#[test]
fn what_is_not_safe_is_passed_by_as_if_it_had_not_been_chosen() {
    let now = at("2026-11-25T12:00:00Z");
    let lately = Some(now - TimeDelta::days(1));
    let absent = Way { is_there: false, ..way(Push, Some(true), lately) };
    let mut says_so_itself = way(Push, Some(true), None);
    says_so_itself.contact.asked_at = lately;
    for (case, first) in [
        ("no", way(Push, Some(false), lately)),
        ("unset", way(Push, None, lately)),
        ("never asked", way(Push, Some(true), None)),
        ("only what the server keeps counts", says_so_itself),
        ("stale", way(Push, Some(true), Some(at("2026-08-27T11:59:59Z")))),
        ("not there", absent),
    ] {
        let ways = [first, way(Email, Some(true), lately)];
        assert_eq!(next(&choice(&[Push, Email]), &ways, &[], now), Next::Send(Email), "{case}");
        assert_eq!(next(&choice(&[Push]), &ways, &[], now), Next::Over, "{case}");
    }
    assert_eq!(next(&choice(&[Push]), &[], &[], now), Next::Over, "nothing is known of it");
}

#[test]
fn answer_of_just_ninety_days_ago_is_used() {
    let asked = at("2026-08-27T12:00:00Z");
    let ways = [way(Text, Some(true), Some(asked))];
    let next_at = |now: &str| next(&choice(&[Text]), &ways, &[], at(now));
    assert_eq!(next_at("2026-11-25T12:00:00Z"), Next::Send(Text));
    assert_eq!(next_at("2026-11-25T12:00:01Z"), Next::Over);
}

#[test]
fn answer_that_ages_while_it_is_waited_for_is_not_used() {
    let ways = [way(Text, Some(true), Some(at("2026-08-27T22:30:00Z")))];
    let next_at = |now: &str| next(&choice(&[Text]), &ways, &[], at(now));
    assert_eq!(next_at("2026-11-25T22:30:00Z"), wait("2026-11-26T07:00:00Z"), "they may say so again until then");
    assert_eq!(next_at("2026-11-26T07:00:00Z"), Next::Over);
}

#[test]
fn ends_of_the_calendar_do_not_overflow() {
    for now in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        let ways = [way(Email, Some(true), Some(now))];
        for tries in [vec![], vec![(Push, now)]] {
            assert_ne!(next(&choice(&[Push, Email]), &ways, &tries, now), Next::Send(Push), "{now}");
        }
    }
}

#[test]
fn state_says_what_is_in_the_way() {
    let now = at("2026-11-25T12:00:00Z");
    let lately = Some(now - TimeDelta::days(90));
    let stale = Some(now - TimeDelta::days(90) - TimeDelta::seconds(1));
    for (is_safe, asked_at, expected) in [
        (Some(true), lately, WayState::Ready),
        (Some(true), stale, WayState::Stale),
        (Some(true), None, WayState::Stale),
        (Some(false), lately, WayState::NotSafe),
        (Some(false), stale, WayState::NotSafe),
        (None, lately, WayState::NotAsked),
        (None, None, WayState::NotAsked),
    ] {
        let way = way(Email, is_safe, asked_at);
        assert_eq!(way_state(&way, true, now), expected, "{is_safe:?} {asked_at:?}");
        assert_eq!(way_state(&way, false, now), WayState::Off);
        let absent = Way { is_there: false, ..way };
        assert_eq!(way_state(&absent, true, now), WayState::NoAddress);
        assert_eq!(way_state(&absent, false, now), WayState::Off);
    }
    let at_other_times = yes(Text, "18:00", "20:00", "2026-11-25T12:00:00Z");
    assert_eq!(way_state(&at_other_times, true, now), WayState::Ready, "it has its times");
}

fn sent(channels: &[Channel], quiet_from: &str, quiet_until: &str, wait_minutes: u32) -> NoticeChoice {
    NoticeChoice {
        channels: channels.to_vec(),
        quiet_from: quiet_from.to_owned(),
        quiet_until: quiet_until.to_owned(),
        wait_minutes,
    }
}

#[test]
fn choice_without_problems_is_read() {
    let read_of = |choice: &NoticeChoice| {
        assert_eq!(problems(choice), [], "{choice:?}");
        read(choice).unwrap()
    };
    let read = read_of(&sent(&[Text, Push], "21:30", "08:15", 5));
    assert_eq!(read.channels, [Text, Push]);
    assert_eq!(read.quiet_from, NaiveTime::from_hms_opt(21, 30, 0).unwrap());
    assert_eq!(read.quiet_until, NaiveTime::from_hms_opt(8, 15, 0).unwrap());
    assert_eq!(read.wait, TimeDelta::minutes(5));
    assert_eq!(read_of(&sent(&[], "22:00", "07:00", 180)), Choice::default());
    assert_eq!(read_of(&sent(&[Email], "00:00", "00:00", 4320)).wait, LONGEST_WAIT);
}

#[test]
fn problems_name_the_field() {
    let of = |choice: &NoticeChoice| -> Vec<(String, FieldCode)> {
        assert_eq!(read(choice), None, "{choice:?}");
        problems(choice).into_iter().map(|problem| (problem.field, problem.code)).collect()
    };
    let one = |field: &str, code| vec![(field.to_owned(), code)];
    for channel in [Call, Voicemail, Post] {
        let found = of(&sent(&[Email, channel], "22:00", "07:00", 180));
        assert_eq!(found, one("choice.channels.1", FieldCode::NotOffered), "{channel:?}");
    }
    let twice = of(&sent(&[Email, Text, Email], "22:00", "07:00", 180));
    assert_eq!(twice, one("choice.channels.2", FieldCode::NotOffered));
    for wrong in ["", "7:00", "07:0", "+7:00", "07:60", "24:00", "07:00:00", " 07:00", "07.00", "0١:00"] {
        let from = of(&sent(&[Email], wrong, "07:00", 180));
        assert_eq!(from, one("choice.quiet_from", FieldCode::Unreadable), "{wrong}");
        let until = of(&sent(&[Email], "22:00", wrong, 180));
        assert_eq!(until, one("choice.quiet_until", FieldCode::Unreadable), "{wrong}");
    }
    for minutes in [0, 4, 4321, u32::MAX] {
        let wait = of(&sent(&[Email], "22:00", "07:00", minutes));
        assert_eq!(wait, one("choice.wait_minutes", FieldCode::NotOffered), "{minutes}");
    }
    let fields: Vec<_> = of(&sent(&[Post], "x", "y", 1)).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["choice.channels.0", "choice.quiet_from", "choice.quiet_until", "choice.wait_minutes"]);
}
