//! What matters to a person, written together with their team: goals and their steps, groups, and visits to them.
//!
//! The person writes, and the team that works with them. A helper with `see_plan` reads; one who has `write_as_helper` too
//! writes. What may be done with a goal is `domain::plan`'s to say, and the store asks it; here it is worked out who
//! writes, and what a refusal answers:
//!
//! - 409 `moved_on`: it stands there already, because somebody was quicker.
//! - 409 `conflict`: the id was used before for something else, also that of a step.
//! - 422 `not_now`: it cannot be done where the goal or the step stands.
//! - 422 `invalid`: a field is not right, or `goals` or `steps` are `too_many`.

pub mod act_on_goal;
pub mod act_on_step;
pub mod create_goal;
pub mod groups;
pub mod list_goals;
pub mod names;
pub mod tell_host;
pub mod visits;
pub mod week;

use axum::Json;
use chrono::{DateTime, Utc};
use domain::access::Who;
use domain::plan::{goal, step};
use uuid::Uuid;
use wire::{Author, FieldCode, FieldProblem, Goal, Looked, PersonId, Side, StaffId, Stage};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::people::see_timeline::look;
use crate::http::plan::names::Names;
use crate::http::state::AppState;
use crate::http::thread::covered;
use crate::store::{GoalKept, GoalRefused, Holder, Person, Staff, Store};

/// As what a look at a plan is remembered.
pub const LOOK: Looked = Looked::SawPlan;

/// The plan that somebody asks for, and who they are in it.
pub struct Opened {
    pub person: Person,
    /// Whoever asks, as an author is kept: by ids.
    pub by: Author,
}

/// The plan of whoever the path names.
///
/// # Errors
/// [`Error::NotFound`] where there is no such person, and for staff of a team that never worked with them.
pub async fn open(state: &AppState, caller: &Caller, now: DateTime<Utc>) -> Result<Opened, Error> {
    let person = state.store.find_person(caller.person()?).await?.ok_or(Error::NotFound)?;
    let covers_for = match &caller.staff {
        Some(staff) => covered(&state.store, staff, worker(&state.store, staff, person.id).await?, now).await?,
        None => None,
    };
    let by = Author {
        side: match caller.who {
            Who::Own => Side::Person,
            Who::Helper(_) => Side::Helper,
            _ => Side::Staff,
        },
        name: hand(caller).to_string(),
        relation: String::new(),
        covers_for: covers_for.map(|colleague| colleague.id.to_string()).unwrap_or_default(),
    };
    Ok(Opened { person, by })
}

/// The colleague who has this person in somebody's team. Whoever said no to a person has not worked with them, and their
/// plan is not theirs to read.
async fn worker(store: &Store, staff: &Staff, person: PersonId) -> Result<Option<StaffId>, Error> {
    let mut referrals = store.referrals_of_person(person).await?;
    referrals.retain(|referral| {
        referral.merged_into.is_none() && staff.team == Some(referral.team) && referral.stage != Stage::Declined
    });
    // One that goes on before one that is over, and of those the newest.
    let referral = referrals.iter().find(|referral| referral.stage != Stage::Ended).or(referrals.first());
    Ok(referral.ok_or(Error::NotFound)?.worker)
}

/// The id of whoever is signed in.
const fn hand(caller: &Caller) -> Uuid {
    match caller.sign_in.holder {
        Holder::Account(id) => id.0,
        Holder::Staff(id) => id.0,
    }
}

/// The goal as whoever asks reads it, once it is remembered that they saw it.
pub async fn answer(state: &AppState, caller: &Caller, opened: &Opened, kept: GoalKept) -> Result<Json<Goal>, Error> {
    let goal = match kept {
        GoalKept::Done(goal) | GoalKept::Same(goal) => goal,
        GoalKept::Different => return Err(Error::Conflict),
        GoalKept::Gone => return Err(Error::NotFound),
        GoalKept::Refused(refused) => return Err(refusal(refused)),
    };
    look(state, caller, LOOK).await?;
    Ok(Json(Names::new(&state.store, opened).goal(goal).await?))
}

/// How near somebody feels is a measure: nobody who helps answers it in their stead.
pub fn no_score_of_a_helper(by: &Author, field: &str) -> Option<FieldProblem> {
    let is_helper = by.side == Side::Helper;
    is_helper.then(|| FieldProblem { field: field.to_owned(), code: FieldCode::NotOffered })
}

fn refusal(refused: GoalRefused) -> Error {
    let too_many =
        |field: &str| Error::Invalid(vec![FieldProblem { field: field.to_owned(), code: FieldCode::TooMany }]);
    match refused {
        GoalRefused::Goal(goal::Refused::Already) | GoalRefused::Step(step::Refused::Already) => Error::MovedOn,
        GoalRefused::Goal(goal::Refused::GoalsFull) => too_many("goals"),
        GoalRefused::Goal(goal::Refused::StepsFull) | GoalRefused::Step(step::Refused::Full) => too_many("steps"),
        GoalRefused::Goal(goal::Refused::NotNow)
        | GoalRefused::Step(step::Refused::NotNow | step::Refused::GoalRests) => Error::NotNow,
        GoalRefused::Step(step::Refused::NotThere) => Error::NotFound,
    }
}
