//! Codes that were asked for, and how often codes were guessed: by address, and by everybody together.
//!
//! The code itself is never kept: it is worked out from the row's id and the server's pepper. Known and unknown addresses
//! make the same rows by the same statements, so that neither the answer nor its time tells them apart.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};
use wire::{AccountId, CodeId, ContactKind};

use super::{
    Result, Store, codes,
    jobs::{self, JobKind},
    tables::{
        code::{Column, Entity, Model},
        guess, guess_hour,
    },
    writing::lock_name,
};

/// The name under which guesses of everybody wait for each other.
const EVERYBODY: &str = "guesses of this hour";
/// The name under which guesses of everybody at other things than codes are counted, by the hour.
const OTHER_GUESSES: &str = "other guesses of this hour";

/// The limits that asking and guessing are held to.
#[derive(Debug, Clone, Copy)]
pub struct CodeLimits {
    /// Codes that nobody has spent.
    pub codes_an_hour: u64,
    /// Codes that were sent, the spent ones included.
    pub messages_an_hour: u64,
    pub tries_a_code: i32,
    pub guesses_a_day: i32,
    pub failures_an_hour: i32,
}

/// A code to be sent.
#[derive(Debug, Clone)]
pub struct NewCode {
    pub id: CodeId,
    pub kind: ContactKind,
    /// The address, in its one form.
    pub value: String,
    /// The account that the address is to be added to; absent for signing in.
    pub adds_to: Option<AccountId>,
    /// The digest of the asking browser's token.
    pub browser: [u8; 32],
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It will be sent, if it may be.
    Yes,
    /// This browser has asked for too many to this address, or too many were guessed for it today: come back then.
    ComeBackAt(DateTime<Utc>),
    /// Too many were guessed by everybody: codes rest.
    Resting,
}

/// A code that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCode {
    pub id: CodeId,
    pub kind: ContactKind,
    pub value: String,
    pub adds_to: Option<AccountId>,
    pub expires_at: DateTime<Utc>,
    pub is_over: bool,
}

/// How a code is tried.
#[derive(Debug, Clone, Copy)]
pub enum Try<'a> {
    /// By its digits, in the browser with this digest.
    Digits { is_right: bool, browser: &'a [u8; 32] },
    /// By the link, whose token has been checked.
    Link,
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It was right and is spent now. Nobody can spend it again.
    Spent(StoredCode),
    /// It was wrong; it may be tried again unless that was the last time. With the wrong guesses of everybody in this
    /// hour, this one included.
    Wrong { is_last: bool, this_hour: i32 },
    /// It is too old, was spent, was tried too often, was asked for by another browser, or is not there.
    Over,
    /// Codes rest for everybody.
    Resting,
    /// Too many were guessed for this address today: come back then.
    ComeBackAt(DateTime<Utc>),
}

impl Store {
    /// Keeps a code and the job of sending it. Earlier codes of the same browser to the address work no longer; what
    /// somebody else asks for does nothing to them.
    ///
    /// Where others have used up what an address gets in an hour, the code is kept and never sent: the answer, and every
    /// answer after it, is the same as for one that is on its way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ask_code(&self, new: &NewCode, limits: &CodeLimits, today: NaiveDate) -> Result<Asked> {
        let key = address_key(&new.value);
        let now = new.created_at;
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock_name(txn, &key).await?;
        if failures_this_hour(txn, now).await? >= limits.failures_an_hour {
            return Ok(Asked::Resting);
        }
        let guessed = guesses(txn, &key, today).await?;
        let an_hour_ago = now - TimeDelta::hours(1);
        let recent = Entity::find()
            .filter(Column::AddressKey.eq(&key))
            .filter(Column::CreatedAt.gt(an_hour_ago.timestamp_millis()));
        // Whoever spends a code reads what comes to the address.
        let unspent = recent.clone().filter(Column::SpentAt.is_null());
        let browser = codes::hex(&new.browser);
        let of_browser = unspent
            .clone()
            .filter(Column::Browser.eq(&browser))
            .order_by_asc(Column::CreatedAt)
            .limit(limits.codes_an_hour)
            .all(txn)
            .await?;
        let was_sent = Column::IsSilent.eq(false);
        let is_silent = unspent.filter(was_sent.clone()).count(txn).await? >= limits.codes_an_hour
            || recent.filter(was_sent).count(txn).await? >= limits.messages_an_hour;
        if guessed >= limits.guesses_a_day {
            return Ok(Asked::ComeBackAt(domain::london::next_midnight(now)));
        }
        if let Some(first) = of_browser.first()
            && of_browser.len() as u64 >= limits.codes_an_hour
        {
            return Ok(Asked::ComeBackAt(codes::instant(first.created_at)? + TimeDelta::hours(1)));
        }
        Entity::update_many()
            .col_expr(Column::ExpiresAt, now.timestamp_millis().into())
            .filter(Column::AddressKey.eq(&key))
            .filter(Column::Browser.eq(&browser))
            .filter(Column::ExpiresAt.gt(now.timestamp_millis()))
            .exec(txn)
            .await?;
        let row = Model {
            id: new.id.to_string(),
            address_key: key,
            kind: codes::code(&new.kind)?,
            value: new.value.clone(),
            adds_to: new.adds_to.map(|id| id.to_string()),
            browser,
            is_silent,
            created_at: now.timestamp_millis(),
            expires_at: new.expires_at.timestamp_millis(),
            tries: 0,
            spent_at: None,
        };
        Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
        jobs::enqueue(txn, JobKind::SendCode, &new.id.to_string(), now).await?;
        writing.commit().await?;
        Ok(Asked::Yes)
    }

    /// A code that was asked for, sent or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_code(&self, id: CodeId, now: DateTime<Utc>) -> Result<Option<StoredCode>> {
        Entity::find_by_id(id.to_string()).one(&self.db).await?.map(|row| read(row, now)).transpose()
    }

    /// A code that is to be sent, unless it is over already. One that is kept in silence is not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn code_to_send(&self, id: CodeId, now: DateTime<Utc>) -> Result<Option<StoredCode>> {
        let row = Entity::find_by_id(id.to_string()).filter(Column::IsSilent.eq(false)).one(&self.db).await?;
        row.map(|row| read(row, now)).transpose()
    }

    /// Counts a try, and spends the code where it was right.
    ///
    /// # Errors
    /// When the database fails; then nothing is spent.
    pub async fn try_code(
        &self,
        id: CodeId,
        tried: Try<'_>,
        limits: &CodeLimits,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Tried> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock_name(txn, &id.to_string()).await?;
        let Some(row) = Entity::find_by_id(id.to_string()).one(txn).await? else { return Ok(Tried::Over) };
        lock_name(txn, &row.address_key).await?;
        let is_theirs = match tried {
            Try::Digits { browser, .. } => {
                use subtle::ConstantTimeEq as _;
                bool::from(codes::digest(&row.browser)?.ct_eq(browser))
            }
            Try::Link => true,
        };
        let is_over = row.spent_at.is_some()
            || row.expires_at <= now.timestamp_millis()
            || row.tries >= limits.tries_a_code
            || !is_theirs;
        if is_over {
            return Ok(Tried::Over);
        }
        if let Try::Digits { is_right, .. } = tried {
            // Guesses of everybody take their turn, so that the hour's last is the last.
            lock_name(txn, EVERYBODY).await?;
            if failures_this_hour(txn, now).await? >= limits.failures_an_hour {
                return Ok(Tried::Resting);
            }
            if guesses(txn, &row.address_key, today).await? >= limits.guesses_a_day {
                return Ok(Tried::ComeBackAt(domain::london::next_midnight(now)));
            }
            if !is_right {
                let this_hour = count_failure(txn, &row.address_key, now, today).await?;
                if this_hour > limits.failures_an_hour {
                    // Others were counted since it was looked at; this one is not.
                    return Ok(Tried::Resting);
                }
                Entity::update_many()
                    .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
                    .filter(Column::Id.eq(id.to_string()))
                    .exec(txn)
                    .await?;
                let is_last = row.tries + 1 >= limits.tries_a_code;
                writing.commit().await?;
                return Ok(Tried::Wrong { is_last, this_hour });
            }
        }
        Entity::update_many()
            .col_expr(Column::SpentAt, now.timestamp_millis().into())
            .filter(Column::Id.eq(id.to_string()))
            .exec(txn)
            .await?;
        writing.commit().await?;
        // Its address was taken away since, and opens nothing.
        if row.value.is_empty() { Ok(Tried::Over) } else { Ok(Tried::Spent(read(row, now)?)) }
    }

    /// Counts a wrong guess at something that is no six-digit code: recovery words, an invitation. `key` says by whom.
    /// Answers such guesses of everybody in this hour, this one included. They raise an alarm; codes rest for codes alone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_guess(&self, key: &str, now: DateTime<Utc>, today: NaiveDate) -> Result<i32> {
        let key = address_key(key);
        let (everybody, hour) = (address_key(OTHER_GUESSES), format!("{today}T{:02}", now.hour()));
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        lock_name(txn, &key).await?;
        count(txn, &key, &today.to_string()).await?;
        lock_name(txn, OTHER_GUESSES).await?;
        count(txn, &everybody, &hour).await?;
        let counted = guess::Entity::find_by_id((everybody, hour)).one(txn).await?;
        writing.commit().await?;
        Ok(counted.map_or(0, |row| row.failures))
    }

    /// How many wrong guesses there were today under this key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn guesses_today(&self, key: &str, today: NaiveDate) -> Result<i32> {
        let row = guess::Entity::find_by_id((address_key(key), today.to_string())).one(&self.db).await?;
        Ok(row.map_or(0, |row| row.failures))
    }

    /// Wrong guesses of everybody in this clock hour.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn failures_this_hour(&self, now: DateTime<Utc>) -> Result<i32> {
        Ok(guess_hour::Entity::find_by_id(hour_of(now)).one(&self.db).await?.map_or(0, |row| row.failures))
    }

    /// How many codes are kept, for tests and for the operator.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_codes(&self) -> Result<u64> {
        Ok(Entity::find().count(&self.db).await?)
    }
}

/// What an address is counted and found by: a digest, so that counters are no second list of addresses.
pub(super) fn address_key(value: &str) -> String {
    codes::sha256_hex(value.as_bytes())
}

async fn guesses(txn: &DatabaseTransaction, key: &str, today: NaiveDate) -> Result<i32> {
    let row = guess::Entity::find_by_id((key.to_owned(), today.to_string())).one(txn).await?;
    Ok(row.map_or(0, |row| row.failures))
}

async fn failures_this_hour(txn: &DatabaseTransaction, now: DateTime<Utc>) -> Result<i32> {
    Ok(guess_hour::Entity::find_by_id(hour_of(now)).one(txn).await?.map_or(0, |row| row.failures))
}

/// Counts a wrong guess. Answers how many there were of everybody in this hour: each number is answered once.
async fn count_failure(txn: &DatabaseTransaction, key: &str, now: DateTime<Utc>, today: NaiveDate) -> Result<i32> {
    count(txn, key, &today.to_string()).await?;
    let by_hour = guess_hour::Model { hour: hour_of(now), failures: 1 };
    guess_hour::Entity::insert(by_hour.into_active_model())
        .on_conflict(
            OnConflict::column(guess_hour::Column::Hour)
                .value(
                    guess_hour::Column::Failures,
                    Expr::col((guess_hour::Entity, guess_hour::Column::Failures)).add(1),
                )
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    failures_this_hour(txn, now).await
}

async fn count(txn: &DatabaseTransaction, key: &str, day: &str) -> Result<()> {
    let first = guess::Model { address_key: key.to_owned(), day: day.to_owned(), failures: 1 };
    guess::Entity::insert(first.into_active_model())
        .on_conflict(
            OnConflict::columns([guess::Column::AddressKey, guess::Column::Day])
                .value(guess::Column::Failures, Expr::col((guess::Entity, guess::Column::Failures)).add(1))
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

fn hour_of(now: DateTime<Utc>) -> i64 {
    let into_hour = i64::from(now.minute()) * 60 + i64::from(now.second());
    (now.timestamp() - into_hour) * 1_000
}

fn read(row: Model, now: DateTime<Utc>) -> Result<StoredCode> {
    Ok(StoredCode {
        id: codes::id(&row.id)?,
        kind: codes::from_code(&row.kind)?,
        adds_to: row.adds_to.as_deref().map(codes::id).transpose()?,
        expires_at: codes::instant(row.expires_at)?,
        is_over: row.spent_at.is_some() || row.expires_at <= now.timestamp_millis(),
        value: row.value,
    })
}
