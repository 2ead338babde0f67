//! What people answered to the measures, kept once; and when they are told that the next answers are due.
//!
//! When that is, is the domain's to say. What is told goes to the person alone: not even that there is a check-in is
//! for a helper to know.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use domain::london;
use domain::measure::{self, BETWEEN_DAYS, History};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr,
};
use wire::{AccountId, CheckIn, CheckInId, CheckInMoment, KeepCheckIn, NoticeKind, PersonId, Stage};

use super::{
    Error, Moved, Result, Store,
    changes::{About, Whom, tell},
    codes,
    entity::referral,
    jobs::{JobKind, enqueue_instead, rename_jobs},
    notices::{Told, notify, open_of_kind},
    people,
    tables::{
        check_in::{Column, Entity, Model},
        notice, person,
    },
    writing::lock_name,
};

/// A check-in to keep.
pub struct NewCheckIn<'a> {
    pub person: PersonId,
    /// Whose sign-in it came by: their own.
    pub account: AccountId,
    pub sent: &'a KeepCheckIn,
    /// Of everything that was sent, and by whom: the same id with another is another check-in, and refused.
    pub payload_digest: [u8; 32],
}

/// What became of a check-in that was sent.
pub enum CheckInKept {
    New(CheckIn),
    /// It had been kept before.
    Same(CheckIn),
    /// Its id was used before for another.
    Different,
    /// The person's record is another by now. Nothing was kept.
    Gone,
}

impl Store {
    /// A check-in that was sent before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_check_in(&self, id: CheckInId, payload_digest: &[u8; 32]) -> Result<Option<CheckInKept>> {
        let row = Entity::find_by_id(id.to_string()).one(&self.db).await?;
        row.map(|row| again(row, payload_digest)).transpose()
    }

    /// Keeps a check-in once, however often it is sent. What told that it was due is opened, and the next one is looked
    /// forward to.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn keep_check_in(&self, new: &NewCheckIn<'_>, now: DateTime<Utc>) -> Result<CheckInKept> {
        let NewCheckIn { person, account, sent, .. } = *new;
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock(txn, person).await?;
        if let Some(row) = Entity::find_by_id(sent.id.to_string()).one(txn).await? {
            return again(row, &new.payload_digest);
        }
        if !people::hold(txn, person).await? {
            return Ok(CheckInKept::Gone);
        }
        let earlier = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .filter(Column::Measure.eq(&sent.measure))
            .one(txn)
            .await?;
        let row = Model {
            id: sent.id.to_string(),
            person: person.to_string(),
            measure: sent.measure.clone(),
            version: i32::from(sent.version),
            day: sent.day.to_string(),
            moment: codes::code(&measure::moment(earlier.is_some(), sent.is_closing))?,
            answers: serde_json::to_string(&sent.answers).map_err(|error| Error::Other(error.into()))?,
            payload_digest: codes::hex(&new.payload_digest),
            kept_at: now.timestamp_millis(),
        };
        Entity::insert(row.clone().into_active_model()).exec_without_returning(txn).await?;
        open_of_kind(txn, account, person, NoticeKind::CheckInDue, now).await?;
        if let Some(look) = look(txn, person, now).await? {
            let tomorrow = look.today.succ_opt().unwrap_or(look.today);
            if let Some(day) = measure::tell_on(look.next, look.told, tomorrow) {
                enqueue_instead(txn, JobKind::CheckIn, &person.to_string(), morning(day)).await?;
            }
        }
        for team in teams_of(txn, person).await? {
            tell(txn, About::Desk, Whom::Team(codes::id(&team)?), now).await?;
        }
        writing.commit().await?;
        Ok(CheckInKept::New(read(row)?))
    }

    /// A person's check-ins, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_ins_of(&self, person: PersonId) -> Result<Vec<CheckIn>> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .order_by_asc(Column::Day)
            .order_by_asc(Column::KeptAt)
            .order_by_asc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// Looks whether somebody's next check-in is due, and tells them. When to look again, if that is known already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_at_check_in(&self, person: PersonId, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock(txn, person).await?;
        if !people::hold(txn, person).await? {
            return Ok(None);
        }
        let Some(Look { next, told, today, account }) = look(txn, person, now).await? else { return Ok(None) };
        if account.is_none() {
            // Nobody can be told yet. Whoever signs in later is not left out.
            return Ok(today.checked_add_days(Days::new(BETWEEN_DAYS)).map(morning));
        }
        let is_due = measure::may_tell(next, told, today);
        if is_due {
            let alone = Told { person, helpers: None, except: None };
            notify(txn, &alone, NoticeKind::CheckInDue, today, now).await?;
            writing.commit().await?;
        }
        let told = if is_due { Some(today) } else { told };
        Ok(today.succ_opt().and_then(|from| measure::tell_on(next, told, from)).map(morning))
    }
}

/// What is looked at to see whether somebody is told.
struct Look {
    next: measure::NextCheckIn,
    /// The day of the last notice.
    told: Option<NaiveDate>,
    today: NaiveDate,
    account: Option<String>,
}

/// Nothing where no check-in is to come: nobody works with them, they rest, or all was given.
async fn look(txn: &DatabaseTransaction, person: PersonId, now: DateTime<Utc>) -> Result<Option<Look>> {
    let Some(history) = history(txn, person).await? else { return Ok(None) };
    let Some(next) = measure::next(&history) else { return Ok(None) };
    let row = person::Entity::find_by_id(person.to_string()).one(txn).await?;
    let account = row.and_then(|row| row.account);
    let told = match &account {
        Some(account) => last_told(txn, person, account).await?,
        None => None,
    };
    Ok(Some(Look { next, told, today: london::today(now), account }))
}

async fn last_told(txn: &DatabaseTransaction, person: PersonId, account: &str) -> Result<Option<NaiveDate>> {
    let last = notice::Entity::find()
        .filter(notice::Column::Person.eq(person.to_string()))
        .filter(notice::Column::Account.eq(account))
        .filter(notice::Column::Kind.eq(codes::code(&NoticeKind::CheckInDue)?))
        .order_by_desc(notice::Column::At)
        .one(txn)
        .await?;
    last.map(|row| Ok(london::today(codes::instant(row.at)?))).transpose()
}

/// What is known of somebody's check-ins, whichever measure they were given to. Nothing while all that goes on rests, and
/// where nobody has ever worked with them.
async fn history(txn: &DatabaseTransaction, person: PersonId) -> Result<Option<History>> {
    let (working, ended) = (codes::code(&Stage::WorkingTogether)?, codes::code(&Stage::Ended)?);
    let rows = referral::Entity::find()
        .filter(referral::Column::Person.eq(person.to_string()))
        .filter(referral::Column::MergedInto.is_null())
        .filter(referral::Column::Stage.is_in([working.clone(), ended.clone()]))
        .all(txn)
        .await?;
    let has_work = rows.iter().any(|row| row.stage == working);
    let going: Vec<NaiveDate> = rows
        .iter()
        .filter(|row| row.stage == working && row.paused_until.is_none())
        .map(stands_since)
        .collect::<Result<_>>()?;
    let over: Vec<NaiveDate> = rows.iter().filter(|row| row.stage == ended).map(stands_since).collect::<Result<_>>()?;
    let (began, ended) = match (going.into_iter().min(), over.into_iter().max()) {
        // One that goes on is asked about, whatever else has ended.
        (Some(began), _) => (began, None),
        (None, Some(ended)) if !has_work => (ended, Some(ended)),
        _ => return Ok(None),
    };
    let last = Entity::find()
        .filter(Column::Person.eq(person.to_string()))
        .order_by_desc(Column::Day)
        .order_by_desc(Column::Id)
        .one(txn)
        .await?;
    let last = last.map(|row| codes::date(&row.day)).transpose()?;
    // What was given on the day on which it ended, or later, says how they were then, however it was asked for.
    let has_closing = ended.is_some_and(|ended| last.is_some_and(|last| last >= ended));
    Ok(Some(History { began, last, ended, has_closing }))
}

fn stands_since(row: &referral::Model) -> Result<NaiveDate> {
    Ok(london::today(codes::instant(row.stage_since)?))
}

/// The work together has begun, goes on after a rest, or has ended: sees to it that what is due then is looked at.
pub(super) async fn follow_work(
    txn: &DatabaseTransaction,
    person: PersonId,
    moved: &Moved,
    now: DateTime<Utc>,
) -> Result<()> {
    let has_worked = moved.seen_stage == Stage::WorkingTogether;
    let at = match moved.stage {
        // Not at once: they have just been told that the work begins.
        Stage::WorkingTogether if !has_worked || moved.paused_until == Some(None) => {
            london::today(now).succ_opt().map(morning)
        }
        // At once, so that it comes with the notice that it has ended, and not as one more.
        Stage::Ended if has_worked => Some(now),
        _ => None,
    };
    match at {
        Some(at) => enqueue_instead(txn, JobKind::CheckIn, &person.to_string(), at).await,
        None => Ok(()),
    }
}

/// Two records become one, and so do their check-ins. Of each measure the first that was kept is the baseline.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Person, Expr::value(into.to_string()))
        .filter(Column::Person.eq(from.to_string()))
        .exec(txn)
        .await?;
    let baselines = Entity::find()
        .filter(Column::Person.eq(into.to_string()))
        .filter(Column::Moment.eq(codes::code(&CheckInMoment::Baseline)?))
        .order_by_asc(Column::KeptAt)
        .order_by_asc(Column::Id)
        .all(txn)
        .await?;
    let is_later = |at: usize, row: &Model| baselines[..at].iter().any(|first| first.measure == row.measure);
    let later: Vec<String> =
        baselines.iter().enumerate().filter(|(at, row)| is_later(*at, row)).map(|(_, row)| row.id.clone()).collect();
    if !later.is_empty() {
        Entity::update_many()
            .col_expr(Column::Moment, Expr::value(codes::code(&CheckInMoment::Between)?))
            .filter(Column::Id.is_in(later))
            .exec(txn)
            .await?;
    }
    rename_jobs(txn, JobKind::CheckIn, &from.to_string(), &into.to_string()).await
}

/// Of two check-ins of one person the second sees the first.
async fn lock(txn: &DatabaseTransaction, person: PersonId) -> Result<()> {
    lock_name(txn, &format!("check-ins {person}")).await
}

async fn teams_of(txn: &DatabaseTransaction, person: PersonId) -> Result<Vec<String>> {
    let rows = referral::Entity::find()
        .filter(referral::Column::Person.eq(person.to_string()))
        .filter(referral::Column::MergedInto.is_null())
        .filter(referral::Column::Stage.ne(codes::code(&Stage::Declined)?))
        .all(txn)
        .await?;
    let mut teams: Vec<String> = rows.into_iter().map(|row| row.team).collect();
    teams.sort_unstable();
    teams.dedup();
    Ok(teams)
}

/// When somebody is told of a check-in that is due on this day.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    london::instant(day.and_time(NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default()))
}

fn again(row: Model, payload_digest: &[u8; 32]) -> Result<CheckInKept> {
    let is_same = row.payload_digest == codes::hex(payload_digest);
    Ok(if is_same { CheckInKept::Same(read(row)?) } else { CheckInKept::Different })
}

pub(super) fn read(row: Model) -> Result<CheckIn> {
    Ok(CheckIn {
        id: codes::id(&row.id)?,
        version: u16::try_from(row.version).map_err(|error| Error::Other(error.into()))?,
        day: codes::date(&row.day)?,
        moment: codes::from_code(&row.moment)?,
        answers: serde_json::from_str(&row.answers)
            .map_err(|_| Error::Other(anyhow::anyhow!("the check-in {} cannot be read", row.id)))?,
        measure: row.measure,
    })
}
