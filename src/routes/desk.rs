//! Every address of the desk, where link workers work. The app `desk` answers them.

/// Signing in, for staff.
pub const SIGN_IN: &str = "/desk/sign-in";
/// Where somebody who was invited to the desk begins.
pub const INVITATION: &str = "/desk/invitation";
/// What waits for somebody.
pub const WAITING: &str = "/desk";
/// The people the team works with.
pub const PEOPLE: &str = "/desk/people";
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

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskRoute {
    SignIn,
    Invitation,
    Waiting,
    /// One referral, by its id.
    Referral(String),
    People,
    /// One person, by their id.
    Person(String),
    Team,
    Staff,
    Cover,
    Listings,
    Feeds,
    Recoveries,
    Me,
    /// Nowhere.
    Unknown,
}

impl DeskRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            SIGN_IN => Self::SignIn,
            INVITATION => Self::Invitation,
            WAITING => Self::Waiting,
            PEOPLE => Self::People,
            TEAM => Self::Team,
            STAFF => Self::Staff,
            COVER => Self::Cover,
            LISTINGS => Self::Listings,
            FEEDS => Self::Feeds,
            RECOVERIES => Self::Recoveries,
            ME => Self::Me,
            path => match (path.strip_prefix("/desk/referrals/"), path.strip_prefix("/desk/people/")) {
                (Some(id), _) if !id.contains('/') => Self::Referral(id.to_owned()),
                (_, Some(id)) if !id.contains('/') => Self::Person(id.to_owned()),
                _ => Self::Unknown,
            },
        }
    }
}

/// One referral.
pub fn referral(id: &str) -> String {
    format!("/desk/referrals/{id}")
}

/// One person.
pub fn person(id: &str) -> String {
    format!("{PEOPLE}/{id}")
}
