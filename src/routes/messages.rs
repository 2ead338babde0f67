//! Every address of the messages between a person and their team, of both sides. The app `messages` answers them.

/// Somebody's own messages.
pub const MINE: &str = "/me/messages";
/// The threads of a team's people, at the desk.
pub const DESK: &str = "/desk/messages";

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessagesRoute {
    Mine,
    /// The thread of somebody whom this person helps, by their id.
    For(String),
    Threads,
    /// One person's thread at the desk, by their id.
    Thread(String),
    /// Nowhere.
    Unknown,
}

impl MessagesRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            MINE => Self::Mine,
            DESK => Self::Threads,
            path => match (path.strip_prefix("/me/messages/"), path.strip_prefix("/desk/messages/")) {
                (Some(id), _) if !id.contains('/') => Self::For(id.to_owned()),
                (_, Some(id)) if !id.contains('/') => Self::Thread(id.to_owned()),
                _ => Self::Unknown,
            },
        }
    }
}

/// The thread of somebody whom this person helps.
pub fn for_person(id: &str) -> String {
    format!("{MINE}/{id}")
}

/// One person's thread at the desk.
pub fn desk_thread(id: &str) -> String {
    format!("{DESK}/{id}")
}
