//! `POST /api/people/{person}/helpers/invite`: makes a code that is said or shown to somebody, who takes it up under
//! their own sign-in.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::spoken_code;
use fast_qr::QRBuilder;
use wire::{FieldCode, FieldProblem, HelperInvitation, HelperInvitationId, InviteHelper, PersonId};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::OwnWriteProblems;
use crate::http::people::grant_help::hold;
use crate::http::state::AppState;
use crate::random;
use crate::store::{Deed, INVITATION_LIFE, NewGrant, NewHelperInvitation};

/// The longest name and relation, in characters.
const NAME: usize = 100;
/// How many invitations may be open at once.
const MOST: usize = 10;

/// Invite a helper
#[utoipa::path(
    post,
    path = "/api/people/{person}/helpers/invite",
    tag = "helpers",
    params(("person" = PersonId, Path, description = "Whose helper")),
    request_body = InviteHelper,
    responses((status = 200, description = "The code, shown this once", body = HelperInvitation), OwnWriteProblems)
)]
pub async fn invite_helper(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<InviteHelper>,
) -> Result<Json<HelperInvitation>, Error> {
    let (person, now) = (caller.person()?, state.clock.now());
    hold(&sent.terms, now)?;
    let grant = NewGrant {
        person,
        name: named("name", &sent.name)?,
        relation: named("relation", &sent.relation)?,
        terms: sent.terms,
        how: String::new(),
        recorded_by: None,
    };
    Ok(Json(invite(&state, sent.id, grant, None, now).await?))
}

/// Makes an invitation and its code.
pub async fn invite(
    state: &AppState,
    id: HelperInvitationId,
    grant: NewGrant,
    deed: Option<Deed>,
    now: DateTime<Utc>,
) -> Result<HelperInvitation, Error> {
    if state.store.invitations_of(grant.person, now).await?.len() >= MOST {
        return Err(Error::NotNow);
    }
    let code = spoken_code::from_bits(u64::from_le_bytes(random::bytes()));
    let plain = spoken_code::normalise(&code).unwrap_or_default();
    let expires_at = now + INVITATION_LIFE;
    let code_mac = state.pepper.mac("helper", &plain);
    state.store.invite_helper(&NewHelperInvitation { id, grant, code_mac, expires_at }, deed, now).await?;
    // After `#`, so that it reaches no server's log.
    let address = format!("{}/me/become-helper#{code}", state.origin);
    Ok(HelperInvitation { id, code, expires_at, qr: qr(&address) })
}

/// A text that has to be there and not be too long.
pub fn named(field: &str, text: &str) -> Result<String, Error> {
    let text: String = text.trim().chars().filter(|letter| !letter.is_control()).collect();
    let code = match text.chars().count() {
        0 => FieldCode::Missing,
        count if count > NAME => FieldCode::TooLong,
        _ => return Ok(text),
    };
    Err(Error::Invalid(vec![FieldProblem { field: field.to_owned(), code }]))
}

/// The rows of a QR code; none where the address is too long for one, and then the code is typed.
fn qr(address: &str) -> Vec<String> {
    let Ok(code) = QRBuilder::new(address).build() else { return Vec::new() };
    (0..code.size)
        .map(|row| code[row].iter().take(code.size).map(|module| if module.value() { '1' } else { '0' }).collect())
        .collect()
}
