//! `GET /api/people/{person}/timeline`: what happens next, and what happened.

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use domain::access::{Action, Sight, Who, may, sight};
use domain::case;
use wire::{
    Closing, ForWhom, GoalStage, GroupId, Looked, PersonId, ReferralId, StaffId, Stage, TeamId, Timeline,
    TimelineEvent, VisitOutcome,
};

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
    look(&state, &caller, Looked::SawTimeline).await?;
    Ok(Json(seen_by(&state, &caller).await?))
}

/// A person's timelines, as whoever asks may see them.
pub async fn seen_by(state: &AppState, caller: &Caller) -> Result<Vec<Timeline>, Error> {
    let person = caller.person()?;
    let mut timelines = timelines(&state.store, person, sight(&caller.who)).await?;
    if may(&caller.who, Action::ComeBack) {
        open_the_door(&mut timelines);
    }
    if let Some(staff) = &caller.staff {
        // Another team's work with the same person is theirs.
        timelines.retain(|timeline| staff.team == Some(timeline.team.id));
    }
    if matches!(caller.who, Who::Helper(_)) {
        // Who else helps is the person's alone to know.
        timelines.iter_mut().for_each(|timeline| timeline.asked_by.clear());
    }
    let has_ended = timelines.iter().any(|timeline| timeline.stage == Stage::Ended);
    if has_ended && may(&caller.who, Action::SeePlan) {
        let closing = closing(&state.store, person).await?;
        let ended = timelines.iter_mut().filter(|timeline| timeline.stage == Stage::Ended);
        ended.for_each(|timeline| timeline.closing = Some(closing));
    }
    Ok(timelines)
}

/// Says of each whether its person can come back to the team.
fn open_the_door(timelines: &mut [Timeline]) {
    let states: Vec<(ReferralId, TeamId, case::State)> =
        timelines.iter().map(|timeline| (timeline.referral, timeline.team.id, state_of(timeline))).collect();
    for timeline in timelines {
        let others = states.iter().filter(|(id, team, _)| *id != timeline.referral && *team == timeline.team.id);
        let others: Vec<case::State> = others.map(|(.., state)| *state).collect();
        timeline.can_come_back = case::come_back(state_of(timeline), &others).is_ok();
    }
}

/// Where it stands. What goes on as another one has no timeline.
const fn state_of(timeline: &Timeline) -> case::State {
    case::State { stage: timeline.stage, is_paused: timeline.paused_until.is_some(), is_merged: false }
}

/// What was done together, in numbers alone: also a visit of which nobody else reads how it was counts.
async fn closing(store: &Store, person: PersonId) -> Result<Closing, Error> {
    let (goals, visits) = (store.goals_of(person).await?, store.visits_of(person).await?);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let goals_at = |stage: GoalStage| count(goals.iter().filter(|goal| goal.stage == stage).count());
    let went: Vec<GroupId> =
        visits.iter().filter(|visit| visit.outcome == VisitOutcome::Went).map(|visit| visit.meeting.group).collect();
    let groups: BTreeSet<&GroupId> = went.iter().collect();
    Ok(Closing {
        goals_done: goals_at(GoalStage::Done),
        goals_open: goals_at(GoalStage::Open),
        groups: count(groups.len()),
        visits: count(went.len()),
    })
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
            // What nobody of the team wrote, the person did.
            let with_words = if event.staff.is_some() { sight.team_words } else { sight.own_words };
            told.push(tell(store, &mut names, event, with_words).await?);
        }
        let worker = match referral.worker {
            Some(worker) => Some(names.of(store, worker).await?),
            None => None,
        };
        let is_waiting = matches!(referral.stage, Stage::Sent | Stage::Seen | Stage::Accepted);
        let is_by_helper = referral.answers.for_whom == Some(ForWhom::Someone);
        timelines.push(Timeline {
            referral: referral.id,
            reference: referral.reference,
            team: summary(&team),
            stage: referral.stage,
            since: referral.stage_since,
            sent_at: referral.sent_at,
            promised_by: referral.promised_by,
            promised_anew: referral.promised_anew.filter(|_| is_waiting && referral.paused_until.is_none()),
            worker,
            paused_until: referral.paused_until,
            words: if sight.own_words { referral.answers.words } else { String::new() },
            needs: if sight.own_words { referral.answers.needs } else { Vec::new() },
            asked_by: if is_by_helper { referral.answers.helper_name } else { String::new() },
            events: told,
            closing: None,
            can_come_back: false,
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
