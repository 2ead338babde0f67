//! What a hint can be about. It must not know how hints come.

/// What a hint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Referral,
    Helpers,
    /// What somebody may see, and where they are signed in.
    Access,
    Details,
    Desk,
    Messages,
    /// The inbox.
    Notices,
    Plan,
}

impl About {
    pub(super) const ALL: [Self; 8] = [
        Self::Referral,
        Self::Helpers,
        Self::Access,
        Self::Details,
        Self::Desk,
        Self::Messages,
        Self::Notices,
        Self::Plan,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Helpers => "helpers",
            Self::Access => "access",
            Self::Details => "details",
            Self::Desk => "desk",
            Self::Messages => "messages",
            Self::Notices => "notices",
            Self::Plan => "plan",
        }
    }
}
