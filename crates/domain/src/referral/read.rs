//! One reader for each question: the strict value, or what has to be put right. The journey asks a reader for its
//! problems, [`parse`](super::parse) for its value: there is no second set of rules.

use chrono::NaiveDate;
use wire::{Access, Answers, ContactFirst, FieldCode, FieldProblem, ForWhom, Need, SurgeryChoice};

use super::text::{one_line, paragraphs};
use super::{AboutHelper, CONSENT_VERSION, EmailWay, Home, KnownSurgery, Permission, PhoneWay, Talk, Ways};
use super::{contact, limits};
use crate::age;
use crate::postcode::{self, Postcode};

/// A strict value, or at least one problem.
pub(crate) type Read<T> = Result<T, Vec<FieldProblem>>;

pub(crate) fn for_whom(answers: &Answers) -> Read<ForWhom> {
    answers.for_whom.ok_or_else(|| problem("for_whom", FieldCode::Missing))
}

pub(crate) fn words(answers: &Answers) -> Read<String> {
    within("words", paragraphs(&answers.words), limits::WORDS)
}

/// Needs may be empty only when there are own words.
pub(crate) fn needs(answers: &Answers) -> Read<Vec<Need>> {
    let needs: Vec<Need> = Need::ALL.into_iter().filter(|need| answers.needs.contains(need)).collect();
    if needs.is_empty() && paragraphs(&answers.words).is_empty() {
        return Err(problem("needs", FieldCode::Missing));
    }
    Ok(needs)
}

pub(crate) fn helper(answers: &Answers) -> Read<AboutHelper> {
    let mut problems = Problems::default();
    let about = AboutHelper {
        name: problems.keep(given("helper_name", one_line(&answers.helper_name), limits::NAME)),
        relation: problems.keep(given("helper_relation", one_line(&answers.helper_relation), limits::RELATION)),
        ways: problems.keep(helper_ways(answers)),
    };
    problems.or(about)
}

/// A reason left over from before the person agreed is not looked at.
pub(crate) fn permission(answers: &Answers) -> Read<Permission> {
    match answers.agreed {
        None => Err(problem("agreed", FieldCode::Missing)),
        Some(true) => Ok(Permission::Agreed),
        Some(false) => given("not_asked_reason", paragraphs(&answers.not_asked_reason), limits::REASON)
            .map(|reason| Permission::NotAsked { reason }),
    }
}

pub(crate) fn home(answers: &Answers) -> Read<Home> {
    let mut problems = Problems::default();
    let surgery = surgery(answers);
    let is_known = matches!(surgery, Ok(Some(_)));
    let typed = one_line(&answers.postcode);
    let postcode = match postcode::parse(&typed) {
        Some(postcode @ Postcode::Full(_)) => Some(postcode),
        // The surgery decides the team: a postcode is welcome, and so is a part of one.
        Some(part) if is_known => Some(part),
        None if is_known && typed.is_empty() => None,
        _ => {
            let code = if typed.is_empty() { FieldCode::Missing } else { FieldCode::Unreadable };
            problems.add("postcode", code);
            None
        }
    };
    let surgery = problems.keep(surgery);
    problems.or(Home { postcode, surgery })
}

/// `Ok(None)` when the person is not sure which surgery.
fn surgery(answers: &Answers) -> Read<Option<KnownSurgery>> {
    match &answers.surgery {
        None => Err(problem("surgery", FieldCode::Missing)),
        Some(SurgeryChoice::NotSure) => Ok(None),
        Some(SurgeryChoice::Known { code, name }) => {
            let code = code.trim();
            let is_code = (1..=limits::SURGERY_CODE).contains(&code.len())
                && code.bytes().all(|letter| letter.is_ascii_alphanumeric());
            if !is_code {
                return Err(problem("surgery", FieldCode::NotOffered));
            }
            Ok(Some(KnownSurgery { code: code.to_ascii_uppercase(), name: listed_name(name) }))
        }
    }
}

pub(crate) fn name(answers: &Answers) -> Read<String> {
    given("name", one_line(&answers.name), limits::NAME)
}

/// Without a day that is surely today, any date is taken.
pub(crate) fn birth(answers: &Answers, today: Option<NaiveDate>) -> Read<NaiveDate> {
    let date = match today {
        Some(today) => age::birth_date(&answers.birth, today),
        None => age::typed_date(&answers.birth),
    };
    date.map_err(|code| problem("birth", code))
}

/// How to reach the person. One way has to be safe, unless the helper can be reached instead.
pub(crate) fn ways(answers: &Answers) -> Read<Ways> {
    let typed = TypedWays {
        phone: ("phone", &answers.phone),
        call_safe: ("call_safe", answers.call_safe),
        text_safe: ("text_safe", answers.text_safe),
        email: ("email", &answers.email),
        email_safe: ("email_safe", answers.email_safe),
    };
    typed.read(can_reach_helper(answers))
}

/// How to reach the helper. One way has to be safe.
fn helper_ways(answers: &Answers) -> Read<Ways> {
    let typed = TypedWays {
        phone: ("helper_phone", &answers.helper_phone),
        call_safe: ("helper_call_safe", answers.helper_call_safe),
        text_safe: ("helper_text_safe", answers.helper_text_safe),
        email: ("helper_email", &answers.helper_email),
        email_safe: ("helper_email_safe", answers.helper_email_safe),
    };
    typed.read(false)
}

/// The ways to reach somebody as typed, each answer with the name of its field.
struct TypedWays<'a> {
    phone: (&'static str, &'a str),
    call_safe: (&'static str, Option<bool>),
    text_safe: (&'static str, Option<bool>),
    email: (&'static str, &'a str),
    email_safe: (&'static str, Option<bool>),
}

impl TypedWays<'_> {
    /// Each way that is given needs its safety answered, and one has to be safe unless somebody else can be reached.
    fn read(&self, can_do_without: bool) -> Read<Ways> {
        let mut problems = Problems::default();
        let number = problems.keep(phone(self.phone.0, self.phone.1));
        if is_given(self.phone.1) {
            problems.want_safety(self.call_safe);
            problems.want_safety(self.text_safe);
        }
        let address = problems.keep(email(self.email.0, self.email.1));
        if is_given(self.email.1) {
            problems.want_safety(self.email_safe);
        }
        let is_safe = |answer: (&str, Option<bool>)| answer.1 == Some(true);
        let ways = Ways {
            phone: number.map(|number| PhoneWay {
                number,
                call_safe: is_safe(self.call_safe),
                text_safe: is_safe(self.text_safe),
            }),
            email: address.map(|address| EmailWay { address, email_safe: is_safe(self.email_safe) }),
        };
        // Only when all else is well: putting the rest right may bring a safe way.
        if problems.is_none() && !ways.has_safe() && !can_do_without {
            problems.add(self.phone.0, FieldCode::NoSafeWay);
        }
        problems.or(ways)
    }
}

pub(crate) fn talk(answers: &Answers) -> Read<Talk> {
    let mut problems = Problems::default();
    let talk = Talk {
        language: problems.keep(within("language", one_line(&answers.language), limits::LANGUAGE)),
        access: Access::ALL.into_iter().filter(|access| answers.access.contains(access)).collect(),
        note: problems.keep(within("access_note", paragraphs(&answers.access_note), limits::NOTE)),
    };
    problems.or(talk)
}

/// Only somebody with a safe way can be spoken to first.
pub(crate) fn contact_first(answers: &Answers) -> Read<ContactFirst> {
    let choice = answers.contact_first.ok_or_else(|| problem("contact_first", FieldCode::Missing))?;
    if contact_choices(answers).contains(&choice) {
        Ok(choice)
    } else {
        Err(problem("contact_first", FieldCode::NotOffered))
    }
}

/// Who can be spoken to first. Ways that have to be put right are that page's problem and do not rule the person out.
pub(crate) fn contact_choices(answers: &Answers) -> Vec<ContactFirst> {
    let person = ways(answers).map_or(true, |ways| ways.has_safe()).then_some(ContactFirst::Person);
    let helper = can_reach_helper(answers).then_some(ContactFirst::Helper);
    person.into_iter().chain(helper).collect()
}

pub(crate) fn consent(answers: &Answers) -> Read<String> {
    match answers.consent_version.trim() {
        "" => Err(problem("consent_version", FieldCode::NotAgreed)),
        CONSENT_VERSION => Ok(CONSENT_VERSION.to_owned()),
        _ => Err(problem("consent_version", FieldCode::OldVersion)),
    }
}

/// A name from a list, on one line and cut to its length.
pub(super) fn listed_name(text: &str) -> String {
    one_line(text).chars().take(limits::LISTED_NAME).collect::<String>().trim_end().to_owned()
}

fn can_reach_helper(answers: &Answers) -> bool {
    answers.for_whom == Some(ForWhom::Someone) && helper_ways(answers).is_ok()
}

fn is_given(text: &str) -> bool {
    !one_line(text).is_empty()
}

/// `Ok(None)` when nothing was given.
fn phone(field: &str, text: &str) -> Read<Option<String>> {
    contact_by(field, text, limits::PHONE, contact::phone)
}

fn email(field: &str, text: &str) -> Read<Option<String>> {
    contact_by(field, text, limits::EMAIL, contact::email)
}

fn contact_by(field: &str, text: &str, limit: usize, read: fn(&str) -> Option<String>) -> Read<Option<String>> {
    let typed = within(field, one_line(text), limit)?;
    if typed.is_empty() {
        return Ok(None);
    }
    read(text).map(Some).ok_or_else(|| problem(field, FieldCode::Unreadable))
}

/// A clean text that has to be there.
fn given(field: &str, text: String, limit: usize) -> Read<String> {
    if text.is_empty() { Err(problem(field, FieldCode::Missing)) } else { within(field, text, limit) }
}

/// A clean text of at most so many characters.
fn within(field: &str, text: String, limit: usize) -> Read<String> {
    if text.chars().count() > limit { Err(problem(field, FieldCode::TooLong)) } else { Ok(text) }
}

fn problem(field: &str, code: FieldCode) -> Vec<FieldProblem> {
    vec![FieldProblem { field: field.to_owned(), code }]
}

/// The problems of a page with several fields, in the order of the fields.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    /// The value, or an empty one that never leaves this module because its problem is kept.
    fn keep<T: Default>(&mut self, read: Read<T>) -> T {
        read.unwrap_or_else(|problems| {
            self.0.extend(problems);
            T::default()
        })
    }

    fn add(&mut self, field: &str, code: FieldCode) {
        self.0.extend(problem(field, code));
    }

    fn want_safety(&mut self, (field, is_safe): (&str, Option<bool>)) {
        if is_safe.is_none() {
            self.add(field, FieldCode::SafetyMissing);
        }
    }

    fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    fn or<T>(self, value: T) -> Read<T> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}
