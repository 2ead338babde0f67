//! Recoveries through the team: opened by one member of staff, approved by another, and the words given once.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use wire::{AccountId, PersonId, RecoveryId, StaffId, TeamId};

use super::{
    Result, Store, accounts,
    audit::{self, Deed},
    changes::{About, Whom, tell},
    codes,
    tables::{
        account, contact, passkey, person,
        recovery::{Column, Entity, Model},
    },
};

/// A recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecovery {
    pub id: RecoveryId,
    pub person: PersonId,
    pub opened_by: StaffId,
    pub is_face_to_face: bool,
    pub how: String,
    pub opened_at: DateTime<Utc>,
    pub approved_by: Option<StaffId>,
    pub ready_at: DateTime<Utc>,
    pub is_given: bool,
}

impl Store {
    /// Opens a recovery. The same id again changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_recovery(&self, new: &StoredRecovery, team: TeamId, deed: Deed) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if Entity::find_by_id(new.id.to_string()).one(txn).await?.is_some() {
            return Ok(());
        }
        let row = Model {
            id: new.id.to_string(),
            person: new.person.to_string(),
            opened_by: new.opened_by.to_string(),
            is_face_to_face: new.is_face_to_face,
            how: new.how.clone(),
            opened_at: new.opened_at.timestamp_millis(),
            approved_by: None,
            ready_at: new.ready_at.timestamp_millis(),
            given_at: None,
        };
        Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
        audit::remember(txn, &deed, new.opened_at).await?;
        tell(txn, About::Desk, Whom::Team(team), new.opened_at).await?;
        writing.commit().await
    }

    /// A recovery.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_recovery(&self, id: RecoveryId) -> Result<Option<StoredRecovery>> {
        Entity::find_by_id(id.to_string()).one(&self.db).await?.map(read).transpose()
    }

    /// Every recovery of these people, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recoveries_of(&self, people: &[PersonId]) -> Result<Vec<StoredRecovery>> {
        let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
        let rows =
            Entity::find().filter(Column::Person.is_in(ids)).order_by_desc(Column::OpenedAt).order_by_desc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// A second member of staff approves; false when somebody has, or it is not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn approve_recovery(
        &self,
        id: RecoveryId,
        by: StaffId,
        team: TeamId,
        deed: Deed,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let writing = self.begin_write().await?;
        let approved = Entity::update_many()
            .col_expr(Column::ApprovedBy, by.to_string().into())
            .filter(Column::Id.eq(id.to_string()))
            .filter(Column::ApprovedBy.is_null())
            .filter(Column::OpenedBy.ne(by.to_string()))
            .exec(&writing.txn)
            .await?;
        if approved.rows_affected == 0 {
            return Ok(false);
        }
        audit::remember(&writing.txn, &deed, now).await?;
        tell(&writing.txn, About::Desk, Whom::Team(team), now).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Gives the words of an approved recovery, once. A person without an account gets one. Every sign-in there was is
    /// ended by it, and every passkey and proved address removed: whoever has the lost phone, or reads the e-mail that is no
    /// longer theirs, is out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_recovery(
        &self,
        recovery: &StoredRecovery,
        new_account: AccountId,
        digest: &[u8; 32],
        deed: Deed,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let given = Entity::update_many()
            .col_expr(Column::GivenAt, now.timestamp_millis().into())
            .filter(Column::Id.eq(recovery.id.to_string()))
            .filter(Column::GivenAt.is_null())
            .filter(Column::ApprovedBy.is_not_null())
            .exec(txn)
            .await?;
        if given.rows_affected == 0 {
            return Ok(false);
        }
        let Some(row) = person::Entity::find_by_id(recovery.person.to_string()).one(txn).await? else {
            return Ok(false);
        };
        let account = match row.account.as_deref() {
            Some(id) => codes::id(id)?,
            None => {
                let made = account::Model { id: new_account.to_string(), created_at: now.timestamp_millis() };
                account::Entity::insert(made.into_active_model()).exec_without_returning(txn).await?;
                person::Entity::update_many()
                    .col_expr(person::Column::Account, Expr::value(new_account.to_string()))
                    .filter(person::Column::Id.eq(recovery.person.to_string()))
                    .exec(txn)
                    .await?;
                new_account
            }
        };
        accounts::put_recovery_words(txn, account, digest, now).await?;
        super::sign_ins::end_all(txn, super::Holder::Account(account)).await?;
        // The passkey of a lost phone opens nothing any more either, and no code goes to where it was.
        let theirs = contact::Entity::find().filter(contact::Column::Account.eq(account.to_string())).all(txn).await?;
        let addresses: Vec<String> = theirs.into_iter().map(|row| row.value).collect();
        accounts::forget_codes(txn, &addresses).await?;
        contact::Entity::delete_many().filter(contact::Column::Value.is_in(addresses)).exec(txn).await?;
        let is_theirs = passkey::Column::Account.eq(account.to_string());
        passkey::Entity::delete_many().filter(is_theirs).exec(txn).await?;
        tell(txn, About::Access, Whom::Account(account), now).await?;
        audit::remember(txn, &deed, now).await?;
        writing.commit().await?;
        Ok(true)
    }
}

fn read(row: Model) -> Result<StoredRecovery> {
    Ok(StoredRecovery {
        id: codes::id(&row.id)?,
        person: codes::id(&row.person)?,
        opened_by: codes::id(&row.opened_by)?,
        is_face_to_face: row.is_face_to_face,
        how: row.how,
        opened_at: codes::instant(row.opened_at)?,
        approved_by: row.approved_by.as_deref().map(codes::id).transpose()?,
        ready_at: codes::instant(row.ready_at)?,
        is_given: row.given_at.is_some(),
    })
}
