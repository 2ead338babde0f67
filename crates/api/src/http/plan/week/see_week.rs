//! `GET /api/people/{person}/plan/week`: seven days of meetings, talks and steps.

use axum::Json;
use axum::extract::State;
use chrono::{Days, NaiveDate};
use domain::access::Who;
use domain::london;
use domain::week::{DAYS, FURTHEST_AHEAD, FURTHEST_BACK, is_in_week};
use serde::Deserialize;
use wire::{FieldCode, PersonId, Problem, Scope, Side, Week, WeekTalk};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::openapi::OwnProblems;
use crate::http::people::see_timeline::look;
use crate::http::plan::names::Names;
use crate::http::plan::week::days::{Parts, days};
use crate::http::plan::week::invalid;
use crate::http::plan::{LOOK, open};
use crate::http::state::AppState;
use crate::http::thread::views::suggested;
use crate::meetings::{later, planned, span};

/// Which week.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WeekQuery {
    #[serde(with = "wire::dates::maybe_date")]
    from: Option<NaiveDate>,
}

/// See a week
///
/// The meetings of the groups to which the person goes or has asked about going, also those that are over, from the day on
/// which a group came onto the plan; whatever was recorded of a meeting; talks with the team whose date was agreed; and steps
/// that are meant for a day. Talks are left out for a helper who may not read messages, and what the person said of a meeting
/// is told to nobody else.
#[utoipa::path(
    get,
    path = "/api/people/{person}/plan/week",
    tag = "plan",
    params(
        ("person" = PersonId, Path, description = "Whose plan it is"),
        (
            "from" = Option<NaiveDate>,
            Query,
            description = "The first of the seven days, from 180 days ago to 60 days ahead; today where it is not given"
        )
    ),
    responses(
        (status = 200, description = "The seven days", body = Week),
        (status = 422, description = "`from` lies too far away", body = Problem),
        OwnProblems
    )
)]
pub async fn see_week(
    State(state): State<AppState>,
    caller: Caller,
    Asked(asked): Asked<WeekQuery>,
) -> Result<Json<Week>, Error> {
    let now = state.clock.now();
    let today = london::today(now);
    let opened = open(&state, &caller, now).await?;
    let from = asked.from.unwrap_or(today);
    let first = today.checked_sub_days(Days::new(FURTHEST_BACK)).unwrap_or(NaiveDate::MIN);
    if !(first..=later(today, FURTHEST_AHEAD)).contains(&from) {
        return Err(invalid("from", FieldCode::TooFar));
    }
    look(&state, &caller, LOOK).await?;
    let person = opened.person.id;
    let last = later(from, DAYS - 1);
    let on_plan = state.store.plan_groups_of(person).await?;
    let mut planned = planned(&state.catalogue.index(), on_plan, from, last);
    let mut names = Names::new(&state.store, &opened);
    for one in &mut planned {
        one.on_plan = names.group(one.on_plan.clone(), one.record.name.clone()).await?;
        if !is_in_week(one.on_plan.stage) {
            one.meetings.clear();
        }
    }
    let (start, end) = span(from, last);
    let words = match opened.by.side {
        Side::Person => state.store.meeting_words_of(person, start, end).await?,
        _ => Vec::new(),
    };
    let parts = Parts {
        from,
        planned,
        visits: state.store.visits_of(person).await?,
        words,
        talks: talks(&state, &caller, from).await?,
        goals: state.store.goals_of(person).await?,
    };
    Ok(Json(Week { from, today, days: days(&parts) }))
}

/// The agreed talks of a week, where whoever asks may read of them: staff those with their own team.
async fn talks(state: &AppState, caller: &Caller, from: NaiveDate) -> Result<Vec<WeekTalk>, Error> {
    if matches!(&caller.who, Who::Helper(scopes) if !scopes.contains(&Scope::SeeMessages)) {
        return Ok(Vec::new());
    }
    let team = caller.staff.as_ref().and_then(|staff| staff.team);
    let (start, end) = span(from, later(from, DAYS - 1));
    let mut talks = Vec::new();
    for message in state.store.talks_of(caller.person()?, team, start, end).await? {
        if let (Some(agreed), Some((_, minutes, how))) = (message.agreed, suggested(&message)?) {
            talks.push(WeekTalk { message: message.id, starts_at: agreed.starts_at, minutes, how });
        }
    }
    Ok(talks)
}
