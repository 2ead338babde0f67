//! What a referral tells of its person: the record that is made of it, and the addresses under which its people can find
//! it again once they have proved them.

use chrono::{DateTime, Utc};
use domain::referral::{self, Referral, Ways};
use domain::{contact_point, london};
use wire::{AccountId, Answers, Channel, ForWhom};

use crate::store::{NewPerson, StoredReferral};

/// The record of a referral's person, and every address in it with whether it is the helper's. `account` is the sender's,
/// when they are signed in.
pub fn person_of(referral: &Referral, account: Option<AccountId>) -> (NewPerson, Vec<(String, bool)>) {
    let ways = &referral.ways;
    let mut contacts = addresses(ways, false);
    if let Some(helper) = referral.helper() {
        contacts.extend(addresses(&helper.about.ways, true));
    }
    let answers = referral.to_answers();
    let person = NewPerson {
        account: account.filter(|_| answers.for_whom == Some(ForWhom::Me)),
        name: referral.name.clone(),
        likeness: referral::person_key(&referral.name, referral.birth),
        birth: referral.birth,
        language: answers.language,
        access: answers.access,
        access_note: answers.access_note,
        phone: answers.phone,
        email: answers.email,
        postcode: referral.home.postcode.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        surgery: referral.home.surgery.as_ref().map(|surgery| surgery.name.clone()).unwrap_or_default(),
        safe: vec![
            (Channel::Call, answers.call_safe),
            (Channel::Text, answers.text_safe),
            (Channel::Email, answers.email_safe),
        ],
    };
    (person, contacts)
}

/// The same for a referral that was kept before there were people.
pub fn person_of_stored(stored: &StoredReferral) -> Option<(NewPerson, Vec<(String, bool)>)> {
    parse(&stored.answers, stored.sent_at).map(|parsed| person_of(&parsed, None))
}

fn parse(answers: &Answers, sent_at: DateTime<Utc>) -> Option<Referral> {
    // The words of the consent may have changed since; they were right when they were agreed to.
    let current = Answers { consent_version: referral::CONSENT_VERSION.to_owned(), ..answers.clone() };
    referral::parse(&current, london::today(sent_at)).ok()
}

/// Addresses that a code can be sent to, in their one form.
fn addresses(ways: &Ways, is_helper: bool) -> Vec<(String, bool)> {
    let phone = ways.phone.as_ref().map(|way| way.number.as_str());
    let email = ways.email.as_ref().map(|way| way.address.as_str());
    [phone, email]
        .into_iter()
        .flatten()
        .filter_map(contact_point::parse)
        .map(|point| (point.value, is_helper))
        .collect()
}
