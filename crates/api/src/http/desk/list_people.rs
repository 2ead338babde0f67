//! `GET /api/desk/teams/{team}/people`: everybody's caseload, by what is due.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{case, london};
use wire::{CaseSummary, EventKind, PersonId, ReferralId, StaffId, StaffRef, Stage, TeamId};

use crate::http::authorize::Caller;
use crate::http::desk::list_waiting::{remember_listed, workers};
use crate::http::desk::members::team_of;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::store::{Store, StoredReferral};

const EVERY_STAGE: [Stage; 7] = [
    Stage::Sent,
    Stage::Seen,
    Stage::Accepted,
    Stage::FirstContact,
    Stage::WorkingTogether,
    Stage::Declined,
    Stage::Ended,
];

/// List everybody by what is due
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/people",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    responses((status = 200, description = "What is due soonest first", body = Vec<CaseSummary>), OwnProblems)
)]
pub async fn list_people(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<CaseSummary>>, Error> {
    let (team, now) = (team_of(&caller)?, state.clock.now());
    let referrals = state.store.referrals_of_team(team, &EVERY_STAGE).await?;
    remember_listed(&state, &caller, &referrals, now).await?;
    let workers = workers(&state.store, team, london::today(now)).await?;
    Ok(Json(cases(&state.store, referrals, &workers, now).await?))
}

/// Referrals to one team as cases, what is due soonest first.
pub async fn cases(
    store: &Store,
    referrals: Vec<StoredReferral>,
    workers: &HashMap<StaffId, StaffRef>,
    now: DateTime<Utc>,
) -> Result<Vec<CaseSummary>, Error> {
    let Some(team) = referrals.first().map(|referral| referral.team) else { return Ok(Vec::new()) };
    let whose: HashMap<ReferralId, Option<PersonId>> =
        referrals.iter().map(|referral| (referral.id, referral.person)).collect();
    let mut people: Vec<PersonId> = referrals.iter().filter_map(|referral| referral.person).collect();
    people.sort_unstable();
    people.dedup();
    let ids: Vec<ReferralId> = referrals.iter().map(|referral| referral.id).collect();
    let mut last: HashMap<ReferralId, DateTime<Utc>> = HashMap::new();
    let mut talked: HashMap<PersonId, DateTime<Utc>> = HashMap::new();
    for (id, event) in store.events_of(&ids).await? {
        last.insert(id, event.at);
        // What nobody of the team did, the person did or somebody for them.
        let is_of_person = event.staff.is_none() || event.kind == EventKind::FirstContact;
        if let Some(person) = whose.get(&id).copied().flatten().filter(|_| is_of_person) {
            talked.insert(person, event.at);
        }
    }
    let heard = store.last_heard(team, &people).await?;
    let wanting = store.wanting_company(&people).await?;
    let today = london::today(now);
    let mut cases: Vec<CaseSummary> = referrals
        .into_iter()
        .filter_map(|referral| {
            let last_event = last.get(&referral.id).copied().unwrap_or(referral.stage_since);
            let (due, due_on, is_late) = case::due(
                state_of(&referral, today),
                referral.promised_by,
                referral.paused_until,
                london::today(last_event),
                today,
            );
            let person = referral.person?;
            // The plan of somebody to whom the team said no is not theirs to know of.
            let is_known = referral.stage != Stage::Declined;
            let talked = talked.get(&person).copied().unwrap_or(referral.sent_at);
            let last_heard = heard.get(&person).filter(|_| is_known).map_or(talked, |heard| talked.max(*heard));
            Some(CaseSummary {
                person,
                referral: referral.id,
                reference: referral.reference,
                name: referral.answers.name,
                stage: referral.stage,
                worker: referral.worker.and_then(|id| workers.get(&id).cloned()),
                due,
                due_on,
                is_late,
                promised_anew: referral.promised_anew.filter(|_| is_late),
                last_event,
                last_heard,
                wants_company: is_known && wanting.contains(&person),
            })
        })
        .collect();
    cases.sort_by_key(|case| (case.due_on.unwrap_or(NaiveDate::MAX), case.referral));
    Ok(cases)
}

/// Where a referral stands.
pub fn state_of(referral: &StoredReferral, _today: NaiveDate) -> case::State {
    case::State {
        stage: referral.stage,
        is_paused: referral.paused_until.is_some(),
        is_merged: referral.merged_into.is_some(),
    }
}
