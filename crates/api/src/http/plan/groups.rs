//! Groups on a plan: picked by the person or suggested by others, and who comes along.
//!
//! What may be done is `domain::plan::group`'s to say, and the store asks it. A refusal answers as for goals:
//!
//! - 409 `moved_on`: it stands there already.
//! - 409 `conflict`: the id was used before for something else.
//! - 422 `not_now`: it cannot be done where the group stands, or not by whoever asks.
//! - 422 `invalid`: a field is not right, or `groups` are `too_many`.

pub mod act_on_group;
pub mod add_group;
pub mod list_groups;

use axum::Json;
use domain::plan::group;
use wire::{FieldCode, FieldProblem, GroupId, GroupOnPlan};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::people::see_timeline::look;
use crate::http::plan::names::Names;
use crate::http::plan::{LOOK, Opened};
use crate::http::state::AppState;
use crate::store::PlanGroupKept;

/// The group's name today; nothing when no such group is known.
pub fn name_of(state: &AppState, group: GroupId) -> Option<String> {
    state.catalogue.index().get(group).map(|entry| entry.record.name)
}

/// The group as whoever asks reads it, once it is remembered that they saw it.
async fn answer(
    state: &AppState,
    caller: &Caller,
    opened: &Opened,
    kept: PlanGroupKept,
) -> Result<Json<GroupOnPlan>, Error> {
    let group = match kept {
        PlanGroupKept::Done(group) | PlanGroupKept::Same(group) => group,
        PlanGroupKept::Different => return Err(Error::Conflict),
        PlanGroupKept::Gone => return Err(Error::NotFound),
        PlanGroupKept::Full => {
            let problem = FieldProblem { field: "groups".to_owned(), code: FieldCode::TooMany };
            return Err(Error::Invalid(vec![problem]));
        }
        PlanGroupKept::Refused(group::Refused::Already) => return Err(Error::MovedOn),
        PlanGroupKept::Refused(group::Refused::NotForThem | group::Refused::NotNow | group::Refused::NotTheirs) => {
            return Err(Error::NotNow);
        }
    };
    look(state, caller, LOOK).await?;
    let name = name_of(state, group.group).unwrap_or_default();
    Ok(Json(Names::new(&state.store, opened).group(group, name).await?))
}
