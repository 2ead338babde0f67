//! Passkeys, and the ceremonies in which they are made and used. What is kept of a passkey is its public half.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait, QueryFilter, QueryOrder};
use wire::{CeremonyId, PasskeyId};

use super::{
    Error, Result, Store,
    accounts::{Removed, ways_in},
    codes,
    sign_ins::Holder,
    tables::{
        ceremony,
        passkey::{Column, Entity, Model},
    },
    writing::lock_name,
};

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPasskey {
    pub id: PasskeyId,
    pub holder: Holder,
    /// The authenticator's own id of it, base64url.
    pub credential: String,
    /// What checking it needs, as JSON.
    pub document: String,
    pub label: String,
    pub is_synced: bool,
    pub created_at: DateTime<Utc>,
}

/// What a ceremony is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CeremonyKind {
    Make,
    Use,
    /// The first passkey of an invited member of staff.
    Invited,
}

/// A ceremony under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    pub id: CeremonyId,
    pub kind: CeremonyKind,
    pub holder: Option<Holder>,
    /// What checking the answer needs, as JSON.
    pub state: String,
    /// The digest of the browser's token.
    pub browser: [u8; 32],
    pub expires_at: DateTime<Utc>,
}

impl CeremonyKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Make => "make",
            Self::Use => "use",
            Self::Invited => "invited",
        }
    }
}

fn is_of(holder: Holder) -> sea_orm::sea_query::SimpleExpr {
    match holder {
        Holder::Account(id) => Column::Account.eq(id.to_string()),
        Holder::Staff(id) => Column::Staff.eq(id.to_string()),
    }
}

impl Store {
    /// Keeps a ceremony.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_ceremony(&self, new: &Ceremony) -> Result<()> {
        let (account, staff) = new.holder.map_or((None, None), Holder::columns);
        let row = ceremony::Model {
            id: new.id.to_string(),
            kind: new.kind.code().to_owned(),
            account,
            staff,
            state: new.state.clone(),
            browser: codes::hex(&new.browser),
            expires_at: new.expires_at.timestamp_millis(),
        };
        let writing = self.begin_write().await?;
        ceremony::Entity::insert(row.into_active_model()).exec_without_returning(&writing.txn).await?;
        writing.commit().await
    }

    /// Takes a ceremony of this kind, once: it is gone afterwards. Nothing for one that is over, of another browser, or
    /// not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_ceremony(
        &self,
        id: CeremonyId,
        kind: CeremonyKind,
        browser: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<Option<Ceremony>> {
        let writing = self.begin_write().await?;
        let found = ceremony::Entity::find_by_id(id.to_string())
            .filter(ceremony::Column::Kind.eq(kind.code()))
            .filter(ceremony::Column::Browser.eq(codes::hex(browser)))
            .one(&writing.txn)
            .await?;
        let Some(row) = found else { return Ok(None) };
        // On PostgreSQL two answers may have found the row at once; only one of them takes it out.
        if row.clone().delete(&writing.txn).await?.rows_affected == 0 {
            return Ok(None);
        }
        writing.commit().await?;
        if row.expires_at <= now.timestamp_millis() {
            return Ok(None);
        }
        let holder = match (&row.account, &row.staff) {
            (None, None) => None,
            (account, staff) => Some(Holder::read(account.as_deref(), staff.as_deref())?),
        };
        Ok(Some(Ceremony {
            id,
            kind,
            holder,
            state: row.state,
            browser: *browser,
            expires_at: codes::instant(row.expires_at)?,
        }))
    }

    /// Keeps a new passkey.
    ///
    /// # Errors
    /// [`Error::Conflict`] when this credential is somebody's already; otherwise when the database fails.
    pub async fn add_passkey(&self, new: &StoredPasskey) -> Result<()> {
        let writing = self.begin_write().await?;
        insert_passkey(&writing.txn, new).await?;
        writing.commit().await
    }

    /// Somebody's passkeys, in the order of making.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passkeys_of(&self, holder: Holder) -> Result<Vec<StoredPasskey>> {
        let rows = Entity::find().filter(is_of(holder)).order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// How many passkeys somebody has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_passkeys(&self, holder: Holder) -> Result<u32> {
        let count = Entity::find().filter(is_of(holder)).count(&self.db).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Keeps what using a passkey changed: its counter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_passkey(&self, credential: &str, document: &str) -> Result<()> {
        let writing = self.begin_write().await?;
        Entity::update_many()
            .col_expr(Column::Document, document.to_owned().into())
            .filter(Column::Credential.eq(credential))
            .exec(&writing.txn)
            .await?;
        writing.commit().await
    }

    /// Takes one of somebody's passkeys away; false when they have no such.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_passkey(&self, holder: Holder, id: PasskeyId) -> Result<Removed> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let ways = match holder {
            Holder::Account(account) => {
                let (contacts, passkeys) = ways_in(txn, account).await?;
                contacts + passkeys
            }
            Holder::Staff(staff) => {
                lock_name(txn, &format!("ways in of {staff}")).await?;
                Entity::find().filter(is_of(holder)).count(txn).await?
            }
        };
        let found = Entity::find_by_id(id.to_string()).filter(is_of(holder)).one(txn).await?;
        let Some(row) = found else { return Ok(Removed::NotThere) };
        if ways == 1 {
            return Ok(Removed::IsLast);
        }
        row.delete(txn).await?;
        writing.commit().await?;
        Ok(Removed::Yes)
    }
}

pub(super) async fn insert_passkey(txn: &sea_orm::DatabaseTransaction, new: &StoredPasskey) -> Result<()> {
    let (account, staff) = new.holder.columns();
    let row = Model {
        id: new.id.to_string(),
        account,
        staff,
        credential: new.credential.clone(),
        document: new.document.clone(),
        label: new.label.clone(),
        is_synced: new.is_synced,
        created_at: new.created_at.timestamp_millis(),
    };
    match Entity::insert(row.into_active_model()).exec_without_returning(txn).await {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::from(error)),
    }
}

fn read(row: Model) -> Result<StoredPasskey> {
    Ok(StoredPasskey {
        id: codes::id(&row.id)?,
        holder: Holder::read(row.account.as_deref(), row.staff.as_deref())?,
        credential: row.credential,
        document: row.document,
        label: row.label,
        is_synced: row.is_synced,
        created_at: codes::instant(row.created_at)?,
    })
}
