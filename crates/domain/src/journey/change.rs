//! Answers that lean on another: whoever changes the one takes back what was said with it. It must not know which page
//! changes them.

use std::mem::take;

use wire::{Answers, ForWhom};

/// Says for whom it is. Turned from one to the other, it is about another person: what was said of the one before goes,
/// consent too. The wish, the needs, the group asked about, and who the helper is stay.
pub fn for_whom(answers: &mut Answers, whom: ForWhom) {
    let before = answers.for_whom.replace(whom);
    if before.is_none_or(|before| before == whom) {
        return;
    }
    let held = take(answers);
    *answers = Answers {
        for_whom: Some(whom),
        words: held.words,
        needs: held.needs,
        about_group: held.about_group,
        about_group_name: held.about_group_name,
        helper_name: held.helper_name,
        helper_relation: held.helper_relation,
        helper_phone: held.helper_phone,
        helper_email: held.helper_email,
        helper_call_safe: held.helper_call_safe,
        helper_text_safe: held.helper_text_safe,
        helper_email_safe: held.helper_email_safe,
        ..Answers::default()
    };
}

/// Changes the person's number. What is safe was said of the number before, not of this one.
pub fn phone(answers: &mut Answers, text: String) {
    if answers.phone != text {
        answers.phone = text;
        (answers.call_safe, answers.text_safe) = (None, None);
    }
}

/// Changes the person's e-mail address, in the same way.
pub fn email(answers: &mut Answers, text: String) {
    if answers.email != text {
        answers.email = text;
        answers.email_safe = None;
    }
}

/// Changes the helper's number, in the same way.
pub fn helper_phone(answers: &mut Answers, text: String) {
    if answers.helper_phone != text {
        answers.helper_phone = text;
        (answers.helper_call_safe, answers.helper_text_safe) = (None, None);
    }
}

/// Changes the helper's e-mail address, in the same way.
pub fn helper_email(answers: &mut Answers, text: String) {
    if answers.helper_email != text {
        answers.helper_email = text;
        answers.helper_email_safe = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referral::samples::{for_me, for_someone};

    #[test]
    fn another_person_begins_with_nothing_said_of_the_one_before() {
        let before = for_someone();
        let mut answers = before.clone();
        for_whom(&mut answers, ForWhom::Me);
        let expected = Answers {
            for_whom: Some(ForWhom::Me),
            words: before.words.clone(),
            needs: before.needs.clone(),
            helper_name: before.helper_name.clone(),
            helper_relation: before.helper_relation.clone(),
            helper_phone: before.helper_phone.clone(),
            helper_email: before.helper_email.clone(),
            helper_call_safe: before.helper_call_safe,
            helper_text_safe: before.helper_text_safe,
            helper_email_safe: before.helper_email_safe,
            ..Answers::default()
        };
        assert_eq!(answers, expected);
    }

    #[test]
    fn the_same_person_keeps_every_answer() {
        let mut answers = for_me();
        for_whom(&mut answers, ForWhom::Me);
        assert_eq!(answers, for_me());
        let mut first = Answers { words: "Company.".into(), name: "Sample Person".into(), ..Answers::default() };
        for_whom(&mut first, ForWhom::Someone);
        assert_eq!((first.name.as_str(), first.for_whom), ("Sample Person", Some(ForWhom::Someone)));
    }

    #[test]
    fn another_number_or_address_is_not_known_to_be_safe() {
        let mut answers = for_someone();
        phone(&mut answers, "07700 900124".into());
        assert_eq!((answers.call_safe, answers.text_safe), (None, None));
        assert_eq!(answers.email_safe, Some(false), "the other way was not touched");
        email(&mut answers, "other@example.org".into());
        assert_eq!(answers.email_safe, None);
        helper_phone(&mut answers, String::new());
        assert_eq!((answers.helper_call_safe, answers.helper_text_safe), (None, None));
        assert_eq!(answers.helper_email_safe, Some(true));
        helper_email(&mut answers, "other@example.org".into());
        assert_eq!(answers.helper_email_safe, None);
    }

    #[test]
    fn the_same_number_or_address_stays_as_safe_as_it_was() {
        let before = for_someone();
        let mut answers = before.clone();
        phone(&mut answers, before.phone.clone());
        email(&mut answers, before.email.clone());
        helper_phone(&mut answers, before.helper_phone.clone());
        helper_email(&mut answers, before.helper_email.clone());
        assert_eq!(answers, before);
    }
}
