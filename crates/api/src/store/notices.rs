//! What is worth telling somebody: kept for them in the transaction that causes it, whatever becomes of telling. A round
//! tells somebody of everything that is new, once, over one channel after the other; while it goes on, more of what is
//! new begins no other.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;
use wire::{AccountId, Channel, NoticeChoice, NoticeId, NoticeKind, PersonId, Scope};

use super::{
    Result, Store,
    changes::{About, Whom, tell},
    codes,
    jobs::{JobKind, enqueue_at},
    tables::{delivery, helper_grant, notice, notice_choice, notice_round, person as people},
    writing::lock_name,
};

/// Nobody is told again for so long after a round that nobody took up.
const REST: TimeDelta = TimeDelta::hours(12);
/// How many tests somebody may ask for within a day: texts cost money.
const TESTS_A_DAY: usize = 10;
/// How many notices the inbox shows.
const SHOWN: u64 = 100;

/// A notice as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNotice {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
    pub is_new: bool,
}

/// Telling somebody of what is new, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    pub account: AccountId,
    pub started_at: DateTime<Utc>,
    /// The channels that it went over or was given up on, and when.
    pub tried: Vec<(Channel, DateTime<Utc>)>,
    /// How often the channel that is next has failed.
    pub failures: u32,
}

/// What became of an attempt over one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    HandedOver,
    /// Refused for good.
    Refused,
    /// Tried for four hours, in vain.
    GivenUp,
    /// A test that somebody asked for.
    Test,
}

/// Who is told.
pub(super) struct Told {
    pub person: PersonId,
    /// What a helper has to be allowed to be told too; nothing for the person alone.
    pub helpers: Option<Scope>,
    /// Whoever caused it knows.
    pub except: Option<AccountId>,
}

/// Keeps a notice for a person, and for those of their helpers who may know of it.
pub(super) async fn notify(
    txn: &DatabaseTransaction,
    told: &Told,
    kind: NoticeKind,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut accounts = Vec::new();
    let person = people::Entity::find_by_id(told.person.to_string()).one(txn).await?;
    if let Some(account) = person.and_then(|person| person.account) {
        accounts.push(account);
    }
    if let Some(scope) = told.helpers {
        let scope = codes::code(&scope)?;
        let grants = helper_grant::Entity::find()
            .filter(helper_grant::Column::Person.eq(told.person.to_string()))
            .filter(helper_grant::Column::RevokedAt.is_null())
            .filter(helper_grant::Column::EndsOn.gte(today.to_string()))
            .all(txn)
            .await?;
        accounts.extend(grants.into_iter().filter(|grant| grant.scopes.contains(&scope)).filter_map(|row| row.account));
    }
    accounts.sort_unstable();
    accounts.dedup();
    for account in accounts {
        let account: AccountId = codes::id(&account)?;
        if told.except != Some(account) {
            notify_account(txn, account, Some(told.person), kind, now).await?;
        }
    }
    Ok(())
}

/// Keeps a notice for one account, and sees to it that they are told.
pub(super) async fn notify_account(
    txn: &DatabaseTransaction,
    account: AccountId,
    person: Option<PersonId>,
    kind: NoticeKind,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = notice::Model {
        id: Uuid::now_v7().to_string(),
        account: account.to_string(),
        person: person.map(|id| id.to_string()),
        kind: codes::code(&kind)?,
        at: now.timestamp_millis(),
        opened_at: None,
    };
    notice::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    tell(txn, About::Notices, Whom::Account(account), now).await?;
    begin_round(txn, account, now).await
}

async fn begin_round(txn: &DatabaseTransaction, account: AccountId, now: DateTime<Utc>) -> Result<()> {
    use notice_round::{Column, Entity, Model};

    lock_name(txn, &format!("round {account}")).await?;
    let before = Entity::find_by_id(account.to_string()).one(txn).await?;
    let starts_at = match before {
        Some(Model { ended_at: None, .. }) => return Ok(()),
        // Told and not taken up: the next time is after a rest. Where nothing could go out there is none to keep.
        Some(Model { ended_at: Some(ended), tried, .. }) if tried != "[]" => codes::instant(ended)? + REST,
        _ => now,
    }
    .max(now);
    let row = Model {
        account: account.to_string(),
        started_at: starts_at.timestamp_millis(),
        tried: "[]".to_owned(),
        failures: 0,
        ended_at: None,
    };
    Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::column(Column::Account)
                .update_columns([Column::StartedAt, Column::Tried, Column::Failures, Column::EndedAt])
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    enqueue_at(txn, JobKind::Tell, &about(account, starts_at), starts_at).await
}

/// A job names its round by when it began, so that a job of an earlier one does nothing.
fn about(account: AccountId, started_at: DateTime<Utc>) -> String {
    format!("{account} {}", started_at.timestamp_millis())
}

/// Somebody has read a thread, or given a check-in: what told of it is opened. Nobody goes on telling when nothing else
/// is new.
pub(super) async fn open_of_kind(
    txn: &DatabaseTransaction,
    account: AccountId,
    person: PersonId,
    kind: NoticeKind,
    now: DateTime<Utc>,
) -> Result<()> {
    lock_name(txn, &format!("round {account}")).await?;
    let opened = notice::Entity::update_many()
        .col_expr(notice::Column::OpenedAt, Expr::value(now.timestamp_millis()))
        .filter(notice::Column::Account.eq(account.to_string()))
        .filter(notice::Column::Person.eq(person.to_string()))
        .filter(notice::Column::Kind.eq(codes::code(&kind)?))
        .filter(notice::Column::OpenedAt.is_null())
        .exec(txn)
        .await?;
    if opened.rows_affected > 0 {
        tell(txn, About::Notices, Whom::Account(account), now).await?;
    }
    end_if_nothing_is_new(txn, account).await
}

async fn end_if_nothing_is_new(txn: &DatabaseTransaction, account: AccountId) -> Result<()> {
    let is_new = notice::Entity::find()
        .filter(notice::Column::Account.eq(account.to_string()))
        .filter(notice::Column::OpenedAt.is_null())
        .one(txn)
        .await?;
    if is_new.is_none() {
        notice_round::Entity::delete_by_id(account.to_string()).exec(txn).await?;
    }
    Ok(())
}

/// A helper helps no more: what was new of that person is theirs to know no longer.
pub(super) async fn forget_notices(txn: &DatabaseTransaction, account: AccountId, person: PersonId) -> Result<()> {
    lock_name(txn, &format!("round {account}")).await?;
    notice::Entity::delete_many()
        .filter(notice::Column::Account.eq(account.to_string()))
        .filter(notice::Column::Person.eq(person.to_string()))
        .filter(notice::Column::Kind.ne(codes::code(&NoticeKind::Helper)?))
        .exec(txn)
        .await?;
    end_if_nothing_is_new(txn, account).await
}

impl Store {
    /// Ends telling somebody for whom nothing is new any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_if_nothing_is_new(&self, account: AccountId) -> Result<()> {
        let writing = self.begin_write().await?;
        lock_name(&writing.txn, &format!("round {account}")).await?;
        end_if_nothing_is_new(&writing.txn, account).await?;
        writing.commit().await
    }

    /// The latest notices of an account, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notices_of(&self, account: AccountId) -> Result<Vec<StoredNotice>> {
        let rows = notice::Entity::find()
            .filter(notice::Column::Account.eq(account.to_string()))
            .order_by_desc(notice::Column::At)
            .order_by_desc(notice::Column::Id)
            .limit(SHOWN)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(StoredNotice {
                    id: codes::id(&row.id)?,
                    kind: codes::from_code(&row.kind)?,
                    person: row.person.as_deref().map(codes::id).transpose()?,
                    at: codes::instant(row.at)?,
                    is_new: row.opened_at.is_none(),
                })
            })
            .collect()
    }

    /// Somebody has looked at everything that is new: nobody goes on telling them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_notices(&self, account: AccountId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock_name(txn, &format!("round {account}")).await?;
        let opened = notice::Entity::update_many()
            .col_expr(notice::Column::OpenedAt, Expr::value(now.timestamp_millis()))
            .filter(notice::Column::Account.eq(account.to_string()))
            .filter(notice::Column::OpenedAt.is_null())
            .exec(txn)
            .await?;
        let ended = notice_round::Entity::delete_by_id(account.to_string()).exec(txn).await?;
        if opened.rows_affected + ended.rows_affected > 0 {
            tell(txn, About::Notices, Whom::Account(account), now).await?;
            writing.commit().await?;
        }
        Ok(())
    }

    /// How somebody wants to be told; nothing when they have never said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notice_choice(&self, account: AccountId) -> Result<Option<NoticeChoice>> {
        let row = notice_choice::Entity::find_by_id(account.to_string()).one(&self.db).await?;
        row.map(|row| {
            Ok(NoticeChoice {
                channels: serde_json::from_str(&row.channels).map_err(|error| super::Error::Other(error.into()))?,
                quiet_from: row.quiet_from,
                quiet_until: row.quiet_until,
                wait_minutes: u32::try_from(row.wait_minutes).unwrap_or(0),
            })
        })
        .transpose()
    }

    /// Keeps how somebody wants to be told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_notice_choice(&self, account: AccountId, choice: &NoticeChoice) -> Result<()> {
        use notice_choice::{Column, Entity, Model};

        let row = Model {
            account: account.to_string(),
            channels: serde_json::to_string(&choice.channels).map_err(|error| super::Error::Other(error.into()))?,
            quiet_from: choice.quiet_from.clone(),
            quiet_until: choice.quiet_until.clone(),
            wait_minutes: i32::try_from(choice.wait_minutes).unwrap_or(i32::MAX),
        };
        let writing = self.begin_write().await?;
        Entity::insert(row.into_active_model())
            .on_conflict(
                OnConflict::column(Column::Account)
                    .update_columns([Column::Channels, Column::QuietFrom, Column::QuietUntil, Column::WaitMinutes])
                    .to_owned(),
            )
            .exec_without_returning(&writing.txn)
            .await?;
        writing.commit().await
    }

    /// The round that a job is for, while it goes on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round_of(&self, job_about: &str) -> Result<Option<Round>> {
        let Some((account, started)) = job_about.split_once(' ') else { return Ok(None) };
        let row = notice_round::Entity::find_by_id(account.to_owned()).one(&self.db).await?;
        let Some(row) = row.filter(|row| row.ended_at.is_none() && row.started_at.to_string() == started) else {
            return Ok(None);
        };
        let tried: Vec<(Channel, i64)> =
            serde_json::from_str(&row.tried).map_err(|error| super::Error::Other(error.into()))?;
        Ok(Some(Round {
            account: codes::id(&row.account)?,
            started_at: codes::instant(row.started_at)?,
            tried: tried.into_iter().map(|(channel, at)| Ok((channel, codes::instant(at)?))).collect::<Result<_>>()?,
            failures: u32::try_from(row.failures).unwrap_or(0),
        }))
    }

    /// A channel has been tried: what became of it is kept, and the round goes on to the next.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_tried(
        &self,
        round: &Round,
        channel: Channel,
        outcome: Outcome,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut tried: Vec<(Channel, i64)> =
            round.tried.iter().map(|(channel, at)| (*channel, at.timestamp_millis())).collect();
        // Nobody is waited for over a channel that carried nothing.
        let at = if outcome == Outcome::HandedOver { now } else { now - domain::notice::LONGEST_WAIT };
        tried.push((channel, at.timestamp_millis()));
        let tried = serde_json::to_string(&tried).map_err(|error| super::Error::Other(error.into()))?;
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let row = delivery::Model {
            id: Uuid::now_v7().to_string(),
            account: round.account.to_string(),
            channel: codes::code(&channel)?,
            outcome: codes::code(&outcome)?,
            attempts: i32::try_from(round.failures + 1).unwrap_or(i32::MAX),
            at: now.timestamp_millis(),
        };
        delivery::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
        change_round(
            txn,
            round,
            [(notice_round::Column::Tried, tried.into()), (notice_round::Column::Failures, 0.into())],
        )
        .await?;
        if outcome != Outcome::HandedOver {
            for team in teams_of(txn, round.account).await? {
                tell(txn, About::Messages, Whom::Team(codes::id(&team)?), now).await?;
            }
        }
        writing.commit().await
    }

    /// Counts a test, unless there was one within the last minute or there were ten within a day. Whether it may go.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_test(&self, account: AccountId, now: DateTime<Utc>) -> Result<bool> {
        use delivery::Column;

        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock_name(txn, &format!("round {account}")).await?;
        let tests = delivery::Entity::find()
            .filter(Column::Account.eq(account.to_string()))
            .filter(Column::Outcome.eq(codes::code(&Outcome::Test)?))
            .filter(Column::At.gt((now - TimeDelta::days(1)).timestamp_millis()))
            .order_by_desc(Column::At)
            .all(txn)
            .await?;
        let is_soon = |last: &delivery::Model| last.at > (now - TimeDelta::minutes(1)).timestamp_millis();
        if tests.len() >= TESTS_A_DAY || tests.first().is_some_and(is_soon) {
            return Ok(false);
        }
        let row = delivery::Model {
            id: Uuid::now_v7().to_string(),
            account: account.to_string(),
            channel: String::new(),
            outcome: codes::code(&Outcome::Test)?,
            attempts: 1,
            at: now.timestamp_millis(),
        };
        delivery::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// A channel has failed once more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_failure(&self, round: &Round) -> Result<()> {
        let writing = self.begin_write().await?;
        let failures = i32::try_from(round.failures + 1).unwrap_or(i32::MAX);
        change_round(&writing.txn, round, [(notice_round::Column::Failures, failures.into())]).await?;
        writing.commit().await
    }

    /// No channel is left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_round(&self, round: &Round, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        change_round(&writing.txn, round, [(notice_round::Column::EndedAt, now.timestamp_millis().into())]).await?;
        writing.commit().await
    }

    /// What could not be handed over to people of a team since an instant, newest first: whose, over what, and when.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn undelivered(
        &self,
        team: wire::TeamId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(PersonId, Channel, Outcome, DateTime<Utc>)>> {
        let rows = delivery::Entity::find()
            .filter(delivery::Column::Outcome.is_in([codes::code(&Outcome::Refused)?, codes::code(&Outcome::GivenUp)?]))
            .filter(delivery::Column::At.gte(since.timestamp_millis()))
            .order_by_desc(delivery::Column::At)
            .order_by_desc(delivery::Column::Id)
            .all(&self.db)
            .await?;
        let mut found = Vec::new();
        for row in rows {
            let Some(person) = self.person_of_account(codes::id(&row.account)?).await? else { continue };
            if self.is_of_team(person.id, team).await? {
                let (channel, outcome) = (codes::from_code(&row.channel)?, codes::from_code(&row.outcome)?);
                found.push((person.id, channel, outcome, codes::instant(row.at)?));
            }
        }
        Ok(found)
    }
}

async fn change_round<const N: usize>(
    txn: &DatabaseTransaction,
    round: &Round,
    values: [(notice_round::Column, sea_orm::Value); N],
) -> Result<()> {
    let mut change = notice_round::Entity::update_many();
    for (column, value) in values {
        change = change.col_expr(column, Expr::value(value));
    }
    change
        .filter(notice_round::Column::Account.eq(round.account.to_string()))
        .filter(notice_round::Column::StartedAt.eq(round.started_at.timestamp_millis()))
        .exec(txn)
        .await?;
    Ok(())
}

/// The teams that have a referral of whoever's account it is.
async fn teams_of(txn: &DatabaseTransaction, account: AccountId) -> Result<Vec<String>> {
    use super::entity::referral;

    let person = people::Entity::find().filter(people::Column::Account.eq(account.to_string())).one(txn).await?;
    let Some(person) = person else { return Ok(Vec::new()) };
    let mut teams: Vec<String> = referral::Entity::find()
        .filter(referral::Column::Person.eq(person.id))
        .all(txn)
        .await?
        .into_iter()
        .map(|row| row.team)
        .collect();
    teams.sort_unstable();
    teams.dedup();
    Ok(teams)
}
