//! Every address of the desk that is about the team and not about the people it works with. The app `team` answers them.

/// The team itself.
pub const TEAM: &str = "/desk/team";
/// Who works here.
pub const STAFF: &str = "/desk/staff";
/// Who is away, and who looks after their people.
pub const COVER: &str = "/desk/cover";
/// What the team has put into the directory, and what was reported.
pub const LISTINGS: &str = "/desk/listings";
/// The lists that the directory is made of.
pub const FEEDS: &str = "/desk/feeds";
/// People who have lost every way to sign in.
pub const RECOVERIES: &str = "/desk/recoveries";
/// The link worker's own sign-in.
pub const ME: &str = "/desk/me";
/// Where somebody who was invited to the desk begins.
pub const INVITATION: &str = "/desk/invitation";

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamRoute {
    Team,
    Staff,
    Cover,
    Listings,
    Feeds,
    Recoveries,
    Me,
    Invitation,
    /// Nowhere.
    Unknown,
}

impl TeamRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            TEAM => Self::Team,
            STAFF => Self::Staff,
            COVER => Self::Cover,
            LISTINGS => Self::Listings,
            FEEDS => Self::Feeds,
            RECOVERIES => Self::Recoveries,
            ME => Self::Me,
            INVITATION => Self::Invitation,
            _ => Self::Unknown,
        }
    }
}

/// Whether a part of the desk, named as in its address, is about the team.
pub fn is_part(name: &str) -> bool {
    matches!(name, "team" | "staff" | "cover" | "listings" | "feeds" | "recoveries" | "me" | "invitation")
}
