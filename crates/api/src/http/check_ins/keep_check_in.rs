//! `POST /api/people/{person}/check-ins`: somebody says how they are doing. Only they themselves can; answered once it is
//! durable, and sent twice it is one.

use axum::Json;
use axum::extract::State;
use domain::london;
use domain::measure::{self, Problems};
use wire::{CheckIn, KeepCheckIn, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::state::AppState;
use crate::store::{CheckInKept, NewCheckIn};

/// Keep a check-in
///
/// The id is made by the sender. The same id with the same answers gives the same check-in for ever; with others it is a
/// conflict. Which moment it is, the server works out.
#[utoipa::path(
    post,
    path = "/api/people/{person}/check-ins",
    tag = "check-ins",
    params(("person" = PersonId, Path, description = "Who answers")),
    request_body = KeepCheckIn,
    responses((status = 200, description = "Kept, now or before", body = CheckIn), OwnWriteProblems)
)]
pub async fn keep_check_in(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<KeepCheckIn>,
) -> Result<Json<CheckIn>, Error> {
    let (person, account, now) = (caller.person()?, caller.account()?, state.clock.now());
    let payload_digest = digest(account.0.as_bytes(), "", &sent)?;
    // First of all: what was kept once is kept for ever, however old its day has become.
    let kept = match state.store.find_check_in(sent.id, &payload_digest).await? {
        Some(kept) => kept,
        None => {
            let asked = measure::find(&sent.measure, sent.version).map_err(|problem| Error::Invalid(vec![problem]))?;
            measure::check(&sent, asked, &caller.who, london::today(now)).map_err(|problems| match problems {
                Problems::NotThemselves => Error::NotFound,
                Problems::Fields(fields) => Error::Invalid(fields),
            })?;
            state.store.keep_check_in(&NewCheckIn { person, account, sent: &sent, payload_digest }, now).await?
        }
    };
    match kept {
        CheckInKept::New(check_in) | CheckInKept::Same(check_in) => Ok(Json(check_in)),
        CheckInKept::Different => Err(Error::Conflict),
        CheckInKept::Gone => Err(Error::NotFound),
    }
}
