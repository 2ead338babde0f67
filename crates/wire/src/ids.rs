//! Ids as newtypes, so that the id of one thing can never be taken for another's.
//! An id names; it is never a secret.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A group in the directory. Made by the server from the feed and the feed's own id, so it survives every refresh.
    GroupId
);
id!(
    /// A place where a group meets.
    PlaceId
);
id!(
    /// A referral. Made by the sender's phone (UUIDv7); it is the idempotency key, for ever.
    ReferralId
);
id!(
    /// A report that something in the directory is wrong. Made by the sender's phone (UUIDv7).
    ReportId
);
id!(
    /// A team of link workers.
    TeamId
);
id!(
    /// Somebody who can sign in: a person, a helper, or a member of staff. Made by the server.
    AccountId
);
id!(
    /// Somebody who is supported, with or without a sign-in of their own. Made by the server.
    PersonId
);
id!(
    /// A member of staff. Made by whoever invites them (UUIDv7).
    StaffId
);
id!(
    /// A sign-in on some device. It names it; the secret is in the cookie.
    SignInId
);
id!(
    /// A code that was asked for. Useless without the cookie of the browser that asked.
    CodeId
);
id!(
    /// A proved address of an account.
    ContactId
);
id!(
    /// A passkey being made or used.
    CeremonyId
);
id!(
    /// A passkey, as we name it.
    PasskeyId
);
id!(
    /// What one helper may see and do for one person.
    GrantId
);
id!(
    /// An invitation to help. Made by the person's phone (UUIDv7).
    HelperInvitationId
);
id!(
    /// A complaint. Made by the sender's phone (UUIDv7).
    ComplaintId
);
id!(
    /// Something done with a referral at the desk. Made there (UUIDv7).
    ActId
);
id!(
    /// A recovery through the team. Made at the desk (UUIDv7).
    RecoveryId
);
id!(
    /// A team's own day off. Made at the desk (UUIDv7).
    ClosureId
);
id!(
    /// A message. Made by the sender's phone (UUIDv7); it is the idempotency key, for ever.
    MessageId
);
id!(
    /// Something worth telling somebody. Made by the server.
    NoticeId
);
id!(
    /// A goal on somebody's plan. Made by the writer's phone (UUIDv7).
    GoalId
);
id!(
    /// A step towards a goal. Made by the writer's phone (UUIDv7).
    StepId
);
id!(
    /// A group on somebody's plan. Made by the writer's phone (UUIDv7).
    PlanGroupId
);
id!(
    /// A visit. Made by the phone that records it (UUIDv7).
    VisitId
);
id!(
    /// A change to a plan. Made by the phone that changes it (UUIDv7); it is the idempotency key, for ever.
    PlanActId
);
id!(
    /// A check-in. Made by the person's phone (UUIDv7); it is the idempotency key, for ever.
    CheckInId
);
