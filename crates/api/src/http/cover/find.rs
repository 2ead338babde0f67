//! `GET /api/cover`: whether a team would take a referral, asked before anybody types their name.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use domain::postcode;
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{Cover, FieldCode, FieldProblem, Problem};

use crate::http::cover::{promised_by, summary, team_covering};
use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CoverQuery {
    /// The surgery's national code.
    #[serde(default)]
    surgery: String,
    /// A whole postcode or its first half.
    #[serde(default)]
    postcode: String,
}

/// Find the team for a surgery or postcode
///
/// At least one of the two has to be given; the surgery counts first.
#[utoipa::path(
    get,
    path = "/api/cover",
    tag = "referrals",
    params(CoverQuery),
    responses(
        (status = 200, description = "The team and its promise, or that there is none yet", body = Cover),
        (status = 422, description = "Neither is given, or the postcode cannot be read", body = Problem),
        ReadProblems
    )
)]
pub async fn find_cover(
    State(state): State<AppState>,
    Asked(asked): Asked<CoverQuery>,
) -> Result<impl IntoResponse, Error> {
    let surgery = asked.surgery.trim().to_ascii_uppercase();
    let surgery = Some(surgery.as_str()).filter(|code| !code.is_empty());
    let postcode = match asked.postcode.trim() {
        "" if surgery.is_none() => return Err(invalid(FieldCode::Missing)),
        "" => None,
        typed => Some(postcode::parse(typed).ok_or_else(|| invalid(FieldCode::Unreadable))?),
    };
    let cover = match team_covering(&state.store, surgery, postcode.as_ref()).await? {
        Some(team) => {
            let promised_by = promised_by(&state.store, &team, state.clock.now()).await?;
            Cover::Covered { team: summary(&team), promised_by }
        }
        None => Cover::None,
    };
    Ok(Json(cover))
}

fn invalid(code: FieldCode) -> Error {
    Error::Invalid(vec![FieldProblem { field: "postcode".to_owned(), code }])
}
