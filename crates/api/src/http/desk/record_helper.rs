//! `POST /api/desk/people/{person}/helpers`: a link worker writes down what a person without a device said to their face.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;
use wire::{FieldCode, FieldProblem, HelperInvitationId, Looked, PersonId, RecordHelper, RecordedHelper};

use crate::http::authorize::Caller;
use crate::http::desk::list_waiting::deed;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::people::grant_help::hold;
use crate::http::people::invite_helper::{invite, named};
use crate::http::state::AppState;
use crate::store::NewGrant;

/// The longest account of how the person said so, in characters.
const HOW: usize = 1_000;

/// Record a yes that was said face to face
#[utoipa::path(
    post,
    path = "/api/desk/people/{person}/helpers",
    tag = "desk",
    params(("person" = PersonId, Path, description = "The person")),
    request_body = RecordHelper,
    responses(
        (status = 200, description = "Granted, or the code to hand to the helper", body = RecordedHelper),
        OwnWriteProblems
    )
)]
pub async fn record_helper(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<RecordHelper>,
) -> Result<Json<RecordedHelper>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    hold(&sent.terms, now)?;
    let how = sent.how.trim();
    let wrong = match how.chars().count() {
        0 => Some(FieldCode::Missing),
        count if count > HOW => Some(FieldCode::TooLong),
        _ => None,
    };
    if let Some(code) = wrong {
        return Err(Error::Invalid(vec![FieldProblem { field: "how".to_owned(), code }]));
    }
    let deed = deed(&caller, person, Looked::RecordedHelper);
    let mut new = NewGrant {
        person,
        name: sent.name,
        relation: sent.relation,
        terms: sent.terms,
        how: how.to_owned(),
        recorded_by: Some(caller.staff()?.id),
    };
    match sent.referral {
        Some(referral) => {
            let waiting = state.store.helpers_waiting(person).await?;
            let asked = waiting.into_iter().find(|asked| asked.id == referral).ok_or(Error::NotFound)?;
            new.name = asked.answers.helper_name;
            new.relation = asked.answers.helper_relation;
            let grant = state.store.accept_helper(&new, referral, Some(deed), now).await?;
            Ok(Json(RecordedHelper::Granted(grant)))
        }
        None => {
            new.name = named("name", &new.name)?;
            new.relation = named("relation", &new.relation)?;
            let id = HelperInvitationId(Uuid::now_v7());
            Ok(Json(RecordedHelper::Invited(invite(&state, id, new, Some(deed), now).await?)))
        }
    }
}
