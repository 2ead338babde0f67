//! Helpers: what a person lets somebody else see and do, until when.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{GrantId, HelperInvitationId, ReferralId};

/// One thing that a helper may do. What is not listed here can never be given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// See what happens next and the plan.
    SeePlan,
    /// Read what the person and the team write to each other, what was written before too.
    SeeMessages,
    /// Write to the team and put details right, under the helper's own name.
    WriteAsHelper,
    /// Book visits and say how they went.
    BookVisits,
}

impl Scope {
    /// Every scope, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::SeePlan, Self::SeeMessages, Self::WriteAsHelper, Self::BookVisits];
}

/// A helper, as the person (and the team) sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HelperView {
    pub id: GrantId,
    pub name: String,
    /// Who they are to the person: daughter, neighbour…
    pub relation: String,
    pub scopes: Vec<Scope>,
    #[serde(with = "crate::dates::date")]
    pub ends_on: NaiveDate,
    /// Has signed in and can see what they may.
    pub is_here: bool,
    /// Set where a link worker wrote down the person's yes; the link worker's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
}

/// A helper who asked for the person and waits for a yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingHelper {
    pub referral: ReferralId,
    pub name: String,
    pub relation: String,
    #[serde(with = "crate::dates::instant")]
    pub asked_at: DateTime<Utc>,
}

/// Everybody who helps, may soon, or would like to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Helpers {
    pub helpers: Vec<HelperView>,
    pub waiting: Vec<WaitingHelper>,
    pub invitations: Vec<HelperInvitationView>,
}

/// An invitation that has not been taken up yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HelperInvitationView {
    pub id: HelperInvitationId,
    /// Whom the person means it for.
    pub name: String,
    pub scopes: Vec<Scope>,
    #[serde(with = "crate::dates::instant")]
    pub expires_at: DateTime<Utc>,
}

/// What is allowed, until when, and whether the person was alone when choosing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantTerms {
    pub scopes: Vec<Scope>,
    /// At most six months from today.
    #[serde(with = "crate::dates::date")]
    pub ends_on: NaiveDate,
    /// The answer to "Can anybody see your screen now?": `true` when they were alone.
    pub is_alone: Option<bool>,
}

/// Invites somebody. The code in the answer is said or shown to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InviteHelper {
    pub id: HelperInvitationId,
    pub name: String,
    pub relation: String,
    pub terms: GrantTerms,
}

/// An invitation just made; the code is never shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HelperInvitation {
    pub id: HelperInvitationId,
    /// Easy to say: `K7MQ-2DXP`.
    pub code: String,
    #[serde(with = "crate::dates::instant")]
    pub expires_at: DateTime<Utc>,
    /// The rows of a QR code of the address to open, `1` dark and `0` light, without a quiet zone.
    pub qr: Vec<String>,
}

/// Takes up an invitation, by the helper under their own sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeInvitation {
    pub code: String,
}

/// Says yes to the helper who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptHelper {
    pub referral: ReferralId,
    pub terms: GrantTerms,
}

/// Says no to the helper who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefuseHelper {
    pub referral: ReferralId,
}

/// A link worker writes down what a person without a device said to their face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordHelper {
    /// The helper who asked, where it was one; else an invitation code is made for them.
    pub referral: Option<ReferralId>,
    pub name: String,
    pub relation: String,
    pub terms: GrantTerms,
    /// How the person said so: where, and who was there.
    pub how: String,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordedHelper {
    /// The helper who asked may see it as soon as they sign in.
    Granted(GrantId),
    /// The code to hand to the helper.
    Invited(HelperInvitation),
}
