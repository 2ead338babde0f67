//! Every address of somebody's plan: their own, that of whom they help, and, at the desk, that of a team's person. Five apps
//! answer them: `plan`, `outings`, `week`, `visits` and `how`.

use crate::routes::App;

/// Somebody's own plan.
pub const PLAN: &str = "/me/plan";
/// Below it, with their ids, those of a team's people.
const DESK: &str = "/desk/plan/";
/// Their own week.
pub const WEEK: &str = "/me/plan/week";
/// Where they went.
pub const VISITS: &str = "/me/plan/visits";
/// How they are doing.
pub const HOW: &str = "/me/plan/how";

/// A page of a plan, whoever's it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanPage {
    /// Goals and groups.
    Overview,
    /// A goal that is being written.
    NewGoal,
    /// A goal, by its id.
    Goal(String),
    /// A group that is being put on the plan; which one is in the query.
    AddGroup,
    /// A group on the plan, by the id under which it is there.
    Group(String),
    /// The whole plan on one page, to print.
    Print,
    Week,
    Visits,
    How,
    Ready,
    Calendar,
    /// Coming back to a team when the work has ended, by the referral's id.
    ComeBack(String),
}

impl PlanPage {
    /// The page of what follows the plan's own address; nothing where there is none.
    pub fn of(rest: &str) -> Option<Self> {
        let mut parts = rest.trim_matches('/').split('/');
        let page = match (parts.next().unwrap_or_default(), parts.next()) {
            ("", None) => Self::Overview,
            ("new", None) => Self::NewGoal,
            ("add", None) => Self::AddGroup,
            ("print", None) => Self::Print,
            ("week", None) => Self::Week,
            ("visits", None) => Self::Visits,
            ("how", None) => Self::How,
            ("ready", None) => Self::Ready,
            ("calendar", None) => Self::Calendar,
            ("goals", Some(id)) => Self::Goal(id.to_owned()),
            ("groups", Some(id)) => Self::Group(id.to_owned()),
            ("back", Some(id)) => Self::ComeBack(id.to_owned()),
            _ => return None,
        };
        parts.next().is_none().then_some(page)
    }

    /// The app that has it.
    fn app(&self) -> App {
        match self {
            Self::Overview | Self::NewGoal | Self::Goal(_) => App::Plan,
            Self::Group(_) => App::Outings,
            Self::Week | Self::Ready | Self::Calendar | Self::ComeBack(_) => App::Week,
            Self::How | Self::Print => App::How,
            Self::AddGroup | Self::Visits => App::Visits,
        }
    }

    /// What stands at the end of its address, with a slash before it; empty for the first page.
    pub fn end(&self) -> String {
        match self {
            Self::Overview => String::new(),
            Self::NewGoal => "/new".to_owned(),
            Self::Goal(id) => format!("/goals/{id}"),
            Self::AddGroup => "/add".to_owned(),
            Self::Group(id) => format!("/groups/{id}"),
            Self::Print => "/print".to_owned(),
            Self::Week => "/week".to_owned(),
            Self::Visits => "/visits".to_owned(),
            Self::How => "/how".to_owned(),
            Self::Ready => "/ready".to_owned(),
            Self::Calendar => "/calendar".to_owned(),
            Self::ComeBack(id) => format!("/back/{id}"),
        }
    }
}

/// Where an address of a plan leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanRoute {
    Own(PlanPage),
    /// Of somebody whom this person helps, by their id.
    Of(String, PlanPage),
    /// Of somebody whom this team works with, by their id.
    Desk(String, PlanPage),
    /// Nowhere.
    Unknown,
}

impl PlanRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        let theirs = |theirs: &str| {
            let (id, rest) = theirs.split_once('/').unwrap_or((theirs, ""));
            PlanPage::of(rest).map(|page| (id.to_owned(), page))
        };
        let route = if let Some(rest) = path.strip_prefix(DESK) {
            theirs(rest).map(|(id, page)| Self::Desk(id, page))
        } else {
            path.strip_prefix(PLAN).and_then(|rest| match rest.strip_prefix("/of/") {
                Some(rest) => theirs(rest).map(|(id, page)| Self::Of(id, page)),
                None => PlanPage::of(rest).map(Self::Own),
            })
        };
        route.unwrap_or(Self::Unknown)
    }

    /// Which app has the page of an address that begins as a plan's does. The same as in the server's
    /// `http/pages/routes.rs` and in `sw.js`.
    pub fn app(path: &str) -> App {
        match Self::of(path.trim_end_matches('/')) {
            Self::Own(page) | Self::Of(_, page) | Self::Desk(_, page) => page.app(),
            Self::Unknown => App::Plan,
        }
    }
}

/// Where a person's plan begins at the desk.
pub fn at_desk(person: &str) -> String {
    format!("{DESK}{person}")
}

/// Where the plan of somebody whom this person helps begins.
pub fn of_person(id: &str) -> String {
    format!("{PLAN}/of/{id}")
}

/// Says whether one went to a group of the directory.
pub fn record_visit(group: &str) -> String {
    format!("{VISITS}?group={group}")
}

/// Puts a group of the directory on one's own plan.
pub fn add_group(group: &str) -> String {
    format!("{PLAN}/add?group={group}")
}

/// Suggests a group of the directory to somebody whom this person helps.
pub fn suggest_group(person: &str, group: &str) -> String {
    format!("{}/add?group={group}", of_person(person))
}

/// Comes back to the team of a referral that has ended.
pub fn come_back(referral: &str) -> String {
    format!("{PLAN}/back/{referral}")
}

#[cfg(test)]
mod tests {
    use super::{PlanPage, PlanRoute, come_back};

    #[test]
    fn every_page_is_found_where_it_says_it_is() {
        let id = "0199".to_owned();
        for page in [
            PlanPage::Overview,
            PlanPage::NewGoal,
            PlanPage::Goal(id.clone()),
            PlanPage::AddGroup,
            PlanPage::Group(id.clone()),
            PlanPage::Print,
            PlanPage::Week,
            PlanPage::Visits,
            PlanPage::How,
            PlanPage::Ready,
            PlanPage::Calendar,
            PlanPage::ComeBack(id.clone()),
        ] {
            let end = page.end();
            assert_eq!(PlanRoute::of(&format!("/me/plan{end}")), PlanRoute::Own(page.clone()));
            assert_eq!(PlanRoute::of(&format!("/me/plan/of/7{end}")), PlanRoute::Of("7".to_owned(), page.clone()));
            assert_eq!(PlanRoute::of(&format!("/desk/plan/7{end}")), PlanRoute::Desk("7".to_owned(), page));
        }
        assert_eq!(PlanRoute::of(&come_back(&id)), PlanRoute::Own(PlanPage::ComeBack(id)));
        for path in ["/me/plan/x", "/me/plan/goals", "/me/plan/goals/1/2", "/me/plan/week/x"] {
            assert_eq!(PlanRoute::of(path), PlanRoute::Unknown, "{path}");
        }
    }
}
