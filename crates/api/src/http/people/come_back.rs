//! `POST /api/people/{person}/referrals/{referral}/come-back`: somebody comes back through the open door, by themselves.

use axum::Json;
use axum::extract::State;
use domain::case;
use domain::danger::sounds_dangerous;
use wire::{ComeBack, PersonId, ReferralId, Timeline};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::people::see_timeline::seen_by;
use crate::http::state::AppState;
use crate::promises::promised_by;
use crate::store::{ActKept, NewComeBack};

/// Come back to a team
///
/// To the same link worker where they are still there, with a new promise. Where the work has not ended, or another
/// referral to the same team goes on, the answer is 422 `not_now`. The same id with the same words is one coming back, for
/// ever.
#[utoipa::path(
    post,
    path = "/api/people/{person}/referrals/{referral}/come-back",
    tag = "people",
    params(
        ("person" = PersonId, Path, description = "Who comes back"),
        ("referral" = ReferralId, Path, description = "What has ended")
    ),
    request_body = ComeBack,
    responses((status = 200, description = "What happens next", body = Timeline), OwnWriteProblems)
)]
pub async fn come_back(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, ReferralId)>,
    Sent(sent): Sent<ComeBack>,
) -> Result<Json<Timeline>, Error> {
    let (person, account, now) = (caller.person()?, caller.account()?, state.clock.now());
    let id = named.1;
    let referral = state.store.find_referral(id).await?.filter(|referral| referral.person == Some(person));
    let referral = referral.ok_or(Error::NotFound)?;
    let payload_digest = digest(account.0.as_bytes(), &format!("come back {id}"), &sent)?;
    // First of all: what was done once is done for ever, however it has gone on since.
    let kept = match state.store.find_act(sent.id, &payload_digest).await? {
        Some(kept) => kept,
        None => {
            let wrong = case::come_back_problems(&sent.words);
            if !wrong.is_empty() {
                return Err(Error::Invalid(wrong));
            }
            let team = state.store.find_team(referral.team).await?.ok_or(Error::NotFound)?;
            let new = NewComeBack {
                act: sent.id,
                payload_digest,
                person,
                account,
                referral: id,
                is_urgent_words: sounds_dangerous(&sent.words).is_some(),
                words: sent.words,
                promised_by: promised_by(&state.store, &team, now).await?,
            };
            state.store.come_back(&new, now).await?
        }
    };
    match kept {
        ActKept::Done | ActKept::Same => {}
        ActKept::Different => return Err(Error::Conflict),
        ActKept::MovedOn => return Err(Error::NotNow),
    }
    let timelines = seen_by(&state, &caller).await?;
    timelines.into_iter().find(|timeline| timeline.referral == id).map(Json).ok_or(Error::NotFound)
}
