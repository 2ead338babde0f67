//! Letters to whoever runs a group, in somebody's own words. The words are kept until the letter has gone or is given up,
//! and no longer; that there was a letter is kept, so that nobody gets too many.

use chrono::{DateTime, TimeDelta, Utc};
use domain::london;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, sea_query::Expr,
};
use wire::{GroupId, HostTold, NoticeKind, PersonId, PlanActId, PlanGroupId};

use super::{
    Result, Store, codes,
    jobs::{JobKind, enqueue},
    notices::{Told, notify},
    people,
    plan_acts::{DoneBefore, find_act, keep_act},
    tables::host_letter::{Column, Entity, Model},
    writing::lock_name,
};

/// How many letters somebody may send in a day, to whichever groups.
const MOST_A_DAY: u64 = 10;
/// How many to one group, or to one address, in [`GROUP_DAYS`]: whoever runs three groups is one reader.
const MOST_A_GROUP: u64 = 3;
const GROUP_DAYS: i64 = 30;

/// By what a letter is known again.
#[derive(Debug, Clone, Copy)]
pub struct HostLetterKey {
    pub id: PlanActId,
    pub person: PersonId,
    /// The group on their plan.
    pub plan_group: PlanGroupId,
    /// The digest of the letter as sent: the same id with another is another letter, and refused.
    pub payload_digest: [u8; 32],
}

/// A letter to be sent.
#[derive(Clone)]
pub struct NewHostLetter {
    pub key: HostLetterKey,
    pub group: GroupId,
    /// What the group is called.
    pub group_name: String,
    /// The group's own e-mail address.
    pub address: String,
    /// Everything that its host reads of whoever writes.
    pub words: String,
}

/// What became of a letter that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostLetterKept {
    New(HostTold),
    /// It had been kept before.
    Same(HostTold),
    /// Its id was used before for something else.
    Different,
    /// The person's record is another by now. Nothing was kept.
    Gone,
    /// They have written as many as may be. Nothing was kept, and the id is free.
    TooMany,
}

/// A letter that waits to be sent.
#[derive(Clone)]
pub struct WaitingHostLetter {
    pub address: String,
    pub group_name: String,
    pub words: String,
}

/// How a letter ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostLetterEnd {
    Sent,
    GivenUp,
}

/// What a letter is called that has not ended.
const WAITING: &str = "waiting";

impl HostLetterEnd {
    const fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::GivenUp => "given_up",
        }
    }
}

impl Store {
    /// A letter that was sent before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_host_letter(&self, key: &HostLetterKey) -> Result<Option<HostLetterKept>> {
        sent_before(&self.db, key).await
    }

    /// Keeps a letter once, however often it is sent, and sees to it that it goes.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn write_to_host(&self, new: &NewHostLetter, now: DateTime<Utc>) -> Result<HostLetterKept> {
        let key = &new.key;
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        // The record comes first, as in every change of a plan.
        if !people::hold(txn, key.person).await? {
            return Ok(HostLetterKept::Gone);
        }
        lock_name(txn, &format!("plan {}", key.person)).await?;
        if let Some(kept) = sent_before(txn, key).await? {
            return Ok(kept);
        }
        if has_written_enough(txn, new, now).await? {
            return Ok(HostLetterKept::TooMany);
        }
        let row = Model {
            id: key.id.to_string(),
            person: key.person.to_string(),
            group_id: new.group.to_string(),
            group_name: new.group_name.clone(),
            address: new.address.clone(),
            words: new.words.clone(),
            at: now.timestamp_millis(),
            outcome: WAITING.to_owned(),
        };
        let told = told(&row)?;
        Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
        keep_act(txn, key.id.0, key.person, &key.plan_group.to_string(), &key.payload_digest, now).await?;
        enqueue(txn, JobKind::WriteToHost, &key.id.to_string(), now).await?;
        writing.commit().await?;
        Ok(HostLetterKept::New(told))
    }

    /// The letter that a job is for; nothing where it has ended, or went with whoever wrote it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn host_letter_to_send(&self, id: PlanActId) -> Result<Option<WaitingHostLetter>> {
        let row = Entity::find_by_id(id.to_string()).filter(Column::Outcome.eq(WAITING)).one(&self.db).await?;
        Ok(row.map(|row| WaitingHostLetter { address: row.address, group_name: row.group_name, words: row.words }))
    }

    /// A letter that waited has gone, or is given up: its words are kept no more. Whoever wrote what is given up is told, and
    /// nobody else is.
    ///
    /// # Errors
    /// When the database fails; then nothing is changed.
    pub async fn end_host_letter(&self, id: PlanActId, end: HostLetterEnd, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let letter = || Entity::find_by_id(id.to_string());
        let Some(row) = letter().one(txn).await? else { return Ok(()) };
        // The record comes first, as in every change of a plan.
        people::hold(txn, codes::id(&row.person)?).await?;
        let ended = Entity::update_many()
            .col_expr(Column::Words, Expr::value(""))
            .col_expr(Column::Outcome, Expr::value(end.code()))
            .filter(Column::Id.eq(id.to_string()))
            .filter(Column::Outcome.eq(WAITING))
            .exec(txn)
            .await?;
        // Read again: the record may have become part of another in the meantime.
        if ended.rows_affected > 0
            && end == HostLetterEnd::GivenUp
            && let Some(row) = letter().one(txn).await?
        {
            let alone = Told { person: codes::id(&row.person)?, helpers: None, except: None };
            notify(txn, &alone, NoticeKind::LetterLost, london::today(now), now).await?;
        }
        writing.commit().await
    }
}

/// An id is used for ever: what somebody else did under it, or another letter, is no key to it. The digest holds the id
/// by which the group was named; that the group has another on the plan by now does not matter.
async fn sent_before(db: &impl ConnectionTrait, key: &HostLetterKey) -> Result<Option<HostLetterKept>> {
    let Some(before) = find_act(db, key.id.0, key.person, &key.payload_digest).await? else { return Ok(None) };
    if matches!(before, DoneBefore::Different) {
        return Ok(Some(HostLetterKept::Different));
    }
    Ok(Some(match Entity::find_by_id(key.id.to_string()).one(db).await? {
        Some(row) => HostLetterKept::Same(told(&row)?),
        None => HostLetterKept::Different,
    }))
}

/// Whether somebody has written as many letters as may be: to this group or its address, or to all.
async fn has_written_enough(db: &impl ConnectionTrait, new: &NewHostLetter, now: DateTime<Utc>) -> Result<bool> {
    let since = |days: i64| (now - TimeDelta::days(days)).timestamp_millis();
    let written = Entity::find().filter(Column::Person.eq(new.key.person.to_string()));
    let today = written.clone().filter(Column::At.gt(since(1))).count(db).await?;
    let is_same = Condition::any().add(Column::GroupId.eq(new.group.to_string())).add(Column::Address.eq(&new.address));
    let to_same = written.filter(is_same).filter(Column::At.gt(since(GROUP_DAYS))).count(db).await?;
    Ok(today >= MOST_A_DAY || to_same >= MOST_A_GROUP)
}

fn told(row: &Model) -> Result<HostTold> {
    Ok(HostTold { to: row.address.clone(), at: codes::instant(row.at)? })
}
