//! `GET /api/people/{person}/timeline`: what happens next, and what happened.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use domain::access::{Sight, Who, sight};
use wire::{ForWhom, Looked, PersonId, ReferralId, StaffId, Timeline, TimelineEvent};

use crate::http::authorize::Caller;
use crate::http::cover::summary;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::store::{Deed, Store, StoredEvent, StoredReferral};

/// Looks by the same person within this time of each other are one look.
pub const ONE_LOOK: TimeDelta = TimeDelta::minutes(15);

/// See what happens next
#[utoipa::path(
    get,
    path = "/api/people/{person}/timeline",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose it is")),
    responses((status = 200, description = "The newest referral first", body = Vec<Timeline>), OwnProblems)
)]
pub async fn see_timeline(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Timeline>>, Error> {
    let person = caller.person()?;
    look(&state, &caller, Looked::SawTimeline).await?;
    let mut timelines = timelines(&state.store, person, sight(&caller.who)).await?;
    if let Some(staff) = &caller.staff {
        // Another team's work with the same person is theirs.
        timelines.retain(|timeline| staff.team == Some(timeline.team.id));
    }
    if matches!(caller.who, Who::Helper(_)) {
        // Who else helps is the person's alone to know.
        timelines.iter_mut().for_each(|timeline| timeline.asked_by.clear());
    }
    Ok(Json(timelines))
}

/// Remembers that somebody other than the person themselves looked.
pub async fn look(state: &AppState, caller: &Caller, what: Looked) -> Result<(), Error> {
    if caller.who == Who::Own {
        return Ok(());
    }
    let now = state.clock.now();
    let deed = Deed { actor: caller.actor(), person: caller.person()?, what };
    Ok(state.store.remember_once(deed, now - ONE_LOOK, now).await?)
}

/// A person's timelines, as far as they may be seen.
pub async fn timelines(store: &Store, person: PersonId, sight: Sight) -> Result<Vec<Timeline>, Error> {
    let referrals: Vec<StoredReferral> = store
        .referrals_of_person(person)
        .await?
        .into_iter()
        .filter(|referral| referral.merged_into.is_none())
        .collect();
    let ids: Vec<ReferralId> = referrals.iter().map(|referral| referral.id).collect();
    let events = store.events_of(&ids).await?;
    let mut names = Names::default();
    let mut timelines = Vec::with_capacity(referrals.len());
    for referral in referrals {
        let team = store.find_team(referral.team).await?;
        let team = team.ok_or_else(|| Error::Internal(anyhow::anyhow!("a referral's team is not there")))?;
        let mut told = Vec::new();
        for (_, event) in events.iter().filter(|(id, _)| *id == referral.id) {
            told.push(tell(store, &mut names, event, sight.team_words).await?);
        }
        let worker = match referral.worker {
            Some(worker) => Some(names.of(store, worker).await?),
            None => None,
        };
        let is_by_helper = referral.answers.for_whom == Some(ForWhom::Someone);
        timelines.push(Timeline {
            referral: referral.id,
            reference: referral.reference,
            team: summary(&team),
            stage: referral.stage,
            since: referral.stage_since,
            sent_at: referral.sent_at,
            promised_by: referral.promised_by,
            worker,
            paused_until: referral.paused_until,
            words: if sight.own_words { referral.answers.words } else { String::new() },
            needs: if sight.own_words { referral.answers.needs } else { Vec::new() },
            asked_by: if is_by_helper { referral.answers.helper_name } else { String::new() },
            events: told,
        });
    }
    Ok(timelines)
}

/// An event as the person reads it.
pub async fn tell(
    store: &Store,
    names: &mut Names,
    event: &StoredEvent,
    with_words: bool,
) -> Result<TimelineEvent, Error> {
    let by = match event.staff {
        Some(staff) => names.of(store, staff).await?,
        None => String::new(),
    };
    Ok(TimelineEvent {
        kind: event.kind,
        at: event.at,
        by,
        words: if with_words { event.words.clone() } else { String::new() },
        elsewhere: if with_words { event.elsewhere.clone() } else { String::new() },
    })
}

/// Names of staff, each looked up once.
#[derive(Default)]
pub struct Names(HashMap<StaffId, String>);

impl Names {
    /// The name somebody goes by.
    pub async fn of(&mut self, store: &Store, id: StaffId) -> Result<String, Error> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = store.find_staff(id).await?.map(|staff| staff.name).unwrap_or_default();
        self.0.insert(id, name.clone());
        Ok(name)
    }
}
