//! Somebody's plan: goals and steps, groups, visits, the week, and what is theirs alone beside it. What is written goes
//! through `state::plan_queue`, which keeps it until it has arrived.

use wire::{
    CalendarFeeds, ChangeRoutine, FeedMade, Goal, Group, GroupId, GroupOnPlan, HostTold, MakeFeed, PersonId,
    PlanGroupId, Routine, TeamId, TellHost, Visit, Week, Welcome, WriteWelcome,
};

use crate::backend::client::{delete, get, post, put};
use crate::backend::failure::Failure;

fn address(person: PersonId, rest: &str) -> String {
    format!("/api/people/{person}/plan/{rest}")
}

/// What matters to somebody, the first goal first.
pub async fn goals(person: PersonId) -> Result<Vec<Goal>, Failure> {
    get(&address(person, "goals")).await
}

/// The groups on a plan, in the order in which they were added.
pub async fn groups(person: PersonId) -> Result<Vec<GroupOnPlan>, Failure> {
    get(&address(person, "groups")).await
}

/// Where somebody went, the newest meeting first.
pub async fn visits(person: PersonId) -> Result<Vec<Visit>, Failure> {
    get(&address(person, "visits")).await
}

/// Seven days from a day, `YYYY-MM-DD`; from today without one.
pub async fn week(person: PersonId, from: Option<&str>) -> Result<Week, Failure> {
    let query = from.map(|from| format!("?from={from}")).unwrap_or_default();
    get(&address(person, &format!("week{query}"))).await
}

/// Somebody's list for getting ready.
pub async fn routine(person: PersonId) -> Result<Routine, Failure> {
    get(&address(person, "routine")).await
}

/// Changes it.
pub async fn change_routine(person: PersonId, change: &ChangeRoutine) -> Result<Routine, Failure> {
    put(&address(person, "routine"), change).await
}

/// Whether there is a private calendar address.
pub async fn calendar(person: PersonId) -> Result<CalendarFeeds, Failure> {
    get(&address(person, "calendar-feed")).await
}

/// Makes one, in the place of an earlier one.
pub async fn make_calendar(person: PersonId, make: MakeFeed) -> Result<FeedMade, Failure> {
    post(&address(person, "calendar-feed"), &make).await
}

/// Ends it.
pub async fn end_calendar(person: PersonId) -> Result<(), Failure> {
    delete(&address(person, "calendar-feed")).await
}

/// Sends a few words to whoever runs a group on the plan. Safe to repeat: the id decides.
pub async fn tell_host(person: PersonId, group: PlanGroupId, letter: &TellHost) -> Result<HostTold, Failure> {
    post(&address(person, &format!("groups/{group}/host-letters")), letter).await
}

/// A group of the directory, whole.
pub async fn group(id: GroupId) -> Result<Group, Failure> {
    get(&format!("/api/groups/{id}")).await
}

/// What to expect at a group.
pub async fn welcome(id: GroupId) -> Result<Welcome, Failure> {
    get(&format!("/api/groups/{id}/welcome")).await
}

/// Says what to expect at a group, for a team.
pub async fn write_welcome(team: TeamId, id: GroupId, welcome: &WriteWelcome) -> Result<Welcome, Failure> {
    put(&format!("/api/desk/teams/{team}/groups/{id}/welcome"), welcome).await
}
