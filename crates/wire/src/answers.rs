//! The answers to the referral's questions, just as typed.
//!
//! The same value is the draft on the phone and the body that is sent: nothing typed is lost on the way, and the rules
//! in `domain::journey` and `domain::referral` read one shape. Empty text means not answered.

use serde::{Deserialize, Serialize};

use crate::{Access, GroupId, Need};

/// Everything asked on the way to a link worker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Answers {
    pub for_whom: Option<ForWhom>,
    /// "What would you like to be different?", in own words.
    pub words: String,
    pub needs: Vec<Need>,
    /// The group somebody asked about on its page.
    pub about_group: Option<GroupId>,
    /// Its name when they asked, so that it can be shown without a signal.
    pub about_group_name: String,
    pub postcode: String,
    pub surgery: Option<SurgeryChoice>,
    /// The person's name.
    pub name: String,
    pub birth: Birth,
    pub phone: String,
    /// Whether it is safe to call that number. Unset means no.
    pub call_safe: Option<bool>,
    /// Whether it is safe to send a text there. Unset means no.
    pub text_safe: Option<bool>,
    pub email: String,
    pub email_safe: Option<bool>,
    /// The language the person would rather speak; empty for English.
    pub language: String,
    pub access: Vec<Access>,
    /// Anything that would make talking or meeting easier, in own words.
    pub access_note: String,
    pub helper_name: String,
    /// Who the helper is to the person: daughter, neighbour…
    pub helper_relation: String,
    pub helper_phone: String,
    pub helper_email: String,
    /// Whether it is safe to call the helper's number. Unset means no.
    pub helper_call_safe: Option<bool>,
    pub helper_text_safe: Option<bool>,
    pub helper_email_safe: Option<bool>,
    /// Whether the person has agreed to being referred.
    pub agreed: Option<bool>,
    /// Why the person could not be asked.
    pub not_asked_reason: String,
    pub contact_first: Option<ContactFirst>,
    /// The version of the consent words that were agreed to; empty until then.
    pub consent_version: String,
}

/// Who the referral is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ForWhom {
    Me,
    /// Someone the sender helps.
    Someone,
}

/// A date of birth as typed into three fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Birth {
    pub day: String,
    pub month: String,
    pub year: String,
}

/// The doctor's surgery, or that the person is not sure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurgeryChoice {
    NotSure,
    Known { code: String, name: String },
}

/// Whom the team should speak to first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContactFirst {
    Person,
    Helper,
}
