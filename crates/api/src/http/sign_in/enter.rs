//! What every way of signing in has in common: a new token, what this browser was before, and who they are now.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use chrono::{DateTime, Utc};
use domain::{contact_point::ContactPoint, device, london, safe_contact, sign_in_life};
use uuid::Uuid;
use wire::{ContactView, HelpingWhom, Life, OwnPerson, SignInId, Somebody, StaffMe, WhoAmI};

use crate::http::authorize::{Known, live};
use crate::http::cookie::{Cookie, Token};
use crate::http::error::Error;
use crate::http::state::AppState;
use crate::store::{Holder, NewSignIn, Person, SignIn, Staff, Store};

/// What a new sign-in is begun with: a token that only the browser will know, and what it was known by before.
pub struct Entry {
    token: Token,
    pub new: NewSignIn,
}

impl Entry {
    /// From the headers of the browser that signs in.
    pub fn of(headers: &HeaderMap) -> Self {
        let token = Token::fresh();
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let new = NewSignIn {
            id: SignInId(Uuid::now_v7()),
            device: device::words_of(agent),
            token: token.digest(),
            before: Cookie::SignIn.of(headers).map(|token| token.digest()),
        };
        Self { token, new }
    }

    /// The sign-in of somebody who has proved who they are by something else than an address.
    pub fn sign_in(&self, holder: Holder, life: Life, now: DateTime<Utc>) -> SignIn {
        SignIn {
            id: self.new.id,
            holder,
            life,
            has_chosen_life: life == Life::Staff,
            device: self.new.device.clone(),
            created_at: now,
            seen_at: now,
            strong_at: now,
        }
    }

    /// The answer: the cookie, and who they are.
    pub async fn answer(self, state: &AppState, sign_in: SignIn, now: DateTime<Utc>) -> Result<Response, Error> {
        let life = sign_in.life;
        let me = who(state, Some(known(&state.store, sign_in, self.new.token, now).await?), now).await?;
        let cookies = AppendHeaders([
            (header::SET_COOKIE, Cookie::SignIn.set(&self.token, keep(life)).map_err(Error::Internal)?),
            (header::SET_COOKIE, Cookie::Asker.clear()),
        ]);
        Ok((cookies, Json(me)).into_response())
    }
}

/// For how long a browser keeps the cookie by itself: only on a device of one's own beyond its closing.
pub fn keep(life: Life) -> Option<Duration> {
    match life {
        Life::Mine => sign_in_life::absolute(life).to_std().ok(),
        Life::Shared | Life::Staff => None,
    }
}

/// Somebody who asks for another proof while signed in keeps the life they chose: the sign-in goes on, fresh, under a new
/// token.
pub async fn carry_life(state: &AppState, entry: &Entry, sign_in: SignIn, now: DateTime<Utc>) -> Result<SignIn, Error> {
    let Some(before) = entry.new.before else { return Ok(sign_in) };
    let Some(earlier) = live(state, &before, now).await? else { return Ok(sign_in) };
    if earlier.holder != sign_in.holder || !earlier.has_chosen_life {
        return Ok(sign_in);
    }
    Ok(SignIn { life: earlier.life, has_chosen_life: true, created_at: earlier.created_at, ..sign_in })
}

async fn known(store: &Store, sign_in: SignIn, token: [u8; 32], now: DateTime<Utc>) -> Result<Known, Error> {
    let (own, staff) = match sign_in.holder {
        Holder::Account(id) => (store.person_of_account(id).await?, None),
        Holder::Staff(id) => (None, store.find_staff(id).await?),
    };
    let is_fresh = sign_in_life::is_fresh(sign_in.strong_at, now);
    Ok(Known { sign_in, token, own, staff, is_fresh })
}

/// Who somebody is, as the app is told.
pub async fn who(state: &AppState, known: Option<Known>, now: DateTime<Utc>) -> Result<WhoAmI, Error> {
    let Some(known) = known else { return Ok(WhoAmI::Nobody) };
    match (&known.staff, known.sign_in.holder) {
        (Some(staff), _) => Ok(WhoAmI::Staff(staff_me(state, &known, staff, now).await?)),
        (None, Holder::Account(_)) => Ok(WhoAmI::Somebody(somebody(state, &known, now).await?)),
        (None, Holder::Staff(_)) => Ok(WhoAmI::Nobody),
    }
}

async fn staff_me(state: &AppState, known: &Known, staff: &Staff, now: DateTime<Utc>) -> Result<StaffMe, Error> {
    let team = match staff.team {
        Some(team) => state.store.find_team(team).await?,
        None => None,
    };
    Ok(StaffMe {
        id: staff.id,
        name: staff.name.clone(),
        role: staff.role,
        team: staff.team,
        team_name: team.map(|team| team.name).unwrap_or_default(),
        passkeys: state.store.count_passkeys(Holder::Staff(staff.id)).await?,
        is_fresh: known.is_fresh,
        is_away: staff.absence.is_some_and(|away| away.from <= london::today(now) && london::today(now) <= away.until),
    })
}

async fn somebody(state: &AppState, known: &Known, now: DateTime<Utc>) -> Result<Somebody, Error> {
    let store = &state.store;
    let Holder::Account(account) = known.sign_in.holder else { return Err(Error::NotFound) };
    let mut helping = Vec::new();
    for grant in store.grants_to(account, london::today(now)).await? {
        let Some(person) = store.find_person(grant.person).await? else { continue };
        helping.push(HelpingWhom {
            grant: grant.id,
            person: person.id,
            name: person.called().to_owned(),
            scopes: grant.scopes,
            ends_on: grant.ends_on,
        });
    }
    let person = match &known.own {
        Some(own) => Some(own_person(store, own, now).await?),
        None => None,
    };
    Ok(Somebody {
        account,
        life: known.sign_in.life,
        is_fresh: known.is_fresh,
        has_chosen_life: known.sign_in.has_chosen_life,
        person,
        helping,
        contacts: contacts(store, account).await?,
        passkeys: store.count_passkeys(known.sign_in.holder).await?,
        has_recovery_words: store.has_recovery_words(account).await?,
    })
}

async fn own_person(store: &Store, own: &Person, now: DateTime<Utc>) -> Result<OwnPerson, Error> {
    let safe = store.safe_contacts(own.id).await?;
    // Asked again when an answer has grown old, and asked at all where nothing was ever said.
    let said = safe.channels.iter().filter_map(|answer| answer.asked_at);
    let is_due = said.clone().next().is_none() || said.into_iter().any(|at| safe_contact::is_stale(Some(at), now));
    let waiting = store.helpers_waiting(own.id).await?.len();
    Ok(OwnPerson {
        id: own.id,
        call_name: own.called().to_owned(),
        is_safe_contact_due: is_due,
        waiting_helpers: u32::try_from(waiting).unwrap_or(u32::MAX),
    })
}

/// Somebody's proved addresses, as they are shown.
pub async fn contacts(store: &Store, account: wire::AccountId) -> Result<Vec<ContactView>, Error> {
    let held = store.contacts_of(account).await?;
    Ok(held
        .into_iter()
        .map(|contact| ContactView {
            id: contact.id,
            kind: contact.kind,
            shown: ContactPoint { kind: contact.kind, value: contact.value }.shown(),
        })
        .collect())
}
