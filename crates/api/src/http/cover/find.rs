//! `POST /api/cover`: whether a team would take a referral, asked before anybody types their name.
//!
//! It changes nothing. It is a POST so that no postcode stands in an address, where histories and logs keep it.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use domain::{london, postcode};
use wire::{AskCover, Cover, Covering, FieldCode, FieldProblem};

use crate::http::cover::{summary, team_covering};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::AskProblems;
use crate::http::state::AppState;
use crate::promises::promised_by;

/// Find the team for a surgery or postcode
///
/// At least one of the two has to be given; the surgery counts first. The postcode may be its first half alone. Nothing
/// is kept.
#[utoipa::path(
    post,
    path = "/api/cover",
    tag = "referrals",
    request_body = AskCover,
    responses(
        (status = 200, description = "The team and its promise, or that there is none yet", body = Cover),
        AskProblems
    )
)]
pub async fn find_cover(
    State(state): State<AppState>,
    Sent(asked): Sent<AskCover>,
) -> Result<impl IntoResponse, Error> {
    let surgery = asked.surgery.unwrap_or_default().trim().to_ascii_uppercase();
    let surgery = Some(surgery.as_str()).filter(|code| !code.is_empty());
    let postcode = match asked.postcode.trim() {
        "" if surgery.is_none() => return Err(invalid(FieldCode::Missing)),
        "" => None,
        typed => Some(postcode::parse(typed).ok_or_else(|| invalid(FieldCode::Unreadable))?),
    };
    let now = state.clock.now();
    let covering = match team_covering(&state.store, surgery, postcode.as_ref()).await? {
        Some(team) => {
            Some(Covering { team: summary(&team), promised_by: promised_by(&state.store, &team, now).await? })
        }
        None => None,
    };
    Ok(Json(Cover { today: london::today(now), covering }))
}

fn invalid(code: FieldCode) -> Error {
    Error::Invalid(vec![FieldProblem { field: "postcode".to_owned(), code }])
}
