//! `POST /api/staff/invitation/open` and `/finish`: an invited member of staff makes their first passkey. There is no other
//! way in for staff.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{codes, spoken_code};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;
use wire::{FinishPasskey, InvitationOpened, Life, OpenInvitation, PasskeyId, WhoAmI};

use crate::http::account::add_passkey::{name_of, user_of};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::WriteProblems;
use crate::http::sign_in::begin_passkey::{Begun, keep};
use crate::http::sign_in::enter::Entry;
use crate::http::sign_in::finish_passkey::take;
use crate::http::state::AppState;
use crate::store::{self, CeremonyKind, Holder, StoredPasskey};

/// Open an invitation
#[utoipa::path(
    post,
    path = "/api/staff/invitation/open",
    tag = "staff",
    request_body = OpenInvitation,
    responses((status = 200, description = "Whom it is for, and the challenge", body = InvitationOpened), WriteProblems)
)]
pub async fn open_invitation(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(sent): Sent<OpenInvitation>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let token = URL_SAFE_NO_PAD.decode(sent.token.trim()).map_err(|_| Error::NotValid)?;
    let digest: [u8; 32] = Sha256::digest(token).into();
    let code = spoken_code::normalise(&sent.code).ok_or(Error::NotValid)?;
    let invitation = state.store.try_invitation(&digest).await?.ok_or(Error::NotValid)?;
    let is_right: bool = state.pepper.mac("staff", &code).ct_eq(&invitation.code_mac).into();
    let is_tried_out = invitation.tries > i32::try_from(codes::TRIES_A_CODE).unwrap_or(i32::MAX);
    if !is_right || is_tried_out || invitation.is_spent || invitation.expires_at <= now {
        return Err(Error::NotValid);
    }
    let staff = state.store.find_staff(invitation.staff).await?.ok_or(Error::NotValid)?;
    let team = match staff.team {
        Some(team) => state.store.find_team(team).await?,
        None => None,
    };
    let holder = Holder::Staff(staff.id);
    let (options, kept) = state.passkeys.begin_making(user_of(holder), name_of(holder), &[])?;
    let begun = Begun { kind: CeremonyKind::Invited, holder: Some(holder), options, kept };
    let (passkey, cookie) = keep(&state, &headers, begun, now).await?;
    let opened = InvitationOpened {
        name: staff.name,
        role: staff.role,
        team_name: team.map(|team| team.name).unwrap_or_default(),
        passkey,
    };
    Ok(([(header::SET_COOKIE, cookie)], Json(opened)).into_response())
}

/// Take up an invitation with the passkey that was made
#[utoipa::path(
    post,
    path = "/api/staff/invitation/finish",
    tag = "staff",
    request_body = FinishPasskey,
    responses((status = 200, description = "Signed in", body = WhoAmI), WriteProblems)
)]
pub async fn finish_invitation(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(sent): Sent<FinishPasskey>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let ceremony = take(&state, &headers, sent.ceremony, CeremonyKind::Invited, now).await?;
    let Some(Holder::Staff(id)) = ceremony.holder else { return Err(Error::NotValid) };
    let made = state.passkeys.finish_making(&ceremony.state, &sent.credential)?;
    let entry = Entry::of(&headers);
    let passkey = StoredPasskey {
        id: PasskeyId(Uuid::now_v7()),
        holder: Holder::Staff(id),
        credential: made.credential,
        document: made.document,
        label: entry.new.device.clone(),
        is_synced: made.is_synced,
        created_at: now,
    };
    let sign_in = entry.sign_in(Holder::Staff(id), Life::Staff, now);
    match state.store.take_invitation(id, &passkey, &sign_in, &entry.new.token, now).await {
        Ok(true) => {
            // Whoever this browser was before is signed out.
            if let Some(before) = &entry.new.before {
                state.store.end_sign_in_under(before, now).await?;
            }
            entry.answer(&state, sign_in, now).await
        }
        Ok(false) => Err(Error::NotValid),
        Err(store::Error::Conflict) => Err(Error::Taken),
        Err(error) => Err(error.into()),
    }
}
