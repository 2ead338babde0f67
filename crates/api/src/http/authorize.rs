//! Who is asking, how they stand to what they ask for, and whether they may: the one place that decides it, for every
//! route that is not everybody's. A handler behind it takes [`Caller`]; a handler that is not behind it gets none and
//! fails, so that a forgotten guard shuts the door rather than leaving it open.

use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Action, Who, makes_a_way_in, may, needs_fresh};
use domain::{london, sign_in_life};
use wire::{AccountId, PersonId, RecoveryId, ReferralId, StaffId, TeamId};

use crate::http::cookie::{Cookie, Token};
use crate::http::error::Error;
use crate::http::state::AppState;
use crate::store::{Actor, Holder, Person, SignIn, Staff, Store};

/// How old the note of somebody's last request may be before it is written anew.
const NOTE_EVERY: TimeDelta = TimeDelta::seconds(30);

/// Who asks, and has been let through.
#[derive(Debug, Clone)]
pub struct Caller {
    pub sign_in: SignIn,
    /// The digest of their cookie's token.
    pub token: [u8; 32],
    pub who: Who,
    /// The record that is an account's own.
    pub own: Option<Person>,
    pub staff: Option<Staff>,
    pub is_fresh: bool,
    /// What it was decided on.
    pub target: Target,
}

/// What somebody asks for, as far as it is anybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Their own account, or what belongs to no team.
    Oneself,
    Person(PersonId),
    Referral(ReferralId, PersonId, TeamId),
    Team(TeamId),
    Staff(StaffId, Option<TeamId>),
    Recovery(RecoveryId, PersonId),
}

impl Caller {
    /// By what the audit remembers them.
    pub const fn actor(&self) -> Actor {
        match self.sign_in.holder {
            Holder::Account(id) => Actor::Account(id),
            Holder::Staff(id) => Actor::Staff(id),
        }
    }

    /// The account they signed in with.
    ///
    /// # Errors
    /// When they are staff: what is asked for is not there for them.
    pub const fn account(&self) -> Result<AccountId, Error> {
        match self.sign_in.holder {
            Holder::Account(id) => Ok(id),
            Holder::Staff(_) => Err(Error::NotFound),
        }
    }

    /// The member of staff they are.
    ///
    /// # Errors
    /// When they are none.
    pub fn staff(&self) -> Result<&Staff, Error> {
        self.staff.as_ref().ok_or(Error::NotFound)
    }

    /// Whose record it is about.
    ///
    /// # Errors
    /// When the route names nobody.
    pub const fn person(&self) -> Result<PersonId, Error> {
        match self.target {
            Target::Person(id) | Target::Referral(_, id, _) | Target::Recovery(_, id) => Ok(id),
            _ => Err(Error::NotFound),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let caller = parts.extensions.get::<Self>().cloned();
        caller.ok_or_else(|| Error::Internal(anyhow::anyhow!("a route is not guarded")))
    }
}

/// The guard before a route.
pub async fn guard(
    State((state, action)): State<(AppState, Action)>,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    // Looking is written down, and nobody has seen what came without a body.
    if request.method() == Method::HEAD {
        return ([(header::ALLOW, "GET")], Error::MethodNotAllowed).into_response();
    }
    match authorize(&state, action, &params, request.headers()).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

async fn authorize(
    state: &AppState,
    action: Action,
    params: &RawPathParams,
    headers: &HeaderMap,
) -> Result<Caller, Error> {
    let now = state.clock.now();
    let known = who_is(state, headers, now).await?.ok_or(Error::SignedOut)?;
    let target = target(&state.store, params).await?;
    let who = standing(&state.store, &known, target, now).await?;
    if !may(&who, action) {
        // The same answer as for what is not there: nobody learns from it what is.
        return Err(Error::NotFound);
    }
    if needs_fresh(action) && !known.is_fresh {
        let is_shut_out = makes_a_way_in(action) && has_no_way_in(&state.store, &known).await?;
        if !is_shut_out {
            return Err(Error::ConfirmFirst);
        }
    }
    let Known { sign_in, token, own, staff, is_fresh } = known;
    Ok(Caller { sign_in, token, who, own, staff, is_fresh, target })
}

/// Whether nothing is left by which somebody could sign in anew: their words on paper are spent, and there is no other way
/// yet. They cannot be asked to show again who they are.
async fn has_no_way_in(store: &Store, known: &Known) -> Result<bool, Error> {
    let Holder::Account(account) = known.sign_in.holder else { return Ok(false) };
    Ok(store.contacts_of(account).await?.is_empty()
        && store.count_passkeys(known.sign_in.holder).await? == 0
        && !store.has_recovery_words(account).await?)
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Known {
    pub sign_in: SignIn,
    pub token: [u8; 32],
    pub own: Option<Person>,
    pub staff: Option<Staff>,
    pub is_fresh: bool,
}

/// Who sends these headers, and that they were here.
pub async fn who_is(state: &AppState, headers: &HeaderMap, now: DateTime<Utc>) -> Result<Option<Known>, Error> {
    let Some(token) = Cookie::SignIn.of(headers) else { return Ok(None) };
    who_holds(state, &token, now).await
}

/// The account of whoever sends something that nobody has to sign in for, when they are signed in with one.
pub async fn sender(state: &AppState, headers: &HeaderMap, now: DateTime<Utc>) -> Result<Option<AccountId>, Error> {
    let known = who_is(state, headers, now).await?;
    Ok(known.and_then(|known| match known.sign_in.holder {
        Holder::Account(account) => Some(account),
        Holder::Staff(_) => None,
    }))
}

async fn who_holds(state: &AppState, token: &Token, now: DateTime<Utc>) -> Result<Option<Known>, Error> {
    let token = token.digest();
    let Some(sign_in) = live(state, &token, now).await? else { return Ok(None) };
    let (own, staff) = match sign_in.holder {
        Holder::Account(id) => (state.store.person_of_account(id).await?, None),
        Holder::Staff(id) => match state.store.find_staff(id).await? {
            Some(staff) if !staff.has_ended => (None, Some(staff)),
            _ => return Ok(None),
        },
    };
    if now - sign_in.seen_at >= NOTE_EVERY {
        state.store.touch_sign_in(sign_in.id, now).await?;
    }
    let is_fresh = sign_in_life::is_fresh(sign_in.strong_at, now);
    Ok(Some(Known { sign_in, token, own, staff, is_fresh }))
}

/// The sign-in under a token's digest, if it has not ended.
pub async fn live(state: &AppState, token: &[u8; 32], now: DateTime<Utc>) -> Result<Option<SignIn>, Error> {
    let found = state.store.sign_in_under(token).await?;
    Ok(found.filter(|sign_in| !sign_in_life::is_over(sign_in.life, sign_in.created_at, sign_in.seen_at, now)))
}

/// What the path names. What is not there is nobody's.
async fn target(store: &Store, params: &RawPathParams) -> Result<Target, Error> {
    let named = params.iter().find(|(name, _)| matches!(*name, "person" | "referral" | "team" | "staff" | "recovery"));
    let Some((name, id)) = named else { return Ok(Target::Oneself) };
    match name {
        "person" => Ok(Target::Person(parse(id)?)),
        "referral" => {
            let referral = store.find_referral(parse(id)?).await?.ok_or(Error::NotFound)?;
            let person = referral.person.ok_or(Error::NotFound)?;
            Ok(Target::Referral(referral.id, person, referral.team))
        }
        "team" => Ok(Target::Team(parse(id)?)),
        "staff" => {
            let staff = store.find_staff(parse(id)?).await?.filter(|staff| !staff.has_ended);
            let staff = staff.ok_or(Error::NotFound)?;
            Ok(Target::Staff(staff.id, staff.team))
        }
        _ => {
            let recovery = store.find_recovery(parse(id)?).await?.ok_or(Error::NotFound)?;
            Ok(Target::Recovery(recovery.id, recovery.person))
        }
    }
}

fn parse<T: std::str::FromStr>(id: &str) -> Result<T, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// How somebody stands to what they ask for.
pub async fn standing(store: &Store, known: &Known, target: Target, now: DateTime<Utc>) -> Result<Who, Error> {
    match (&known.staff, known.sign_in.holder) {
        (Some(staff), _) => {
            let is_of_team = match target {
                Target::Oneself => false,
                Target::Person(person) | Target::Recovery(_, person) => match staff.team {
                    Some(team) => store.is_of_team(person, team).await?,
                    None => false,
                },
                Target::Referral(_, _, team) | Target::Team(team) => staff.team == Some(team),
                Target::Staff(_, team) => team.is_some() && staff.team == team,
            };
            let is_self = match target {
                Target::Oneself => true,
                Target::Staff(id, _) => id == staff.id,
                _ => false,
            };
            Ok(Who::Staff { role: staff.role, is_of_team, is_self })
        }
        (None, Holder::Account(account)) => {
            let person = match target {
                Target::Oneself => return Ok(Who::Own),
                Target::Person(person) | Target::Referral(_, person, _) | Target::Recovery(_, person) => person,
                Target::Team(_) | Target::Staff(..) => return Ok(Who::Stranger),
            };
            if known.own.as_ref().is_some_and(|own| own.id == person) {
                return Ok(Who::Own);
            }
            let grants = store.grants_to(account, london::today(now)).await?;
            let scopes: Vec<_> =
                grants.into_iter().filter(|grant| grant.person == person).flat_map(|grant| grant.scopes).collect();
            Ok(if scopes.is_empty() { Who::Stranger } else { Who::Helper(scopes) })
        }
        (None, Holder::Staff(_)) => Ok(Who::Nobody),
    }
}
