//! The team itself: what its lead sees and changes.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::hours::Hours;
use domain::london;
use domain::postcode::{self, Postcode};
use domain::referral::contact;
use wire::{ChangeTeam, CoveredSurgery, DeskTeam, FieldCode, FieldProblem, Holiday, StaffRole, TeamId, TeamListed};

use crate::http::authorize::Caller;
use crate::http::desk::members::{colleagues, team_of};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;
use crate::reading::lacks;
use crate::store::{Store, Team, TeamChange};

/// The longest promise, in working days.
const LONGEST_PROMISE: u16 = 60;
/// The longest name of a day off, in characters.
const TITLE: usize = 100;
/// How many of each may be listed.
const MOST: usize = 2_000;

/// List all teams
#[utoipa::path(
    get,
    path = "/api/desk/teams",
    tag = "desk",
    responses((status = 200, description = "By name", body = Vec<TeamListed>), OwnProblems)
)]
pub async fn list_teams(State(state): State<AppState>, _caller: Caller) -> Result<Json<Vec<TeamListed>>, Error> {
    let mut listed = Vec::new();
    for team in state.store.list_teams().await? {
        let staff = state.store.staff_of(team.id).await?.len();
        listed.push(TeamListed { id: team.id, name: team.name, staff: u32::try_from(staff).unwrap_or(u32::MAX) });
    }
    Ok(Json(listed))
}

/// See a team
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    responses((status = 200, description = "As it is now", body = DeskTeam), OwnProblems)
)]
pub async fn see_team(State(state): State<AppState>, caller: Caller) -> Result<Json<DeskTeam>, Error> {
    Ok(Json(desk_team(&state.store, team_of(&caller)?, state.clock.now()).await?))
}

/// Change a team
///
/// Fields that are absent stay as they are; lists replace. A surgery or district that another team covers can be taken
/// over by an administrator alone.
#[utoipa::path(
    put,
    path = "/api/desk/teams/{team}",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    request_body = ChangeTeam,
    responses((status = 200, description = "As it is now", body = DeskTeam), OwnWriteProblems)
)]
pub async fn change_team(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<ChangeTeam>,
) -> Result<Json<DeskTeam>, Error> {
    let (id, now) = (team_of(&caller)?, state.clock.now());
    let team = state.store.find_team(id).await?.ok_or(Error::NotFound)?;
    let is_administrator = caller.staff()?.role == StaffRole::Administrator;
    let change = check(&state.store, &team, sent, is_administrator).await?;
    state.store.change_team(id, change, is_administrator).await?;
    Ok(Json(desk_team(&state.store, id, now).await?))
}

async fn check(store: &Store, team: &Team, sent: ChangeTeam, may_take_over: bool) -> Result<TeamChange, Error> {
    let mut wrong = Vec::new();
    let mut say = |field: &str, code| wrong.push(FieldProblem { field: field.to_owned(), code });
    let mut change = TeamChange { promise_days: sent.promise_days, ..TeamChange::default() };
    if let Some(phone) = sent.phone.map(|text| text.trim().to_owned()) {
        if !phone.is_empty() && contact::phone(&phone).is_none() {
            say("phone", FieldCode::Unreadable);
        }
        change.phone = Some(Some(phone).filter(|phone| !phone.is_empty()));
    }
    if let Some(email) = sent.email.map(|text| text.trim().to_owned()) {
        if !email.is_empty() && contact::email(&email).is_none() {
            say("email", FieldCode::Unreadable);
        }
        change.email = Some(Some(email).filter(|email| !email.is_empty()));
    }
    let phone = change.phone.as_ref().unwrap_or(&team.phone);
    let email = change.email.as_ref().unwrap_or(&team.email);
    if phone.is_none() && email.is_none() {
        // People have to be able to reach the team.
        say("phone", FieldCode::Missing);
    }
    if let Some(hours) = sent.hours {
        match Hours::parse(&hours) {
            Ok(hours) => change.hours = Some(hours.to_string()),
            Err(_) => say("hours", FieldCode::Unreadable),
        }
    }
    if sent.promise_days.is_some_and(|days| days == 0 || days > LONGEST_PROMISE) {
        say("promise_days", FieldCode::NotOffered);
    }
    if let Some(codes) = sent.surgeries {
        let mut known = Vec::new();
        for code in codes.into_iter().take(MOST).map(|code| code.trim().to_ascii_uppercase()) {
            let is_free = may_take_over || is_free(store, team.id, Some(&code), None).await?;
            if store.find_surgery(&code).await?.is_none() || !is_free {
                say("surgeries", FieldCode::NotOffered);
                break;
            }
            known.push(code);
        }
        change.surgeries = Some(known);
    }
    if let Some(districts) = sent.districts {
        let mut read = Vec::new();
        for written in districts.into_iter().take(MOST) {
            match postcode::parse(&written) {
                Some(Postcode::District(district)) => {
                    if !may_take_over && !is_free(store, team.id, None, Some(&district)).await? {
                        say("districts", FieldCode::NotOffered);
                        break;
                    }
                    read.push(district);
                }
                _ => {
                    say("districts", FieldCode::Unreadable);
                    break;
                }
            }
        }
        change.districts = Some(read);
    }
    if let Some(closures) = sent.closures {
        if closures.len() > MOST || closures.iter().any(|closure| closure.title.chars().count() > TITLE) {
            say("closures", FieldCode::TooLong);
        }
        change.closures = Some(closures);
    }
    if let Some(lead) = sent.safeguarding_lead {
        let staff = store.staff_of(team.id).await?;
        if !staff.iter().any(|member| member.id == lead && member.role != StaffRole::Administrator) {
            say("safeguarding_lead", FieldCode::NotOffered);
        }
        change.safeguarding_lead = Some(lead);
    }
    if wrong.is_empty() { Ok(change) } else { Err(Error::Invalid(wrong)) }
}

/// Whether no other team covers a surgery or a district: people there are sent to that team.
async fn is_free(store: &Store, team: TeamId, surgery: Option<&str>, district: Option<&str>) -> Result<bool, Error> {
    Ok(store.team_covering(surgery, district).await?.is_none_or(|other| other.id == team))
}

async fn desk_team(store: &Store, id: TeamId, now: DateTime<Utc>) -> Result<DeskTeam, Error> {
    let team = store.find_team(id).await?.ok_or(Error::NotFound)?;
    let (codes, districts) = store.cover_of(id).await?;
    let mut surgeries = Vec::new();
    for code in codes {
        let name = store.find_surgery(&code).await?.map(|surgery| surgery.name).unwrap_or_default();
        surgeries.push(CoveredSurgery { code, name });
    }
    let today = london::today(now);
    let division = crate::store::division(team.nation);
    let holidays = store.list_holidays().await?;
    let messages_lack = lacks(store, &team, now).await?;
    Ok(DeskTeam {
        id,
        safeguarding_lead: team.safeguarding_lead,
        colleagues: colleagues(store, id, today).await?,
        messages_lack,
        name: team.name,
        nation: team.nation,
        phone: team.phone.unwrap_or_default(),
        email: team.email.unwrap_or_default(),
        hours: team.hours.to_string(),
        promise_days: team.promise_days,
        surgeries,
        districts,
        closures: store.closures_of(id).await?,
        holidays: holidays
            .into_iter()
            .filter(|holiday| holiday.division == division && holiday.date >= today)
            .map(|holiday| Holiday { date: holiday.date, title: holiday.title })
            .collect(),
    })
}
