//! Promises that are watched: on their day, and once they are missed.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::london;
use sea_orm::{DatabaseTransaction, EntityTrait};
use wire::{NoticeKind, PersonId, ReferralId, Scope, Stage, TeamId};

use super::{
    Result, Store,
    changes::{About, Whom, tell},
    codes,
    entity::referral,
    jobs::{JobKind, enqueue_at},
    notices::{Told, notify},
};

/// The two looks at a promise.
const DUE: &str = "due";
const MISSED: &str = "missed";

/// What has become of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// Somebody has been in touch, or it was promised anew.
    Settled,
    /// It is due today, by this team.
    Due(TeamId),
    Missed(TeamId),
}

/// Sees to it that a promise is looked at on the morning of its day, and after it.
pub(super) async fn watch_promise(
    txn: &DatabaseTransaction,
    referral: ReferralId,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let morning = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let after = day.succ_opt().unwrap_or(day);
    for (what, at) in [(DUE, day.and_time(morning)), (MISSED, after.and_time(NaiveTime::MIN))] {
        let at = london::instant(at);
        if at > now {
            enqueue_at(txn, JobKind::Promise, &format!("{referral} {day} {what}"), at).await?;
        }
    }
    Ok(())
}

impl Store {
    /// What has become of the promise that a job is for; whoever waits is told when it is missed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_at_promise(&self, job_about: &str, now: DateTime<Utc>) -> Result<Promise> {
        let mut parts = job_about.split(' ');
        let (Some(id), Some(day), Some(what)) = (parts.next(), parts.next(), parts.next()) else {
            return Ok(Promise::Settled);
        };
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let row = referral::Entity::find_by_id(id.to_owned()).one(txn).await?;
        let Some(row) =
            row.filter(|row| row.promised_by == day && row.merged_into.is_none() && row.paused_until.is_none())
        else {
            return Ok(Promise::Settled);
        };
        let stage: Stage = codes::from_code(&row.stage)?;
        if !matches!(stage, Stage::Sent | Stage::Seen | Stage::Accepted) {
            return Ok(Promise::Settled);
        }
        let team = codes::id(&row.team)?;
        // A look that comes too late is the other one's.
        let is_over = london::today(now) > codes::date(day)?;
        if what == DUE {
            return Ok(if is_over { Promise::Settled } else { Promise::Due(team) });
        }
        if !is_over {
            return Ok(Promise::Settled);
        }
        tell(txn, About::Desk, Whom::Team(team), now).await?;
        if let Some(person) = row.person.as_deref() {
            let person: PersonId = codes::id(person)?;
            tell(txn, About::Referral, Whom::Person(person), now).await?;
            let told = Told { person, helpers: Some(Scope::SeePlan), except: None };
            notify(txn, &told, NoticeKind::PromiseMissed, london::today(now), now).await?;
        }
        writing.commit().await?;
        Ok(Promise::Missed(team))
    }
}
