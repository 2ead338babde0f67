//! The way through the questions: what a person sees next, what they may open, and that nothing they said is lost.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use proptest::prelude::any;
use proptest::{prop_assert, prop_assert_eq, proptest};
use wire::{Access, Answers, Birth, ContactFirst, FieldCode, ForWhom, Need, SurgeryChoice};

use super::{CoverKnown, Journey, Section, Step, change};
use crate::referral::samples::{for_me, for_someone, today};
use crate::referral::{CONSENT_VERSION, parse};

use Step::{
    Agreed, Birth as BirthStep, Check, ContactFirst as First, ForWhom as Who, HelperYou, Name, Needs, NoTeam, Reach,
    Talk, TooYoung, Where, Words,
};

fn journey(answers: &Answers) -> Journey<'_> {
    Journey::new(answers, Some(today()), CoverKnown::Unknown)
}

fn aged(years: i32) -> Birth {
    Birth { day: "10".into(), month: "11".into(), year: (2026 - years).to_string() }
}

#[test]
fn for_oneself_asks_nine_steps_in_order() {
    let expected = [Who, Words, Needs, Where, Name, BirthStep, Reach, Talk, Check];
    assert_eq!(journey(&for_me()).steps(), expected);
    assert_eq!(journey(&Answers::default()).steps(), expected);
}

#[test]
fn for_someone_asks_about_the_helper_too() {
    let expected = [Who, Words, Needs, HelperYou, Agreed, Where, Name, BirthStep, Reach, Talk, First, Check];
    assert_eq!(journey(&for_someone()).steps(), expected);
}

#[test]
fn no_team_ends_the_way_after_where() {
    let answers = for_someone();
    let journey = Journey::new(&answers, Some(today()), CoverKnown::NotCovered);
    assert_eq!(journey.steps(), [Who, Words, Needs, HelperYou, Agreed, Where, NoTeam]);
    assert_eq!((journey.next(Where), journey.next(NoTeam)), (Some(NoTeam), None));
    assert_eq!((journey.stop(), journey.first_open()), (Some(NoTeam), NoTeam));
    assert!(!journey.is_answered(NoTeam) && !journey.can_visit(Name));
}

#[test]
fn covered_and_not_yet_known_go_on_after_where() {
    let answers = for_me();
    for cover in [CoverKnown::Unknown, CoverKnown::Covered] {
        let journey = Journey::new(&answers, Some(today()), cover);
        assert_eq!((journey.next(Where), journey.stop()), (Some(Name), None));
        assert!(journey.problems(NoTeam).is_empty() && !journey.can_visit(NoTeam));
    }
}

#[test]
fn younger_than_sixteen_ends_the_way_after_birth() {
    let child = Answers { birth: aged(15), ..for_me() };
    assert_eq!(journey(&child).next(BirthStep), Some(TooYoung));
    assert_eq!((journey(&child).next(TooYoung), journey(&child).first_open()), (None, TooYoung));
    assert!(journey(&child).is_answered(BirthStep) && !journey(&child).can_visit(Reach));
    let just_old_enough = Answers { birth: aged(16), ..for_me() };
    assert_eq!(journey(&just_old_enough).next(BirthStep), Some(Reach));
    assert!(!journey(&just_old_enough).can_visit(TooYoung));
}

#[test]
fn at_the_start_only_the_first_question_is_open() {
    let answers = Answers::default();
    let open: Vec<Step> = Step::ALL.into_iter().filter(|step| journey(&answers).can_visit(*step)).collect();
    assert_eq!(open, [Who]);
    assert_eq!((journey(&answers).first_open(), journey(&answers).previous(Who)), (Who, None));
}

#[test]
fn steps_of_another_way_cannot_be_visited() {
    let answers = for_me();
    for step in [HelperYou, Agreed, First, NoTeam, TooYoung] {
        assert!(!journey(&answers).can_visit(step), "{}", step.code());
        assert_eq!((journey(&answers).next(step), journey(&answers).previous(step)), (None, None));
    }
}

#[test]
fn each_answer_opens_the_next_step() {
    let done = for_me();
    let mut answers = Answers { for_whom: done.for_whom, ..Answers::default() };
    assert_eq!(journey(&answers).first_open(), Words);
    answers.words.clone_from(&done.words);
    assert_eq!(journey(&answers).first_open(), Needs);
    answers.needs.clone_from(&done.needs);
    assert_eq!(journey(&answers).first_open(), Where);
    answers.postcode.clone_from(&done.postcode);
    assert_eq!(journey(&answers).first_open(), Where, "the surgery is still asked");
    answers.surgery.clone_from(&done.surgery);
    assert_eq!(journey(&answers).first_open(), Name);
    answers.name.clone_from(&done.name);
    answers.birth.clone_from(&done.birth);
    assert_eq!(journey(&answers).first_open(), Reach);
    answers.phone.clone_from(&done.phone);
    answers.call_safe = done.call_safe;
    assert_eq!(journey(&answers).first_open(), Reach, "whether a text is safe is still asked");
    answers.text_safe = done.text_safe;
    assert_eq!(journey(&answers).first_open(), Talk);
    assert!(journey(&answers).can_visit(Check), "what may be left empty does not bar the way");
    answers.language.clone_from(&done.language);
    assert_eq!(journey(&answers).first_open(), Check);
    assert!(!journey(&answers).is_answered(Check));
    answers.consent_version = CONSENT_VERSION.into();
    assert!(journey(&answers).is_answered(Check) && parse(&answers, today()).is_ok());
}

#[test]
fn words_passed_over_are_not_asked_again() {
    let answers = Answers { for_whom: Some(ForWhom::Me), needs: vec![Need::Food], ..Answers::default() };
    assert_eq!(journey(&answers).first_open(), Where);
}

#[test]
fn group_that_came_along_is_no_answer_to_the_words() {
    let id = "0197a6f0-0000-7000-8000-000000000001".parse().unwrap();
    let answers = Answers { for_whom: Some(ForWhom::Me), about_group: Some(id), ..Answers::default() };
    assert_eq!(journey(&answers).first_open(), Words);
}

#[test]
fn changing_to_someone_opens_the_helper_steps_and_asks_about_the_person_anew() {
    let mut answers = for_me();
    assert!(journey(&answers).can_visit(Check));

    change::for_whom(&mut answers, ForWhom::Someone);
    assert_eq!(journey(&answers).first_open(), HelperYou);
    assert!(journey(&answers).can_visit(HelperYou));
    for later in [Agreed, Where, Name, BirthStep, Reach, First, Check] {
        assert!(!journey(&answers).can_visit(later), "{} before the helper is known", later.code());
        assert!(!journey(&answers).is_answered(later), "{} was said of somebody else", later.code());
    }

    answers.helper_name = "Sample Helper".into();
    answers.helper_relation = "neighbour".into();
    answers.helper_email = "helper@example.org".into();
    answers.helper_email_safe = Some(true);
    answers.agreed = Some(true);
    assert_eq!(journey(&answers).first_open(), Where);

    // And back again: the wish is still there, and so is what was said about the helper.
    change::for_whom(&mut answers, ForWhom::Me);
    assert_eq!(journey(&answers).first_open(), Where);
    assert_eq!((answers.words, answers.helper_relation.as_str()), (for_me().words, "neighbour"));
}

#[test]
fn until_the_day_is_known_nobody_is_turned_away_for_a_date() {
    let child = Answers { birth: aged(15), ..for_me() };
    let unborn = Answers { birth: aged(-5), ..for_me() };
    for answers in [child, unborn] {
        assert!(!journey(&answers).can_visit(Check));
        let without_a_day = Journey::new(&answers, None, CoverKnown::Unknown);
        assert_eq!((without_a_day.stop(), without_a_day.next(BirthStep)), (None, Some(Reach)));
        assert!(without_a_day.can_visit(Check));
    }
    let no_date = Answers { birth: Birth { month: "Foo".into(), ..aged(40) }, ..for_me() };
    assert!(!Journey::new(&no_date, None, CoverKnown::Unknown).is_answered(BirthStep));
}

#[test]
fn taking_an_answer_away_closes_what_comes_after() {
    let answers = Answers { name: " ".into(), ..for_me() };
    assert!(journey(&answers).can_visit(Name) && !journey(&answers).can_visit(BirthStep));
    assert_eq!(journey(&answers).first_open(), Name);
    assert_eq!(journey(&answers).problems(Name)[0].code, FieldCode::Missing);
}

#[test]
fn only_who_can_be_reached_safely_can_be_spoken_to_first() {
    assert_eq!(journey(&for_someone()).contact_choices(), [ContactFirst::Person, ContactFirst::Helper]);
    let unsafe_phone = Answers { call_safe: Some(false), ..for_someone() };
    assert_eq!(journey(&unsafe_phone).contact_choices(), [ContactFirst::Helper]);
    let silent_helper = Answers { helper_phone: String::new(), helper_email: String::new(), ..for_someone() };
    assert_eq!(journey(&silent_helper).contact_choices(), [ContactFirst::Person]);
    let watched_helper = Answers { helper_call_safe: Some(false), helper_email_safe: Some(false), ..for_someone() };
    assert_eq!(journey(&watched_helper).contact_choices(), [ContactFirst::Person]);
}

#[test]
fn progress_counts_the_questions_of_this_way() {
    let answers = for_someone();
    let journey = journey(&answers);
    let numbers: Vec<_> = journey.steps().into_iter().filter_map(|step| journey.progress(step)).collect();
    assert_eq!(numbers.iter().map(|progress| progress.number).collect::<Vec<_>>(), (1..=10_u8).collect::<Vec<_>>());
    assert!(numbers.iter().all(|progress| progress.of == 10));
    assert_eq!(journey.progress(HelperYou).map(|progress| progress.section), Some(Section::AboutHelper));
    assert_eq!(journey.progress(Reach).map(|progress| progress.section), Some(Section::AboutPerson));
    assert_eq!((journey.progress(Who), journey.progress(Check), journey.progress(NoTeam)), (None, None, None));
}

#[test]
fn progress_is_the_same_with_and_without_a_stop() {
    let answers = for_me();
    let stopped = Journey::new(&answers, Some(today()), CoverKnown::NotCovered);
    assert_eq!(stopped.progress(Where), journey(&answers).progress(Where));
    assert_eq!(stopped.progress(Where).map(|progress| (progress.number, progress.of)), Some((3, 7)));
    assert_eq!(stopped.progress(HelperYou), None);
}

#[test]
fn codes_are_those_of_the_addresses_and_read_back() {
    let codes: Vec<_> = Step::ALL.into_iter().map(Step::code).collect();
    let expected = [
        "who",
        "words",
        "needs",
        "you",
        "agreed",
        "where",
        "no-team",
        "name",
        "birth",
        "too-young",
        "reach",
        "talk",
        "first",
        "check",
    ];
    assert_eq!(codes, expected);
    assert!(Step::ALL.into_iter().all(|step| Step::from_code(step.code()) == Some(step)));
    assert_eq!((Step::from_code("Who"), Step::from_code("")), (None, None));
}

#[test]
fn no_question_is_asked_twice_and_none_is_forgotten() {
    let asked: Vec<&str> = Step::ALL.into_iter().flat_map(|step| step.fields().iter().copied()).collect();
    let once: BTreeSet<&str> = asked.iter().copied().collect();
    assert_eq!(once.len(), asked.len(), "a field belongs to two steps");
    let json = serde_json::to_value(Answers::default()).unwrap();
    let on_the_wire: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(once, on_the_wire);
}

/// Answers of every kind: blank, good, bad, for oneself and for someone, one choice a byte.
fn answers_of(seed: [u8; 28]) -> Answers {
    let mut choices = seed.into_iter();
    let mut choose = |of: u8| choices.next().unwrap() % of;
    let mut pick = |texts: &[&str]| texts[usize::from(choose(u8::try_from(texts.len()).unwrap()))].to_owned();
    let mut answers = Answers {
        words: pick(&["", "", "I would like to get out more."]),
        postcode: pick(&["", "EH1 1AB", "EH1 1AB", "EH1", "nowhere"]),
        name: pick(&["", "Sample Person", "Sample Person"]),
        birth: Birth {
            day: pick(&["7", "7", "7", "40", ""]),
            month: pick(&["March", "3", "3", "Foo"]),
            year: pick(&["1961", "1961", "1961", "2015", "2030", "1800"]),
        },
        phone: pick(&["", "07700 900123", "07700 900123", "12"]),
        email: pick(&["", "person@example.org", "person"]),
        language: pick(&["", "Polish"]),
        access_note: pick(&["", "I speak slowly."]),
        helper_name: pick(&["", "Sample Helper", "Sample Helper"]),
        helper_relation: pick(&["", "neighbour", "neighbour"]),
        helper_phone: pick(&["", "01632 960001", "1"]),
        helper_email: pick(&["", "helper@example.org", "@"]),
        not_asked_reason: pick(&["", "In hospital."]),
        consent_version: pick(&["", CONSENT_VERSION, "2020-01"]),
        ..Answers::default()
    };
    let mut said = || [None, Some(true), Some(true), Some(false)][usize::from(choose(4))];
    (answers.call_safe, answers.text_safe, answers.email_safe, answers.agreed) = (said(), said(), said(), said());
    (answers.helper_call_safe, answers.helper_text_safe, answers.helper_email_safe) = (said(), said(), said());
    answers.for_whom = [None, Some(ForWhom::Me), Some(ForWhom::Someone)][usize::from(choose(3))];
    answers.contact_first = [None, Some(ContactFirst::Person), Some(ContactFirst::Helper)][usize::from(choose(3))];
    answers.surgery = match choose(3) {
        0 => None,
        1 => Some(SurgeryChoice::NotSure),
        _ => Some(SurgeryChoice::Known { code: "A81001".into(), name: "Sample Surgery".into() }),
    };
    answers.needs = Need::ALL.into_iter().take(usize::from(choose(2))).collect();
    answers.access = Access::ALL.into_iter().take(usize::from(choose(2))).collect();
    answers
}

fn cover_of(choice: u8) -> CoverKnown {
    [CoverKnown::Unknown, CoverKnown::Covered, CoverKnown::NotCovered][usize::from(choice % 3)]
}

proptest! {
    #[test]
    fn next_always_comes_to_an_end(seed in any::<[u8; 28]>(), cover in any::<u8>()) {
        let answers = answers_of(seed);
        let journey = Journey::new(&answers, Some(today()), cover_of(cover));
        let mut seen = vec![Who];
        while let Some(next) = journey.next(seen[seen.len() - 1]) {
            prop_assert!(!seen.contains(&next), "in a circle at {}", next.code());
            seen.push(next);
        }
        prop_assert_eq!(&seen, &journey.steps());
        let last = seen[seen.len() - 1];
        prop_assert!(last == Check || last.is_stop());
    }

    #[test]
    fn previous_is_the_way_back_and_always_open(seed in any::<[u8; 28]>(), cover in any::<u8>()) {
        let answers = answers_of(seed);
        let journey = Journey::new(&answers, Some(today()), cover_of(cover));
        for step in journey.steps() {
            let previous = journey.previous(step);
            prop_assert_eq!(previous.is_none(), step == Who);
            prop_assert_eq!(previous.map_or(Some(Who), |previous| journey.next(previous)), Some(step));
            if journey.can_visit(step) {
                prop_assert!(previous.is_none_or(|previous| journey.can_visit(previous)));
            }
        }
    }

    #[test]
    fn a_step_opens_only_when_every_earlier_one_is_answered(seed in any::<[u8; 28]>(), cover in any::<u8>()) {
        let answers = answers_of(seed);
        let journey = Journey::new(&answers, Some(today()), cover_of(cover));
        let steps = journey.steps();
        for step in Step::ALL {
            let position = steps.iter().position(|other| *other == step);
            let may = position.is_some_and(|position| steps[..position].iter().all(|step| journey.is_answered(*step)));
            prop_assert_eq!(journey.can_visit(step), may, "{}", step.code());
        }
        prop_assert!(journey.can_visit(journey.first_open()));
    }

    #[test]
    fn a_question_complains_only_of_its_own_fields(seed in any::<[u8; 28]>()) {
        let answers = answers_of(seed);
        for step in Step::ALL.into_iter().filter(|step| !step.is_stop()) {
            for problem in journey(&answers).problems(step) {
                prop_assert!(step.fields().contains(&problem.field.as_str()), "{} at {}", problem.field, step.code());
            }
        }
    }

    #[test]
    fn phone_and_server_agree(seed in any::<[u8; 28]>()) {
        let answers = answers_of(seed);
        let journey = journey(&answers);
        let problems: Vec<_> = journey.steps().into_iter().flat_map(|step| journey.problems(step)).collect();
        match parse(&answers, today()) {
            Ok(referral) => {
                prop_assert!(problems.is_empty() && journey.can_visit(Check) && journey.is_answered(Check));
                prop_assert_eq!(parse(&referral.to_answers(), today()), Ok(referral));
            }
            Err(found) => {
                prop_assert!(!found.is_empty());
                prop_assert_eq!(found, problems);
            }
        }
    }
}
