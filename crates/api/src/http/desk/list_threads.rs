//! `GET /api/desk/teams/{team}/threads`: every thread of the team, words of danger that nobody has answered first, then
//! what nobody has seen; or those of one's own people in which words stand.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::{absence, london, messaging, thread};
use serde::Deserialize;
use wire::{LastWhat, PersonId, StaffRef, Stage, TeamId, ThreadSummary};

use crate::http::authorize::Caller;
use crate::http::desk::list_waiting::{remember_people, workers};
use crate::http::desk::members::team_of;
use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::http::thread::views::{KeptBody, worst};
use crate::promises::days_off;
use crate::store::{Staff, StoredMessage, StoredReferral, StoredThread, fold};

/// How much of a message the list shows, in characters.
const SHOWN: usize = 120;
const EVERY_STAGE: [Stage; 7] = [
    Stage::Sent,
    Stage::Seen,
    Stage::Accepted,
    Stage::FirstContact,
    Stage::WorkingTogether,
    Stage::Declined,
    Stage::Ended,
];

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ThreadSearch {
    q: String,
}

/// List threads
///
/// With `q` only those of the people whom whoever asks looks after, themselves or for a colleague who is away, in whose
/// names, references or messages all of its words stand.
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/threads",
    tag = "desk",
    params(
        ("team" = TeamId, Path, description = "The team"),
        ("q" = Option<String>, Query, description = "Words to look for")
    ),
    responses((status = 200, description = "The most urgent first", body = Vec<ThreadSummary>), OwnProblems)
)]
pub async fn list_threads(
    State(state): State<AppState>,
    caller: Caller,
    Asked(asked): Asked<ThreadSearch>,
) -> Result<Json<Vec<ThreadSummary>>, Error> {
    let (team, now) = (team_of(&caller)?, state.clock.now());
    let me = caller.staff()?.id;
    let today = london::today(now);
    let store = &state.store;
    let staff: HashMap<_, Staff> = store.staff_of(team).await?.into_iter().map(|one| (one.id, one)).collect();
    let workers = workers(store, team, today).await?;
    let mut people: HashMap<PersonId, Listed> = HashMap::new();
    for referral in store.referrals_of_team(team, &EVERY_STAGE).await? {
        let Some(person) = referral.person else { continue };
        let worker = referral.worker.and_then(|id| staff.get(&id));
        let covers_for = worker.filter(|worker| {
            worker.absence.is_some_and(|away| away.cover == me && absence::is_away(away.from, away.until, today))
        });
        let listed = Listed {
            is_mine: referral.worker == Some(me) || covers_for.is_some(),
            covers_for: covers_for.map(|worker| worker.name.clone()).unwrap_or_default(),
            worker: referral.worker.and_then(|id| workers.get(&id).cloned()),
            referral,
        };
        // Of several referrals the newest is who they are.
        match people.get(&person) {
            Some(known) if known.referral.sent_at >= listed.referral.sent_at => {}
            _ => {
                people.insert(person, listed);
            }
        }
    }
    let found = if asked.q.trim().is_empty() {
        None
    } else {
        let mine: Vec<PersonId> = people.iter().filter(|(_, of)| of.is_mine).map(|(id, _)| *id).collect();
        Some(search(&store.messages_with(team, &mine).await?, &people, &asked.q)?)
    };
    let team = store.find_team(team).await?.ok_or(Error::NotFound)?;
    let (holidays, _) = days_off(store, &team, now).await?;
    let is_late = |since: DateTime<Utc>| domain::opening::escalates_at(since, &team.hours, &holidays) <= now;
    let mut threads = Vec::new();
    for stored in store.threads_of(team.id).await? {
        let person = stored.last.thread.person;
        let Some(of) = people.get(&person) else { continue };
        let body = KeptBody::read(&stored.last.body)?;
        let words = match &found {
            None => thread::opening_words(body.words(), SHOWN),
            Some(found) => match found.get(&person) {
                Some(words) => words.clone(),
                None => continue,
            },
        };
        let last_what = body.what(stored.last.agreed.is_some());
        threads.push(summary(person, of, &stored, words, last_what, is_late));
    }
    threads.sort_by(messaging::order);
    let shown: Vec<PersonId> = threads.iter().map(|thread| thread.person).collect();
    remember_people(&state, &caller, &shown, now).await?;
    Ok(Json(threads))
}

/// A person of the team, as the list needs them.
struct Listed {
    referral: StoredReferral,
    is_mine: bool,
    covers_for: String,
    worker: Option<StaffRef>,
}

fn summary(
    person: PersonId,
    of: &Listed,
    stored: &StoredThread,
    words: String,
    last_what: LastWhat,
    is_late: impl Fn(DateTime<Utc>) -> bool,
) -> ThreadSummary {
    let unseen = || stored.unanswered.iter().filter(|message| !message.is_seen);
    let waiting_since = unseen().next().map(|first| first.at);
    ThreadSummary {
        person,
        name: of.referral.answers.name.clone(),
        reference: of.referral.reference.clone(),
        worker: of.worker.clone(),
        is_mine: of.is_mine,
        covers_for: of.covers_for.clone(),
        words,
        last_what,
        last_side: stored.last.side,
        last_at: stored.last.at,
        unseen: u32::try_from(unseen().count()).unwrap_or(u32::MAX),
        waiting_since,
        is_late: waiting_since.is_some_and(is_late),
        unanswered_since: stored.unanswered.first().map(|first| first.at),
        danger: worst(&stored.unanswered),
    }
}

fn words(message: &StoredMessage) -> Result<String, Error> {
    Ok(thread::opening_words(KeptBody::read(&message.body)?.words(), SHOWN))
}

/// In whose names, references or messages every word stands, with the beginning of the newest such message.
fn search(
    messages: &[StoredMessage],
    people: &HashMap<PersonId, Listed>,
    asked: &str,
) -> Result<HashMap<PersonId, String>, Error> {
    let asked = fold(asked);
    let wanted: Vec<&str> = asked.split_whitespace().collect();
    let holds = |text: &str| {
        let text = fold(text);
        wanted.iter().all(|word| text.contains(word))
    };
    let mut found = HashMap::new();
    for message in messages {
        let person = message.thread.person;
        if found.contains_key(&person) {
            continue;
        }
        let body = KeptBody::read(&message.body)?;
        if holds(body.words()) {
            found.insert(person, thread::opening_words(body.words(), SHOWN));
        }
    }
    for (person, of) in people.iter().filter(|(_, of)| of.is_mine) {
        let named = format!("{} {}", of.referral.answers.name, of.referral.reference);
        if !found.contains_key(person) && holds(&named) {
            let newest = messages.iter().find(|message| message.thread.person == *person);
            found.insert(*person, newest.map(words).transpose()?.unwrap_or_default());
        }
    }
    Ok(found)
}
