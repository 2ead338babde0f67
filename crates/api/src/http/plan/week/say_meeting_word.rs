//! `PUT /api/people/{person}/plan/meeting-words`: what somebody says of a meeting beforehand. Only they themselves can.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::london;
use domain::week::{DAYS, FURTHEST_AHEAD};
use wire::{FieldCode, GroupStage, PersonId, SayMeetingWord, VisitedMeeting};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::week::invalid;
use crate::http::state::AppState;
use crate::meetings::{is_there, later};

/// Say something of a meeting
///
/// That they go, that they are nervous, or that they cannot; without a word it is taken back. Theirs alone: nobody else reads
/// it. Said again it is the same.
#[utoipa::path(
    put,
    path = "/api/people/{person}/plan/meeting-words",
    tag = "plan",
    params(("person" = PersonId, Path, description = "Who says it")),
    request_body = SayMeetingWord,
    responses((status = 200, description = "As it is now", body = SayMeetingWord), OwnWriteProblems)
)]
pub async fn say_meeting_word(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<SayMeetingWord>,
) -> Result<Json<SayMeetingWord>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    // What was said can be taken back, whatever has become of the meeting.
    if sent.word.is_some() {
        check(&state, person, &sent.meeting, now).await?;
    }
    if !state.store.say_meeting_word(person, &sent, now).await? {
        return Err(Error::NotFound);
    }
    Ok(Json(sent))
}

/// Whether it is a meeting of a group on the plan, of today or of the weeks that can be seen ahead.
async fn check(state: &AppState, person: PersonId, meeting: &VisitedMeeting, now: DateTime<Utc>) -> Result<(), Error> {
    let (today, day) = (london::today(now), london::today(meeting.starts_at));
    if day < today {
        return Err(invalid("meeting.starts_at", FieldCode::InPast));
    }
    if day > later(today, FURTHEST_AHEAD + DAYS - 1) {
        return Err(invalid("meeting.starts_at", FieldCode::TooFar));
    }
    let on_plan = state.store.plan_groups_of(person).await?;
    if !on_plan.iter().any(|one| one.group == meeting.group && one.stage != GroupStage::NotForMe) {
        return Err(invalid("meeting.group", FieldCode::NotOffered));
    }
    if !is_there(&state.catalogue.index(), meeting) {
        return Err(invalid("meeting.starts_at", FieldCode::NotOffered));
    }
    Ok(())
}
