//! The thread of a person with their team: reading it, writing to it, saying that it was read, dates.
//!
//! One address for the person, their helpers and the team; `domain::access` says who may, and what each of them sees of it
//! is worked out here.

pub mod date_file;
pub mod mark_seen;
pub mod see_thread;
pub mod send_message;
pub mod take_date;
pub mod views;

use domain::access::Who;
use domain::london;
use wire::{Scope, Side, StaffId, Stage};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::store::{Hand, Holder, Staff, Store, StoredReferral, Team, ThreadKey};

/// The thread that somebody asks for, and how they stand to it.
pub struct Opened {
    pub key: ThreadKey,
    pub team: Team,
    /// The referral that the thread hangs on.
    pub referral: StoredReferral,
    pub side: Side,
    pub hand: Hand,
    /// A helper who may write, and may not read what others wrote.
    pub sees_own_alone: bool,
    pub may_write: bool,
}

/// The thread of whoever the path names: a person's own is with the team that works with them, a member of staff sees
/// their own team's.
///
/// # Errors
/// [`Error::NotFound`] where nobody has ever been asked.
pub async fn open(store: &Store, caller: &Caller) -> Result<Opened, Error> {
    let person = caller.person()?;
    let wanted = caller.staff.as_ref().map(|staff| staff.team);
    let mut referrals = store.referrals_of_person(person).await?;
    referrals
        .retain(|referral| referral.merged_into.is_none() && wanted.is_none_or(|team| team == Some(referral.team)));
    // One that goes on before one that is over, and of those the newest.
    let is_over = |referral: &StoredReferral| matches!(referral.stage, Stage::Declined | Stage::Ended);
    let at = referrals.iter().position(|referral| !is_over(referral)).unwrap_or(0);
    if referrals.is_empty() {
        return Err(Error::NotFound);
    }
    let referral = referrals.swap_remove(at);
    let team = store.find_team(referral.team).await?;
    let team = team.ok_or_else(|| Error::Internal(anyhow::anyhow!("a referral's team is not there")))?;
    let side = match caller.who {
        Who::Own => Side::Person,
        Who::Helper(_) => Side::Helper,
        _ => Side::Staff,
    };
    let has = |scope| matches!(&caller.who, Who::Helper(scopes) if scopes.contains(&scope));
    Ok(Opened {
        key: ThreadKey { person, team: team.id },
        side,
        hand: match caller.sign_in.holder {
            Holder::Account(id) => Hand::Account(id),
            Holder::Staff(id) => Hand::Staff(id),
        },
        sees_own_alone: side == Side::Helper && !has(Scope::SeeMessages),
        may_write: (side != Side::Helper || has(Scope::WriteAsHelper)) && referral.stage != Stage::Declined,
        referral,
        team,
    })
}

/// The colleague for whom a member of staff stands in today with this person.
pub async fn covered(
    store: &Store,
    staff: &Staff,
    worker: Option<StaffId>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<Staff>, Error> {
    let Some(worker) = worker.filter(|worker| *worker != staff.id) else { return Ok(None) };
    let today = london::today(now);
    Ok(store.find_staff(worker).await?.filter(|worker| {
        worker
            .absence
            .is_some_and(|away| away.cover == staff.id && domain::absence::is_away(away.from, away.until, today))
    }))
}
