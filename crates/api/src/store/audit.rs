//! The audit: who looked at whose record and what they did. Rows are only ever added, in the transaction of what they
//! tell of, and each holds a digest over itself and the row before it, so that a changed or missing row shows.
//!
//! Rows hold ids and codes, never a name or an answer: what is erased elsewhere leaves numbers here.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use wire::{AccountId, Looked, PersonId, StaffId};

use super::{
    Result, Store, codes,
    tables::{
        audit::{Column, Entity, Model},
        person,
    },
    writing::lock_name,
};

/// How many rows are checked at a time.
const PAGE: u64 = 2_000;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person or a helper, by their account.
    Account(AccountId),
    Staff(StaffId),
}

/// Something to be remembered.
#[derive(Debug, Clone, Copy)]
pub struct Deed {
    pub actor: Actor,
    pub person: PersonId,
    pub what: Looked,
}

/// Something remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    pub at: DateTime<Utc>,
    pub actor: Actor,
    pub what: Looked,
}

/// What a check of the whole audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheck {
    pub rows: u64,
    /// The number of the first row that is not as it was written, or that does not follow the one before.
    pub broken_at: Option<i64>,
    /// The digest of the last row: keep it elsewhere, and a whole audit cut short shows too.
    pub head: String,
}

impl Actor {
    const fn kind(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Staff(_) => "staff",
        }
    }

    fn id(self) -> String {
        match self {
            Self::Account(id) => id.to_string(),
            Self::Staff(id) => id.to_string(),
        }
    }
}

/// Adds a row. It stands or falls with the transaction.
pub(super) async fn remember(txn: &DatabaseTransaction, deed: &Deed, now: DateTime<Utc>) -> Result<()> {
    lock_name(txn, "audit").await?;
    let last = Entity::find().order_by_desc(Column::Seq).one(txn).await?;
    let (seq, before) = last.map_or((1, String::new()), |row| (row.seq + 1, row.hash));
    let mut row = Model {
        seq,
        at: now.timestamp_millis(),
        actor_kind: deed.actor.kind().to_owned(),
        actor: deed.actor.id(),
        person: deed.person.to_string(),
        what: codes::code(&deed.what)?,
        about: String::new(),
        hash: String::new(),
    };
    row.hash = digest(&row, &before);
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Whether this was remembered since an instant: a list that is looked at all day is one look a day.
pub(super) async fn is_remembered_since(txn: &DatabaseTransaction, deed: &Deed, since: DateTime<Utc>) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::Person.eq(deed.person.to_string()))
        .filter(Column::Actor.eq(deed.actor.id()))
        .filter(Column::What.eq(codes::code(&deed.what)?))
        .filter(Column::At.gte(since.timestamp_millis()))
        .one(txn)
        .await?;
    Ok(found.is_some())
}

impl Store {
    /// Remembers a deed that changes nothing else.
    ///
    /// # Errors
    /// When the database fails; then what was to be looked at must not be shown.
    pub async fn remember(&self, deed: Deed, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        remember(&writing.txn, &deed, now).await?;
        writing.commit().await
    }

    /// Remembers a look, unless the same was remembered since an instant: looks that follow each other are one.
    ///
    /// # Errors
    /// When the database fails; then what was to be looked at must not be shown.
    pub async fn remember_once(&self, deed: Deed, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        if !is_remembered_since(&writing.txn, &deed, since).await? {
            remember(&writing.txn, &deed, now).await?;
            writing.commit().await?;
        }
        Ok(())
    }

    /// Remembers that a list showed these people, once for each since an instant.
    ///
    /// # Errors
    /// When the database fails; then the list must not be shown.
    pub async fn remember_listed(
        &self,
        actor: Actor,
        people: &[PersonId],
        what: Looked,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
        let known: Vec<String> = Entity::find()
            .filter(Column::Person.is_in(ids))
            .filter(Column::Actor.eq(actor.id()))
            .filter(Column::What.eq(codes::code(&what)?))
            .filter(Column::At.gte(since.timestamp_millis()))
            .all(&self.db)
            .await?
            .into_iter()
            .map(|row| row.person)
            .collect();
        let new: Vec<PersonId> = people.iter().copied().filter(|id| !known.contains(&id.to_string())).collect();
        if new.is_empty() {
            return Ok(());
        }
        let writing = self.begin_write().await?;
        for person in new {
            remember(&writing.txn, &Deed { actor, person, what }, now).await?;
        }
        writing.commit().await
    }

    /// What others did with a person's record, newest first; also from before records were found to be one person's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn looks_at(&self, person: PersonId, limit: u64) -> Result<Vec<Remembered>> {
        let mut ids = vec![person.to_string()];
        let merged = person::Entity::find().filter(person::Column::MergedInto.eq(person.to_string()));
        ids.extend(merged.all(&self.db).await?.into_iter().map(|row| row.id));
        let rows = Entity::find()
            .filter(Column::Person.is_in(ids))
            .order_by_desc(Column::Seq)
            .limit(limit)
            .all(&self.db)
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// Whether a row has this digest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_has(&self, hash: &str) -> Result<bool> {
        Ok(Entity::find().filter(Column::Hash.eq(hash)).one(&self.db).await?.is_some())
    }

    /// Checks every row from the first on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_audit(&self) -> Result<AuditCheck> {
        let txn = self.begin_read().await?;
        let mut check = AuditCheck { rows: 0, broken_at: None, head: String::new() };
        // From the very first number there can be: a row put in before ours is found too.
        let mut last = i64::MIN;
        loop {
            let page =
                Entity::find().filter(Column::Seq.gt(last)).order_by_asc(Column::Seq).limit(PAGE).all(&txn).await?;
            if page.is_empty() {
                return Ok(check);
            }
            for row in page {
                let expected = i64::try_from(check.rows).unwrap_or(i64::MAX) + 1;
                if row.seq != expected || row.hash != digest(&row, &check.head) {
                    check.broken_at = Some(expected);
                    return Ok(check);
                }
                check.rows += 1;
                check.head = row.hash;
                last = row.seq;
            }
        }
    }
}

fn digest(row: &Model, before: &str) -> String {
    let text = format!(
        "{before}\n{}\n{}\n{}\n{}\n{}\n{}\n{}",
        row.seq, row.at, row.actor_kind, row.actor, row.person, row.what, row.about
    );
    codes::sha256_hex(text.as_bytes())
}

fn read(row: Model) -> Result<Remembered> {
    Ok(Remembered {
        at: codes::instant(row.at)?,
        actor: if row.actor_kind == "staff" {
            Actor::Staff(codes::id(&row.actor)?)
        } else {
            Actor::Account(codes::id(&row.actor)?)
        },
        what: codes::from_code(&row.what)?,
    })
}
