//! The files word for word, what is refused in one, a check-in against its measure, and when the next one is due.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use wire::{CheckInId, FieldCode, KeepCheckIn, Scope, StaffRole};

use super::*;
use crate::access::Who;

/// A file with both kinds of scale, which faults are planted in.
const GOOD: &str = r#"{
  "id": "small", "version": 2,
  "source": {
    "title": "T", "address": "https://example.org/", "licence": "L",
    "licence_address": "https://example.org/l", "notice": "N"
  },
  "intro": "Hello.",
  "items": [
    {"id": "one", "words": "How much?", "may_skip": false,
     "answers": {"numbers": {"from": 1, "to": 7, "from_words": "none", "to_words": "all"}}},
    {"id": "two", "words": "How often?", "may_skip": true,
     "answers": {"options": [{"code": "no", "words": "Never", "place": 1}, {"code": "yes", "words": "Often", "place": 2}]}}
  ]
}"#;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn measure(id: &str) -> &'static Measure {
    built_in().iter().find(|measure| measure.id == id).unwrap()
}

fn words(measure: &Measure) -> Vec<&str> {
    measure.items.iter().map(|item| item.words.as_str()).collect()
}

fn numbers(from_words: &str, to_words: &str) -> Scale {
    Scale::Numbers { from: 0, to: 10, from_words: from_words.to_owned(), to_words: to_words.to_owned() }
}

/// The options of an item, each with its place.
fn options(item: &Item) -> Vec<(&str, u8)> {
    match &item.answers {
        Scale::Options(options) => options.iter().map(|option| (option.words.as_str(), option.place)).collect(),
        Scale::Numbers { .. } => Vec::new(),
    }
}

#[test]
fn every_file_that_comes_with_the_program_is_read() {
    let named: Vec<(&str, u16)> = built_in().iter().map(|measure| (measure.id.as_str(), measure.version)).collect();
    assert_eq!(named, [("ons4", 1), ("loneliness", 1)]);
    assert_eq!(built_in().len(), FILES.len());
    for measure in built_in() {
        let source = measure.source.as_ref().unwrap();
        assert_eq!(source.licence, "Open Government Licence v3.0");
        assert!(source.address.starts_with("https://gss.civilservice.gov.uk/policy-store/"));
        assert!(measure.items.iter().all(|item| item.may_skip), "nobody has to answer any of {}", measure.id);
    }
}

#[test]
fn ons4_is_asked_in_its_own_words() {
    let ons4 = measure("ons4");
    assert_eq!(
        ons4.intro,
        "Next I would like to ask you four questions about your feelings on aspects of your life. There are no right or \
         wrong answers. For each of these questions I'd like you to give an answer on a scale of nought to 10, where \
         nought is 'not at all' and 10 is 'completely'."
    );
    assert_eq!(
        words(ons4),
        [
            "Overall, how satisfied are you with your life nowadays?",
            "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
            "Overall, how happy did you feel yesterday?",
            "On a scale where nought is 'not at all anxious' and 10 is 'completely anxious', overall, how anxious did you \
             feel yesterday?",
        ]
    );
    for item in &ons4.items[..3] {
        assert_eq!(item.answers, numbers("not at all", "completely"));
    }
    assert_eq!(ons4.items[3].answers, numbers("not at all anxious", "completely anxious"));
}

#[test]
fn loneliness_is_asked_in_its_own_words() {
    let loneliness = measure("loneliness");
    assert_eq!(
        loneliness.intro,
        "The next four questions are about relationships with others. For each one, please say how often (if at all) you \
         feel that way."
    );
    assert_eq!(
        words(loneliness),
        [
            "How often do you feel that you lack companionship?",
            "How often do you feel left out?",
            "How often do you feel isolated from others?",
            "How often do you feel lonely?",
        ]
    );
    for item in &loneliness.items[..3] {
        assert_eq!(options(item), [("Hardly ever or never", 1), ("Some of the time", 2), ("Often", 3)]);
    }
    assert_eq!(
        options(&loneliness.items[3]),
        [("Often or Always", 5), ("Some of the time", 4), ("Occasionally", 3), ("Hardly ever", 2), ("Never", 1)]
    );
}

#[test]
fn more_of_what_is_asked_about_stands_higher_in_every_question() {
    let loneliness = measure("loneliness");
    let often = CheckInAnswer::Option("often".to_owned());
    let always = CheckInAnswer::Option("often-or-always".to_owned());
    assert_eq!((loneliness.items[0].place(&often), loneliness.items[0].ends()), (Some(3), (1, 3)));
    assert_eq!((loneliness.items[3].place(&always), loneliness.items[3].ends()), (Some(5), (1, 5)));
    assert_eq!(loneliness.items[3].place(&often), None);
    assert_eq!(loneliness.items[3].place(&CheckInAnswer::Number(3)), None);
    assert_eq!(loneliness.items[3].place(&CheckInAnswer::RatherNotSay), None);
}

/// What is said of the good file with one thing changed.
fn complaint(good: &str, bad: &str) -> String {
    assert!(GOOD.contains(good), "{good}");
    read(&GOOD.replacen(good, bad, 1)).unwrap_err().to_string()
}

#[test]
fn a_wrong_file_is_refused_and_says_where() {
    assert_eq!(read(GOOD).unwrap().items.len(), 2);
    for (good, bad, at) in [
        (r#""id": "small""#, r#""id": """#, "id: nothing stands here"),
        (r#""id": "small""#, r#""id": "Small one""#, "id: small letters, digits, - and _ are all that may stand here"),
        (r#""version": 2"#, r#""version": 0"#, "version: versions count from 1"),
        ("https://example.org/l", "http://example.org/l", "source.licence_address: it is not an address"),
        (r#""notice": "N""#, r#""notice": " ""#, "source.notice: nothing stands here"),
        ("Hello.", "", "intro: nothing stands here"),
        (r#""id": "two""#, r#""id": "one""#, "items[1].id: it was there before"),
        ("How often?", "  ", "items[1].words: nothing stands here"),
        (r#""from": 1"#, r#""from": 7"#, "items[0].answers.numbers: the scale is upside down"),
        (r#""to_words": "all""#, r#""to_words": """#, "items[0].answers.numbers.to_words: nothing stands here"),
        (r#""code": "no""#, r#""code": """#, "items[1].answers.options[0].code: nothing stands here"),
        (r#""code": "yes""#, r#""code": "no""#, "items[1].answers.options[1].code: it was there before"),
        (r#""place": 2"#, r#""place": 1"#, "items[1].answers.options[1].place: it was there before"),
        (r#""place": 2"#, r#""place": 3"#, "items[1].answers.options[1].place: places go from 1"),
        (r#", {"code": "yes", "words": "Often", "place": 2}"#, "", "items[1].answers.options: there is nothing"),
    ] {
        let said = complaint(good, bad);
        assert!(said.starts_with(at), "{bad}: {said}");
    }
}

#[test]
fn a_file_of_another_shape_is_refused_with_its_line() {
    for (good, bad, said) in [
        (r#""code": "no", "#, "", "missing field `code` at line 12"),
        (r#""may_skip": false"#, r#""may_skip": "no""#, "line 9"),
        (r#""intro""#, r#""introduction""#, "unknown field `introduction`"),
        (r#""version": 2"#, r#""version": -2"#, "line 2"),
    ] {
        let complaint = complaint(good, bad);
        assert!(complaint.starts_with("it cannot be read: ") && complaint.contains(said), "{bad}: {complaint}");
    }
    let without_source = r#"{"id": "small", "version": 1, "intro": "Hello.", "items": []}"#;
    assert_eq!(read(without_source).unwrap_err().to_string(), "source: nothing stands here");
}

fn sent(answers: &[(&str, CheckInAnswer)]) -> KeepCheckIn {
    KeepCheckIn {
        id: CheckInId(uuid::Uuid::nil()),
        measure: "ons4".to_owned(),
        version: 1,
        day: day("2026-11-25"),
        is_closing: false,
        answers: answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect(),
    }
}

/// What is wrong with a check-in of ONS4 that the person sends on 25 November 2026.
fn problems_of(sent: &KeepCheckIn) -> Vec<(String, FieldCode)> {
    problems_with(sent, measure("ons4"))
}

fn problems_with(sent: &KeepCheckIn, measure: &Measure) -> Vec<(String, FieldCode)> {
    match check(sent, measure, &Who::Own, day("2026-11-25")) {
        Err(Problems::Fields(fields)) => fields.into_iter().map(|problem| (problem.field, problem.code)).collect(),
        Err(Problems::NotThemselves) | Ok(()) => Vec::new(),
    }
}

fn problem(field: &str, code: FieldCode) -> [(String, FieldCode); 1] {
    [(field.to_owned(), code)]
}

#[test]
fn a_check_in_may_leave_out_what_it_likes() {
    let some = sent(&[("happy", CheckInAnswer::Number(0)), ("anxious", CheckInAnswer::RatherNotSay)]);
    assert_eq!(check(&some, measure("ons4"), &Who::Own, day("2026-11-25")), Ok(()));
    let silent = ["satisfied", "worthwhile", "happy", "anxious"].map(|id| (id, CheckInAnswer::RatherNotSay));
    assert_eq!(check(&sent(&silent), measure("ons4"), &Who::Own, day("2026-11-25")), Ok(()));
}

#[test]
fn nobody_answers_for_somebody_else() {
    let helper = Who::Helper(Scope::ALL.to_vec());
    let staff = Who::Staff { role: StaffRole::TeamLead, is_of_team: true, is_self: true };
    let some = sent(&[("happy", CheckInAnswer::Number(7))]);
    for who in [helper, staff, Who::Stranger, Who::Nobody] {
        assert_eq!(check(&some, measure("ons4"), &who, day("2026-11-25")), Err(Problems::NotThemselves), "{who:?}");
        assert!(!may_answer(&who));
    }
    assert!(may_answer(&Who::Own));
}

#[test]
fn what_does_not_fit_the_measure_is_refused_where_it_stands() {
    assert_eq!(problems_of(&sent(&[])), problem("answers", FieldCode::Missing));
    assert_eq!(
        problems_of(&sent(&[("happy", CheckInAnswer::Number(11))])),
        problem("answers.happy", FieldCode::NotOffered)
    );
    assert_eq!(
        problems_of(&sent(&[("happy", CheckInAnswer::Option("never".to_owned()))])),
        problem("answers.happy", FieldCode::Unreadable)
    );
    assert_eq!(problems_of(&sent(&[("total", CheckInAnswer::Number(9))])), problem("answers", FieldCode::NotOffered));
    let lonely = KeepCheckIn { measure: "loneliness".to_owned(), ..sent(&[("lonely", CheckInAnswer::Number(5))]) };
    assert_eq!(problems_of(&lonely), problem("measure", FieldCode::NotOffered));
    assert_eq!(problems_with(&lonely, measure("loneliness")), problem("answers.lonely", FieldCode::Unreadable));
    let lonely = KeepCheckIn {
        measure: "loneliness".to_owned(),
        ..sent(&[("lonely", CheckInAnswer::Option("often".to_owned()))])
    };
    assert_eq!(problems_with(&lonely, measure("loneliness")), problem("answers.lonely", FieldCode::NotOffered));
    let old = KeepCheckIn { version: 2, ..sent(&[("happy", CheckInAnswer::Number(5))]) };
    assert_eq!(problems_of(&old), problem("version", FieldCode::OldVersion));
}

#[test]
fn a_check_in_may_have_waited_for_a_signal_but_not_for_ever() {
    let on = |text: &str| problems_of(&KeepCheckIn { day: day(text), ..sent(&[("happy", CheckInAnswer::Number(5))]) });
    assert_eq!(on("2026-11-26"), problem("day", FieldCode::InFuture));
    assert_eq!(on("2026-11-11"), []);
    assert_eq!(on("2026-11-10"), problem("day", FieldCode::TooLongAgo));
}

#[test]
fn what_may_not_be_passed_over_is_asked_for() {
    let small = read(GOOD).unwrap();
    let of_small = |sent: KeepCheckIn| {
        let sent = KeepCheckIn { measure: "small".to_owned(), version: 2, ..sent };
        problems_with(&sent, &small)
    };
    let two = || ("two", CheckInAnswer::Option("yes".to_owned()));
    assert_eq!(of_small(sent(&[two()])), problem("answers.one", FieldCode::Missing));
    let silent = ("one", CheckInAnswer::RatherNotSay);
    assert_eq!(of_small(sent(&[two(), silent])), problem("answers.one", FieldCode::Missing));
    assert_eq!(of_small(sent(&[("one", CheckInAnswer::Number(7))])), []);
}

#[test]
fn own_goals_are_scored_in_their_own_words() {
    let goals = own_goals([("g1".to_owned(), "Walk to the shop".to_owned())], "not at all", "as I want it");
    assert_eq!((goals.id.as_str(), goals.items[0].words.as_str()), (OWN_GOALS, "Walk to the shop"));
    let given = |score| KeepCheckIn { measure: OWN_GOALS.to_owned(), ..sent(&[("g1", CheckInAnswer::Number(score))]) };
    assert_eq!(problems_with(&given(10), &goals), []);
    assert_eq!(problems_with(&given(11), &goals), problem("answers.g1", FieldCode::NotOffered));
}

#[test]
fn the_first_is_the_baseline_and_the_closing_one_the_end() {
    assert_eq!(moment(false, false), CheckInMoment::Baseline);
    assert_eq!(moment(false, true), CheckInMoment::Baseline);
    assert_eq!(moment(true, false), CheckInMoment::Between);
    assert_eq!(moment(true, true), CheckInMoment::End);
}

#[test]
fn answers_over_time_keep_their_gaps_and_leave_out_other_wordings() {
    let kept = |on: &str, version: u16, answer: Option<CheckInAnswer>| CheckIn {
        id: CheckInId(uuid::Uuid::nil()),
        measure: "ons4".to_owned(),
        version,
        day: day(on),
        moment: CheckInMoment::Between,
        answers: answer.map(|answer| ("happy".to_owned(), answer)).into_iter().collect::<BTreeMap<_, _>>(),
    };
    let ons4 = measure("ons4");
    let check_ins = [
        kept("2026-09-01", 1, Some(CheckInAnswer::Number(4))),
        kept("2026-10-01", 1, Some(CheckInAnswer::RatherNotSay)),
        kept("2026-10-15", 2, Some(CheckInAnswer::Number(9))),
        kept("2026-11-01", 1, None),
    ];
    let entry = |on: &str, value| Entry { day: day(on), value };
    assert_eq!(
        ons4.entries(ons4.item("happy").unwrap(), &check_ins),
        [entry("2026-09-01", Some(4)), entry("2026-10-01", None), entry("2026-11-01", None)]
    );
}

fn history(last: Option<&str>, ended: Option<&str>) -> History {
    History { began: day("2026-09-01"), last: last.map(day), ended: ended.map(day), has_closing: false }
}

#[test]
fn the_next_is_due_at_the_start_after_six_weeks_and_at_the_end() {
    let due = |history: History| next(&history).map(|next| (next.moment, next.on));
    assert_eq!(due(history(None, None)), Some((CheckInMoment::Baseline, day("2026-09-01"))));
    assert_eq!(due(history(Some("2026-09-03"), None)), Some((CheckInMoment::Between, day("2026-10-15"))));
    let ended = history(Some("2026-09-03"), Some("2026-11-25"));
    assert_eq!(due(ended), Some((CheckInMoment::End, day("2026-11-25"))));
    assert_eq!(due(History { has_closing: true, ..ended }), None);
    assert_eq!(due(history(None, Some("2026-11-25"))), None, "an end without a beginning says nothing of a change");
}

#[test]
fn a_notice_comes_when_it_is_due_and_not_again_before_the_next_six_weeks() {
    let between = next(&history(Some("2026-09-03"), None)).unwrap();
    let tells = |told: Option<&str>, today: &str| may_tell(between, told.map(day), day(today));
    assert!(!tells(None, "2026-10-14"));
    assert!(tells(None, "2026-10-15"));
    assert!(tells(Some("2026-09-01"), "2026-10-15"), "that one was about the first");
    assert!(!tells(Some("2026-10-15"), "2026-10-16") && !tells(Some("2026-10-15"), "2026-11-25"));
    assert!(tells(Some("2026-10-15"), "2026-11-26"));
    let end = next(&history(Some("2026-09-03"), Some("2026-10-16"))).unwrap();
    assert!(!may_tell(end, Some(day("2026-10-15")), day("2026-10-28")), "two in a fortnight are too many");
    assert!(may_tell(end, Some(day("2026-10-15")), day("2026-10-29")));
    assert!(!may_tell(end, Some(day("2026-10-29")), day("2027-10-29")), "of the end there is one notice and no more");
}

#[test]
fn the_next_day_for_a_notice_is_the_next_on_which_one_goes_out() {
    let between = next(&history(Some("2026-09-03"), None)).unwrap();
    let on = |told: Option<&str>, from: &str| tell_on(between, told.map(day), day(from));
    assert_eq!(on(None, "2026-09-04"), Some(day("2026-10-15")));
    assert_eq!(on(None, "2026-10-20"), Some(day("2026-10-20")), "late, and not lost");
    assert_eq!(on(Some("2026-10-15"), "2026-10-16"), Some(day("2026-11-26")));
    assert_eq!(on(Some("2026-11-25"), "2026-11-26"), Some(day("2026-12-09")), "after a rest");
    let baseline = next(&history(None, None)).unwrap();
    assert_eq!(tell_on(baseline, None, day("2026-09-02")), Some(day("2026-09-02")));
    assert_eq!(tell_on(baseline, Some(day("2026-09-02")), day("2026-09-03")), None, "of the first there is one alone");
}

#[test]
fn a_measure_is_found_by_its_id_and_wording() {
    assert_eq!(find("loneliness", 1).unwrap().id, "loneliness");
    let problem = |id, version| find(id, version).unwrap_err();
    assert_eq!((problem("ons4", 2).field.as_str(), problem("ons4", 2).code), ("version", FieldCode::OldVersion));
    assert_eq!((problem("goals", 1).field.as_str(), problem("goals", 1).code), ("measure", FieldCode::NotOffered));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// Somebody who never answers again, looked at on some days and not on others, whose work ends at some time.
    #[test]
    fn nobody_is_told_twice_in_a_period(
        looks in prop::collection::vec(any::<bool>(), 1..200),
        ends_after in 0_u64..300,
        is_new in any::<bool>(),
    ) {
        let began = day("2026-09-01");
        let mut told: Vec<(CheckInMoment, NaiveDate)> = Vec::new();
        for (today, _) in began.iter_days().zip(&looks).filter(|(_, look)| **look) {
            let end = began + Days::new(ends_after);
            let last = (!is_new).then_some(began);
            let ended = (today >= end).then_some(end);
            let Some(next) = next(&History { began, last, ended, has_closing: false }) else { continue };
            if may_tell(next, told.last().map(|(_, on)| *on), today) {
                prop_assert!(next.on <= today);
                told.push((next.moment, today));
            }
        }
        for pair in told.windows(2) {
            prop_assert!((pair[1].1 - pair[0].1).num_days() >= REST_DAYS, "{:?}", told);
        }
        for moment in [CheckInMoment::Baseline, CheckInMoment::End] {
            prop_assert!(told.iter().filter(|(of, _)| *of == moment).count() <= 1, "{:?}", told);
        }
        let between = told.iter().filter(|(of, _)| *of == CheckInMoment::Between);
        let periods: Vec<i64> = between.map(|(_, on)| (*on - began).num_days() / 42).collect();
        prop_assert!(periods.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", told);
    }
}
