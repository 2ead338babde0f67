//! `GET /api/desk/teams/{team}/report`: what a team may say of a quarter. What is held back is the domain's to decide; here
//! it is said which quarter it is about.

pub mod file;

use axum::Json;
use axum::extract::State;
use domain::london;
use domain::team_report::{Quarter, measures, steps};
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{FieldCode, FieldProblem, Problem, TeamId, TeamReport};

use crate::http::authorize::Caller;
use crate::http::desk::members::team_of;
use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// Such as `2026-q4`. Where it is left out, the last one that is over.
    #[param(max_length = 7)]
    #[serde(default)]
    quarter: String,
}

/// See what a team may say of a quarter
///
/// No number of people under ten is given, nor one that could be worked out from those that are. A quarter that is not over
/// is `in_future`; one before the team's first referral is `not_offered`.
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/report",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team"), ReportQuery),
    responses(
        (status = 200, description = "The quarter", body = TeamReport),
        (status = 422, description = "There is no report of this quarter", body = Problem),
        OwnProblems
    )
)]
pub async fn see_report(
    State(state): State<AppState>,
    caller: Caller,
    Asked(asked): Asked<ReportQuery>,
) -> Result<Json<TeamReport>, Error> {
    Ok(Json(report(&state, &caller, &asked).await?))
}

/// The report that somebody asks for.
async fn report(state: &AppState, caller: &Caller, asked: &ReportQuery) -> Result<TeamReport, Error> {
    let team = state.store.find_team(team_of(caller)?).await?.ok_or(Error::NotFound)?;
    let last = Quarter::of(london::today(state.clock.now())).before();
    let quarter = match asked.quarter.as_str() {
        "" => last,
        quarter => quarter.parse::<Quarter>().map_err(|_| wrong(FieldCode::Unreadable))?,
    };
    // Two reports of a quarter that grows would differ by few people, and give those away.
    if quarter > last {
        return Err(wrong(FieldCode::InFuture));
    }
    let mut counted = state.store.counted_of_team(team.id, quarter).await?;
    counted.quarters.retain(|quarter| *quarter <= last);
    let first = counted.quarters.last().copied().unwrap_or(last);
    if quarter < first {
        return Err(wrong(FieldCode::NotOffered));
    }
    Ok(TeamReport {
        team: team.id,
        team_name: team.name,
        quarter: quarter.to_string(),
        from: quarter.first_day(),
        to: quarter.last_day(),
        is_over: true,
        quarters: counted.quarters.iter().map(ToString::to_string).collect(),
        steps: steps(&counted.people),
        measures: measures(&counted.check_ins),
    })
}

fn wrong(code: FieldCode) -> Error {
    Error::Invalid(vec![FieldProblem { field: "quarter".to_owned(), code }])
}
