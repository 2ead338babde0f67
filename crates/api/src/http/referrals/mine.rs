//! `GET /api/referrals/mine`: how far the referrals sent from this browser have come. No name, no answer.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use wire::{ReferralView, TeamSummary};

use crate::http::cookie::Cookie;
use crate::http::cover::summary;
use crate::http::error::Error;
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;
use crate::store::StoredReferral;

/// List the referrals of this browser
///
/// Known by its cookie; without one there are none.
#[utoipa::path(
    get,
    path = "/api/referrals/mine",
    tag = "referrals",
    responses((status = 200, description = "In the order of sending", body = Vec<ReferralView>), ReadProblems)
)]
pub async fn list_mine(State(state): State<AppState>, headers: HeaderMap) -> Result<Json<Vec<ReferralView>>, Error> {
    let Some(token) = Cookie::Viewer.of(&headers) else { return Ok(Json(Vec::new())) };
    let referrals = state.store.referrals_of_viewer(&token.digest(), state.clock.now()).await?;
    let mut views = Vec::with_capacity(referrals.len());
    for referral in referrals {
        let team = state.store.find_team(referral.team).await?;
        let team = team.ok_or_else(|| Error::Internal(anyhow::anyhow!("a referral's team is not there")))?;
        views.push(view(referral, summary(&team)));
    }
    Ok(Json(views))
}

fn view(referral: StoredReferral, team: TeamSummary) -> ReferralView {
    ReferralView {
        reference: referral.reference,
        stage: referral.stage,
        since: referral.stage_since,
        sent_at: referral.sent_at,
        team,
        promised_by: referral.promised_by,
    }
}
