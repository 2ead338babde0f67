//! Promises that are watched: on their day, and once they are missed. One that was missed is promised anew, and watched
//! again, until somebody has been in touch.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::london;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use wire::{NoticeKind, PersonId, ReferralId, Scope, Stage, TeamId};

use super::{
    Result, Store,
    changes::{About, Whom, tell},
    codes,
    entity::referral,
    jobs::{JobKind, enqueue_at, enqueue_once},
    notices::{Told, notify},
    staff::leads_to_write_to,
    tables::notice,
    writing::lock_name,
};

/// The two looks at a promise.
const DUE: &str = "due";
const MISSED: &str = "missed";

/// Whoever waits hears of the first miss, and of later ones no more often than this: it is not for them to be reminded.
const TOLD_AGAIN: TimeDelta = TimeDelta::days(7);

/// Sees to it that a promise is looked at on the morning of its day, and after it.
pub(super) async fn watch_promise(
    txn: &DatabaseTransaction,
    referral: ReferralId,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let morning = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    look_at(txn, referral, day, DUE, london::instant(day.and_time(morning)), now).await?;
    watch_for_miss(txn, referral, day, now).await
}

/// Sees to it that a promise is looked at once its day is over.
async fn watch_for_miss(
    txn: &DatabaseTransaction,
    referral: ReferralId,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let after = day.succ_opt().unwrap_or(day);
    look_at(txn, referral, day, MISSED, london::instant(after.and_time(NaiveTime::MIN)), now).await
}

async fn look_at(
    txn: &DatabaseTransaction,
    referral: ReferralId,
    day: NaiveDate,
    what: &str,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    if at <= now {
        return Ok(());
    }
    enqueue_at(txn, JobKind::Promise, &format!("{referral} {day} {what}"), at).await
}

/// Whether somebody still has to be in touch for the first time.
fn is_waiting(row: &referral::Model) -> Result<bool> {
    let stage: Stage = codes::from_code(&row.stage)?;
    let is_before = matches!(stage, Stage::Sent | Stage::Seen | Stage::Accepted);
    Ok(is_before && row.merged_into.is_none() && row.paused_until.is_none())
}

impl Store {
    /// Looks at the promise that a job is for. On its day the team is written to. Where it is missed, `anew` is promised and
    /// watched, the team and its leads are written to, and whoever waits is told.
    ///
    /// # Errors
    /// When the database fails; then nothing is done.
    pub async fn look_at_promise(&self, job_about: &str, anew: NaiveDate, now: DateTime<Utc>) -> Result<()> {
        let mut parts = job_about.split(' ');
        let (Some(id), Some(day), Some(what)) = (parts.next(), parts.next(), parts.next()) else { return Ok(()) };
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        // As an act on it does, so that neither writes over the other.
        lock_name(txn, id).await?;
        let Some(row) = referral::Entity::find_by_id(id.to_owned()).one(txn).await? else { return Ok(()) };
        // The day that holds now. A look for any other is one of before, or was done already.
        let holds = row.promised_anew.as_ref().unwrap_or(&row.promised_by);
        if holds != day || !is_waiting(&row)? {
            return Ok(());
        }
        // A look that comes too late is the other one's.
        let is_over = london::today(now) > codes::date(day)?;
        match (what, is_over) {
            (DUE, false) => enqueue_once(txn, JobKind::WriteToTeam, &row.team, now).await?,
            (MISSED, true) => miss(txn, &row, anew, now).await?,
            _ => return Ok(()),
        }
        writing.commit().await
    }
}

/// Everything that follows from a promise that was missed.
async fn miss(txn: &DatabaseTransaction, row: &referral::Model, anew: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    let team: TeamId = codes::id(&row.team)?;
    referral::Entity::update_many()
        .col_expr(referral::Column::PromisedAnew, Expr::value(anew.to_string()))
        .filter(referral::Column::Id.eq(&row.id))
        .exec(txn)
        .await?;
    watch_for_miss(txn, codes::id(&row.id)?, anew, now).await?;
    // One letter says that there is something new, of however many referrals.
    enqueue_once(txn, JobKind::WriteToTeam, &row.team, now).await?;
    for lead in leads_to_write_to(txn, team).await? {
        enqueue_once(txn, JobKind::WriteToLead, &lead, now).await?;
    }
    tell(txn, About::Desk, Whom::Team(team), now).await?;
    let Some(person) = row.person.as_deref() else { return Ok(()) };
    let person: PersonId = codes::id(person)?;
    tell(txn, About::Referral, Whom::Person(person), now).await?;
    if row.promised_anew.is_none() || !was_told_since(txn, person, now - TOLD_AGAIN).await? {
        let told = Told { person, helpers: Some(Scope::SeePlan), except: None };
        notify(txn, &told, NoticeKind::PromiseMissed, london::today(now), now).await?;
    }
    Ok(())
}

/// Whether anybody was told of a missed promise of this person after an instant.
async fn was_told_since(txn: &DatabaseTransaction, person: PersonId, since: DateTime<Utc>) -> Result<bool> {
    let told = notice::Entity::find()
        .filter(notice::Column::Person.eq(person.to_string()))
        .filter(notice::Column::Kind.eq(codes::code(&NoticeKind::PromiseMissed)?))
        .filter(notice::Column::At.gt(since.timestamp_millis()))
        .one(txn)
        .await?;
    Ok(told.is_some())
}
