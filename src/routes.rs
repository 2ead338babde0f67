//! Every address. A leaf: links are made here and nowhere else, so that none can dangle. Those of the public app are in
//! this file, those of the others beside it.

pub mod desk;
pub mod inbox;
pub mod me;
pub mod messages;
pub mod plan;
pub mod progress;
pub mod refer;
pub mod team;

/// The start page.
pub const START: &str = "/";
/// What is on near somebody; the filters are in the query.
pub const GROUPS: &str = "/groups";
/// Where the data comes from and what happens to what people write.
pub const ABOUT: &str = "/about";
/// The static page that needs no app.
pub const HELP_NOW: &str = "/help-now.html";
/// Where "Leave this page" goes: a page that says nothing about its visitor.
pub const AWAY: &str = "https://www.bbc.co.uk/weather";

/// The apps. Each has a page of its own, so that nobody downloads another's screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    /// Looking around, for everybody.
    Public,
    /// Asking for a link worker, and how far that is, for everybody.
    Refer,
    /// Signing in and a person's own pages.
    Me,
    /// Where link workers work: what waits, and the people.
    Desk,
    /// The rest of the desk: the team itself.
    Team,
    /// What people and link workers write to each other, for both sides.
    Messages,
    /// What is new for somebody, and what is kept of them: here, and on their phone.
    Inbox,
    /// What matters to somebody, for themselves, whoever helps them, and their team.
    Plan,
    /// A group on their plan.
    Outings,
    /// What is coming: their week, getting ready for it, and coming back.
    Week,
    /// Where they went, and what else they may go to.
    Visits,
    /// How they are doing, and all of it on paper.
    How,
    /// The desk's own pages about how people get on.
    Progress,
}

impl App {
    /// The app that has the page of an address.
    pub fn of(address: &str) -> Self {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let mut parts = path.split('/').skip(1);
        match (parts.next(), parts.next()) {
            (Some("refer" | "referral"), _) => Self::Refer,
            (Some("me" | "desk"), Some("messages")) => Self::Messages,
            (Some("me"), Some(part)) if inbox::is_part(part) => Self::Inbox,
            (Some("me" | "desk"), Some("plan")) => plan::PlanRoute::app(path),
            (Some("me" | "sign-in"), _) => Self::Me,
            (Some("desk"), Some(part)) if team::is_part(part) => Self::Team,
            (Some("desk"), Some(part)) if progress::is_part(part) => Self::Progress,
            (Some("desk"), _) => Self::Desk,
            _ => Self::Public,
        }
    }
}

/// Where an address of the public app leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Start,
    Groups,
    /// One group, by its id.
    Group(String),
    About,
    /// A page of another app, which could not be fetched: the service worker then answers with this one.
    Elsewhere,
    /// Nowhere.
    Unknown,
}

impl Route {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
        match path {
            START => Self::Start,
            GROUPS => Self::Groups,
            ABOUT => Self::About,
            _ if App::of(path) != App::Public => Self::Elsewhere,
            _ => match path.strip_prefix("/groups/") {
                Some(id) if !id.contains('/') => Self::Group(id.to_owned()),
                _ => Self::Unknown,
            },
        }
    }
}

/// The results for a query made of address pairs.
pub fn groups(pairs: &[(&'static str, String)]) -> String {
    with_query(GROUPS, pairs)
}

/// One group. `near` keeps the distances.
pub fn group(id: &str, near: &str) -> String {
    let path = format!("/groups/{id}");
    if near.is_empty() { path } else { with_query(&path, &[("near", near.to_owned())]) }
}

/// The dates of a group as a calendar file.
pub fn calendar(id: &str) -> String {
    format!("/api/groups/{id}/calendar.ics")
}

fn with_query(path: &str, pairs: &[(&'static str, String)]) -> String {
    let mut out = path.to_owned();
    for (index, (key, value)) in pairs.iter().enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(key);
        out.push('=');
        encode(value, &mut out);
    }
    out
}

/// Percent-encodes a query value; spaces become `+` as in a plain form.
pub fn encode(value: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}
