//! The addresses of what is new for somebody, and of saying that something was not right. The app `inbox` answers them.

/// What is new, and how somebody hears of it. Notices lead here.
pub const INBOX: &str = "/me/inbox";
/// Saying that something went wrong.
pub const COMPLAINTS: &str = "/me/complaints";

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InboxRoute {
    Inbox,
    Complaints,
    /// Nowhere.
    Unknown,
}

impl InboxRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            INBOX => Self::Inbox,
            COMPLAINTS => Self::Complaints,
            _ => Self::Unknown,
        }
    }
}
