//! `POST /api/desk/referrals/{referral}/acts`: does something with a referral. The person sees it at once.

use axum::Json;
use axum::extract::State;
use domain::{case, london};
use sha2::{Digest, Sha256};
use wire::{
    Act, ActOnReferral, DeskReferral, FieldCode, FieldProblem, Looked, PersonId, ReferralId, StaffId, StaffRole, Stage,
    TeamId,
};

use crate::http::authorize::{Caller, Target};
use crate::http::desk::list_people::state_of;
use crate::http::desk::list_waiting::deed;
use crate::http::desk::see_referral::desk_referral;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::promises::promised_by;
use crate::store::{ActKept, Moved, Store, StoredReferral};

/// Do something with a referral
///
/// The same id with the same act is one act, for ever. `seen_stage` is what the page showed: where it has moved on since,
/// the answer is 409 `moved_on` and nothing is done.
#[utoipa::path(
    post,
    path = "/api/desk/referrals/{referral}/acts",
    tag = "desk",
    params(("referral" = ReferralId, Path, description = "The referral")),
    request_body = ActOnReferral,
    responses((status = 200, description = "As it is now", body = DeskReferral), OwnWriteProblems)
)]
pub async fn act_on_referral(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<ActOnReferral>,
) -> Result<Json<DeskReferral>, Error> {
    let Target::Referral(id, person, team) = caller.target else { return Err(Error::NotFound) };
    let now = state.clock.now();
    let payload_digest = digest(id, &sent)?;
    match state.store.find_act(sent.id, &payload_digest).await? {
        Some(ActKept::Same) => return Ok(Json(desk_referral(&state, id).await?)),
        Some(_) => return Err(Error::Conflict),
        None => {}
    }
    let referral = state.store.find_referral(id).await?.ok_or(Error::NotFound)?;
    if referral.stage != sent.seen_stage {
        return Err(Error::MovedOn);
    }
    let today = london::today(now);
    let mut wrong = case::problems(&sent.act, today);
    wrong.extend(check_names(&state.store, &sent.act, &referral, team).await?);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let outcome = case::after(state_of(&referral, today), &sent.act).map_err(|_| Error::NotNow)?;
    let is_promised = match sent.act {
        Act::Reopen { .. } => true,
        // Nobody has been in touch, and the day that was promised has passed while it rested: it is promised anew.
        Act::Resume { .. } => outcome.state.stage == Stage::Accepted && referral.promised_by < today,
        _ => false,
    };
    let promised_by = if is_promised {
        let of = state.store.find_team(team).await?.ok_or(Error::NotFound)?;
        Some(promised_by(&state.store, &of, now).await?)
    } else {
        None
    };
    let (words, elsewhere, note) = texts(&sent.act);
    let moved = Moved {
        act: sent.id,
        payload_digest,
        referral: id,
        seen_stage: sent.seen_stage,
        seen_worker: referral.worker,
        seen_pause: referral.paused_until,
        stage: outcome.state.stage,
        event: outcome.event,
        staff: caller.staff()?.id,
        words,
        elsewhere,
        note,
        detail: detail(&sent.act)?,
        worker: worker(&sent.act),
        paused_until: match &sent.act {
            Act::Pause { until, .. } => Some(Some(*until)),
            _ if !outcome.state.is_paused && referral.paused_until.is_some() => Some(None),
            _ => None,
        },
        merged_into: match sent.act {
            Act::Merge { into } => Some(into),
            _ => None,
        },
        promised_by,
        deed: deed(&caller, person, Looked::ChangedStage),
    };
    match state.store.act_on_referral(&moved, now).await? {
        ActKept::Done | ActKept::Same => Ok(Json(desk_referral(&state, id).await?)),
        ActKept::Different => Err(Error::Conflict),
        ActKept::MovedOn => Err(Error::MovedOn),
    }
}

/// Whether those who are named are there: a colleague of the team, another referral of it that is probably the same
/// person's.
async fn check_names(
    store: &Store,
    act: &Act,
    referral: &StoredReferral,
    team: TeamId,
) -> Result<Vec<FieldProblem>, Error> {
    let wrong = |field: &str| vec![FieldProblem { field: field.to_owned(), code: FieldCode::NotOffered }];
    match act {
        Act::Accept { worker, .. } if !is_colleague(store, *worker, team).await? => Ok(wrong("act.worker")),
        Act::PassOn { to, .. } if !is_colleague(store, *to, team).await? => Ok(wrong("act.to")),
        Act::Merge { into } => {
            let alike = store.referrals_like(referral).await?;
            let other =
                alike.into_iter().find(|other| other.id == *into && other.team == team && other.merged_into.is_none());
            let can_be_one = match other {
                Some(other) => are_one(store, referral.person, other.person).await?,
                None => false,
            };
            Ok(if can_be_one { Vec::new() } else { wrong("act.into") })
        }
        _ => Ok(Vec::new()),
    }
}

/// Whether two records can become one. Two people who sign in by themselves are two people, and stay so: otherwise one of
/// them would find their own referral gone.
async fn are_one(store: &Store, a: Option<PersonId>, b: Option<PersonId>) -> Result<bool, Error> {
    let (Some(a), Some(b)) = (a, b) else { return Ok(false) };
    if a == b {
        return Ok(true);
    }
    let account_of = async |id| {
        let person = store.find_person(id).await?;
        Ok::<_, Error>(person.and_then(|person| person.account))
    };
    match (account_of(a).await?, account_of(b).await?) {
        (Some(_), Some(_)) => Ok(false),
        // A record is nobody's by looking alike: whoever signs in has to have proved an address that stands in it.
        (Some(account), None) => Ok(store.has_proved_address_in(account, b).await?),
        (None, Some(account)) => Ok(store.has_proved_address_in(account, a).await?),
        (None, None) => Ok(true),
    }
}

async fn is_colleague(store: &Store, id: StaffId, team: TeamId) -> Result<bool, Error> {
    let staff = store.find_staff(id).await?;
    Ok(staff
        .is_some_and(|staff| staff.team == Some(team) && !staff.has_ended && staff.role != StaffRole::Administrator))
}

const fn worker(act: &Act) -> Option<StaffId> {
    match act {
        Act::Accept { worker, .. } => Some(*worker),
        Act::PassOn { to, .. } => Some(*to),
        _ => None,
    }
}

/// Words to the person, where else to go, and the note for the team.
fn texts(act: &Act) -> (String, String, String) {
    let trimmed = |text: &str| text.trim().to_owned();
    match act {
        Act::Accept { words, .. }
        | Act::StartWork { words }
        | Act::Pause { words, .. }
        | Act::Resume { words }
        | Act::End { words, .. }
        | Act::Reopen { words } => (trimmed(words), String::new(), String::new()),
        Act::Decline { words, elsewhere, .. } => (trimmed(words), trimmed(elsewhere), String::new()),
        Act::RecordContact { words, note, .. } | Act::PassOn { words, note, .. } => {
            (trimmed(words), String::new(), trimmed(note))
        }
        Act::Merge { .. } => (String::new(), String::new(), String::new()),
    }
}

/// The act without its texts, which stand in columns of their own: reasons, outcomes, names.
fn detail(act: &Act) -> Result<String, Error> {
    let mut value = serde_json::to_value(act).map_err(|error| Error::Internal(error.into()))?;
    for inner in value.as_object_mut().into_iter().flat_map(|act| act.values_mut()) {
        if let Some(fields) = inner.as_object_mut() {
            fields.retain(|name, _| !matches!(name.as_str(), "words" | "elsewhere" | "note"));
        }
    }
    Ok(value.to_string())
}

fn digest(id: ReferralId, sent: &ActOnReferral) -> Result<[u8; 32], Error> {
    let text = serde_json::to_string(&sent.act).map_err(|error| Error::Internal(error.into()))?;
    Ok(Sha256::digest(format!("{id}\n{text}").as_bytes()).into())
}
