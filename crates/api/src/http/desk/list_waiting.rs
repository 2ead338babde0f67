//! `GET /api/desk/teams/{team}/waiting`: the referrals that wait for an answer or for first contact, the oldest promise
//! first. What they wrote to the team since counts for its mark of danger too: whoever waits can write already.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{case, london};
use wire::{ForWhom, Looked, PersonId, ReferralId, StaffId, StaffRef, Stage, TeamId, WaitingReferral};

use crate::http::authorize::Caller;
use crate::http::desk::list_people::state_of;
use crate::http::desk::members::{reference, team_of};
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::http::thread::views::worst;
use crate::store::{Deed, Store, StoredReferral};

/// List referrals that wait
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/waiting",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team")),
    responses((status = 200, description = "The oldest promise first", body = Vec<WaitingReferral>), OwnProblems)
)]
pub async fn list_waiting(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<WaitingReferral>>, Error> {
    let (team, now) = (team_of(&caller)?, state.clock.now());
    let today = london::today(now);
    let referrals = state.store.referrals_of_team(team, &[Stage::Sent, Stage::Seen, Stage::Accepted]).await?;
    remember_listed(&state, &caller, &referrals, now).await?;
    let workers = workers(&state.store, team, today).await?;
    let unanswered = state.store.unanswered_of(team).await?;
    let wrote_danger = |person: &PersonId| unanswered.get(person).is_some_and(|messages| worst(messages).is_some());
    let mut references: HashMap<ReferralId, String> =
        referrals.iter().map(|referral| (referral.id, referral.reference.clone())).collect();
    for id in referrals.iter().filter_map(|referral| referral.duplicate_of) {
        if let std::collections::hash_map::Entry::Vacant(place) = references.entry(id)
            && let Some(earlier) = state.store.find_referral(id).await?.filter(|earlier| earlier.team == team)
        {
            place.insert(earlier.reference);
        }
    }
    let waiting = referrals
        .into_iter()
        .map(|referral| WaitingReferral {
            like: referral.duplicate_of.and_then(|id| references.get(&id).cloned()),
            by_helper: by_helper(&referral),
            is_late: case::due(state_of(&referral, today), referral.promised_by, referral.paused_until, today, today).2,
            worker: referral.worker.and_then(|id| workers.get(&id).cloned()),
            id: referral.id,
            reference: referral.reference,
            stage: referral.stage,
            sent_at: referral.sent_at,
            promised_by: referral.promised_by,
            promised_anew: referral.promised_anew,
            is_urgent_words: referral.is_urgent_words || referral.person.as_ref().is_some_and(wrote_danger),
            name: referral.answers.name,
        })
        .collect();
    Ok(Json(waiting))
}

/// One look a day at a list that is open all day.
pub async fn remember_listed(
    state: &AppState,
    caller: &Caller,
    referrals: &[StoredReferral],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut people: Vec<PersonId> = referrals.iter().filter_map(|referral| referral.person).collect();
    people.sort_unstable();
    people.dedup();
    remember_people(state, caller, &people, now).await
}

/// The same for a list of people, each in it once.
pub async fn remember_people(
    state: &AppState,
    caller: &Caller,
    people: &[PersonId],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let day = london::instant(london::today(now).and_time(chrono::NaiveTime::MIN));
    state.store.remember_listed(caller.actor(), people, Looked::Listed, day, now).await?;
    Ok(())
}

/// The staff of a team by id.
pub async fn workers(store: &Store, team: TeamId, today: NaiveDate) -> Result<HashMap<StaffId, StaffRef>, Error> {
    let staff = store.staff_of(team).await?;
    Ok(staff.iter().map(|staff| (staff.id, reference(staff, today))).collect())
}

/// Who asked, when it was a helper: name and relation.
pub fn by_helper(referral: &StoredReferral) -> Option<String> {
    let answers = &referral.answers;
    (answers.for_whom == Some(ForWhom::Someone)).then(|| {
        if answers.helper_relation.is_empty() {
            answers.helper_name.clone()
        } else {
            format!("{}, {}", answers.helper_name, answers.helper_relation)
        }
    })
}

/// What a deed of looking is, for one person.
pub const fn deed(caller: &Caller, person: PersonId, what: Looked) -> Deed {
    Deed { actor: caller.actor(), person, what }
}
