//! The one envelope for every answer that is not a success.

use serde::{Deserialize, Serialize};

/// What went wrong, as codes; the phone turns them into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    pub code: ErrorCode,
    /// For the person reading a log or a terminal, in plain English. Never shown by the app.
    pub message: String,
    /// Which fields to put right, and how.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// When to come back, for `too_many_requests` and `unavailable`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u32>,
}

/// One field that has to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's path in the request, such as `answers.birth`.
    pub field: String,
    pub code: FieldCode,
}

/// The kinds of failure. `Unknown` keeps an old phone from failing on a new code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request cannot be read: not JSON, wrong shape, bad parameter.
    BadRequest,
    /// The request came from another site.
    Forbidden,
    /// There is nothing at this address or with this id.
    NotFound,
    MethodNotAllowed,
    /// The id was used before for something else.
    Conflict,
    TooLarge,
    UnsupportedMediaType,
    /// Readable, but some fields need putting right.
    Invalid,
    /// No team covers this surgery or postcode.
    NoTeam,
    /// The person is under 16.
    TooYoung,
    /// Nobody is signed in here, or the sign-in has ended.
    SignedOut,
    /// This asks for a sign-in within the last ten minutes.
    ConfirmFirst,
    /// The code is not right; the same code may be tried again.
    WrongCode,
    /// The code is too old, was used, or was tried too often: ask for another.
    CodeOver,
    /// So many codes were guessed that codes rest for everybody. Passkeys go on.
    CodesRest,
    /// The link, the words or the invitation are not right, were used, or are too old.
    NotValid,
    /// That address signs somebody else in.
    Taken,
    /// It has moved on since the page was shown.
    MovedOn,
    /// It cannot be done at this stage.
    NotNow,
    /// Somebody else has to do it: two members of staff are needed.
    NeedsAnother,
    /// The app is too old for this server: its page has to be loaded again. Nothing was done.
    Outdated,
    TooManyRequests,
    /// The disk is full or the database is away. Nothing was saved.
    Unavailable,
    /// A fault of ours.
    Internal,
    #[serde(other)]
    Unknown,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// Nothing was given where something is needed.
    Missing,
    TooLong,
    /// Not in a form that can be read (a date, an e-mail address, a telephone number, a postcode).
    Unreadable,
    /// A date that has not come yet.
    InFuture,
    /// A date too long ago to be a birthday.
    TooLongAgo,
    /// A way to reach somebody was given without saying whether it is safe.
    SafetyMissing,
    /// No way to reach the person is both given and safe.
    NoSafeWay,
    /// Consent is needed before sending.
    NotAgreed,
    /// The words that were agreed to are not the current ones.
    OldVersion,
    /// The value is not one of those offered.
    NotOffered,
    /// A day further away than is allowed.
    TooFar,
    /// A day that has passed.
    InPast,
    /// As many as may be are there already.
    TooMany,
    #[serde(other)]
    Unknown,
}
