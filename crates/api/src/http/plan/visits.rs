//! Visits: what somebody recorded of going to a meeting. They alone record; their team, and a helper with `see_plan`, see
//! that they went, and how it was where they do not keep that to themselves.
//!
//! - 409 `moved_on`: it is recorded already.
//! - 409 `conflict`: the id was used before for something else.
//! - 422 `not_now`: only who went can say how it was.
//! - 422 `invalid`: a field is not right, the meeting is to come or was too long ago, or `visits` are `too_many`.

pub mod act_on_visit;
pub mod list_visits;
pub mod record_visit;

use axum::Json;
use domain::access::Who;
use domain::plan::visit;
use wire::{FieldCode, FieldProblem, Visit};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::people::see_timeline::look;
use crate::http::plan::groups::name_of;
use crate::http::plan::names::Names;
use crate::http::plan::{LOOK, Opened};
use crate::http::state::AppState;
use crate::store::VisitKept;

/// The visit as whoever asks sees it.
fn seen(caller: &Caller, visit: Visit) -> Visit {
    if caller.who == Who::Own { visit } else { visit::as_others_see(&visit) }
}

/// The visit as whoever asks reads it, once it is remembered that they saw it.
async fn answer(state: &AppState, caller: &Caller, opened: &Opened, kept: VisitKept) -> Result<Json<Visit>, Error> {
    let invalid =
        |field: &str, code: FieldCode| Err(Error::Invalid(vec![FieldProblem { field: field.to_owned(), code }]));
    let starts_at = |code: FieldCode| invalid("meeting.starts_at", code);
    let visit = match kept {
        VisitKept::Done(visit) | VisitKept::Same(visit) => visit,
        VisitKept::Different => return Err(Error::Conflict),
        VisitKept::Gone | VisitKept::Refused(visit::Refused::NotRecorded) => return Err(Error::NotFound),
        VisitKept::Full => return invalid("visits", FieldCode::TooMany),
        VisitKept::Refused(visit::Refused::Already) => return Err(Error::MovedOn),
        VisitKept::Refused(visit::Refused::DidNotGo) => return Err(Error::NotNow),
        VisitKept::Refused(visit::Refused::NotBegun) => return starts_at(FieldCode::InFuture),
        VisitKept::Refused(visit::Refused::TooLongAgo) => return starts_at(FieldCode::TooLongAgo),
    };
    look(state, caller, LOOK).await?;
    let name = name_of(state, visit.meeting.group).unwrap_or_default();
    Ok(Json(Names::new(&state.store, opened).visit(seen(caller, visit), name).await?))
}
