//! `POST /api/recovery-words`: new words for paper. Shown once; earlier ones work no longer.

use axum::Json;
use axum::extract::State;
use domain::recovery_words;
use wire::RecoveryWords;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnWriteProblems;
use crate::http::sign_in::spend_recovery::digest;
use crate::http::state::AppState;
use crate::random;

/// Make new recovery words
#[utoipa::path(
    post,
    path = "/api/recovery-words",
    tag = "account",
    responses((status = 200, description = "Shown this once", body = RecoveryWords), OwnWriteProblems)
)]
pub async fn make_recovery_words(State(state): State<AppState>, caller: Caller) -> Result<Json<RecoveryWords>, Error> {
    let (words, digest) = fresh();
    state.store.keep_recovery_words(caller.account()?, &digest, state.clock.now()).await?;
    Ok(Json(words))
}

/// Words that nobody has had, and what the database knows them by.
pub fn fresh() -> (RecoveryWords, [u8; 32]) {
    let words = recovery_words::from_bits(u128::from_le_bytes(random::bytes()));
    (RecoveryWords { words: words.map(str::to_owned).to_vec() }, digest(&words.join(" ")))
}
