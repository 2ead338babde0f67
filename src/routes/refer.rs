//! The addresses of asking for a link worker, and of how far that is. The app `refer` answers them.

/// The first question: for whom. It is asked where somebody has not said that yet.
pub const FIRST: &str = "/refer/who";
/// After a referral was sent.
pub const SENT: &str = "/refer/sent";
/// How far this browser's referrals have come.
pub const REFERRAL: &str = "/referral";

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferRoute {
    /// A question, by its code.
    Question(String),
    Sent,
    Referral,
    /// Nowhere.
    Unknown,
}

impl ReferRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            // As somebody shortens it.
            "/refer" => Self::of(FIRST),
            SENT => Self::Sent,
            REFERRAL => Self::Referral,
            path => match path.strip_prefix("/refer/") {
                Some(step) if !step.contains('/') => Self::Question(step.to_owned()),
                _ => Self::Unknown,
            },
        }
    }
}

/// A question of the referral, by its code.
pub fn question(step: &str) -> String {
    format!("/refer/{step}")
}

/// A question of the referral, opened to put one answer right.
pub fn change(step: &str) -> String {
    format!("/refer/{step}?change=1")
}

/// The first question, with what is already known: for whom. It begins without a group to ask about.
pub fn for_whom(whom: &str) -> String {
    format!("{FIRST}?for={whom}")
}
