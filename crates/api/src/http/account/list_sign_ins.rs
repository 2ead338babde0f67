//! `GET /api/sign-ins`: on which devices one is signed in.

use axum::Json;
use axum::extract::State;
use domain::sign_in_life;
use wire::SignInView;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;

/// List my sign-ins
#[utoipa::path(
    get,
    path = "/api/sign-ins",
    tag = "account",
    responses((status = 200, description = "The newest first; ended ones are not there", body = Vec<SignInView>), OwnProblems)
)]
pub async fn list_sign_ins(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<SignInView>>, Error> {
    let now = state.clock.now();
    let held = state.store.sign_ins_of(caller.sign_in.holder).await?;
    let alive = held
        .into_iter()
        .filter(|sign_in| !sign_in_life::is_over(sign_in.life, sign_in.created_at, sign_in.seen_at, now))
        .map(|sign_in| SignInView {
            id: sign_in.id,
            device: sign_in.device,
            life: sign_in.life,
            since: sign_in.created_at,
            last_seen: sign_in.seen_at,
            is_this: sign_in.id == caller.sign_in.id,
        });
    Ok(Json(alive.collect()))
}
