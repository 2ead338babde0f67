//! The addresses of what is new for somebody, of saying that something was not right, and of what is kept of them: a copy,
//! who looked, and what their phone keeps. The app `inbox` answers them.

/// What is new, and how somebody hears of it. Notices lead here.
pub const INBOX: &str = "/me/inbox";
/// Saying that something went wrong.
pub const COMPLAINTS: &str = "/me/complaints";
/// Who looked at what.
pub const WHO_LOOKED: &str = "/me/who-looked";
/// A copy of everything.
pub const EXPORT: &str = "/me/export";
/// Taking everything away.
pub const ERASE: &str = "/me/erase";
/// What the phone keeps.
pub const PHONE: &str = "/me/phone";

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InboxRoute {
    Inbox,
    Complaints,
    WhoLooked,
    Export,
    Erase,
    Phone,
    /// Nowhere.
    Unknown,
}

impl InboxRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            INBOX => Self::Inbox,
            COMPLAINTS => Self::Complaints,
            WHO_LOOKED => Self::WhoLooked,
            EXPORT => Self::Export,
            ERASE => Self::Erase,
            PHONE => Self::Phone,
            _ => Self::Unknown,
        }
    }
}

/// Whether this app has the pages of that part of a person's own.
pub fn is_part(part: &str) -> bool {
    matches!(part, "inbox" | "complaints" | "erase" | "export" | "phone" | "who-looked")
}
