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
