//! What a person may type, what has to be put right, and what becomes of it.
#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::{prop_assert, prop_assert_eq, proptest};
use wire::{Access, Answers, ContactFirst, FieldCode, FieldProblem, GroupId, Need, SurgeryChoice};

use super::samples::{for_me, for_someone, today};
use super::{Permission, Referral, Sender, contact, likeness, limits, parse};
use crate::danger::Danger;
use crate::journey::{CoverKnown, Journey};
use crate::postcode::Postcode;

fn read(answers: &Answers) -> Result<Referral, Vec<(String, FieldCode)>> {
    parse(answers, today())
        .map_err(|problems| problems.into_iter().map(|FieldProblem { field, code }| (field, code)).collect())
}

/// Asserts that the answers have exactly this one problem.
#[track_caller]
fn assert_problem(answers: &Answers, field: &str, code: FieldCode) {
    assert_eq!(read(answers).unwrap_err(), [(field.to_owned(), code)]);
}

fn known(code: &str, name: &str) -> Option<SurgeryChoice> {
    Some(SurgeryChoice::Known { code: code.into(), name: name.into() })
}

#[test]
fn finished_answers_for_oneself_make_a_referral() {
    let referral = read(&for_me()).unwrap();
    assert_eq!(referral.sender, Sender::Person);
    assert_eq!(referral.name, "Sample Person");
    assert_eq!(referral.birth.to_string(), "1961-03-07");
    assert_eq!(referral.home.postcode, Some(Postcode::Full("EH1 1AB".into())));
    let phone = referral.ways.phone.unwrap();
    assert_eq!((phone.number.as_str(), phone.call_safe, phone.text_safe), ("+447700900123", true, false));
}

#[test]
fn finished_answers_for_someone_make_a_referral_with_a_helper() {
    let referral = read(&for_someone()).unwrap();
    let helper = referral.helper().unwrap();
    assert_eq!(helper.about.relation, "daughter");
    let phone = helper.about.ways.phone.as_ref().unwrap();
    assert_eq!((phone.number.as_str(), phone.call_safe, phone.text_safe), ("+441632960001", true, false));
    assert!(helper.about.ways.email.as_ref().unwrap().email_safe);
    assert_eq!(helper.permission, Permission::Agreed);
    assert_eq!(helper.contact_first, ContactFirst::Person);
}

#[test]
fn nothing_answered_names_every_problem_in_the_order_of_asking() {
    let fields: Vec<String> = read(&Answers::default()).unwrap_err().into_iter().map(|(field, _)| field).collect();
    let expected =
        ["for_whom", "needs", "postcode", "surgery", "name", "birth", "phone", "consent_version"].map(String::from);
    assert_eq!(fields, expected);
}

#[test]
fn helper_left_over_from_another_way_is_neither_checked_nor_kept() {
    let answers = Answers {
        helper_name: "x".repeat(5_000),
        helper_phone: "not a number".into(),
        not_asked_reason: "x".repeat(5_000),
        ..for_me()
    };
    let referral = read(&answers).unwrap();
    assert_eq!(referral.helper(), None);
    assert_eq!(referral.to_answers().helper_name, "");
}

#[test]
fn reason_left_over_after_agreeing_is_dropped() {
    let answers = Answers { not_asked_reason: "x".repeat(5_000), ..for_someone() };
    assert_eq!(read(&answers).unwrap().to_answers().not_asked_reason, "");
}

#[test]
fn person_who_was_not_asked_needs_a_reason() {
    let answers = Answers { agreed: Some(false), ..for_someone() };
    assert_problem(&answers, "not_asked_reason", FieldCode::Missing);
    let answers = Answers { not_asked_reason: "She is in hospital.".into(), ..answers };
    let permission = read(&answers).unwrap().helper().unwrap().permission.clone();
    assert_eq!(permission, Permission::NotAsked { reason: "She is in hospital.".into() });
    assert_problem(&Answers { agreed: None, ..for_someone() }, "agreed", FieldCode::Missing);
}

#[test]
fn words_or_needs_are_enough() {
    assert!(read(&Answers { words: String::new(), ..for_me() }).is_ok());
    assert!(read(&Answers { needs: Vec::new(), ..for_me() }).is_ok());
    let neither = Answers { words: " \n\u{200b} ".into(), needs: Vec::new(), ..for_me() };
    assert_problem(&neither, "needs", FieldCode::Missing);
}

#[test]
fn needs_and_access_are_kept_once_in_the_order_offered() {
    let answers = Answers {
        needs: vec![Need::Food, Need::Loneliness, Need::Food],
        access: vec![Access::QuietSpace, Access::StepFree, Access::QuietSpace],
        ..for_me()
    };
    let referral = read(&answers).unwrap();
    assert_eq!(referral.needs, [Need::Loneliness, Need::Food]);
    assert_eq!(referral.talk.access, [Access::StepFree, Access::QuietSpace]);
}

#[test]
fn limits_count_characters_and_not_bytes() {
    type Write = fn(&mut Answers, String);
    let long = |limit: usize| "é".repeat(limit);
    let cases: [(&str, usize, Write); 7] = [
        ("name", limits::NAME, |answers, text| answers.name = text),
        ("words", limits::WORDS, |answers, text| answers.words = text),
        ("access_note", limits::NOTE, |answers, text| answers.access_note = text),
        ("language", limits::LANGUAGE, |answers, text| answers.language = text),
        ("helper_name", limits::NAME, |answers, text| answers.helper_name = text),
        ("helper_relation", limits::RELATION, |answers, text| answers.helper_relation = text),
        ("not_asked_reason", limits::REASON, |answers, text| {
            answers.agreed = Some(false);
            answers.not_asked_reason = text;
        }),
    ];
    for (field, limit, set) in cases {
        let mut answers = for_someone();
        set(&mut answers, long(limit));
        assert!(read(&answers).is_ok(), "{field} of {limit}");
        set(&mut answers, format!("  {}\n", long(limit)));
        assert!(read(&answers).is_ok(), "{field} of {limit} with blanks around it");
        set(&mut answers, long(limit + 1));
        assert_problem(&answers, field, FieldCode::TooLong);
    }
}

#[test]
fn too_long_contacts_are_said_to_be_too_long() {
    let answers = Answers { phone: format!("07700{}900123", "-".repeat(limits::PHONE)), ..for_me() };
    assert_problem(&answers, "phone", FieldCode::TooLong);
    let answers = Answers { email: format!("{}@example.org", "a".repeat(limits::EMAIL)), ..for_me() };
    assert_problem(&answers, "email", FieldCode::TooLong);
}

#[test]
fn control_characters_are_taken_away_and_not_refused() {
    let answers = Answers {
        name: " Zoë\u{0}\t Nic\u{200b} Dhòmhnaill\r\n".into(),
        words: "One\r\nTwo\tand\u{7} more\u{202e}\n".into(),
        ..for_me()
    };
    let referral = read(&answers).unwrap();
    assert_eq!(referral.name, "Zoë Nic Dhòmhnaill");
    assert_eq!(referral.words, "One\nTwo and more");
}

#[test]
fn names_of_every_script_are_taken() {
    for name in ["李小龙", "Владимир", "می‌خواهم", "Ó Súilleabháin", "D'Arcy-Smith", "X"] {
        assert_eq!(read(&Answers { name: name.into(), ..for_me() }).unwrap().name, name);
    }
    assert_problem(&Answers { name: "\u{0}\u{200b} ".into(), ..for_me() }, "name", FieldCode::Missing);
}

#[test]
fn postcode_has_to_be_whole_unless_the_surgery_is_known() {
    for (postcode, code) in [("", FieldCode::Missing), ("EH1", FieldCode::Unreadable), ("Leith", FieldCode::Unreadable)]
    {
        assert_problem(&Answers { postcode: postcode.into(), ..for_me() }, "postcode", code);
    }
    let with_surgery =
        |postcode: &str| Answers { postcode: postcode.into(), surgery: known("A81001", "Sample Surgery"), ..for_me() };
    assert_eq!(read(&with_surgery("")).unwrap().home.postcode, None);
    assert_eq!(read(&with_surgery("eh1")).unwrap().home.postcode, Some(Postcode::District("EH1".into())));
    assert_problem(&with_surgery("Leith"), "postcode", FieldCode::Unreadable);
}

#[test]
fn surgery_has_to_be_chosen_and_to_have_a_code() {
    assert_problem(&Answers { surgery: None, ..for_me() }, "surgery", FieldCode::Missing);
    for code in ["", "A 1", "A81001A81001A81001A81001", "é1"] {
        assert_problem(&Answers { surgery: known(code, "Sample"), ..for_me() }, "surgery", FieldCode::NotOffered);
    }
    let surgery =
        read(&Answers { surgery: known(" a81001 ", &"é".repeat(900)), ..for_me() }).unwrap().home.surgery.unwrap();
    assert_eq!((surgery.code.as_str(), surgery.name.chars().count()), ("A81001", limits::LISTED_NAME));
}

#[test]
fn younger_than_sixteen_is_never_a_referral() {
    let mut answers = for_me();
    answers.birth.year = "2010".into();
    answers.birth.month = "11".into();
    answers.birth.day = "11".into();
    assert_problem(&answers, "birth", FieldCode::NotOffered);
    answers.birth.day = "10".into();
    assert!(read(&answers).is_ok());
}

#[test]
fn every_way_that_is_given_needs_its_safety() {
    let unsaid = Answers { call_safe: None, text_safe: None, email_safe: None, ..for_me() };
    let fields: Vec<_> = read(&unsaid).unwrap_err();
    let expected = ["call_safe", "text_safe", "email_safe"].map(|field| (field.to_owned(), FieldCode::SafetyMissing));
    assert_eq!(fields, expected);
    let only_phone = Answers { email: String::new(), email_safe: None, ..for_me() };
    assert!(read(&only_phone).is_ok(), "safety of a way that is not given is not asked");
}

#[test]
fn no_safe_way_to_a_person_who_asks_is_refused() {
    let unsafe_ways = Answers { call_safe: Some(false), ..for_me() };
    assert_problem(&unsafe_ways, "phone", FieldCode::NoSafeWay);
    let no_ways = Answers { phone: String::new(), email: String::new(), ..for_me() };
    assert_problem(&no_ways, "phone", FieldCode::NoSafeWay);
    assert!(read(&Answers { text_safe: Some(true), ..unsafe_ways.clone() }).is_ok());
    assert!(read(&Answers { email_safe: Some(true), ..unsafe_ways }).is_ok());
}

#[test]
fn person_without_a_safe_way_is_reached_through_the_helper_only() {
    let no_ways = Answers { phone: String::new(), email: String::new(), ..for_someone() };
    assert_problem(&no_ways, "contact_first", FieldCode::NotOffered);
    let through_helper = Answers { contact_first: Some(ContactFirst::Helper), ..no_ways };
    assert!(read(&through_helper).is_ok());
    let nobody = Answers { helper_phone: String::new(), helper_email: String::new(), ..through_helper };
    assert_eq!(read(&nobody).unwrap_err()[0], ("helper_phone".to_owned(), FieldCode::NoSafeWay));
}

#[test]
fn helper_has_to_give_a_safe_way_of_their_own() {
    let silent = Answers { helper_phone: String::new(), helper_email: String::new(), ..for_someone() };
    assert_problem(&silent, "helper_phone", FieldCode::NoSafeWay);
    let watched = Answers { helper_call_safe: Some(false), helper_email_safe: Some(false), ..for_someone() };
    assert_problem(&watched, "helper_phone", FieldCode::NoSafeWay);
    assert!(read(&Answers { helper_text_safe: Some(true), ..watched.clone() }).is_ok());
    let first = Answers { contact_first: Some(ContactFirst::Helper), ..watched };
    assert_eq!(read(&first).unwrap_err()[1], ("contact_first".to_owned(), FieldCode::NotOffered));
}

#[test]
fn every_way_of_a_helper_needs_its_safety() {
    let unsaid = Answers { helper_call_safe: None, helper_text_safe: None, helper_email_safe: None, ..for_someone() };
    let expected = ["helper_call_safe", "helper_text_safe", "helper_email_safe"]
        .map(|field| (field.to_owned(), FieldCode::SafetyMissing));
    assert_eq!(read(&unsaid).unwrap_err(), expected);
}

#[test]
fn whom_to_speak_to_first_has_to_be_said() {
    assert_problem(&Answers { contact_first: None, ..for_someone() }, "contact_first", FieldCode::Missing);
}

#[test]
fn consent_is_to_the_current_words() {
    assert_problem(&Answers { consent_version: " ".into(), ..for_me() }, "consent_version", FieldCode::NotAgreed);
    assert_problem(
        &Answers { consent_version: "2020-01".into(), ..for_me() },
        "consent_version",
        FieldCode::OldVersion,
    );
}

#[test]
fn group_asked_about_is_kept_and_its_long_name_cut() {
    let id: GroupId = "0197a6f0-0000-7000-8000-000000000001".parse().unwrap();
    let answers = Answers { about_group: Some(id), about_group_name: "n".repeat(900), ..for_me() };
    let group = read(&answers).unwrap().about_group.unwrap();
    assert_eq!((group.id, group.name.len()), (id, limits::LISTED_NAME));
    assert_eq!(read(&Answers { about_group_name: "left over".into(), ..for_me() }).unwrap().about_group, None);
}

#[test]
fn telephone_numbers_are_read_as_people_write_them() {
    for (typed, number) in [
        ("07700 900123", "+447700900123"),
        ("(07700) 900-123", "+447700900123"),
        ("+44 7700 900123", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("0044 7700 900 123", "+447700900123"),
        ("447700900123", "+447700900123"),
        ("07700\u{a0}900\u{2011}123", "+447700900123"),
        (" 01632.960001 ", "+441632960001"),
        ("016977 2345", "+44169772345"),
        ("0800 123456", "+44800123456"),
        ("020 7946 0001", "+442079460001"),
        ("+353 1 234 5678", "+35312345678"),
        ("00 48 22 123 45 67", "+48221234567"),
        ("\u{202d}07700 900123\u{202c}", "+447700900123"),
    ] {
        assert_eq!(contact::phone(typed).as_deref(), Some(number), "{typed}");
        assert_eq!(contact::phone(number).as_deref(), Some(number), "read again: {number}");
    }
}

#[test]
fn what_is_no_telephone_number_is_refused() {
    for typed in [
        "",
        "+",
        "0",
        "999",
        "07700 90012",
        "07700 9001234",
        "020 7946 000",
        "7700 900123",
        "0400 123 4567",
        "+44 12",
        "+0 123 456 789",
        "+1234567890123456",
        "07700 900123 ext 5",
        "ring my mum",
        "+44+7700900123",
        "0044",
        "+353",
    ] {
        assert_eq!(contact::phone(typed), None, "{typed}");
    }
}

#[test]
fn email_addresses_are_checked_for_slips_only() {
    for (typed, address) in [
        (" person@example.org ", "person@example.org"),
        ("First.Last+tag@Mail.Example.ORG", "First.Last+tag@mail.example.org"),
        ("jörg@bücher.example", "jörg@bücher.example"),
        ("o'neil@example.co.uk\u{200b}", "o'neil@example.co.uk"),
    ] {
        assert_eq!(contact::email(typed).as_deref(), Some(address), "{typed}");
    }
    for typed in [
        "",
        "person",
        "person@",
        "@example.org",
        "person@example",
        "person@example.",
        "person@.org",
        "a@b@example.org",
        "per son@example.org",
        "person@exam ple.org",
        "person@example..org",
        "Mum <mum@example.org>",
        "a\u{0}b@example.org",
        "a\nb@example.org",
        "one@example.org,two@example.org",
    ] {
        assert_eq!(contact::email(typed), None, "{typed}");
    }
}

#[test]
fn unreadable_contacts_of_a_helper_are_named() {
    let answers = Answers { helper_phone: "12".into(), helper_email: "no".into(), ..for_someone() };
    let expected = ["helper_phone", "helper_email"].map(|field| (field.to_owned(), FieldCode::Unreadable));
    assert_eq!(read(&answers).unwrap_err(), expected);
}

#[test]
fn same_person_typed_differently_is_alike() {
    let one = likeness(&read(&for_me()).unwrap());
    let other =
        Answers { name: "SAMPLE  person".into(), phone: "+44 7700 900 123".into(), email: String::new(), ..for_me() };
    let other = likeness(&read(&other).unwrap());
    assert_eq!(other, ["sampleperson|1961-03-07|+447700900123"]);
    assert!(one.contains(&other[0]) && one.len() == 2);
}

#[test]
fn another_person_on_the_same_number_is_not_alike() {
    let one = likeness(&read(&for_me()).unwrap());
    let mut twin = for_me();
    twin.name = "Sample Twin".into();
    assert!(likeness(&read(&twin).unwrap()).iter().all(|key| !one.contains(key)));
    let mut older = for_me();
    older.birth.year = "1960".into();
    assert!(likeness(&read(&older).unwrap()).iter().all(|key| !one.contains(key)));
}

#[test]
fn person_referred_by_a_helper_and_by_themselves_is_alike() {
    let by_helper = likeness(&read(&for_someone()).unwrap());
    assert_eq!(by_helper.len(), 4);
    assert!(likeness(&read(&for_me()).unwrap()).iter().all(|key| by_helper.contains(key)));
}

#[test]
fn danger_is_heard_in_every_free_text() {
    assert_eq!(read(&for_someone()).unwrap().danger(), None);
    let note = Answers { access_note: "he hits me".into(), ..for_me() };
    assert_eq!(read(&note).unwrap().danger(), Some(Danger::Abuse));
    let both = Answers { words: "I want to die".into(), ..note };
    assert_eq!(read(&both).unwrap().danger(), Some(Danger::Suicide));
    let reason = Answers { agreed: Some(false), not_asked_reason: "She has taken an overdose".into(), ..for_someone() };
    assert_eq!(read(&reason).unwrap().danger(), Some(Danger::Emergency));
}

#[test]
fn kept_answers_are_the_same_referral() {
    for answers in
        [for_me(), for_someone(), Answers { surgery: known("A81001", "S"), postcode: "EH1 1".into(), ..for_me() }]
    {
        let referral = read(&answers).unwrap();
        assert_eq!(read(&referral.to_answers()).unwrap(), referral);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(texts in vec("(\\PC|[\\x00-\\x20]){0,12}", 9), is_helper in any::<bool>()) {
        let start = if is_helper { for_someone() } else { for_me() };
        let [words, postcode, name, phone, email, helper_phone, helper_email, language, access_note] =
            <[String; 9]>::try_from(texts).unwrap();
        let answers = Answers {
            words, postcode, name, phone, email, helper_phone, helper_email, language, access_note, ..start
        };
        let journey = Journey::new(&answers, Some(today()), CoverKnown::Unknown);
        let problems: Vec<FieldProblem> = journey.steps().into_iter().flat_map(|step| journey.problems(step)).collect();
        match parse(&answers, today()) {
            Ok(referral) => {
                prop_assert!(problems.is_empty());
                prop_assert_eq!(parse(&referral.to_answers(), today()), Ok(referral));
            }
            Err(found) => prop_assert_eq!(found, problems),
        }
    }
}
