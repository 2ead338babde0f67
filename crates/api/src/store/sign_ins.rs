//! Sign-ins: which browser is whose, by the digest of the token in its cookie.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QueryOrder, Set,
};
use wire::{AccountId, Life, SignInId, StaffId};

use super::{
    Result, Store,
    changes::{About, Whom, tell},
    codes,
    tables::sign_in::{ActiveModel, Column, Entity, Model},
};

/// Whose a sign-in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    Account(AccountId),
    Staff(StaffId),
}

/// A sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    pub id: SignInId,
    pub holder: Holder,
    pub life: Life,
    pub has_chosen_life: bool,
    pub device: String,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    /// When they last proved who they are.
    pub strong_at: DateTime<Utc>,
}

impl Holder {
    pub(super) fn columns(self) -> (Option<String>, Option<String>) {
        match self {
            Self::Account(id) => (Some(id.to_string()), None),
            Self::Staff(id) => (None, Some(id.to_string())),
        }
    }

    pub(super) fn read(account: Option<&str>, staff: Option<&str>) -> Result<Self> {
        match (account, staff) {
            (Some(id), _) => Ok(Self::Account(codes::id(id)?)),
            (None, Some(id)) => Ok(Self::Staff(codes::id(id)?)),
            (None, None) => Err(super::Error::Other(anyhow::anyhow!("a row belongs to nobody"))),
        }
    }

    fn is(self) -> sea_orm::sea_query::SimpleExpr {
        match self {
            Self::Account(id) => Column::Account.eq(id.to_string()),
            Self::Staff(id) => Column::Staff.eq(id.to_string()),
        }
    }
}

/// Begins a sign-in under a token's digest.
pub(super) async fn begin(txn: &DatabaseTransaction, new: &SignIn, token: &[u8; 32]) -> Result<()> {
    let (account, staff) = new.holder.columns();
    let row = Model {
        id: new.id.to_string(),
        account,
        staff,
        token: codes::hex(token),
        life: codes::code(&new.life)?,
        has_chosen_life: new.has_chosen_life,
        device: new.device.clone(),
        created_at: new.created_at.timestamp_millis(),
        seen_at: new.seen_at.timestamp_millis(),
        strong_at: new.strong_at.timestamp_millis(),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Ends the sign-in under a token's digest, if there is one.
pub(super) async fn end_token(txn: &DatabaseTransaction, token: &[u8; 32]) -> Result<()> {
    Entity::delete_many().filter(Column::Token.eq(codes::hex(token))).exec(txn).await?;
    Ok(())
}

/// Ends every sign-in of somebody.
pub(super) async fn end_all(txn: &DatabaseTransaction, holder: Holder) -> Result<()> {
    Entity::delete_many().filter(holder.is()).exec(txn).await?;
    Ok(())
}

impl Store {
    /// Begins a sign-in in place of the one that this browser had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_sign_in(&self, new: &SignIn, token: &[u8; 32], before: Option<&[u8; 32]>) -> Result<()> {
        let writing = self.begin_write().await?;
        if let Some(before) = before {
            end_token(&writing.txn, before).await?;
        }
        begin(&writing.txn, new, token).await?;
        writing.commit().await
    }

    /// The sign-in under a token's digest. Whether it is over is the domain's to say.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_under(&self, token: &[u8; 32]) -> Result<Option<SignIn>> {
        Entity::find().filter(Column::Token.eq(codes::hex(token))).one(&self.db).await?.map(read).transpose()
    }

    /// Notes that somebody was here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_sign_in(&self, id: SignInId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        Entity::update_many()
            .col_expr(Column::SeenAt, now.timestamp_millis().into())
            .filter(Column::Id.eq(id.to_string()))
            .exec(&writing.txn)
            .await?;
        writing.commit().await
    }

    /// Keeps the answer to "Is this phone just yours?".
    ///
    /// # Errors
    /// When the database fails.
    pub async fn choose_life(&self, id: SignInId, life: Life) -> Result<()> {
        let writing = self.begin_write().await?;
        let row = ActiveModel {
            id: Set(id.to_string()),
            life: Set(codes::code(&life)?),
            has_chosen_life: Set(true),
            ..<ActiveModel as Default>::default()
        };
        row.update(&writing.txn).await?;
        writing.commit().await
    }

    /// Ends the sign-in under a token's digest. One that is not there costs no write.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sign_in_under(&self, token: &[u8; 32], now: DateTime<Utc>) -> Result<()> {
        let Some(sign_in) = self.sign_in_under(token).await? else { return Ok(()) };
        let writing = self.begin_write().await?;
        end_token(&writing.txn, token).await?;
        tell_holder(&writing.txn, sign_in.holder, now).await?;
        writing.commit().await
    }

    /// Somebody's sign-ins, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_ins_of(&self, holder: Holder) -> Result<Vec<SignIn>> {
        let rows = Entity::find()
            .filter(holder.is())
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .all(&self.db)
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// Ends one of somebody's sign-ins; false when they have no such.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sign_in(&self, holder: Holder, id: SignInId, now: DateTime<Utc>) -> Result<bool> {
        let writing = self.begin_write().await?;
        let Some(row) = Entity::find_by_id(id.to_string()).filter(holder.is()).one(&writing.txn).await? else {
            return Ok(false);
        };
        row.delete(&writing.txn).await?;
        tell_holder(&writing.txn, holder, now).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Ends all of somebody's sign-ins but one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sign_ins(&self, holder: Holder, but: SignInId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        Entity::delete_many().filter(holder.is()).filter(Column::Id.ne(but.to_string())).exec(&writing.txn).await?;
        tell_holder(&writing.txn, holder, now).await?;
        writing.commit().await
    }
}

/// Lets the open screens of somebody look again whether they are still signed in.
pub(super) async fn tell_holder(txn: &DatabaseTransaction, holder: Holder, now: DateTime<Utc>) -> Result<()> {
    let whom = match holder {
        Holder::Account(id) => Whom::Account(id),
        Holder::Staff(id) => Whom::Staff(id),
    };
    tell(txn, About::Access, whom, now).await
}

pub(super) fn read(row: Model) -> Result<SignIn> {
    Ok(SignIn {
        id: codes::id(&row.id)?,
        holder: Holder::read(row.account.as_deref(), row.staff.as_deref())?,
        life: codes::from_code(&row.life)?,
        has_chosen_life: row.has_chosen_life,
        device: row.device,
        created_at: codes::instant(row.created_at)?,
        seen_at: codes::instant(row.seen_at)?,
        strong_at: codes::instant(row.strong_at)?,
    })
}
