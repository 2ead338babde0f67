//! A request to be seen by a team, strict: made only of answers that passed every rule of the journey.
//!
//! It must not know how a referral is kept, which team takes it, or the words of any problem.

pub mod contact;
pub mod limits;
mod parse;
pub(crate) mod read;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
mod text;

use chrono::NaiveDate;
use wire::{Access, ContactFirst, GroupId, Need};

use crate::danger::{Danger, sounds_dangerous};
use crate::postcode::Postcode;

pub use parse::parse;

/// The version of the consent words that a sender has to agree to. Whoever changes those words changes this.
pub const CONSENT_VERSION: &str = "2026-11-23";

/// What a team needs to begin. Texts are trimmed, without control characters, and within their [`limits`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    pub sender: Sender,
    /// "What would you like to be different?"; empty only when there are needs.
    pub words: String,
    /// Each once, in the order offered; empty only when there are words.
    pub needs: Vec<Need>,
    /// The group somebody asked about on its page.
    pub about_group: Option<AboutGroup>,
    pub home: Home,
    /// The person's name.
    pub name: String,
    pub birth: NaiveDate,
    /// How to reach the person. May hold no safe way when the helper is to be spoken to first.
    pub ways: Ways,
    pub talk: Talk,
    /// Always [`CONSENT_VERSION`] of the day it was parsed.
    pub consent_version: String,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender {
    /// The person themselves.
    Person,
    /// Someone who helps the person.
    Helper(Box<Helper>),
}

/// A helper who asks for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    pub about: AboutHelper,
    pub permission: Permission,
    /// Whom to speak to first: always somebody who can be reached safely.
    pub contact_first: ContactFirst,
}

/// Who the helper is. Names and relation are never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutHelper {
    pub name: String,
    /// Who the helper is to the person, in own words.
    pub relation: String,
    /// How to reach the helper: always at least one safe way.
    pub ways: Ways,
}

/// Whether the person has agreed to being referred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permission {
    Agreed,
    /// The person could not be asked, and why.
    NotAsked {
        reason: String,
    },
}

/// A group of the directory that the referral is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutGroup {
    pub id: GroupId,
    /// Its name when they asked; may be empty.
    pub name: String,
}

/// What decides the team. A full postcode, unless the surgery is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    pub postcode: Option<Postcode>,
    /// `None` when the person is not sure.
    pub surgery: Option<KnownSurgery>,
}

/// A doctor's surgery that was picked from the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSurgery {
    /// The national organisation code. Whether it exists is for the store to say.
    pub code: String,
    pub name: String,
}

/// How to reach somebody. What is not safe is kept, so that the team knows not to use it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ways {
    pub phone: Option<PhoneWay>,
    pub email: Option<EmailWay>,
}

/// A telephone number, and what is safe there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneWay {
    /// As [`contact::phone`] writes it.
    pub number: String,
    pub call_safe: bool,
    pub text_safe: bool,
}

/// An e-mail address, and whether it is safe to write there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailWay {
    /// As [`contact::email`] writes it.
    pub address: String,
    pub email_safe: bool,
}

/// What makes talking or meeting easier. All may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Talk {
    /// The language the person would rather speak; empty for English.
    pub language: String,
    /// Each once, in the order offered.
    pub access: Vec<Access>,
    pub note: String,
}

impl Ways {
    /// Whether at least one way is safe.
    pub fn has_safe(&self) -> bool {
        self.phone.as_ref().is_some_and(|way| way.call_safe || way.text_safe)
            || self.email.as_ref().is_some_and(|way| way.email_safe)
    }
}

impl Referral {
    /// The helper, when somebody else asks for the person.
    pub fn helper(&self) -> Option<&Helper> {
        match &self.sender {
            Sender::Person => None,
            Sender::Helper(helper) => Some(helper),
        }
    }

    /// What the free texts sound like, the most urgent first. It raises the priority for staff and does nothing else.
    pub fn danger(&self) -> Option<Danger> {
        let reason = self.helper().map_or("", |helper| match &helper.permission {
            Permission::Agreed => "",
            Permission::NotAsked { reason } => reason.as_str(),
        });
        [self.words.as_str(), self.talk.note.as_str(), reason].into_iter().filter_map(sounds_dangerous).min()
    }
}

/// What two records of one person share: the name without blanks and marks, and the day of birth.
pub fn person_key(name: &str, birth: NaiveDate) -> String {
    let name: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
    format!("{}|{}", name.to_lowercase(), birth.format("%Y-%m-%d"))
}

/// Keys that two referrals of the same person are likely to share: name, date of birth, and one way to reach the person
/// or the helper, all folded. None when nothing was given to be reached by (which [`parse`] does not let through).
pub fn likeness(referral: &Referral) -> Vec<String> {
    let person = person_key(&referral.name, referral.birth);
    let of_helper = referral.helper().map(|helper| &helper.about.ways);
    let mut keys: Vec<String> = [Some(&referral.ways), of_helper]
        .into_iter()
        .flatten()
        .flat_map(|ways| [ways.phone.as_ref().map(|way| &way.number), ways.email.as_ref().map(|way| &way.address)])
        .flatten()
        .map(|contact| format!("{person}|{}", contact.to_lowercase()))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
