//! `GET /api/people/{person}/helpers`: who helps, who may soon, who would like to.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::london;
use wire::{HelperInvitationView, HelperView, Helpers, PersonId, WaitingHelper};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::Names;
use crate::http::state::AppState;
use crate::store::Store;

/// List my helpers
#[utoipa::path(
    get,
    path = "/api/people/{person}/helpers",
    tag = "helpers",
    params(("person" = PersonId, Path, description = "Whose helpers")),
    responses((status = 200, description = "Everybody who helps, may soon, or would like to", body = Helpers), OwnProblems)
)]
pub async fn list_helpers(State(state): State<AppState>, caller: Caller) -> Result<Json<Helpers>, Error> {
    Ok(Json(helpers(&state.store, caller.person()?, state.clock.now()).await?))
}

/// A person's helpers.
pub async fn helpers(store: &Store, person: PersonId, now: DateTime<Utc>) -> Result<Helpers, Error> {
    let invitations = store.invitations_of(person, now).await?;
    Ok(Helpers {
        helpers: let_in(store, person, now).await?,
        waiting: waiting(store, person).await?,
        invitations: invitations
            .into_iter()
            .map(|invitation| HelperInvitationView {
                id: invitation.id,
                name: invitation.name,
                scopes: invitation.scopes,
                expires_at: invitation.expires_at,
            })
            .collect(),
    })
}

/// Everybody who has been let in.
pub async fn let_in(store: &Store, person: PersonId, now: DateTime<Utc>) -> Result<Vec<HelperView>, Error> {
    let mut names = Names::default();
    let mut views = Vec::new();
    for grant in store.grants_of(person, london::today(now)).await? {
        let recorded_by = match grant.recorded_by {
            Some(staff) => Some(names.of(store, staff).await?),
            None => None,
        };
        views.push(HelperView {
            id: grant.id,
            name: grant.name,
            relation: grant.relation,
            scopes: grant.scopes,
            ends_on: grant.ends_on,
            is_here: grant.account.is_some(),
            recorded_by,
        });
    }
    Ok(views)
}

/// Helpers who asked for the person, without a yes or no so far.
pub async fn waiting(store: &Store, person: PersonId) -> Result<Vec<WaitingHelper>, Error> {
    let referrals = store.helpers_waiting(person).await?;
    Ok(referrals
        .into_iter()
        .map(|referral| WaitingHelper {
            referral: referral.id,
            name: referral.answers.helper_name,
            relation: referral.answers.helper_relation,
            asked_at: referral.sent_at,
        })
        .collect())
}
