//! From answers as typed to a strict referral, and back to answers worth keeping.

use chrono::NaiveDate;
use wire::{Answers, Birth, FieldProblem, ForWhom, SurgeryChoice};

use super::{AboutGroup, Helper, Permission, Referral, Sender, read};
use crate::journey::{CoverKnown, Journey};
use crate::postcode::Postcode;

/// Reads the answers of a finished journey. `today` is the day in Europe/London.
///
/// Only what the way for these answers asks is read: what is left over from another way (a helper's name, when it is
/// for oneself after all) is neither checked nor kept. Whether a team covers it is for the caller to find out.
///
/// # Errors
/// Every problem of every step of the way, consent included, in the order of asking; for somebody under sixteen `birth`
/// is `not_offered`, and [`Journey::stop`] says so.
pub fn parse(answers: &Answers, today: NaiveDate) -> Result<Referral, Vec<FieldProblem>> {
    let journey = Journey::new(answers, Some(today), CoverKnown::Unknown);
    let problems: Vec<FieldProblem> = journey.steps().into_iter().flat_map(|step| journey.problems(step)).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let sender = match read::for_whom(answers)? {
        ForWhom::Me => Sender::Person,
        ForWhom::Someone => Sender::Helper(Box::new(Helper {
            about: read::helper(answers)?,
            permission: read::permission(answers)?,
            contact_first: read::contact_first(answers)?,
        })),
    };
    Ok(Referral {
        sender,
        words: read::words(answers)?,
        needs: read::needs(answers)?,
        about_group: answers
            .about_group
            .map(|id| AboutGroup { id, name: read::listed_name(&answers.about_group_name) }),
        home: read::home(answers)?,
        name: read::name(answers)?,
        birth: read::birth(answers, Some(today))?,
        ways: read::ways(answers)?,
        talk: read::talk(answers)?,
        consent_version: read::consent(answers)?,
    })
}

impl Referral {
    /// The answers as they should be kept: clean, in one form, and without what the way did not ask. Parsing them on
    /// the same day gives the same referral.
    pub fn to_answers(&self) -> Answers {
        let mut answers = Answers {
            for_whom: Some(ForWhom::Me),
            words: self.words.clone(),
            needs: self.needs.clone(),
            about_group: self.about_group.as_ref().map(|group| group.id),
            about_group_name: self.about_group.as_ref().map(|group| group.name.clone()).unwrap_or_default(),
            postcode: self.home.postcode.as_ref().map(Postcode::as_str).unwrap_or_default().to_owned(),
            surgery: Some(self.home.surgery.as_ref().map_or(SurgeryChoice::NotSure, |surgery| SurgeryChoice::Known {
                code: surgery.code.clone(),
                name: surgery.name.clone(),
            })),
            name: self.name.clone(),
            birth: self.birth_as_typed(),
            language: self.talk.language.clone(),
            access: self.talk.access.clone(),
            access_note: self.talk.note.clone(),
            consent_version: self.consent_version.clone(),
            ..Answers::default()
        };
        if let Some(way) = &self.ways.phone {
            answers.phone.clone_from(&way.number);
            answers.call_safe = Some(way.call_safe);
            answers.text_safe = Some(way.text_safe);
        }
        if let Some(way) = &self.ways.email {
            answers.email.clone_from(&way.address);
            answers.email_safe = Some(way.email_safe);
        }
        if let Some(helper) = self.helper() {
            helper.fill(&mut answers);
        }
        answers
    }

    fn birth_as_typed(&self) -> Birth {
        let part = |format| self.birth.format(format).to_string();
        Birth { day: part("%-d"), month: part("%-m"), year: part("%Y") }
    }
}

impl Helper {
    fn fill(&self, answers: &mut Answers) {
        answers.for_whom = Some(ForWhom::Someone);
        answers.helper_name.clone_from(&self.about.name);
        answers.helper_relation.clone_from(&self.about.relation);
        if let Some(way) = &self.about.ways.phone {
            answers.helper_phone.clone_from(&way.number);
            answers.helper_call_safe = Some(way.call_safe);
            answers.helper_text_safe = Some(way.text_safe);
        }
        if let Some(way) = &self.about.ways.email {
            answers.helper_email.clone_from(&way.address);
            answers.helper_email_safe = Some(way.email_safe);
        }
        answers.agreed = Some(self.permission == Permission::Agreed);
        if let Permission::NotAsked { reason } = &self.permission {
            answers.not_asked_reason.clone_from(reason);
        }
        answers.contact_first = Some(self.contact_first);
    }
}
