//! Every address of the desk, where link workers work: signing in, what waits, and the people. The app `desk` answers them.

/// Signing in, for staff.
pub const SIGN_IN: &str = "/desk/sign-in";
/// What waits for somebody.
pub const WAITING: &str = "/desk";
/// The people the team works with.
pub const PEOPLE: &str = "/desk/people";

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskRoute {
    SignIn,
    Waiting,
    /// One referral, by its id.
    Referral(String),
    People,
    /// One person, by their id.
    Person(String),
    /// Nowhere.
    Unknown,
}

impl DeskRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            SIGN_IN => Self::SignIn,
            WAITING => Self::Waiting,
            PEOPLE => Self::People,
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
