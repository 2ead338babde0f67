//! `GET /api/desk/referrals/{referral}`: one referral on one page. Opening it for the first time is "seen": a person has
//! looked.

use axum::Json;
use axum::extract::State;
use domain::{case, london};
use wire::{AlikeReferral, DeskEvent, DeskReferral, Looked, ReferralId};

use crate::http::authorize::{Caller, Target};
use crate::http::cover::summary;
use crate::http::desk::list_people::state_of;
use crate::http::desk::list_waiting::deed;
use crate::http::desk::members::{colleagues, reference};
use crate::http::desk::see_person::reach;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::{Names, ONE_LOOK, tell};
use crate::http::state::AppState;

/// See one referral
#[utoipa::path(
    get,
    path = "/api/desk/referrals/{referral}",
    tag = "desk",
    params(("referral" = ReferralId, Path, description = "The referral")),
    responses((status = 200, description = "Everything about it", body = DeskReferral), OwnProblems)
)]
pub async fn see_referral(State(state): State<AppState>, caller: Caller) -> Result<Json<DeskReferral>, Error> {
    let Target::Referral(id, person, _) = caller.target else { return Err(Error::NotFound) };
    let deed = deed(&caller, person, Looked::OpenedReferral);
    let now = state.clock.now();
    state.store.open_referral(id, caller.staff()?.id, deed, now - ONE_LOOK, now).await?;
    Ok(Json(desk_referral(&state, id).await?))
}

/// A referral as the desk sees it.
pub async fn desk_referral(state: &AppState, id: ReferralId) -> Result<DeskReferral, Error> {
    let store = &state.store;
    let referral = store.find_referral(id).await?.ok_or(Error::NotFound)?;
    let team = store.find_team(referral.team).await?;
    let team = team.ok_or_else(|| Error::Internal(anyhow::anyhow!("a referral's team is not there")))?;
    let today = london::today(state.clock.now());
    let mut names = Names::default();
    let mut events = Vec::new();
    for (_, event) in store.events_of(&[id]).await? {
        events.push(DeskEvent { event: tell(store, &mut names, &event, true).await?, note: event.note });
    }
    // Another team's people stay that team's, however alike they are.
    let alike = store.referrals_like(&referral).await?;
    let alike = alike
        .into_iter()
        .filter(|other| other.team == referral.team)
        .map(|other| AlikeReferral {
            id: other.id,
            reference: other.reference,
            name: other.answers.name,
            stage: other.stage,
            sent_at: other.sent_at,
        })
        .collect();
    let worker = match referral.worker {
        Some(worker) => store.find_staff(worker).await?.map(|staff| reference(&staff, today)),
        None => None,
    };
    let person = referral.person.ok_or(Error::NotFound)?;
    let record = store.find_person(person).await?.ok_or(Error::NotFound)?;
    Ok(DeskReferral {
        id: referral.id,
        person,
        reach: reach(store, &record, state.clock.now()).await?,
        stage: referral.stage,
        since: referral.stage_since,
        sent_at: referral.sent_at,
        promised_by: referral.promised_by,
        is_late: case::due(state_of(&referral, today), referral.promised_by, referral.paused_until, today, today).2,
        paused_until: referral.paused_until,
        is_urgent_words: referral.is_urgent_words,
        team: summary(&team),
        worker,
        alike,
        events,
        acts: case::acts(state_of(&referral, today)),
        colleagues: colleagues(store, referral.team, today).await?,
        reference: referral.reference,
        answers: referral.answers,
    })
}
