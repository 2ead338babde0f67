//! The staff of a team: colleagues for everybody, the list with invitations and absences for the lead.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{absence, london, spoken_code};
use sha2::{Digest, Sha256};
use wire::{
    Absence, FieldCode, FieldProblem, InviteStaff, SetAbsence, StaffId, StaffInvitation, StaffRef, StaffRole,
    StaffView, TeamId,
};

use crate::auth::Pepper;
use crate::http::authorize::{Caller, Target};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::people::invite_helper::named;
use crate::http::state::AppState;
use crate::random;
use crate::store::{Holder, NewInvitation, Staff, Store, StoredAbsence};

/// For how long an invitation works.
const INVITATION_LIFE: TimeDelta = TimeDelta::hours(24);

/// List colleagues
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/colleagues",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    responses((status = 200, description = "By name", body = Vec<StaffRef>), OwnProblems)
)]
pub async fn list_colleagues(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<StaffRef>>, Error> {
    let team = team_of(&caller)?;
    Ok(Json(colleagues(&state.store, team, london::today(state.clock.now())).await?))
}

/// List the staff of a team
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/staff",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    responses((status = 200, description = "By name", body = Vec<StaffView>), OwnProblems)
)]
pub async fn list_staff(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<StaffView>>, Error> {
    let team = team_of(&caller)?;
    let loads: HashMap<StaffId, u32> = state.store.caseloads(team).await?.into_iter().collect();
    let mut views = Vec::new();
    for staff in state.store.staff_of(team).await? {
        views.push(view(&state.store, &staff, &caller, loads.get(&staff.id).copied().unwrap_or(0)).await?);
    }
    Ok(Json(views))
}

/// Invite a member of staff
///
/// The same id again invites the same member anew: the link before works no longer.
#[utoipa::path(
    post,
    path = "/api/desk/teams/{team}/staff",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    request_body = InviteStaff,
    responses((status = 200, description = "Link and code, shown this once", body = StaffInvitation), OwnWriteProblems)
)]
pub async fn invite_staff(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<InviteStaff>,
) -> Result<Json<StaffInvitation>, Error> {
    let team = team_of(&caller)?;
    let role = caller.staff()?.role;
    // A lead cannot make anybody more than they are themselves.
    if sent.role == StaffRole::Administrator && role != StaffRole::Administrator {
        return Err(Error::Invalid(vec![FieldProblem { field: "role".to_owned(), code: FieldCode::NotOffered }]));
    }
    if state.store.find_team(team).await?.is_none() {
        return Err(Error::NotFound);
    }
    // Whoever is invited anew comes in as that member. A lead can do that for those they lead, and for nobody else.
    if let Some(member) = state.store.find_staff(sent.id).await?
        && member.role != StaffRole::LinkWorker
        && role != StaffRole::Administrator
    {
        return Err(Error::NeedsAnother);
    }
    let name = named("name", &sent.name)?;
    let staff = NewStaff { id: sent.id, team: Some(team), name, role: sent.role };
    Ok(Json(invite(&state.store, &state.pepper, &state.origin, staff, state.clock.now()).await?))
}

/// Somebody to invite.
pub struct NewStaff {
    pub id: StaffId,
    pub team: Option<TeamId>,
    pub name: String,
    pub role: StaffRole,
}

/// Makes an invitation: its link and its code.
pub async fn invite(
    store: &Store,
    pepper: &Pepper,
    origin: &str,
    staff: NewStaff,
    now: DateTime<Utc>,
) -> Result<StaffInvitation, Error> {
    let token: [u8; 32] = random::bytes();
    let code = spoken_code::from_bits(u64::from_le_bytes(random::bytes()));
    let plain = spoken_code::normalise(&code).unwrap_or_default();
    let new = NewInvitation {
        staff: staff.id,
        team: staff.team,
        name: staff.name,
        role: staff.role,
        token: Sha256::digest(token).into(),
        code_mac: pepper.mac("staff", &plain),
        expires_at: now + INVITATION_LIFE,
    };
    store.invite_staff(&new, now).await?;
    let link = format!("{origin}/desk/invitation#{}", URL_SAFE_NO_PAD.encode(token));
    Ok(StaffInvitation { id: staff.id, link, code, expires_at: new.expires_at })
}

/// End a member's work here
#[utoipa::path(
    post,
    path = "/api/desk/staff/{staff}/end",
    tag = "desk",
    params(("staff" = StaffId, Path, description = "The member of staff")),
    responses((status = 204, description = "Ended; their people wait for somebody else"), OwnWriteProblems)
)]
pub async fn end_staff(State(state): State<AppState>, caller: Caller) -> Result<StatusCode, Error> {
    let Target::Staff(id, _) = caller.target else { return Err(Error::NotFound) };
    if caller.staff()?.id == id {
        // Nobody locks themselves out by a slip.
        return Err(Error::NeedsAnother);
    }
    let member = state.store.find_staff(id).await?.ok_or(Error::NotFound)?;
    if member.role == StaffRole::Administrator && caller.staff()?.role != StaffRole::Administrator {
        return Err(Error::NeedsAnother);
    }
    state.store.end_staff(id, state.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say when somebody is away
///
/// Cover has to be named first: nobody is away without somebody who is there.
#[utoipa::path(
    put,
    path = "/api/desk/staff/{staff}/absence",
    tag = "desk",
    params(("staff" = StaffId, Path, description = "The member of staff")),
    request_body = SetAbsence,
    responses((status = 200, description = "As it is now", body = StaffView), OwnWriteProblems)
)]
pub async fn set_absence(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<SetAbsence>,
) -> Result<Json<StaffView>, Error> {
    let Target::Staff(id, team) = caller.target else { return Err(Error::NotFound) };
    let now = state.clock.now();
    let stored = match &sent.absence {
        None => None,
        Some(absence) => Some(check(&state.store, absence, id, team, london::today(now)).await?),
    };
    state.store.set_absence(id, stored, now).await?;
    let staff = state.store.find_staff(id).await?.ok_or(Error::NotFound)?;
    let loads = match team {
        Some(team) => state.store.caseloads(team).await?,
        None => Vec::new(),
    };
    let people = loads.into_iter().find(|(who, _)| *who == id).map_or(0, |(_, people)| people);
    Ok(Json(view(&state.store, &staff, &caller, people).await?))
}

async fn check(
    store: &Store,
    absence: &Absence,
    id: StaffId,
    team: Option<TeamId>,
    today: NaiveDate,
) -> Result<StoredAbsence, Error> {
    let colleagues = match team {
        Some(team) => store.staff_of(team).await?,
        None => Vec::new(),
    };
    let away: Vec<(StaffId, NaiveDate, NaiveDate)> = colleagues
        .iter()
        .filter(|staff| staff.id != id)
        .filter_map(|staff| staff.absence.map(|away| (staff.id, away.from, away.until)))
        .collect();
    let mut wrong = absence::problems(absence, id, today, &away);
    let can_cover = colleagues.iter().any(|staff| staff.id == absence.cover && staff.role != StaffRole::Administrator);
    if !can_cover && wrong.iter().all(|problem| problem.field != "absence.cover") {
        wrong.push(FieldProblem { field: "absence.cover".to_owned(), code: FieldCode::NotOffered });
    }
    // Who covers for somebody cannot be away themselves at that time.
    let covers = colleagues.iter().any(|staff| {
        staff.absence.is_some_and(|away| away.cover == id && away.from <= absence.until && absence.from <= away.until)
    });
    if covers {
        wrong.push(FieldProblem { field: "absence.from".to_owned(), code: FieldCode::NotOffered });
    }
    if wrong.is_empty() {
        Ok(StoredAbsence { from: absence.from, until: absence.until, cover: absence.cover })
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// The team that a route names.
pub const fn team_of(caller: &Caller) -> Result<TeamId, Error> {
    match caller.target {
        Target::Team(team) => Ok(team),
        _ => Err(Error::NotFound),
    }
}

/// Everybody of a team who supports people, by name.
pub async fn colleagues(store: &Store, team: TeamId, today: NaiveDate) -> Result<Vec<StaffRef>, Error> {
    let staff = store.staff_of(team).await?;
    Ok(staff
        .iter()
        .filter(|staff| staff.role != StaffRole::Administrator)
        .map(|staff| reference(staff, today))
        .collect())
}

/// A member of staff, as much as colleagues need.
pub fn reference(staff: &Staff, today: NaiveDate) -> StaffRef {
    let is_away = staff.absence.is_some_and(|away| absence::is_away(away.from, away.until, today));
    StaffRef { id: staff.id, name: staff.name.clone(), is_away }
}

async fn view(store: &Store, staff: &Staff, caller: &Caller, people: u32) -> Result<StaffView, Error> {
    let absence = match staff.absence {
        None => None,
        Some(away) => Some(Absence {
            from: away.from,
            until: away.until,
            cover: away.cover,
            cover_name: store.find_staff(away.cover).await?.map(|cover| cover.name).unwrap_or_default(),
        }),
    };
    Ok(StaffView {
        id: staff.id,
        name: staff.name.clone(),
        role: staff.role,
        passkeys: store.count_passkeys(Holder::Staff(staff.id)).await?,
        invited_until: store.invited_until(staff.id).await?,
        absence,
        people,
        is_me: caller.staff.as_ref().is_some_and(|me| me.id == staff.id),
    })
}
