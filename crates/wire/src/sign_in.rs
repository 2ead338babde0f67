//! Signing in and out, and who somebody is by their cookie. No token and no code ever stands in an answer.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{AccountId, CeremonyId, CodeId, ContactId, GrantId, PersonId, Scope, SignInId, StaffId, TeamId};

/// What sort of address a code can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    Email,
    Mobile,
}

/// Asks for a six-digit code. The answer is the same whether or not anybody is known by that address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskCode {
    /// An e-mail address or a UK mobile number, as typed.
    pub to: String,
}

/// That a code is on its way, if it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeAsked {
    pub id: CodeId,
    pub kind: ContactKind,
    #[serde(with = "crate::dates::instant")]
    pub expires_at: DateTime<Utc>,
}

/// Spends a code in the browser that asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpendCode {
    /// Six digits; spaces are fine.
    pub code: String,
}

/// Spends the link of an e-mail, in whichever browser it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpendLink {
    pub token: String,
}

/// Signs in by the words on paper. Each set works once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpendRecovery {
    /// As typed: case, order of spaces and full stops do not matter; four letters of a word are enough.
    pub words: String,
}

/// What the browser's passkey functions need. `options` is JSON for `PublicKeyCredential.parse…OptionsFromJSON`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyChallenge {
    pub ceremony: CeremonyId,
    pub options: String,
}

/// What the browser's passkey functions gave. `credential` is the JSON of `PublicKeyCredential.toJSON()`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinishPasskey {
    pub ceremony: CeremonyId,
    pub credential: String,
    /// What the person calls this passkey; only when adding one.
    #[serde(default)]
    pub label: String,
}

/// The answer to "Is this phone just yours?"
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChooseLife {
    pub life: Life,
}

/// How long a sign-in lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// Shared or not sure: 15 minutes idle, 4 hours, nothing kept on the device.
    Shared,
    /// Somebody's own device: 30 days.
    Mine,
    /// A member of staff: 15 minutes idle, 12 hours.
    Staff,
}

/// Who somebody is by their cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhoAmI {
    /// Nobody has signed in here, or it has ended.
    Nobody,
    Somebody(Somebody),
    Staff(StaffMe),
}

/// A person, a helper, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Somebody {
    pub account: AccountId,
    pub life: Life,
    /// Signed in (again) within the last ten minutes: what asks for that may be done now.
    pub is_fresh: bool,
    /// Whether "Is this phone just yours?" has been answered for this sign-in.
    pub has_chosen_life: bool,
    /// Their own record, where there is one. Somebody who only helps has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<OwnPerson>,
    /// Whom they help now.
    pub helping: Vec<HelpingWhom>,
    /// Proved ways to sign in.
    pub contacts: Vec<ContactView>,
    pub passkeys: u32,
    pub has_recovery_words: bool,
}

/// The little of one's own record that every screen needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPerson {
    pub id: PersonId,
    /// What they like to be called.
    pub call_name: String,
    /// Nothing was ever said about safe contact, or something that was said is older than 90 days.
    pub is_safe_contact_due: bool,
    /// Helpers who asked for them and wait for a yes or no.
    pub waiting_helpers: u32,
}

/// Somebody whom one helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HelpingWhom {
    pub grant: GrantId,
    pub person: PersonId,
    /// What the person likes to be called.
    pub name: String,
    pub scopes: Vec<Scope>,
    #[serde(with = "crate::dates::date")]
    pub ends_on: NaiveDate,
}

/// A proved address, shown so that its owner knows it and somebody looking over their shoulder does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactView {
    pub id: ContactId,
    pub kind: ContactKind,
    /// Such as `m•••@example.org` or `•••• 123`.
    pub shown: String,
}

/// A signed-in member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMe {
    pub id: StaffId,
    pub name: String,
    pub role: StaffRole,
    /// Absent for an administrator without a team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    pub team_name: String,
    pub passkeys: u32,
    pub is_fresh: bool,
    pub is_away: bool,
}

/// What a member of staff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    LinkWorker,
    TeamLead,
    Administrator,
}

/// A sign-in on some device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInView {
    pub id: SignInId,
    /// What kind of device, from what the browser said: `Chrome on Android`. Empty when it said nothing we know.
    pub device: String,
    pub life: Life,
    #[serde(with = "crate::dates::instant")]
    pub since: DateTime<Utc>,
    #[serde(with = "crate::dates::instant")]
    pub last_seen: DateTime<Utc>,
    /// The one that asks.
    pub is_this: bool,
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyView {
    /// Names it in an address; made by us, not the authenticator's own id.
    pub id: crate::PasskeyId,
    pub label: String,
    #[serde(with = "crate::dates::instant")]
    pub since: DateTime<Utc>,
    /// Kept by the maker of the phone and so survives its loss.
    pub is_synced: bool,
}

/// Words to write down or print, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryWords {
    pub words: Vec<String>,
}
