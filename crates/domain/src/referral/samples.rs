//! Finished answers for the tests of the journey and of the referral. Nobody in them exists: the telephone numbers are
//! those set aside for drama, the addresses those for examples.

use chrono::NaiveDate;
use wire::{Answers, Birth, ContactFirst, ForWhom, Need, SurgeryChoice};

use super::CONSENT_VERSION;

/// The day on which the tests are sent.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 10).unwrap_or_default()
}

/// Somebody asks for themselves; every question is answered.
pub(crate) fn for_me() -> Answers {
    Answers {
        for_whom: Some(ForWhom::Me),
        words: "I would like to get out more.".into(),
        needs: vec![Need::Loneliness, Need::GettingOut],
        postcode: "eh1 1ab".into(),
        surgery: Some(SurgeryChoice::NotSure),
        name: "Sample Person".into(),
        birth: Birth { day: "7".into(), month: "March".into(), year: "1961".into() },
        phone: "07700 900123".into(),
        call_safe: Some(true),
        text_safe: Some(false),
        email: "person@example.org".into(),
        email_safe: Some(false),
        language: "Polish".into(),
        access_note: "I speak slowly.".into(),
        consent_version: CONSENT_VERSION.into(),
        ..Answers::default()
    }
}

/// Somebody asks for a person they help, who has agreed and is to be spoken to first.
pub(crate) fn for_someone() -> Answers {
    Answers {
        for_whom: Some(ForWhom::Someone),
        helper_name: "Sample Helper".into(),
        helper_relation: "daughter".into(),
        helper_phone: "01632 960001".into(),
        helper_call_safe: Some(true),
        helper_text_safe: Some(false),
        helper_email: "helper@example.org".into(),
        helper_email_safe: Some(true),
        agreed: Some(true),
        contact_first: Some(ContactFirst::Person),
        ..for_me()
    }
}
