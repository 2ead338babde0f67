//! Every address of the desk that is about how people get on, their plans apart: who has gone quiet, what a team may say of
//! a quarter, and what to expect at a group. The app `progress` answers them.

/// The people of a team, the quietest first.
pub const QUIET: &str = "/desk/quiet";
/// What a team may say of a quarter.
pub const REPORT: &str = "/desk/report";
const WELCOME: &str = "/desk/welcome/";

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgressRoute {
    Quiet,
    Report,
    /// What to expect at a group, by the group's id.
    Welcome(String),
    /// Nowhere.
    Unknown,
}

impl ProgressRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            QUIET => Self::Quiet,
            REPORT => Self::Report,
            path => match path.strip_prefix(WELCOME) {
                Some(group) if !group.contains('/') => Self::Welcome(group.to_owned()),
                _ => Self::Unknown,
            },
        }
    }
}

/// What to expect at a group.
pub fn welcome(group: &str) -> String {
    format!("{WELCOME}{group}")
}

/// Whether a part of the desk, named as in its address, is about how people get on.
pub fn is_part(name: &str) -> bool {
    matches!(name, "quiet" | "report" | "welcome")
}
